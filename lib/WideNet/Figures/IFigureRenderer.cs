namespace WideNet.Figures;

/// <summary>Writes figures as HTML for the cells of a notebook.</summary>
internal interface IFigureRenderer
{
    /// <summary>What figures become, in the plural: <c>SVG images</c>.</summary>
    string Description { get; }

    /// <summary>A figure with its caption.</summary>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    string ToHtml(Figure figure);

    /// <summary>A figure for plotly, an object with <c>data</c> and <c>layout</c>, or null from a renderer that draws no charts.</summary>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    string? ToPlotlyJson(Figure figure) => null;
}
