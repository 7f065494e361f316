using System.Globalization;
using System.Xml.Linq;
using Plotly.NET;
using WideNet.Figures;
using Figure = WideNet.Figures.Figure;

namespace WideNet.Interactive;

/// <summary>Figures as charts of Plotly.NET, which <see cref="FigureView"/> finds by the name <c>plotly</c>.</summary>
/// <remarks>As wide as the cell, and a little higher than the SVG. The SVG stands in where no script runs and where plotly.js cannot be had; the caption stays below the chart.</remarks>
public sealed class PlotlyFigureRenderer : IFigureRenderer
{
    // Pixels above the panels, for two lines of the title and the panels' own; below them, for the horizontal axis; and for two rows of the legend.
    private const int Top = 104, Axis = 60, Legend = 60;

    /// <inheritdoc/>
    public string Description => $"interactive charts of Plotly.NET {typeof(GenericChart).Assembly.GetName().Version?.ToString(3)}";

    /// <inheritdoc/>
    public string ToHtml(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        int height = (int)double.Parse(XElement.Parse(figure.ToSvg()).Attribute("height")!.Value, CultureInfo.InvariantCulture) + Legend;
        GenericChart chart = Chart.WithSize(Height: height).Invoke(figure.ToPlotly());
        chart = Chart.WithMarginSize<int, int, int, int, int, bool>(Left: 62, Right: 18, Top: Top, Bottom: Axis, Autoexpand: true).Invoke(chart);
        chart = Chart.WithLegendStyle(
            Orientation: StyleParam.Orientation.Horizontal, X: 0, Y: -(double)Axis / (height - Top - Axis - Legend), YAnchor: StyleParam.YAnchorPosition.Top).Invoke(chart);
        return ChartHtml.Write(GenericChart.toJson(chart), PlotlyCharts.ScriptAddress, figure.ToHtml());
    }
}
