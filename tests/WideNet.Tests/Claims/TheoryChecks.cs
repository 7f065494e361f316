using WideNet.Results;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks that state a prediction, and their record, <c>data/results/theory-checks.json</c>, which the report lists.</summary>
/// <remarks>
/// A check that is not on record, or stands there with another statement, prediction or tolerance, fails. With the environment variable
/// WIDENET_RECORD_CHECKS=1 the tests of this folder write the record instead: delete the file and run them with --filter-namespace WideNet.Tests.Claims.
/// </remarks>
internal static class TheoryChecks
{
    private static readonly string Record = Path.Combine(RepositoryFiles.Root, "data", "results", "theory-checks.json");
    private static readonly bool IsRecording = Environment.GetEnvironmentVariable("WIDENET_RECORD_CHECKS") == "1";
    private static readonly Lazy<ClaimTable> Recorded = new(() => ClaimTable.Load(Record));
    private static readonly Lock Gate = new();

    /// <summary>Asserts that a check holds, with a tolerance that is not above the one a test allows, and that it stands on record.</summary>
    /// <param name="claim">Prediction, measurement and tolerance.</param>
    /// <param name="tolerance">Largest tolerance, or null for any.</param>
    public static void Holds(Claim claim, double? tolerance = null)
    {
        Assert.True(claim.Verdict == Verdict.Reproduced, $"{claim.Id}: {claim.Prediction:R} {claim.Measurement:R} ± {claim.Tolerance:R} {claim.Note}");
        if (tolerance is { } most) Assert.InRange(claim.Tolerance!.Value, 0, most * (1 + 1e-6));
        if (IsRecording) Write(claim);
        else Compare(claim, Recorded.Value);
    }

    /// <summary>Asserts that a table holds a check with the same words and, to the digits that machines agree on, the same prediction and tolerance.</summary>
    /// <param name="claim">The check.</param>
    /// <param name="recorded">The table.</param>
    public static void Compare(Claim claim, ClaimTable recorded)
    {
        Claim? found = recorded.Claims.FirstOrDefault(other => other.Id == claim.Id);
        Assert.True(found is not null, $"{claim.Id} is not in {Path.GetFileName(Record)}; write the record again (see TheoryChecks).");
        Assert.Equal(Words(found), Words(claim));
        AssertClose(found.Prediction!.Value, claim.Prediction!.Value, 1e-6);
        AssertClose(found.Tolerance!.Value, claim.Tolerance!.Value, 1e-3);
    }

    private static (string, string, Comparison, string) Words(Claim claim) => (claim.Statement, claim.Source, claim.Comparison, claim.ToleranceReason);

    private static void AssertClose(double recorded, double found, double share)
    {
        double margin = share * Math.Abs(recorded);
        Assert.InRange(found, recorded - margin, recorded + margin);
    }

    private static void Write(Claim claim)
    {
        lock (Gate)
        {
            IEnumerable<Claim> others = File.Exists(Record) ? ClaimTable.Load(Record).Claims.Where(other => other.Id != claim.Id) : [];
            new ClaimTable([.. others.Append(claim).OrderBy(other => (other.Source, other.Id))]).Save(Record);
        }
    }
}
