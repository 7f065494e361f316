namespace WideNet.Figures.Rendering;

/// <summary>Draws one panel: map, grid, layers, frame, labels, legend.</summary>
internal static class PanelRenderer
{
    /// <summary>Halo behind texts that lie over data.</summary>
    public const string Halo = "stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

    /// <summary>Draws a panel.</summary>
    public static void Draw(SvgWriter svg, PanelView view, Legend legend)
    {
        bool map = view.Panel.Map is not null;
        if (!map)
        {
            AxisRenderer.DrawGrid(svg, view);
        }

        var texts = new List<Action>();
        view.PlaceLabels();
        for (int i = 0; i < view.Panel.Layers.Count; i++)
        {
            string color = view.Colors[i], style = $"fill=\"{color}\" {HaloFor(color, map)}";
            switch (view.Panel.Layers[i])
            {
                case HeatMap heat:
                    MapRenderer.Draw(svg, view, heat);
                    break;
                case ContourLines contours:
                    MapRenderer.DrawContours(svg, view, contours, color);
                    break;
                case LineSeries series:
                    SeriesRenderer.Draw(svg, view, series, color, map);
                    if (view.Labels[i] is { } end)
                    {
                        texts.Add(() => svg.Text(series.EndLabel, end.Left, end.Bottom - 3, SvgRenderer.LabelSize, TextAnchor.Start, style));
                    }

                    break;
                case ReferenceLine line:
                    DrawReference(svg, view, line);
                    if (view.Labels[i] is { } place)
                    {
                        texts.Add(() => svg.Text(line.Label, place.Right, place.Bottom - 3, SvgRenderer.TickSize, TextAnchor.End, style));
                    }

                    break;
                case Annotation note:
                    if (view.Labels[i] is { } middle)
                    {
                        double x = middle.Left + (middle.Width / 2);
                        texts.Add(() => svg.Text(note.Text, x, middle.Top + 12, SvgRenderer.LabelSize, TextAnchor.Middle, style));
                    }

                    break;
            }
        }

        foreach (Action text in texts)
        {
            text();
        }

        AxisRenderer.Draw(svg, view);
        if (view.ShowColorBar)
        {
            AxisRenderer.DrawColorBar(svg, view);
        }

        legend.Draw(svg, view.Plot);
    }

    /// <summary>The halo that sets off a text of a colour: dark behind light letters, white otherwise.</summary>
    /// <param name="color">Colour of the letters.</param>
    /// <param name="overMap">Whether they lie over a map.</param>
    public static string HaloFor(string color, bool overMap) =>
        Palette.Lightness(color) > (overMap ? 0.5 : 0.75) ? Halo.Replace("#ffffff", "#333333", StringComparison.Ordinal) : Halo;

    /// <summary>Where the label of a reference line may stand, best first; nowhere when it has none, or when the line lies outside.</summary>
    public static IReadOnlyList<Box> ReferencePlaces(PanelView view, ReferenceLine line)
    {
        Box plot = view.Plot;
        double at = line.IsVertical ? view.X[line.Value] : view.Y[line.Value];
        if (line.Label.Length == 0 || !IsInside(plot, line, at))
        {
            return [];
        }

        double width = TextMetrics.Width(line.Label, SvgRenderer.TickSize);
        IEnumerable<Box> places = line.IsVertical
            ? from y in (double[])[plot.Top + 4, plot.Bottom - 20, plot.Top + 20, plot.Bottom - 36]
              from x in (double[])[at + 5, at - 5 - width]
              select new Box(x, y, width, 14)
            : from x in (double[])[plot.Right - width - 6, plot.Left + 6, plot.Left + ((plot.Width - width) / 2)]
              from y in (double[])[at - 16, at + 3]
              select new Box(x, y, width, 14);
        Box[] all = [.. places];
        return [.. all.OrderBy(box => !Holds(plot, box))];
    }

    /// <summary>Where an annotation stands: at its point, moved inside the plot; nowhere when the point lies outside.</summary>
    public static IReadOnlyList<Box> AnnotationPlaces(PanelView view, Annotation note)
    {
        (double x, double y) = (view.X[note.X], view.Y[note.Y]);
        Box plot = view.Plot;
        if (!plot.Contains(x, y))
        {
            return [];
        }

        double width = TextMetrics.Width(note.Text, SvgRenderer.LabelSize);
        double left = x - (note.Anchor switch { TextAnchor.Start => 0, TextAnchor.End => width, _ => width / 2 });
        double last = Math.Max(plot.Left + 3, plot.Right - width - 3);
        return [new Box(Math.Clamp(left, plot.Left + 3, last), Math.Clamp(y - 8, plot.Top + 2, plot.Bottom - 18), width, 16)];
    }

    private static bool IsInside(Box plot, ReferenceLine line, double at) =>
        line.IsVertical ? at >= plot.Left && at <= plot.Right : at >= plot.Top && at <= plot.Bottom;

    private static bool Holds(Box plot, Box box) => box.Left > plot.Left && box.Right < plot.Right && box.Top > plot.Top && box.Bottom < plot.Bottom;

    private static void DrawReference(SvgWriter svg, PanelView view, ReferenceLine line)
    {
        Box plot = view.Plot;
        double at = line.IsVertical ? view.X[line.Value] : view.Y[line.Value];
        if (!IsInside(plot, line, at))
        {
            return;
        }

        string stroke = $"stroke=\"{line.Color}\" stroke-width=\"1.3\"{SvgWriter.DashAttribute(line.Dash, 1.3)}";
        if (line.IsVertical)
        {
            svg.Line(at, plot.Top, at, plot.Bottom, stroke);
        }
        else
        {
            svg.Line(plot.Left, at, plot.Right, at, stroke);
        }
    }
}
