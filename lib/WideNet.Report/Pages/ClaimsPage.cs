using WideNet.Report.Html;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Pages;

/// <summary>All claims, with filters by verdict, notebook and text.</summary>
internal static class ClaimsPage
{
    /// <summary>Creates the page.</summary>
    public static Page Create(RecordedRun run) => new()
    {
        Path = "claims.html",
        Title = "Claims",
        Class = "wide",
        Scripts = ["claims.js"],
        Content = Markup.Of($"""
            <h1>Claims</h1>
            <p class="lead">Every claim with its prediction, the measurement, the tolerance with its reason, and the verdict that follows from the three. What was not
            reproduced, or could not be decided at this size, stands here like the rest.</p>
            {Filters(run)}{ClaimRows.Table(run.Claims.Claims, name => $"notebooks/{name}.html")}<p class="downloads"><a href="data/claims.json">claims.json</a>: the same for programs</p>

            """),
    };

    // Shown where scripts run, and from the start, so that nothing moves when they do; without scripts the filters would do nothing.
    private static Markup Filters(RecordedRun run)
    {
        IEnumerable<Markup> verdicts = Enum.GetValues<Verdict>()
            .Select(verdict => Markup.Of($"<option value=\"{Words.Key(verdict)}\">{Claim.VerdictText(verdict)} ({run.Claims.Count(verdict)})</option>\n"));
        IEnumerable<Markup> notebooks = run.Notebooks.Where(notebook => notebook.Claims.Count > 0)
            .Select(notebook => Markup.Of($"<option value=\"{notebook.Name}\">{notebook.Name} ({notebook.Claims.Count})</option>\n"));
        return Markup.Of($"""
            <script>document.documentElement.classList.add("scripted")</script>
            <form class="filters" role="search" aria-label="Filter claims">
            <div><label for="filter-text">Contains</label><input id="filter-text" name="text" type="search" autocomplete="off" placeholder="κ, relu, rate …"></div>
            <div><label for="filter-verdict">Verdict</label><select id="filter-verdict" name="verdict"><option value="">any ({run.Claims.Claims.Count})</option>
            {verdicts}</select></div>
            <div><label for="filter-notebook">Notebook</label><select id="filter-notebook" name="notebook"><option value="">any</option>
            {notebooks}</select></div>
            <div class="actions"><button type="reset">Clear</button></div>
            <p id="filter-count" role="status" aria-live="polite">{Words.Count(run.Claims.Claims.Count, "claim")}</p>
            </form>

            """);
    }
}
