using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of notebook 11.</summary>
public sealed class TrainingTimeEditTests
{
    private static Dictionary<string, string> FewNetworks =>
        new() { ["trainCount"] = "64", ["testCount"] = "60", ["weightVariances"] = "0.6, 1, 1.5, 2, 3", ["mapDepths"] = "1, 4, 20, 40" };

    [Fact]
    public async Task TrainingTime_FewerImagesAndDeeperOrder_AreFollowedByTheClaims()
    {
        using TestNotebook test = Copy("11-training-time.ipynb");
        Edit(test.Notebook, "parameters", "[1, 1.2, 1.3]", "[0.8, 1, 1.2, 1.3]");
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = FewNetworks });

        Assert.Null(result.Error);
        Assert.Contains("accuracy: map of 4×5, x 0.6 to 3, y 1 to 40", Output(result, "train-figure"), StringComparison.Ordinal);
        Assert.Contains("σ_w² = 0.8, ξ₁ = 2.1", Output(result, "depth-figure"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Contains("trainable-depth-0.8 ", claims, StringComparison.Ordinal);
        Assert.Matches(@"residual-rate-critical +3\.39394 ", claims);

        // So few images hardly generalise; at σ_w² = 1.3 60 layers are too few.
        Assert.Matches("generalises-ordered .* not reproduced", claims);
        Assert.EndsWith("6 reproduced, 1 not reproduced, 1 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrainingTime_OtherBias_MovesTheCriticalLineAndAWrongLawIsNotReproduced()
    {
        using TestNotebook test = Copy("11-training-time.ipynb");
        Edit(test.Notebook, "parameters", "double biasVariance = 0.18;", "double biasVariance = 0.05;");
        Edit(test.Notebook, "claims-time", "(m + 2)", "(m + 3)");
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = FewNetworks });

        Assert.Null(result.Error);
        Assert.Contains("χ₁ = 1: x 1.376 to 1.376, y 1 to 40", Output(result, "test-figure"), StringComparison.Ordinal);
        Assert.Matches(@"residual-rate-critical .* not reproduced", Output(result, "claims-table"));
    }
}
