using WideNet.Results;

namespace WideNet.Tests.Claims;

public sealed class TheoryChecksTests
{
    private static readonly Claim Check = Claim.Within("a", "κ → 1", "theory", 1, 1.05, 0.1, "next order");

    [Fact]
    public void Compare_SameCheckWithAnotherMeasurement_Passes() =>
        TheoryChecks.Compare(Check, new ClaimTable(Claim.Within("a", "κ → 1", "theory", 1, 0.95, 0.1, "next order")));

    [Theory]
    [InlineData("b", "κ → 1", 1, 0.1, "next order")]
    [InlineData("a", "κ → 2", 1, 0.1, "next order")]
    [InlineData("a", "κ → 1", 1.00001, 0.1, "next order")]
    [InlineData("a", "κ → 1", 1, 0.2, "next order")]
    [InlineData("a", "κ → 1", 1, 0.1, "rounding")]
    public void Compare_AnotherCheck_Fails(string id, string statement, double prediction, double tolerance, string reason)
    {
        var recorded = new ClaimTable(Claim.Within(id, statement, "theory", prediction, 1.05, tolerance, reason));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TheoryChecks.Compare(Check, recorded));
    }

    [Fact]
    public void Holds_CheckThatDoesNotHoldOrIsTooWide_Fails()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TheoryChecks.Holds(Claim.Within("a", "κ → 1", "theory", 1, 1.2, 0.1, "next order")));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => TheoryChecks.Holds(Check, 0.09));
    }

    [Fact]
    public void Record_EveryCheck_Holds()
    {
        ClaimTable recorded = ClaimTable.Load(Path.Combine(RepositoryFiles.Root, "data", "results", "theory-checks.json"));
        Assert.InRange(recorded.Claims.Count, 150, 400);
        Assert.All(recorded.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
    }
}
