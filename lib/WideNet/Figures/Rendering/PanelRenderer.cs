namespace WideNet.Figures.Rendering;

/// <summary>Draws one panel: map, grid, layers, frame, labels, legend.</summary>
internal static class PanelRenderer
{
    /// <summary>Halo behind texts that lie over data.</summary>
    public const string Halo = "stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

    /// <summary>Draws a panel.</summary>
    /// <param name="svg">Where.</param>
    /// <param name="view">The panel, placed.</param>
    /// <param name="legend">Its legend.</param>
    public static void Draw(SvgWriter svg, PanelView view, Legend legend)
    {
        bool map = view.Panel.Map is not null;
        if (!map)
        {
            AxisRenderer.DrawGrid(svg, view);
        }

        var texts = new List<Action>();
        LabelPlanner planner = view.PlaceLabels();
        for (int i = 0; i < view.Panel.Layers.Count; i++)
        {
            string color = view.Colors[i];
            switch (view.Panel.Layers[i])
            {
                case HeatMap heat:
                    MapRenderer.Draw(svg, view, heat);
                    break;
                case ContourLines contours:
                    MapRenderer.DrawContours(svg, view, contours, color, planner, texts);
                    break;
                case LineSeries series:
                    SeriesRenderer.Draw(svg, view, series, color, map);
                    if (view.EndLabels[i] is { } place)
                    {
                        texts.Add(() => svg.Text(series.EndLabel, place.Left, place.Bottom - 3, SvgRenderer.LabelSize, TextAnchor.Start, $"fill=\"{color}\" {HaloFor(color, map)}"));
                    }

                    break;
                case ReferenceLine line:
                    DrawReference(svg, view, line, texts);
                    break;
                case Annotation note:
                    texts.Add(() => DrawAnnotation(svg, view, note));
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
    public static string HaloFor(string color, bool overMap) => Palette.Lightness(color) > (overMap ? 0.5 : 0.75) ? Halo.Replace("#ffffff", "#333333", StringComparison.Ordinal) : Halo;

    /// <summary>Where the label of a reference line stands, or null when there is none.</summary>
    /// <param name="view">The panel, placed.</param>
    /// <param name="line">The line.</param>
    public static Box? ReferenceLabel(PanelView view, ReferenceLine line)
    {
        Box plot = view.Plot;
        double at = line.IsVertical ? view.X[line.Value] : view.Y[line.Value];
        if (line.Label.Length == 0 || !double.IsFinite(at))
        {
            return null;
        }

        double width = TextMetrics.Width(line.Label, SvgRenderer.TickSize);
        if (line.IsVertical)
        {
            double x = at + 5 + width < plot.Right ? at + 5 : at - 5 - width;
            return new Box(x, plot.Top + 4, width, 14);
        }

        double y = at - 17 > plot.Top ? at - 16 : at + 3;
        return new Box(plot.Right - width - 6, y, width, 14);
    }

    /// <summary>The room an annotation takes.</summary>
    /// <param name="view">The panel, placed.</param>
    /// <param name="note">The annotation.</param>
    public static Box? AnnotationBox(PanelView view, Annotation note)
    {
        double width = TextMetrics.Width(note.Text, SvgRenderer.LabelSize);
        double left = view.X[note.X] - (note.Anchor switch { TextAnchor.Start => 0, TextAnchor.End => width, _ => width / 2 });
        return new Box(left, view.Y[note.Y] - 8, width, 16);
    }

    private static void DrawReference(SvgWriter svg, PanelView view, ReferenceLine line, List<Action> texts)
    {
        Box plot = view.Plot;
        double at = line.IsVertical ? view.X[line.Value] : view.Y[line.Value];
        double low = line.IsVertical ? plot.Left : plot.Top;
        double high = line.IsVertical ? plot.Right : plot.Bottom;
        if (!(at >= low && at <= high))
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

        if (line.Label.Length > 0)
        {
            Box label = ReferenceLabel(view, line)!.Value;
            texts.Add(() => svg.Text(line.Label, label.Left, label.Bottom - 3, SvgRenderer.TickSize, TextAnchor.Start, $"fill=\"{line.Color}\" {HaloFor(line.Color, view.Panel.Map is not null)}"));
        }
    }

    private static void DrawAnnotation(SvgWriter svg, PanelView view, Annotation note)
    {
        double x = view.X[note.X];
        double y = view.Y[note.Y];
        if (view.Plot.Contains(x, y))
        {
            svg.Text(note.Text, x, y + 4, SvgRenderer.LabelSize, note.Anchor, $"fill=\"{note.Color}\" {HaloFor(note.Color, view.Panel.Map is not null)}");
        }
    }
}
