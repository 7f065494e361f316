using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Pages;

/// <summary>The first page: what the report is, and every figure.</summary>
internal static class OverviewPage
{
    /// <summary>Creates the page.</summary>
    /// <param name="run">The run.</param>
    public static Page Create(RecordedRun run) => new()
    {
        Path = "index.html",
        Title = Site.Title,
        Class = "wide",
        Content = Markup.Of($"{Gallery.Head(run, "claims.html", filters: true)}{Gallery.Sections(run, Addresses.Report)}"),
    };
}
