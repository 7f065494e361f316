using Chart = Plotly.NET.CSharp.Chart;
using Legend = Plotly.NET.LayoutObjects.Legend;
using Line = Plotly.NET.Line;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using Plotly.NET;
using PlotlyChart = Plotly.NET.Chart;
using WideNet.Figures.Rendering;
using WideNet.Figures;
using WideNet.Formatting;

namespace WideNet.Interactive;

/// <summary>One panel as a chart of Plotly.NET: its axes, the traces of its layers, reference lines as shapes.</summary>
/// <param name="view">The panel; its pixels are those of the SVG.</param>
/// <param name="number">Number of its axes, from 1.</param>
/// <param name="domain">Its place in the whole, from the left and the bottom.</param>
/// <param name="legend">Place of the legend in the plot, or null where the panel's names stand in the one legend below all panels.</param>
/// <param name="named">What the legend below names already; added to.</param>
internal sealed class PanelChart(PanelView view, int number, Box domain, Box? legend, HashSet<string> named)
{
    /// <summary>Colour of frames and texts.</summary>
    public const string Ink = "#1a1a1a";

    private const string Grid = "#e3e3e3";

    /// <summary>The chart.</summary>
    public GenericChart Create()
    {
        var traces = new PanelTraces(view, domain, number, legend is null ? named : new HashSet<string>(StringComparer.Ordinal));
        GenericChart chart = Chart.Combine([.. traces.Create()]);
        if (legend is { } place)
        {
            string own = Invariant($"legend{number + 1}");
            foreach (Trace trace in chart.GetTraces()) trace.With(("legend", own));
            chart = PlotlyChart.withLayout(new Layout().With((own, LegendAt(place)))).Invoke(chart);
        }

        chart = PlotlyChart.withAxisAnchor(X: number, Y: number).Invoke(chart);
        LinearAxis x = AxisOf(view.Panel.X, view.XRange, view.XTicks, view.ShowXLabels, $"y{AxisSuffix}", domain.Left, domain.Right);
        LinearAxis y = AxisOf(view.Panel.Y, view.YRange, view.YTicks, view.ShowYLabels, $"x{AxisSuffix}", domain.Top, domain.Bottom);
        chart = PlotlyChart.withXAxis(x, Id: StyleParam.SubPlotId.NewXAxis(number)).Invoke(chart);
        chart = PlotlyChart.withYAxis(y, Id: StyleParam.SubPlotId.NewYAxis(number)).Invoke(chart);
        chart = PlotlyChart.withShapes(Shapes(), Append: true).Invoke(chart);
        return PlotlyChart.withAnnotations(new PanelTexts(view, domain, AxisSuffix).Create(), Append: true).Invoke(chart);
    }

    /// <summary>A line's colour, width and pattern.</summary>
    /// <param name="color">Any colour of plotly.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="dash">The pattern.</param>
    /// <param name="drawnWidth">Width that the pattern is made for; null for the line's own.</param>
    public static Line LineOf(string color, double width, DashStyle dash, double? drawnWidth = null)
    {
        double[] pattern = SvgWriter.DashPattern(dash, drawnWidth ?? width);
        string text = pattern.Length == 0 ? "solid" : string.Join(',', pattern.Select(length => Invariant($"{length:0.##}px")));
        return new Line().With(("color", color), ("width", width), ("dash", text));
    }

    private string AxisSuffix => number == 1 ? "" : Invariant($"{number}");

    private static LinearAxis AxisOf(Axis axis, DataRange range, IReadOnlyList<Tick> ticks, bool isLabelled, string anchor, double from, double to)
    {
        bool log = axis.Scale == AxisScale.Log;
        double On(double value) => log ? Math.Log10(value) : value;
        Tick[] labels = [.. ticks.Where(tick => tick.IsMajor)];

        // Powers of ten where the SVG has them, which plotly sets larger than other labels; elsewhere whole numbers, where plotly would leave out the power.
        bool powers = labels.Any(tick => tick.Label.Contains('^', StringComparison.Ordinal));
        double length = On(range.Maximum) - On(range.Minimum), step = labels.Length > 1 ? On(labels[1].Value) - On(labels[0].Value) : length;
        bool isWithinDecades = log && !powers && length > 1 && step < 0.99;
        LinearAxis result = new LinearAxis().With(
            ("type", log ? "log" : "linear"),
            ("title", new Title().With(("text", isLabelled ? RichText.ToHtml(axis.FullLabel) : ""), ("font", PlotlyObjects.FontOf(12)), ("standoff", 6))),
            ("anchor", anchor),
            ("domain", new[] { from, Math.Min(1, to) }),
            ("range", new[] { On(range.Minimum), On(range.Maximum) }),
            ("nticks", (int)Math.Floor(length / (isWithinDecades ? 0.5 : step)) + 1),
            ("ticks", "outside"),
            ("tickfont", PlotlyObjects.FontOf(log && powers ? 9 : 11)),
            ("showticklabels", isLabelled),
            ("exponentformat", powers ? "power" : "none"),
            ("tickformat", log && !powers ? "~g" : null),
            ("showline", true),
            ("mirror", true),
            ("linecolor", Ink),
            ("gridcolor", Grid),
            ("zeroline", false));
        return axis.Ticks is null ? result : result.With(
            ("tickmode", "array"),
            ("tickvals", labels.Select(tick => tick.Value).ToArray()),
            ("ticktext", labels.Select(tick => RichText.ToHtml(tick.Label)).ToArray()));
    }

    // At the edges that it is nearest to, whatever the size of its letters.
    private Legend LegendAt(Box place)
    {
        Box plot = view.Plot;
        double right = (place.Left + (place.Width / 2)) / plot.Width, down = (place.Top + (place.Height / 2)) / plot.Height;
        return new Legend().With(
            ("x", domain.Left + (domain.Width * (right < 0.5 ? place.Left : place.Right) / plot.Width)),
            ("xanchor", right < 0.5 ? "left" : "right"),
            ("y", domain.Bottom - (domain.Height * (down < 0.5 ? place.Top : place.Bottom) / plot.Height)),
            ("yanchor", down < 0.5 ? "top" : "bottom"),
            ("font", PlotlyObjects.FontOf(SvgRenderer.TickSize)),
            ("bgcolor", "rgba(255,255,255,0.88)"),
            ("bordercolor", "#cccccc"),
            ("borderwidth", 0.8),
            ("tracegroupgap", 0));
    }

    private IEnumerable<Shape> Shapes()
    {
        // Below a map, what its cells without a value show.
        if (view.Panel.Map is not null)
        {
            yield return new Shape().With(
                ("type", "rect"), ("layer", "below"), ("fillcolor", MapRenderer.NoValue), ("line", new Line().With(("width", 0))),
                ("xref", $"x{AxisSuffix} domain"), ("x0", 0), ("x1", 1), ("yref", $"y{AxisSuffix} domain"), ("y0", 0), ("y1", 1));
        }

        foreach (ReferenceLine line in view.Panel.Layers.OfType<ReferenceLine>())
        {
            (string at, string along) = line.IsVertical ? ("x", "y") : ("y", "x");
            yield return new Shape().With(
                ("type", "line"), ("line", LineOf(line.Color, 1.3, line.Dash)),
                ($"{at}ref", $"{at}{AxisSuffix}"), ($"{at}0", line.Value), ($"{at}1", line.Value),
                ($"{along}ref", $"{along}{AxisSuffix} domain"), ($"{along}0", 0), ($"{along}1", 1));
        }
    }
}
