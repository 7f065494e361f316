namespace WideNet.Figures;

/// <summary>Writes a figure for plotly.</summary>
public static class PlotlyJson
{
    /// <summary>The figure as JSON.</summary>
    /// <param name="figure">The figure.</param>
    public static string Write(Figure figure) => figure.Id;
}
