namespace WideNet.Figures.Rendering;

/// <summary>Figures as images, which every viewer of notebooks shows.</summary>
internal sealed class SvgFigureRenderer : IFigureRenderer
{
    public string Description => "SVG images";

    public string ToHtml(Figure figure) => figure.ToHtml();
}
