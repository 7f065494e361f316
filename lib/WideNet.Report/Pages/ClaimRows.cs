using WideNet.Report.Html;
using WideNet.Results;

namespace WideNet.Report.Pages;

/// <summary>
/// Claims as a table: statement, numbers, verdict; reason of the tolerance, note and run below the statement. Narrow screens show each row as
/// a block; the roles are written out because browsers drop those of a table that is displayed as anything else.
/// </summary>
internal static class ClaimRows
{
    /// <summary>The table in a box that scrolls by itself.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="notebook">Address of a notebook by its name, or null where they have none.</param>
    /// <param name="prefix">Stands before the ids of rows, so that two tables on a page have none in common.</param>
    public static Markup Table(IReadOnlyList<Claim> claims, Func<string, string>? notebook, string prefix = "") => Markup.Of($"""
        <div class="scroll" role="region" aria-label="Table of claims" tabindex="0">
        <table class="claims" role="table">
        <thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Claim</th><th scope="col" role="columnheader">Predicted</th><th scope="col" role="columnheader">Measured</th><th scope="col" role="columnheader">Tolerance</th><th scope="col" role="columnheader">Verdict</th></tr></thead>
        <tbody role="rowgroup">
        {claims.Select(claim => Row(claim, notebook, prefix))}</tbody>
        </table>
        </div>

        """);

    private static Markup Row(Claim claim, Func<string, string>? notebook, string prefix)
    {
        string name = notebook is null ? "" : claim.Run?.Notebook ?? "";
        Markup link = Markup.Of($"<a href=\"{notebook?.Invoke(name)}\">{name}</a>, ").If(name.Length > 0);
        return Markup.Of($"""
            <tr role="row" id="{prefix}{claim.Id}" data-verdict="{Words.Key(claim.Verdict)}" data-notebook="{name}">
            <th scope="row" role="rowheader"><p>{Words.Rich(claim.Statement)}</p><p class="faint">{link}{Words.Rich(claim.Source)}</p>{Details(claim)}</th>
            <td role="cell" class="number" data-label="Predicted">{Words.Rich(claim.PredictionText)}</td>
            <td role="cell" class="number" data-label="Measured">{Words.Rich(claim.MeasurementText)}</td>
            <td role="cell" class="number" data-label="Tolerance">{Words.Rich(claim.ToleranceText)}</td>
            <td role="cell"><span class="verdict {Words.Key(claim.Verdict)}">{Words.Sign(claim.Verdict)} {Claim.VerdictText(claim.Verdict)}</span></td>
            </tr>

            """);
    }

    private static Markup Details(Claim claim)
    {
        Markup note = Markup.Of($"<p>{Words.Rich(claim.Note)}</p>").If(claim.Note.Length > 0);
        Markup reason = Markup.Of($"<p>Tolerance: {Words.Rich(claim.ToleranceReason)}</p>").If(claim.ToleranceReason.Length > 0);
        Markup run = Markup.Of($"<p>Run: {Words.Rich(claim.Run?.ToString() ?? "")}</p>").If(claim.Run is not null);
        bool open = claim.Verdict != Verdict.Reproduced && claim.Note.Length > 0;
        string summary = claim.Verdict == Verdict.NotTestedAtThisScale ? "Why; data and sizes" : "Why this tolerance; data and sizes";
        return Markup.Of(
            $"<details{(open ? " open" : "")}><summary>{summary}</summary>{note}{reason}{run}<p>Id: <code>{claim.Id}</code></p></details>");
    }
}
