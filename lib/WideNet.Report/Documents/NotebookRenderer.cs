using WideNet.Notebooks;
using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Documents;

/// <summary>Renders an executed notebook: prose, code, outputs.</summary>
internal static class NotebookRenderer
{
    /// <summary>All cells as HTML.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="pages">Names of all notebooks with a page.</param>
    public static Markup Render(RecordedNotebook notebook, IReadOnlyCollection<string> pages)
    {
        var outputs = new OutputRenderer(notebook.Figures);
        return Markup.Join(notebook.Document.Cells.Select(cell => Render(cell, outputs, pages)));
    }

    private static Markup Render(NotebookCell cell, OutputRenderer outputs, IReadOnlyCollection<string> pages) => cell.Kind switch
    {
        NotebookCellKind.Markdown => Markup.Of($"<div class=\"prose\">\n{MarkdownRenderer.Render(cell.Source, pages)}</div>\n"),
        NotebookCellKind.Code => Markup.Of($"<div class=\"cell\">\n{Code(cell)}{cell.Outputs.Select(outputs.Render)}</div>\n"),
        _ => Markup.Of($"<pre>{cell.Source}</pre>\n"),
    };

    private static Markup Code(NotebookCell cell)
    {
        int lines = cell.Source.Split('\n').Length;
        string count = cell.ExecutionCount is { } n ? Invariant($"Code [{n}]") : "Code, not executed";
        return Markup.Of(
            $"<details class=\"code\"><summary>{count} <span class=\"faint\">{lines} "
                + $"{(lines == 1 ? "line" : "lines")}</span></summary><pre><code>{CodeHighlighter.Render(cell.Source)}</code></pre></details>\n");
    }
}
