using WideNet.Report.Documents;
using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>One executed notebook.</summary>
internal static class NotebookPage
{
    /// <summary>Creates the page.</summary>
    public static Page Create(RecordedRun run, RecordedNotebook notebook)
    {
        string[] names = [.. run.Notebooks.Select(other => other.Name)];
        int index = Array.IndexOf(names, notebook.Name);
        IEnumerable<Markup> tables = notebook.Tables.Select(table => Markup.Of($" · <a href=\"../tables/{table}\">{table}</a>"));
        return new Page
        {
            Path = $"notebooks/{notebook.Name}.html",
            Title = notebook.Title,
            Class = "document",
            Content = Markup.Of($"""
                <p class="eyebrow">{notebook.Name} · executed in {Words.Duration(notebook.Seconds)}</p>
                {Markup.Of($"<p class=\"failure\">Stopped: {notebook.Error}</p>\n").If(notebook.Error is not null)}{NotebookRenderer.Render(notebook, names)}<p class="downloads"><a href="{notebook.Name}.ipynb">{notebook.Name}.ipynb</a>{tables}</p>
                <nav class="turn" aria-label="Other notebooks"><ul>
                {Turn(run, index - 1, "Previous", "prev")}{Turn(run, index + 1, "Next", "next")}</ul></nav>

                """),
        };
    }

    private static Markup Turn(RecordedRun run, int index, string word, string relation) => index < 0 || index >= run.Notebooks.Count
        ? Markup.Empty
        : Markup.Of(
            $"<li><a rel=\"{relation}\" href=\"{run.Notebooks[index].Name}.html\"><span class=\"faint\">{word}</span> {run.Notebooks[index].Title}</a></li>\n");
}
