using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>The whole run on one page that lies in the run's folder and needs nothing but the files beside it: no scripts, its style inside.</summary>
internal static class SinglePage
{
    /// <summary>The page.</summary>
    public static string Create(RecordedRun run) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Site.Title}</title>
        <link rel="icon" href="data:,">
        <style>
        {Markup.Trusted(ReportAssets.Text(ReportAssets.Style))}</style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="site">
        <a class="brand" href="#content">WideNet <span class="faint">run</span></a>
        <nav aria-label="Parts"><ul><li><a href="#figures">Figures</a></li><li><a href="#claims">Claims</a></li><li><a href="#notebooks">Notebooks</a></li><li><a href="#run">Run</a></li></ul></nav>
        </header>
        <main id="content" class="wide" tabindex="-1">
        {Gallery.Head(run, "#claims", filters: false)}<div id="figures">
        {PaperFigures.Section(run, Addresses.Run)}</div>
        <section aria-labelledby="claims"><h2 id="claims">Claims</h2>
        {ClaimRows.Table(run.Claims.Claims, name => $"{name}.ipynb")}</section>
        {Beside.External(run)}<h2 id="notebooks">Notebooks</h2>
        {Gallery.Sections(run, Addresses.Run)}{Beside.TheoryChecks(run)}
        <div id="run">
        {Manifest.Sections(run, name => $"{name}.ipynb", null)}</div>
        </main>
        <footer class="site"><p>{Words.Summary(run)}. <code>reproduce report</code> makes pages with interactive figures and rendered notebooks from this run.</p></footer>
        </body>
        </html>

        """).ToString();
}
