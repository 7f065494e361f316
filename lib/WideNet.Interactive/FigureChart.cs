using Chart = Plotly.NET.CSharp.Chart;
using Figure = WideNet.Figures.Figure;
using Legend = WideNet.Figures.Rendering.Legend;
using Plotly.NET.LayoutObjects;
using Plotly.NET;
using PlotlyChart = Plotly.NET.Chart;
using WideNet.Figures.Rendering;
using WideNet.Figures;
using WideNet.Formatting;

namespace WideNet.Interactive;

/// <summary>Figures as charts of Plotly.NET: the panels side by side, each with its axes, and with its legend where the SVG has one inside.</summary>
/// <remarks>Ranges, colours, order and the places of labels are those of the SVG (<c>FigureChartTests</c>).</remarks>
internal static class FigureChart
{
    // Between panels as a part of the whole; the wider one holds a colour bar too.
    private const double Gap = 0.09, GapWithBar = 0.15;
    private const int TitleSize = 15, DataSize = 11, TitleWidth = 900;

    // White lines are drawn on dark maps; their entry in the legend needs a ground that shows them.
    private const string MapGround = "#c3c7cd";

    /// <summary>The chart of a figure.</summary>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    public static GenericChart Create(Figure figure)
    {
        (double width, double height) = SvgRenderer.PanelSize(figure);
        PanelView[] views = [.. figure.Panels.Select((_, i) => new PanelView(figure, i, width, height))];
        Legend[] legends = Legend.Place(views);

        // A chart has no room beside a panel; the names of one panel alone are understood below all.
        int elsewhere = legends.Count(legend => legend.Placement is LegendPlacement.Right or LegendPlacement.Below);
        Box? PlaceOf(Legend legend) =>
            legend.Placement == LegendPlacement.Inside || (legend.Placement == LegendPlacement.Right && elsewhere > 1) ? legend.Inside : null;
        var named = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<PanelChart> panels = views.Select((view, i) => new PanelChart(view, i + 1, DomainOf(figure, view), PlaceOf(legends[i]), named));
        return PlotlyChart.withLayout(LayoutOf(figure, views)).Invoke(Chart.Combine([.. panels.Select(panel => panel.Create())]));
    }

    /// <summary>The title over the data, broken into lines of some width.</summary>
    public static string TitleOf(Figure figure, double width)
    {
        string title = string.Join("<br>", TextMetrics.WrapBold(figure.Title, TitleSize, width).Select(RichText.ToHtml));
        string data = string.Join("<br>", TextMetrics.Wrap(figure.DataLabel, DataSize, width).Select(RichText.ToHtml));
        return $"<b>{title}</b><br><span style=\"font-size:{DataSize}px;color:#595959\">{data}</span>";
    }

    // From the left and the bottom of the whole, in parts of it.
    private static Box DomainOf(Figure figure, PanelView view)
    {
        int columns = figure.ColumnCount;
        double gap = !figure.ShareColors && figure.Panels.Any(panel => panel.Map is not null) ? GapWithBar : Gap;
        int rows = (figure.Panels.Count + columns - 1) / columns;
        double width = (1 - (gap * (columns - 1))) / columns;
        double height = (1 - (2 * Gap * (rows - 1))) / rows;
        bool bar = view.ShowColorBar && columns > 1;
        return new Box(view.Column * (width + gap), (rows - 1 - view.Row) * (height + (2 * Gap)), bar ? width - 0.02 : width, height);
    }

    private static Layout LayoutOf(Figure figure, PanelView[] views)
    {
        Title title = new Title().With(("text", TitleOf(figure, TitleWidth)), ("font", PlotlyObjects.FontOf(TitleSize)), ("x", 0.01), ("xanchor", "left"));
        Font font = PlotlyObjects.FontOf(12, PanelChart.Ink).With(("family", "Arial, Helvetica, 'Liberation Sans', sans-serif"));
        return new Layout().With(
            ("title", title),
            ("font", font),
            ("paper_bgcolor", Palette.White),
            ("plot_bgcolor", Palette.White),
            ("hovermode", "closest"),
            ("hoverlabel", new Hoverlabel().With(("align", "left"), ("namelength", -1))),
            ("legend", views.Any(HasWhiteLine) ? new Plotly.NET.LayoutObjects.Legend().With(("bgcolor", MapGround)) : null));
    }

    private static bool HasWhiteLine(PanelView view) => view.Panel.Layers.Zip(view.Colors).Any(layer =>
        layer.First is LineSeries or ContourLines && string.Equals(layer.Second, Palette.White, StringComparison.OrdinalIgnoreCase));
}
