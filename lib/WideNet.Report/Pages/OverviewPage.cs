using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>The first page: what the report is, the paper's figures, the claims that did not come out, the notebooks with every figure,
/// theory checks.</summary>
internal static class OverviewPage
{
    /// <summary>Creates the page.</summary>
    public static Page Create(RecordedRun run) => new()
    {
        Path = "index.html",
        Title = Site.Title,
        Class = "wide",
        Content = Markup.Of($"""
            {Gallery.Head(run, "claims.html", filters: true)}{PaperFigures.Section(run, Addresses.Report)}<section aria-labelledby="claims">
            <h2 id="claims">Claims</h2>
            {Gallery.Unreproduced(run, name => $"notebooks/{name}.html")}<p>
            <a href="claims.html">All {Words.Count(run.Claims.Claims.Count, "claim")}</a> with prediction, measurement, tolerance and verdict.</p>
            </section>
            {Beside.External(run)}<h2 id="notebooks">Notebooks</h2>
            {Gallery.Sections(run, Addresses.Report)}{Beside.TheoryChecks(run)}
            """),
    };
}
