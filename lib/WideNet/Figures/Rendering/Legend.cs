namespace WideNet.Figures.Rendering;

/// <summary>The legend of one panel, with its place decided.</summary>
internal sealed class Legend
{
    private const double LineHeight = 17;
    private const double Padding = 6;
    private readonly IReadOnlyList<LegendEntry> _entries;
    private readonly Point _inside;

    private Legend(IReadOnlyList<LegendEntry> entries, LegendPlacement placement, Point inside)
    {
        _entries = entries;
        Placement = entries.Count == 0 ? LegendPlacement.None : placement;
        _inside = inside;
    }

    /// <summary>Entries that go to the legend below all panels.</summary>
    public IReadOnlyList<LegendEntry> EntriesBelow => Placement == LegendPlacement.Below ? _entries : [];

    /// <summary>Room needed right of the plot.</summary>
    public double RoomAtRight => Placement == LegendPlacement.Right ? Size.Width + 10 : 0;

    /// <summary>Where it covers least of the plot, relative to the plot's corner.</summary>
    public Box Inside => Size with { Left = _inside.X, Top = _inside.Y };

    /// <summary>Where it stands.</summary>
    public LegendPlacement Placement { get; }

    private Box Size => SizeOf(_entries);

    /// <summary>Decides where the legend of each panel stands.</summary>
    /// <param name="views">The panels; their plots may lie anywhere, as places are relative to them.</param>
    public static Legend[] Place(IReadOnlyList<PanelView> views)
    {
        IReadOnlyList<LegendEntry>[] entries = [.. views.Select(LegendEntry.Of)];
        bool same = views.Count > 1 && entries[0].Count > 0 && entries.All(e => e.SequenceEqual(entries[0]));
        return [.. views.Select((view, i) => Place(view, entries[i], same))];
    }

    /// <summary>Draws the legend unless it stands below all panels.</summary>
    public void Draw(SvgWriter svg, Box plot)
    {
        if (Placement is not (LegendPlacement.Inside or LegendPlacement.Right))
        {
            return;
        }

        bool inside = Placement == LegendPlacement.Inside;
        double left = inside ? plot.Left + _inside.X : plot.Right + 10;
        double top = inside ? plot.Top + _inside.Y : plot.Top;
        if (inside)
        {
            svg.Rectangle(left, top, Size.Width, Size.Height, "rx=\"3\" fill=\"#ffffff\" fill-opacity=\"0.88\" stroke=\"#cccccc\" stroke-width=\"0.8\"");
        }

        for (int i = 0; i < _entries.Count; i++)
        {
            _entries[i].Draw(svg, left + Padding, top + Padding + (LineHeight * (i + 0.5)) - 1);
        }
    }

    private static Legend Place(PanelView view, IReadOnlyList<LegendEntry> entries, bool same)
    {
        LegendPlacement wanted = view.Panel.Legend;
        if (wanted == LegendPlacement.Automatic && (same || view.Panel.Map is not null))
        {
            wanted = LegendPlacement.Below;
        }

        if (wanted is not (LegendPlacement.Automatic or LegendPlacement.Inside) || entries.Count == 0)
        {
            return new Legend(entries, wanted, default);
        }

        Box size = SizeOf(entries);
        List<Point> ink = Ink(view);
        Box plot = view.Plot;
        double x1 = plot.Width - size.Width - 8;
        double y1 = plot.Height - size.Height - 8;
        Point[] places = [new(x1, 8), new(8, 8), new(x1, y1), new(8, y1), new(x1, y1 / 2), new(8, y1 / 2), new(x1 / 2, 8), new(x1 / 2, y1)];
        int[] covered = [.. places.Select(p => Covered(ink, new Box(plot.Left + p.X, plot.Top + p.Y, size.Width, size.Height).Grown(3)))];
        int best = Array.IndexOf(covered, covered.Min());
        bool fits = size.Width < 0.7 * plot.Width && size.Height < 0.7 * plot.Height;
        bool inside = wanted == LegendPlacement.Inside || (covered[best] == 0 && fits);
        return new Legend(entries, inside ? LegendPlacement.Inside : LegendPlacement.Right, places[best]);
    }

    private static int Covered(List<Point> ink, Box box) => ink.Count(p => box.Contains(p.X, p.Y));

    private static Box SizeOf(IReadOnlyList<LegendEntry> entries) =>
        entries.Count == 0 ? default : new Box(0, 0, entries.Max(e => e.Width) + (2 * Padding), (entries.Count * LineHeight) + (2 * Padding) - 2);

    // Points every few pixels along everything drawn, so that counting them in a box tells what it would cover.
    private static List<Point> Ink(PanelView view)
    {
        var ink = new List<Point>();
        view.PlaceLabels();
        foreach (Box? box in view.Labels)
        {
            AddBox(ink, box);
        }

        foreach (PanelLayer layer in view.Panel.Layers)
        {
            switch (layer)
            {
                case LineSeries s:
                    AddLine(ink, view.Points(s.X, s.Y), view.Plot, s.ShowLine);
                    AddBand(ink, view, s);
                    break;
                case ReferenceLine r:
                    AddReference(ink, view, r);
                    break;
            }
        }

        return ink;
    }

    private static void AddReference(List<Point> ink, PanelView view, ReferenceLine line)
    {
        Box plot = view.Plot;
        (double x, double y) = (view.X[line.Value], view.Y[line.Value]);
        Point[] ends = line.IsVertical ? [new(x, plot.Top), new(x, plot.Bottom)] : [new(plot.Left, y), new(plot.Right, y)];
        AddLine(ink, ends, plot, joined: true);
    }

    private static void AddBand(List<Point> ink, PanelView view, LineSeries s)
    {
        if (s.Lower is null || s.Upper is null)
        {
            return;
        }

        Point[] low = view.Points(s.X, s.Lower);
        Point[] high = view.Points(s.X, s.Upper);
        AddLine(ink, low, view.Plot, joined: true);
        AddLine(ink, high, view.Plot, joined: true);
        for (int i = 0; i < low.Length; i++)
        {
            AddLine(ink, [low[i], high[i]], view.Plot, joined: true);
        }
    }

    private static void AddBox(List<Point> ink, Box? box)
    {
        if (box is not { } b)
        {
            return;
        }

        for (double x = b.Left; x <= b.Right; x += 4)
        {
            ink.Add(new Point(x, b.Top));
            ink.Add(new Point(x, b.Bottom));
        }
    }

    private static void AddLine(List<Point> ink, Point[] points, Box plot, bool joined)
    {
        for (int i = 0; i < points.Length; i++)
        {
            if (points[i].IsFinite)
            {
                ink.Add(points[i]);
            }

            if (!joined || i == 0 || !points[i].IsFinite || !points[i - 1].IsFinite || plot.Clip(points[i - 1], points[i]) is not { } piece)
            {
                continue;
            }

            double length = Math.Abs(piece.To.X - piece.From.X) + Math.Abs(piece.To.Y - piece.From.Y);
            int steps = (int)(length / 4);
            for (int k = 1; k < steps; k++)
            {
                double t = (double)k / steps;
                ink.Add(new Point(piece.From.X + (t * (piece.To.X - piece.From.X)), piece.From.Y + (t * (piece.To.Y - piece.From.Y))));
            }
        }
    }
}
