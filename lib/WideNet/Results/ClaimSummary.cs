using System.Text;
using WideNet.Figures;

namespace WideNet.Results;

/// <summary>Claims for README and results: in short, verdicts counted by notebook and what is not reproduced or was not tested, with the reason; and all of
/// them, by notebook.</summary>
/// <remarks>Test: ClaimSummaryTests.</remarks>
internal static class ClaimSummary
{
    /// <summary>The summary in Markdown.</summary>
    /// <param name="claims">Claims of any number of notebooks; those without a run are counted as "other".</param>
    public static string ToMarkdown(ClaimTable claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var text = new StringBuilder();
        IReadOnlyList<Verdict> verdicts = claims.CountedVerdicts;
        text.Append("| notebook | claims | ").AppendJoin(" | ", verdicts.Select(Claim.VerdictText)).Append(" |\n|---|---|")
            .Append(string.Concat(verdicts.Select(_ => "---|"))).Append('\n');
        foreach (IGrouping<string, Claim> group in claims.Claims.GroupBy(claim => claim.Run?.Notebook ?? "other"))
        {
            AppendRow(text, group.Key, [.. group], verdicts);
        }

        AppendRow(text, "all", claims.Claims, verdicts);
        Claim[] open = [.. claims.Claims.Where(claim => claim.Verdict != Verdict.Reproduced)];
        if (open.Length > 0)
        {
            text.Append($"\nNot reproduced{(claims.Count(Verdict.Reversed) > 0 ? ", reversed" : "")}, or not tested at this scale:\n\n")
                .Append("| claim | notebook | predicted | measured | verdict | why |\n|---|---|---|---|---|---|\n");
            foreach (Claim claim in open)
            {
                string[] cells =
                [
                    RichText.ToPlain(claim.Statement), claim.Run?.Notebook ?? "other", claim.PredictionText, claim.MeasurementText,
                    Claim.VerdictText(claim.Verdict), RichText.ToPlain(claim.Note),
                ];
                text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Every claim in Markdown, under a heading for each notebook, with the reason of its tolerance.</summary>
    /// <param name="claims">Claims of any number of notebooks; those without a run come under "other".</param>
    public static string ToPage(ClaimTable claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return string.Join(
            '\n', claims.Claims.GroupBy(claim => claim.Run?.Notebook ?? "other").Select(group =>
                $"## {group.Key}\n\n{new ClaimTable(group).ToMarkdown(withReasons: true)}"));
    }

    private static void AppendRow(StringBuilder text, string name, IReadOnlyList<Claim> claims, IReadOnlyList<Verdict> verdicts) =>
        text.Append("| ").Append(name).Append(" | ").Append(claims.Count).Append(" | ")
            .AppendJoin(" | ", verdicts.Select(verdict => claims.Count(claim => claim.Verdict == verdict))).Append(" |\n");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
