using Box = WideNet.Figures.Rendering.Box;
using Chart = Plotly.NET.CSharp.Chart;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Plotly.NET;
using PlotlyChart = Plotly.NET.Chart;
using WideNet.Figures.Rendering;
using WideNet.Figures;
using WideNet.Formatting;
using WideNet.Numerics;

namespace WideNet.Interactive;

/// <summary>The layers of a panel as traces of Plotly.NET.</summary>
/// <param name="view">The panel.</param>
/// <param name="domain">Its place in the whole, from the left and the bottom.</param>
/// <param name="number">Number of its colours, from 1.</param>
/// <param name="named">What the legend names already; added to.</param>
internal sealed class PanelTraces(PanelView view, Box domain, int number, HashSet<string> named)
{
    /// <summary>The traces, back to front; at least one, which may be empty.</summary>
    public IEnumerable<GenericChart> Create()
    {
        GenericChart[] traces = [.. view.Panel.Layers.Zip(view.Colors).SelectMany(layer => layer.First switch
        {
            LineSeries series => Of(series, layer.Second),
            HeatMap map => [Of(map)],
            ContourLines contours => Of(contours, layer.Second),
            _ => [],
        })];
        return traces.Length > 0 ? traces : [Scatter("", [], [], StyleParam.Mode.None)];
    }

    private IEnumerable<GenericChart> Of(LineSeries series, string color)
    {
        string group = $"{series.Name}|{color}|{series.Dash}|{series.Marker}|{series.ShowLine}";
        bool hasPoints = series.Marker != MarkerShape.None, isDrawn = series.ShowLine || hasPoints || series.Error is not null;
        if (series.Lower is { } lower && series.Upper is { } upper)
        {
            yield return Edge(series, lower, group);
            yield return Edge(series, upper, group, fill: color, isNamed: !isDrawn && IsNew(series.Name, group));
        }

        if (!isDrawn) yield break;
        if (series.ShowLine && view.Panel.Map is not null) yield return Casing(series.Name, series.X, series.Y, color, series.Width, series.Dash, group);
        StyleParam.Mode mode = (series.ShowLine, hasPoints) switch
        {
            (true, true) => StyleParam.Mode.Lines_Markers,
            (true, false) => StyleParam.Mode.Lines,
            (false, true) => StyleParam.Mode.Markers,
            _ => StyleParam.Mode.None,
        };
        Line line = PanelChart.LineOf(color, series.Width, series.Dash);
        GenericChart chart = Scatter(series.Name, series.X, series.Y, mode, line, hasPoints ? MarkerOf(series.Marker, color) : null)
            .WithTraceInfo(ShowLegend: IsNew(series.Name, group), LegendGroup: group);
        if (series.Error is { } error)
        {
            Error bars = new Error().With(("type", "data"), ("array", Finite(error)), ("color", color), ("thickness", 1.1), ("width", 2.5));
            chart = PlotlyChart.withYError(bars).Invoke(chart);
        }

        yield return chart;
    }

    // The upper edge of a band is filled down to the lower one, which comes before it.
    private static GenericChart Edge(LineSeries series, IReadOnlyList<double> y, string group, string? fill = null, bool isNamed = false)
    {
        GenericChart edge = Scatter(series.Name, series.X, y, StyleParam.Mode.Lines, PanelChart.LineOf(fill ?? Palette.Black, 0, DashStyle.Solid), fill: fill);
        return Silent(edge.WithTraceInfo(ShowLegend: isNamed, LegendGroup: group));
    }

    private GenericChart Of(HeatMap map)
    {
        bool log = map.Scale == AxisScale.Log;
        double Shown(double value) => log ? (value > 0 ? Math.Log10(value) : double.NaN) : value;
        GenericChart chart = Chart.Heatmap<double, double, double, string>(
            Rows(map.Values, Shown), X: Finite(map.X), Y: Finite(map.Y), Name: RichText.ToHtml(map.Label), UseDefaults: false);
        chart.GetTraces()[0].With(
            ("hovertemplate", $"x %{{x}}<br>y %{{y}}<br>{RichText.ToHtml(map.Label)} %{{{(log ? "customdata" : "z")}:.4g}}<extra></extra>"),
            ("hoverongaps", false),
            ("customdata", log ? Rows(map.Values, value => value) : null));
        ColorAxis colors = new ColorAxis().With(
            ("cmin", Shown(view.ColorRange.Minimum)),
            ("cmax", Shown(view.ColorRange.Maximum)),
            ("colorscale", Enumerable.Range(0, 33).Select(i => new object[] { i / 32.0, map.ColorMap.At(i / 32.0) }).ToArray()),
            ("showscale", view.ShowColorBar),
            ("colorbar", BarOf(map, Shown)));
        chart = PlotlyChart.withColorAxis(colors, Id: StyleParam.SubPlotId.NewColorAxis(number)).Invoke(chart);
        return PlotlyChart.withColorAxisAnchor(number).Invoke(chart);
    }

