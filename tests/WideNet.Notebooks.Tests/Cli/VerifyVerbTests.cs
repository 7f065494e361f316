using WideNet.Cli.Running;
using WideNet.Cli.Verbs;
using WideNet.Results;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class VerifyVerbTests
{
    [Fact]
    public void Differences_SameVerdicts_AreNone()
    {
        ClaimTable recorded = new(Claim(1.0, "a"), Claim(2.0, "b")), measured = new(Claim(1.04, "a"), Claim(3.0, "b"));
        Assert.Empty(VerifyVerb.Differences(recorded, measured));
    }

    [Fact]
    public void Differences_ChangedNewAndMissing_AreNamed()
    {
        ClaimTable recorded = new(Claim(1.0, "a"), Claim(1.0, "gone")), measured = new(Claim(2.0, "a"), Claim(1.0, "new"));
        Assert.Equal(
            [
                "a: recorded as reproduced, now not reproduced: a: predicted 1, measured 2, tolerance 0.1",
                "new: not on record; record it with reproduce verify --update",
                "gone: on record, but no notebook makes this claim",
            ],
            VerifyVerb.Differences(recorded, measured));
    }

    [Theory]
    [InlineData("--preset", "standard")]
    [InlineData("--preset", "paper", "--cached")]
    [InlineData("--dataset", "synthetic")]
    [InlineData("--cached")]
    public void Verify_UpdateWithOtherSizesOrImages_RecordsNothing(params string[] options) =>
        CommandLine.Run(["verify", "00", "--update", .. options]).AssertFails(
            2,
            "--update records the claims of the quick preset, or those of --preset standard --cached, on cifar10; name one of these, or leave out --update.");

    [Fact]
    public void Verify_PresetWithoutARecord_SaysSo() => CommandLine.Run("verify", "00", "--preset", "paper").AssertFails(
        2,
        "There are no recorded claims in data/results/claims-paper.json to compare with; "
            + "--update records those of the quick preset, or of --preset standard --cached.");

    [Fact]
    public void RequireReasons_OfClaimsThatFail_NamesThoseWithoutOne()
    {
        VerifyVerb.RequireReasons(new ClaimTable(Claim(1.0, "good"), Claim(2.0, "bad") with { Note = "too few layers" }));
        var error = Assert.Throws<ArgumentException>(() => VerifyVerb.RequireReasons(new ClaimTable(Claim(1.0, "good"), Claim(2.0, "bad"))));
        Assert.Equal("Not reproduced and without a reason: bad; say in its notebook why (Note).", error.Message);
    }

    [Fact]
    public void UpdateReadMe_WithMarkers_ReplacesWhatIsBetween()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".md");
        try
        {
            File.WriteAllText(path, "before\n<!-- claims: begin -->\nold\n<!-- claims: end -->\nafter\n");
            VerifyVerb.UpdateReadMe(path, new ClaimTable(Claim(1.0, "a")), new ClaimTable(Claim(1.0, "a")));
            string text = File.ReadAllText(path);
            Assert.StartsWith("before\n<!-- claims: begin -->\n\n| notebook |", text, StringComparison.Ordinal);
            Assert.EndsWith("|\n\n<!-- claims: end -->\nafter\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void UpdateReadMe_WithoutMarkers_SaysWhatIsMissing()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".md");
        try
        {
            File.WriteAllText(path, "no table here\n");
            var error = Assert.Throws<ArgumentException>(() => VerifyVerb.UpdateReadMe(path, new ClaimTable(Claim(1.0, "a")), new ClaimTable(Claim(1.0, "a"))));
            Assert.EndsWith(
                "has no table between '<!-- claims: begin -->' and '<!-- claims: end -->'; put these two lines where it is to stand.", error.Message,
                StringComparison.Ordinal);
            Assert.Equal("no table here\n", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void RecordedClaims_AreThoseOfTheReadMe()
    {
        ClaimTable standard = Recorded("claims-standard"), quick = Recorded("claims");
        Assert.Contains(
            ClaimSummary.ToMarkdown(standard, quick).Trim(), File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md")), StringComparison.Ordinal);
        VerifyVerb.RequireReasons(standard);
        VerifyVerb.RequireReasons(quick);
    }

    private static ClaimTable Recorded(string name)
    {
        string file = Path.Combine(RepositoryFiles.Root, "data", "results", name);
        ClaimTable recorded = ClaimTable.Load($"{file}.json");
        Assert.True(recorded.Claims.Count > 0);
        Assert.Contains(ClaimSummary.ToPage(recorded).Trim(), File.ReadAllText($"{file}.md"), StringComparison.Ordinal);
        return recorded;
    }

    private static Claim Claim(double measured, string id) => Results.Claim.Within(id, "x is 1", "test", 1, measured, 0.1, "chosen");
}
