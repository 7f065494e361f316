using WideNet.Data;
using WideNet.Results;

namespace WideNet.Tests.Results;

public sealed class ClaimTableTests
{
    private static readonly Provenance Run =
        new() { Notebook = "03-ntk-spectrum", Preset = Preset.Quick, Dataset = "CIFAR-10, 64 of 50,000 training images", Sizes = "m = 64" };

    private static readonly ClaimTable Table = new ClaimTable(
        Claim.Within("kappa-rate", "κ grows like χ_1^-l | per layer", "section 3, <eq. 5>", 1.0 / 3, 0.1 + 0.2, 0.05, "next order is 1/l", 0.01),
        Claim.Within("lost", "A measurement that failed", "section 4", 2, double.NaN, 1, "any") with { Note = "The grid was too small." },
        Claim.NotTested("large", "A large run", "Figure 3", "needs 16,000 images")).From(Run);

    [Fact]
    public void FromJson_OfToJson_GivesEqualClaims()
    {
        var back = ClaimTable.FromJson(Table.ToJson());
        Assert.Equal(Table.Claims, back.Claims);
        Assert.Equal(Table.ToJson(), back.ToJson());
        Assert.Equal(BitConverter.DoubleToInt64Bits(0.1 + 0.2), BitConverter.DoubleToInt64Bits(back["kappa-rate"].Measurement!.Value));
    }

    [Fact]
    public void Claims_OneReversed_AreCountedReadBackAndColoured()
    {
        ClaimTable table = ClaimTable.Join(Table, new ClaimTable(Claim.Greater("better", "A is better than B", "Figure 1", -0.05, 0.02, "paired")));
        Assert.Equal([Verdict.Reproduced, Verdict.NotReproduced, Verdict.NotTestedAtThisScale], Table.CountedVerdicts);
        Assert.EndsWith("\n1 reproduced, 1 not reproduced, 1 reversed, 1 not tested at this scale", table.ToString(), StringComparison.Ordinal);
        Assert.Contains("| A is better than B | Figure 1 | > 0 | −0.05 ± 0.02 | 0.04 | reversed |\n", table.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:left;white-space:nowrap\">&gt; 0</td>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("<strong style=\"color:#b04a00\">reversed</strong>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("\"comparison\": \"greater\"", table.ToJson(), StringComparison.Ordinal);
        Assert.Equal(table.Claims, ClaimTable.FromJson(table.ToJson()).Claims);
    }

    [Fact]
    public void FromJson_VerdictThatDoesNotFollow_Throws()
    {
        string forged = Table.ToJson().Replace("\"not reproduced\"", "\"reproduced\"", StringComparison.Ordinal);
        var error = Assert.Throws<DataFormatException>(() => ClaimTable.FromJson(forged));
        Assert.Equal(
            "These are no claims as ClaimTable.ToJson writes them: the claim 'lost' is stored as 'reproduced', but its numbers say 'not reproduced'.",
            error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"claims\": [{}]}")]
    [InlineData("{\"claims\": 3}")]
    public void FromJson_SomethingElse_Throws(string json) => Assert.Throws<DataFormatException>(() => ClaimTable.FromJson(json));

    [Fact]
    public void Constructor_TwoEqualIds_Throws() => Assert.StartsWith(
        "Two claims have the id 'lost'; ids must be unique.",
        Assert.Throws<ArgumentException>(() => ClaimTable.Join(Table, new ClaimTable(Table["lost"]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ToMarkdown_Claims_IsATable() => Assert.Equal(
        """
        | claim | source | predicted | measured | tolerance | verdict |
        |---|---|---|---|---|---|
        | κ grows like χ₁^{−l} \| per layer | section 3, <eq. 5> | 0.333333 | 0.3 ± 0.01 | 0.05 | reproduced |
        | A measurement that failed | section 4 | 2 | NaN | 1 | not reproduced |
        | A large run | Figure 3 | – | – | – | not tested at this scale |

        """.ReplaceLineEndings("\n"),
        Table.ToMarkdown());

    [Fact]
    public void ToHtml_Claims_IsEscapedAndNamesReasonNoteAndRun()
    {
        string html = Table.ToHtml();
        Assert.Contains("section 3, &lt;eq. 5&gt;", html, StringComparison.Ordinal);
        Assert.Contains("κ grows like χ<sub>1</sub><sup>−l</sup>", html, StringComparison.Ordinal);
        Assert.Contains("Tolerance: next order is 1/l", html, StringComparison.Ordinal);
        Assert.Contains("The grid was too small.", html, StringComparison.Ordinal);
        Assert.Contains("03-ntk-spectrum, quick preset; CIFAR-10, 64 of 50,000 training images; m = 64", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Claims_IsAligned() => Assert.Equal(
        """
        id          predicted    measured  tolerance  verdict
        ----------  ---------  ----------  ---------  ------------------------
        kappa-rate   0.333333  0.3 ± 0.01       0.05  reproduced
        lost                2         NaN          1  not reproduced
        large               –           –          –  not tested at this scale
        1 reproduced, 1 not reproduced, 1 not tested at this scale
        """.ReplaceLineEndings("\n"),
        Table.ToString());

    [Fact]
    public void Save_ThenLoad_GivesEqualClaims()
    {
        string folder = Directory.CreateTempSubdirectory("widenet-claims").FullName;
        try
        {
            string path = Path.Combine(folder, "new", "claims.json");
            Table.Save(path);
            Assert.Equal(Table.Claims, ClaimTable.Load(path).Claims);
            File.WriteAllText(path, "{");
            Assert.StartsWith(
                $"{path}: These are no claims", Assert.Throws<DataFormatException>(() => ClaimTable.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