    private ColorBar BarOf(HeatMap map, Func<double, double> shown)
    {
        Tick[] ticks = [.. AxisRenderer.ColorTicks(view).Where(tick => tick.IsMajor)];
        return new ColorBar().With(
            ("title", new Title().With(("text", RichText.ToHtml(map.Label)), ("font", PlotlyObjects.FontOf(12)), ("side", "right"))),
            ("x", domain.Right + 0.005),
            ("y", (domain.Top + domain.Bottom) / 2),
            ("len", domain.Height),
            ("ypad", 0),
            ("thickness", 12),
            ("outlinecolor", PanelChart.Ink),
            ("outlinewidth", 0.9),
            ("ticks", "outside"),
            ("ticklen", 4),
            ("tickfont", PlotlyObjects.FontOf(11)),
            ("tickvals", ticks.Select(tick => shown(tick.Value)).ToArray()),
            ("ticktext", ticks.Select(tick => RichText.ToHtml(tick.Label)).ToArray()));
    }

    // The lines of the SVG as they are traced there: a contour of plotly would carry the whole map for each level.
    private IEnumerable<GenericChart> Of(ContourLines contours, string color)
    {
        string group = $"{contours.Name}|{color}|contours";
        Point gap = new(double.NaN, double.NaN);
        Point[] points = [.. contours.Levels.SelectMany(level => MapRenderer.Trace(contours, level)).SelectMany(line => line.Append(gap))];
        double[] x = [.. points.Select(point => point.X)], y = [.. points.Select(point => point.Y)];
        if (view.Panel.Map is not null) yield return Casing(contours.Name, x, y, color, MapRenderer.ContourWidth, contours.Dash, group);
        yield return Silent(Scatter(contours.Name, x, y, StyleParam.Mode.Lines, PanelChart.LineOf(color, MapRenderer.ContourWidth, contours.Dash))
            .WithTraceInfo(ShowLegend: IsNew(contours.Name, group), LegendGroup: group));
    }

    // What sets a line off from a map behind it.
    private static GenericChart Casing(string name, IEnumerable<double> x, IEnumerable<double> y, string color, double width, DashStyle dash, string group)
    {
        string contrast = Palette.Lightness(color) > 0.5 ? "rgba(0,0,0,0.45)" : "rgba(255,255,255,0.45)";
        GenericChart chart = Scatter(name, x, y, StyleParam.Mode.Lines, PanelChart.LineOf(contrast, width + 1.8, dash, width));
        return Silent(chart.WithTraceInfo(ShowLegend: false, LegendGroup: group));
    }

    private bool IsNew(string name, string group) => name.Length > 0 && view.Panel.Legend != LegendPlacement.None && named.Add(group);

    private static GenericChart Scatter(
        string name, IEnumerable<double> x, IEnumerable<double> y, StyleParam.Mode mode, Line? line = null, Marker? marker = null, string? fill = null) =>
        Chart.Scatter<double, double, string>(
            Finite(x), Finite(y), mode, Name: RichText.ToHtml(name), Line: Given(line), Marker: Given(marker), UseDefaults: false,
            Fill: Given(fill is null ? null : StyleParam.Fill.ToNext_y), FillColor: Given(fill is null ? null : Faint(fill)));

    private static Color Faint(string color)
    {
        int rgb = Convert.ToInt32(color[1..], 16);
        return Color.fromString(Invariant($"rgba({rgb >> 16},{(rgb >> 8) & 255},{rgb & 255},0.2)"));
    }

    private static Marker MarkerOf(MarkerShape shape, string color) => new Marker().With(
        ("color", color),
        ("size", 7),
        ("symbol", shape switch
        {
            MarkerShape.Square => "square",
            MarkerShape.Triangle => "triangle-up",
            MarkerShape.Diamond => "diamond",
            MarkerShape.Cross => "x-thin",
            _ => "circle",
        }),
        ("line", shape == MarkerShape.Cross ? new Line().With(("color", color), ("width", 1.6)) : new Line().With(("color", Palette.White), ("width", 0.7))));

    private static GenericChart Silent(GenericChart chart)
    {
        chart.GetTraces()[0].With(("hoverinfo", "skip"));
        return chart;
    }

    private static Optional<T> Given<T>(T? value)
        where T : class => value is null ? default : new Optional<T>(value, true);

    // NaN leaves a gap; plotly would not draw anything at an infinite place either.
    private static double[] Finite(IEnumerable<double> values) => [.. values.Select(value => double.IsFinite(value) ? value : double.NaN)];

    private static double[][] Rows(Matrix values, Func<double, double> shown) =>
        [.. Enumerable.Range(0, values.Rows).Select(i => Finite(Enumerable.Range(0, values.Columns).Select(j => shown(values[i, j]))))];
}
