using Markdig.Extensions.Tables;
using Markdig.Renderers;

namespace WideNet.Report.Documents;

/// <summary>Puts a table into a box of its own, so that a wide one scrolls there and the page stays.</summary>
internal sealed class ScrollingTableRenderer : HtmlTableRenderer
{
    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.Write("<div class=\"scroll\">");
        base.Write(renderer, table);
        renderer.Write("</div>\n");
    }
}
