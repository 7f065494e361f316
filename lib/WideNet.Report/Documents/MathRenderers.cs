using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using WideNet.Report.Mathematics;

namespace WideNet.Report.Documents;

/// <summary>Renders formulas between lines of dollar signs as MathML.</summary>
internal sealed class MathBlockRenderer : HtmlObjectRenderer<MathBlock>
{
    protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
        renderer.Write("<p>").Write(MathMl.Write(obj.Lines.ToString(), display: true).ToString()).Write("</p>\n");
}

/// <summary>Renders formulas between dollar signs as MathML.</summary>
internal sealed class MathInlineRenderer : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline obj) =>
        renderer.Write(MathMl.Write(obj.Content.ToString(), display: obj.DelimiterCount > 1).ToString());
}
