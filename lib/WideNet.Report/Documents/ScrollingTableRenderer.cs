using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Renderers;

namespace WideNet.Report.Documents;

/// <summary>Puts a table into a box of its own, so that a wide one scrolls there and the page stays; a head without words, over the names of rows, is no
/// head.</summary>
internal sealed partial class ScrollingTableRenderer : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        TextWriter page = renderer.Writer;
        using var box = new StringWriter { NewLine = page.NewLine };
        renderer.Writer = box;
        base.Write(renderer, table);
        renderer.Writer = page;
        renderer.Write("<div class=\"scroll\">\n").Write(EmptyHead().Replace(box.ToString(), "<td$1></td>")).Write("</div>\n");
    }

    [GeneratedRegex("<th( [^>]*)?></th>")]
    private static partial Regex EmptyHead();
}
