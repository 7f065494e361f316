using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using WideNet.Report.Html;

namespace WideNet.Report.Documents;

/// <summary>Renders the prose of notebooks: CommonMark with tables and formulas. HTML in it is shown as text.</summary>
/// <remarks>
/// Links between notebooks lead to their pages in the report; links to other files of the repository, which the report does not hold, become plain text, and so
/// do pictures from elsewhere: no page asks the network for anything. Shown by MarkdownRendererTests.
/// </remarks>
internal static class MarkdownRenderer
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseMathematics().UseAutoIdentifiers().DisableHtml().Build();

    /// <summary>The prose as HTML.</summary>
    /// <param name="source">Markdown.</param>
    /// <param name="pages">Names of the notebooks that have a page beside this one.</param>
    public static Markup Render(string source, IReadOnlyCollection<string> pages)
    {
        MarkdownDocument document = Markdown.Parse(source, Pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>().ToArray())
        {
            Redirect(link, pages);
        }

        using var text = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathInlineRenderer>(new MathInlineRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlMathBlockRenderer>(new MathBlockRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new ScrollingTableRenderer());
        renderer.Render(document);
        return Markup.Trusted(text.ToString());
    }

    private static void Redirect(LinkInline link, IReadOnlyCollection<string> pages)
    {
        string url = link.Url ?? "";
        bool elsewhere = url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal);
        string[] parts = url.Split('#', 2);
        string name = Path.GetFileNameWithoutExtension(parts[0]);
        if (!link.IsImage && (elsewhere || url.StartsWith('#')))
        {
            return;
        }

        if (!link.IsImage && parts[0].EndsWith(".ipynb", StringComparison.Ordinal) && pages.Contains(name))
        {
            link.Url = parts.Length > 1 ? $"{name}.html#{parts[1]}" : $"{name}.html";
            return;
        }

        var plain = new EmphasisInline { DelimiterChar = '*', DelimiterCount = 1 };
        link.ReplaceBy(plain, copyChildren: true);
    }
}
