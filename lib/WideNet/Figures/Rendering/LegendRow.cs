namespace WideNet.Figures.Rendering;

/// <summary>The legend below all panels, in as many lines as it needs.</summary>
internal sealed class LegendRow
{
    private const double Gap = 20;
    private const double LineHeight = 18;
    private readonly List<(LegendEntry Entry, double X, int Line)> _places = [];

    /// <summary>Places the entries.</summary>
    public LegendRow(IReadOnlyList<LegendEntry> entries, double width)
    {
        double x = 0;
        int line = 0;
        foreach (LegendEntry entry in entries)
        {
            if (x > 0 && x + entry.Width > width)
            {
                x = 0;
                line++;
            }

            _places.Add((entry, x, line));
            x += entry.Width + Gap;
        }

        Height = entries.Count == 0 ? 0 : ((line + 1) * LineHeight) + 4;
    }

    /// <summary>Height needed.</summary>
    public double Height { get; }

    /// <summary>Draws the legend.</summary>
    public void Draw(SvgWriter svg, double left, double top)
    {
        foreach ((LegendEntry entry, double x, int line) in _places)
        {
            entry.Draw(svg, left + x, top + (LineHeight * (line + 0.5)));
        }
    }
}
