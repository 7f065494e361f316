namespace WideNet.Figures.Rendering;

/// <summary>A line of a legend; equal entries are the same thing.</summary>
/// <param name="Name">Text with markup.</param>
/// <param name="Color">Colour.</param>
/// <param name="Dash">Stroke pattern.</param>
/// <param name="Marker">Symbol.</param>
/// <param name="HasLine">Whether a line is drawn.</param>
/// <param name="HasBand">Whether a band is drawn.</param>
/// <param name="OverMap">Whether it lies over a map and so has a casing.</param>
internal readonly record struct LegendEntry(string Name, string Color, DashStyle Dash, MarkerShape Marker, bool HasLine, bool HasBand, bool OverMap)
{
    /// <summary>Length of the sample.</summary>
    public const double Sample = 24;

    /// <summary>Width of sample and text.</summary>
    public double Width => Sample + 7 + TextMetrics.Width(Name, SvgRenderer.TickSize);

    /// <summary>The entries of a panel.</summary>
    public static IReadOnlyList<LegendEntry> Of(PanelView view)
    {
        bool map = view.Panel.Map is not null;
        var entries = new List<LegendEntry>();
        for (int i = 0; i < view.Panel.Layers.Count; i++)
        {
            switch (view.Panel.Layers[i])
            {
                case LineSeries { Name.Length: > 0 } s:
                    entries.Add(new(s.Name, view.Colors[i], s.Dash, s.Marker, s.ShowLine, s.Lower is not null, map));
                    break;
                case ContourLines { Name.Length: > 0 } c:
                    entries.Add(new(c.Name, view.Colors[i], c.Dash, MarkerShape.None, true, false, map));
                    break;
            }
        }

        return [.. entries.Distinct()];
    }

    /// <summary>Draws sample and text.</summary>
    public void Draw(SvgWriter svg, double x, double y)
    {
        if (HasBand)
        {
            svg.Rectangle(x, y - 5, Sample, 10, $"fill=\"{Color}\" fill-opacity=\"0.2\"");
        }

        if (OverMap && HasLine && Palette.Lightness(Color) > 0.75)
        {
            svg.Rectangle(x, y - 6, Sample, 12, "fill=\"#7d8a96\"");
        }

        if (HasLine)
        {
            SeriesRenderer.DrawLine(
                svg, $"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}h{SvgWriter.Number(Sample)}", Color, 1.7, Dash,
                casing: OverMap && Palette.Lightness(Color) <= 0.75);
        }

        svg.Path(SeriesRenderer.MarkerPath(Marker, new Point(x + (Sample / 2), y)), SeriesRenderer.MarkerAttributes(Marker, Color));
        svg.Text(Name, x + Sample + 7, y + 4, SvgRenderer.TickSize, TextAnchor.Start);
    }
}
