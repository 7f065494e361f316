using System.Globalization;
using System.Xml.Linq;
using Plotly.NET;
using Plotly.NET.CSharp;
using WideNet.Figures;
using Figure = WideNet.Figures.Figure;
using PlotlyChart = Plotly.NET.Chart;

namespace WideNet.Interactive;

/// <summary>Figures as charts of Plotly.NET, which <see cref="FigureView"/> finds by the name <c>plotly</c>.</summary>
/// <remarks>
/// As wide as the cell, and a little higher than the SVG. The SVG stands in where no script runs and where plotly.js cannot be had; the caption
/// stays below the chart.
/// </remarks>
public sealed class PlotlyFigureRenderer : IFigureRenderer
{
    // Pixels above the panels, for the title, the data and the panels' own titles; below them, for the horizontal axis; and for two rows of the legend.
    private const int Top = 92, Axis = 56, Legend = 60;

    /// <summary>Where plotly.js lies, in the version that Plotly.NET is made for.</summary>
    internal static string ScriptAddress => $"https://cdn.plot.ly/plotly-{Globals.PLOTLYJS_VERSION}.min.js";

    /// <inheritdoc/>
    public string Description { get; } = $"interactive charts of Plotly.NET {typeof(GenericChart).Assembly.GetName().Version?.ToString(3)}";

    /// <inheritdoc/>
    public string ToHtml(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        int height = (int)double.Parse(XElement.Parse(figure.ToSvg()).Attribute("height")!.Value, CultureInfo.InvariantCulture) + Legend;
        GenericChart chart = FigureChart.Create(figure).WithSize(Height: height).WithLegendStyle(
            Orientation: StyleParam.Orientation.Horizontal, X: 0, Y: -(double)Axis / (height - Top - Axis - Legend), YAnchor: StyleParam.YAnchorPosition.Top);
        chart = PlotlyChart.withMarginSize<int, int, int, int, int, bool>(62, 18, Top, Axis, null, true).Invoke(chart);
        chart = PlotlyChart.withConfig(new Config().With(("responsive", true))).Invoke(chart);
        return ChartHtml.Write(GenericChart.toJson(chart), ScriptAddress, figure.ToHtml());
    }

    /// <summary>A chart that a cell made, which has no picture that could stand in for it.</summary>
    /// <param name="chart">The chart.</param>
    internal static string ToHtml(GenericChart chart) =>
        ChartHtml.Write(GenericChart.toJson(chart), ScriptAddress, $"<p data-stand-in>An interactive chart, which needs {ScriptAddress}.</p>");

    /// <inheritdoc/>
    public string ToPlotlyJson(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return GenericChart.toFigureJson(FigureChart.Create(figure));
    }
}
