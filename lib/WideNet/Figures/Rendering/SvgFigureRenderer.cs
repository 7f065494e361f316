namespace WideNet.Figures.Rendering;

/// <summary>Figures as images, which every viewer of notebooks shows.</summary>
internal sealed class SvgFigureRenderer : IFigureRenderer
{
    /// <inheritdoc/>
    public string Description => "SVG images";

    /// <inheritdoc/>
    public string ToHtml(Figure figure) => figure.ToHtml();
}
