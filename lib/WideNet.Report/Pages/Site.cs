using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>What all pages of a report have in common: the run, the frame, the texts.</summary>
/// <param name="Run">What is reported.</param>
/// <param name="Plotly">Version of plotly.js in the report, or null where it is not there.</param>
internal sealed record Site(RecordedRun Run, string? Plotly)
{
    /// <summary>Title of the whole report.</summary>
    public const string Title = "Disentangling trainability and generalization, reproduced";

    /// <summary>A whole page.</summary>
    public string Frame(Page page)
    {
        string root = page.Path.Contains('/', StringComparison.Ordinal) ? "../" : "";
        Markup scripts = Markup.Join(
            page.Scripts.Prepend(ReportAssets.Scroll).Select(name => Markup.Of($"<script src=\"{root}assets/{name}\" defer></script>\n")));
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{(page.Title == Title ? Title : $"{page.Title} · {Title}")}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{root}assets/report.css">
            {scripts}</head>
            <body>
            <a class="skip" href="#content">Skip to content</a>
            <header class="site">
            <a class="brand" href="{root}index.html">WideNet <span class="faint">report</span></a>
            <nav aria-label="Pages"><ul>
            {Entries.Select(entry => Entry(entry.Path, entry.Name, page.Path, root))}</ul></nav>
            </header>
            <main id="content" tabindex="-1"{Markup.Of($" class=\"{page.Class}\"").If(page.Class.Length > 0)}>
            {page.Content}</main>
            <footer class="site"><p>{Words.Summary(Run)}. Made by <code>reproduce report</code>; the page loads nothing from the network.</p></footer>
            </body>
            </html>

            """).ToString();
    }

    private static (string Path, string Name)[] Entries => [("index.html", "Figures"), ("claims.html", "Claims"), ("run.html", "Run")];

    private static Markup Entry(string path, string name, string current, string root) =>
        Markup.Of($"<li><a href=\"{root}{path}\"{Markup.Of($" aria-current=\"page\"").If(path == current)}>{name}</a></li>\n");
}
