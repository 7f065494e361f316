using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of notebook 12.</summary>
public sealed class NearCriticalityEditTests
{
    [Fact]
    public async Task NearCriticality_WiderGridAndOneMoreNetwork_AreDrawnAndAWrongLawIsNotReproduced()
    {
        using TestNotebook test = Copy("12-near-criticality.ipynb");
        Edit(test.Notebook, "parameters", "above = 0.44", "above = 1.5");
        Edit(test.Notebook, "parameters", "0.04]", "0.04, 0.08]");
        Edit(test.Notebook, "claims-table", "        -1, exponent", "        -1.1, exponent");
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = FewPoints });

        Assert.Null(result.Error);
        Assert.Matches(@"test accuracy: map of 4×5, x 1\.256 to 2\.876, y 5 to 80", Output(result, "accuracy-draw"));
        Assert.Contains("    80 layers: x 1.256 to 2.876", Output(result, "sharpening-figure"), StringComparison.Ordinal);
        Assert.Matches(@"log χ₁ = −0\.08: x .*\n(.*\n)*.*log χ₁ = 0\.08: x ", Output(result, "collapse-figure"));
        Assert.EndsWith("1 reproduced, 2 not reproduced, 0 not tested at this scale", Output(result, "claims-table").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NearCriticality_OtherActivation_MovesTheGridAndKeepsTheLimit()
    {
        using TestNotebook test = Copy("12-near-criticality.ipynb");
        Edit(test.Notebook, "parameters", "\"erf\"", "\"sin\"");
        Edit(test.Notebook, "sizes", "48, 32, 1600", "24, 12, 1200");
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = FewPoints });

        Assert.Null(result.Error);
        Assert.Matches(@"^As in the library: 200 layers, x = 1: Θ_ab/Θ_aa = 0\.1816; its limit for l → ∞ is 0\.1877", Output(result, "definition-code"));
        Assert.Contains("map of 4×5, x 1.382 to 1.942", Output(result, "accuracy-draw"), StringComparison.Ordinal);
        Assert.EndsWith("3 reproduced, 0 not reproduced, 0 not tested at this scale", Output(result, "claims-table").TrimEnd(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> FewPoints =>
        new() { ["trainCount"] = "100", ["testCount"] = "60", ["weightVarianceCount"] = "5", ["gridDepths"] = "5, 20, 40, 80" };
}
