namespace WideNet.Figures.Rendering;

/// <summary>A panel placed on the page: ranges, ticks, pixels and colours are decided, nothing is drawn yet.</summary>
internal sealed class PanelView
{
    /// <summary>Creates the view.</summary>
    public PanelView(Figure figure, int index, double width, double height)
    {
        int columns = figure.ColumnCount;
        Panel = figure.Panels[index];
        Column = index % columns;
        Row = index / columns;
        Panel[] column = [.. figure.Panels.Where((_, i) => i % columns == Column)];
        Panel[] row = [.. figure.Panels.Where((_, i) => i / columns == Row)];
        XRange = DataRange.Of(figure.ShareX ? column : [Panel], vertical: false);
        YRange = DataRange.Of(figure.ShareY ? row : [Panel], vertical: true);
        XTicks = Ticks(Panel.X, XRange, width / 48);
        YTicks = Ticks(Panel.Y, YRange, height / 38);
        ShowXLabels = !figure.ShareX || index + columns >= figure.Panels.Count;
        ShowYLabels = !figure.ShareY || Column == 0;
        bool lastInRow = Column == columns - 1 || index == figure.Panels.Count - 1;
        Title = figure.Panels.Count > 1 ? $"({(char)('a' + (index % 26))}) {Panel.Title}".TrimEnd() : Panel.Title;
        Colors = AssignColors(Panel);
        if (Panel.Map is { } map)
        {
            ColorRange = ColorScale.RangeOf(figure.ShareColors ? [.. figure.Panels.Select(p => p.Map).OfType<HeatMap>()] : [map]);
            ShowColorBar = !figure.ShareColors || lastInRow;
        }

        Plot = new Box(0, 0, width, height);
        XLabel = ShowXLabels ? Lines(Panel.X.FullLabel, width) : [];
        YLabel = ShowYLabels ? Lines(Panel.Y.FullLabel, height) : [];
        BarLabel = ShowColorBar ? Lines(Panel.Map!.Label, height) : [];
        TitleLines = Title.Length > 0 ? [Title] : [];
    }

    /// <summary>The panel.</summary>
    public Panel Panel { get; }

    /// <summary>Column in the grid, from 0.</summary>
    public int Column { get; }

    /// <summary>Row in the grid, from 0.</summary>
    public int Row { get; }

    /// <summary>Title with the panel's letter.</summary>
    public string Title { get; }

    /// <summary>The title in lines that fit, once <see cref="WrapTitle"/> was called.</summary>
    public IReadOnlyList<string> TitleLines { get; private set; }

    /// <summary>Label of the horizontal axis in lines no longer than the axis; none where it is not labelled.</summary>
    public IReadOnlyList<string> XLabel { get; }

    /// <summary>Label of the vertical axis in lines no longer than the axis.</summary>
    public IReadOnlyList<string> YLabel { get; }

    /// <summary>Label of the colour bar in lines no longer than the bar.</summary>
    public IReadOnlyList<string> BarLabel { get; }

    /// <summary>Range of the horizontal axis.</summary>
    public DataRange XRange { get; }

    /// <summary>Range of the vertical axis.</summary>
    public DataRange YRange { get; }

    /// <summary>Ticks of the horizontal axis.</summary>
    public IReadOnlyList<Tick> XTicks { get; }

    /// <summary>Ticks of the vertical axis.</summary>
    public IReadOnlyList<Tick> YTicks { get; }

    /// <summary>Whether the horizontal axis is labelled here.</summary>
    public bool ShowXLabels { get; }

    /// <summary>Whether the vertical axis is labelled here.</summary>
    public bool ShowYLabels { get; }

    /// <summary>Whether the colour bar stands here.</summary>
    public bool ShowColorBar { get; }

    /// <summary>Range of the colours, when there is a map.</summary>
    public DataRange ColorRange { get; }

    /// <summary>Colour of each layer.</summary>
    public IReadOnlyList<string> Colors { get; }

    /// <summary>Where each layer's text stands, once <see cref="PlaceLabels"/> was called: a reference line's, an annotation's, that at a line's end.</summary>
    public IReadOnlyList<Box?> Labels { get; private set; } = [];

    /// <summary>Where the plot area lies.</summary>
    public Box Plot { get; set; }

    /// <summary>Pixels of the horizontal axis.</summary>
    public AxisMap X => new(Panel.X.Scale, XRange, Plot.Left, Plot.Right);

    /// <summary>Pixels of the vertical axis.</summary>
    public AxisMap Y => new(Panel.Y.Scale, YRange, Plot.Bottom, Plot.Top);

    /// <summary>Places the texts of annotations, reference lines and ends of lines one after the other, each at the first place that covers none of the
    /// earlier ones, or else at its first.</summary>
    public void PlaceLabels()
    {
        var labels = new Box?[Panel.Layers.Count];
        Place<Annotation>(note => PanelRenderer.AnnotationPlaces(this, note));
        Place<ReferenceLine>(line => PanelRenderer.ReferencePlaces(this, line));
        Place<LineSeries>(series => SeriesRenderer.EndLabelPlaces(this, series));
        Labels = labels;

        void Place<T>(Func<T, IReadOnlyList<Box>> places)
            where T : PanelLayer
        {
            for (int i = 0; i < labels.Length; i++)
            {
                if (Panel.Layers[i] is T layer) labels[i] = First(places(layer));
            }
        }

        Box? First(IReadOnlyList<Box> candidates)
        {
            foreach (Box candidate in candidates)
            {
                if (!labels.Any(taken => taken is { } box && box.Overlaps(candidate))) return candidate;
            }

            return candidates.Count == 0 ? null : candidates[0];
        }
    }

    /// <summary>Breaks the title into lines.</summary>
    /// <param name="limit">Greatest width in pixels.</param>
    public void WrapTitle(double limit) => TitleLines = Title.Length > 0 ? TextMetrics.WrapBold(Title, SvgRenderer.PanelTitleSize, limit) : [];

    /// <summary>The colours of the layers of a panel: their own, or the next of the palette.</summary>
    public static IReadOnlyList<string> AssignColors(Panel panel)
    {
        int next = 0;
        bool map = panel.Map is not null;
        return [.. panel.Layers.Select(layer => layer switch
        {
            LineSeries s => s.Color ?? Next(map ? Palette.OverMaps : Palette.Categorical),
            ContourLines c => c.Color ?? (map ? Palette.White : Palette.Black),
            ReferenceLine r => r.Color,
            Annotation a => a.Color,
            _ => Palette.Black,
        })];

        string Next(IReadOnlyList<string> palette) => palette[next++ % palette.Count];
    }

    /// <summary>The points of a curve in pixels.</summary>
    public Point[] Points(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (AxisMap mapX, AxisMap mapY) = (X, Y);
        return [.. x.Select((v, i) => new Point(mapX[v], mapY[y[i]]))];
    }

    private static IReadOnlyList<string> Lines(string label, double limit) => label.Length > 0 ? TextMetrics.Wrap(label, SvgRenderer.LabelSize, limit) : [];

    private static IReadOnlyList<Tick> Ticks(Axis axis, DataRange range, double room) => axis.Ticks is { } places
        ? AxisTicks.At(axis.Scale, places, range.Minimum, range.Maximum)
        : AxisTicks.Choose(axis.Scale, range.Minimum, range.Maximum, Math.Clamp((int)room, 2, 8));
}
