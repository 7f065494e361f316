using WideNet.Report.Html;
using WideNet.Report.Runs;
using WideNet.Results;

namespace WideNet.Report.Pages;

/// <summary>What stands in a report beside the notebooks: the comparison with published accuracies, and the theory checks.</summary>
internal static class Beside
{
    /// <summary>The claims of <c>reproduce run external</c>; nothing where they are not known.</summary>
    public static Markup External(RecordedRun run)
    {
        if (run.External is not { Claims.Count: > 0 } claims) return Markup.Empty;
        Markup from = Markup.Of($" <span class=\"faint\">{claims.Claims[0].Run?.ToString()}.</span>").If(claims.Claims[0].Run is not null);
        return Markup.Of($"""
            <section aria-labelledby="external"><h2 id="external">Beside accuracies that others published</h2>
            <p><code>reproduce run external</code>: kernel regression with the convolutional tangent kernels of
            {string.Join("; ", claims.Claims.Select(claim => claim.Source).Distinct())}. {Counts(claims)}.{from}</p>
            {ClaimRows.Table(claims.Claims, null)}</section>

            """);
    }

    /// <summary>The theory checks, collapsed; nothing where their record is not known.</summary>
    public static Markup TheoryChecks(RecordedRun run)
    {
        if (run.TheoryChecks is not { Claims.Count: > 0 } checks) return Markup.Empty;
        return Markup.Of($"""
            <section aria-labelledby="theory"><h2 id="theory">Theory checks</h2>
            <p>The exact recursion against its own asymptotics: they hold the code, not the paper, and are tests. Measured when they were last put on
            record, in data/results/theory-checks.json; every run of the tests measures again and holds words, predictions and tolerances to it. Checks that are not of this form stand beside them,
            in tests/WideNet.Tests/Claims.</p>
            <details class="checks"><summary>{Words.Count(checks.Claims.Count, "check")}: {Counts(checks)}</summary>
            {ClaimRows.Table(checks.Claims, null, "check-")}</details></section>

            """);
    }

    private static string Counts(ClaimTable claims)
    {
        IEnumerable<Verdict> verdicts = Enum.GetValues<Verdict>().Where(verdict => claims.Count(verdict) > 0);
        return string.Join(", ", verdicts.Select(verdict => $"{claims.Count(verdict)} {Claim.VerdictText(verdict)}"));
    }
}
