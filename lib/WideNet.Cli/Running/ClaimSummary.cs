using System.Text;
using WideNet.Formatting;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>Claims for README and results: in short, the verdicts of two presets counted by notebook and what is not reproduced or was not tested, with the
/// reason; and all of them, by notebook.</summary>
/// <remarks>Test: ClaimSummaryTests.</remarks>
internal static class ClaimSummary
{
    /// <summary>The summary in Markdown.</summary>
    /// <param name="standard">Claims of the standard preset; those without a run are counted as "other".</param>
    /// <param name="quick">Claims of the quick preset.</param>
    public static string ToMarkdown(ClaimTable standard, ClaimTable quick)
    {
        var text = new StringBuilder();
        Verdict[] verdicts = [.. standard.CountedVerdicts.Union(quick.CountedVerdicts).Order()];
        string counted = string.Join(" | ", verdicts.Skip(1).Select(Claim.VerdictText));
        text.Append($"| notebook | standard: reproduced | {counted} | quick: reproduced | {counted} |\n|---|")
            .Append(string.Concat(Enumerable.Repeat("---|", 2 * verdicts.Length))).Append('\n');
        foreach (string notebook in standard.Claims.Concat(quick.Claims).Select(Notebook).Distinct().Order(StringComparer.Ordinal))
        {
            AppendRow(text, notebook, verdicts, Of(standard, notebook), Of(quick, notebook));
        }

        AppendRow(text, "all", verdicts, standard.Claims, quick.Claims);
        (string Preset, Claim Claim)[] open =
        [
            .. standard.Claims.Select(claim => ("standard", claim)).Concat(quick.Claims.Select(claim => ("quick", claim)))
                .Where(entry => entry.claim.Verdict != Verdict.Reproduced).OrderBy(entry => Notebook(entry.claim), StringComparer.Ordinal),
        ];
        if (open.Length > 0)
        {
            text.Append($"\nNot reproduced{(verdicts.Contains(Verdict.Reversed) ? ", reversed" : "")}, or not tested at this scale:\n\n")
                .Append("| claim | notebook | preset | predicted | measured | verdict | why |\n|---|---|---|---|---|---|---|\n");
            foreach ((string preset, Claim claim) in open)
            {
                string[] cells =
                [
                    RichText.ToPlain(claim.Statement), Notebook(claim), preset, claim.PredictionText, claim.MeasurementText,
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
        return string.Join(
            '\n', claims.Claims.GroupBy(Notebook).Select(group =>
                $"## {group.Key}\n\n{new ClaimTable(group).ToMarkdown(withReasons: true)}"));
    }

    private static string Notebook(Claim claim) => claim.Run?.Notebook ?? "other";

    private static Claim[] Of(ClaimTable claims, string notebook) => [.. claims.Claims.Where(claim => Notebook(claim) == notebook)];

    private static void AppendRow(StringBuilder text, string name, Verdict[] verdicts, params IReadOnlyList<Claim>[] presets)
    {
        text.Append($"| {name} |");
        foreach (IReadOnlyList<Claim> claims in presets)
        {
            text.Append(Invariant($" {claims.Count(claim => claim.Verdict == Verdict.Reproduced)} of {claims.Count} |"));
            foreach (Verdict verdict in verdicts.Skip(1)) text.Append(Invariant($" {claims.Count(claim => claim.Verdict == verdict)} |"));
        }

        text.Append('\n');
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
