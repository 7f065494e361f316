using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the notebooks on architectures: 04, 04b.</summary>
public sealed class ArchitectureEditTests
{
    [Fact]
    public async Task ConditionNumbers_FewerPixelsAndOneMoreTrainingSet_MoveLimitsAndClaims()
    {
        using TestNotebook test = Copy("04-condition-numbers.ipynb");
        Edit(test.Notebook, "parameters", "int side = 6;", "int side = 4;");
        Edit(test.Notebook, "parameters", "[12, 20]", "[6, 12, 20]");
        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        string figure = Output(result, "condition-numbers"), claims = Output(result, "claims-table");
        Assert.All(["(m+2)/2 = 4", "(md+2)/2 = 49", "(md+2)/2 = 97", "(md+2)/2 = 161"],
            label => Assert.Contains($"text '{label}' at ", figure, StringComparison.Ordinal));
        Assert.Contains("area-averaged to 4×4 pixels, quick preset", figure, StringComparison.Ordinal);
        Assert.Matches(@"kappa-limit-erf-cnn-p-critical-images-m20 +161 +\S+ +\S+ % +reproduced", claims);
        Assert.EndsWith("9 reproduced, 0 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConditionNumbers_OtherVarianceAndAWrongRate_AreFollowedAndJudged()
    {
        using TestNotebook test = Copy("04-condition-numbers.ipynb");
        Edit(test.Notebook, "parameters", "double order = 1.25;", "double order = 1.1;");
        Edit(test.Notebook, "claims-table", "κ - 1 ∝ χ_1^{-l}: rate −log χ_1\", -next", "κ - 1 ∝ χ_1^{-l}: rate −log χ_1\", -1.01 * next");
        NotebookRunResult result = await test.RunWithAsync(("side", "3"));

        Assert.Null(result.Error);
        string definition = Output(result, "definition-code");
        Assert.StartsWith("As in the library: CNN-P, erf, σ_w² = 1.1, 3 layers, m = 5, d = 16: κ = ", definition, StringComparison.Ordinal);
        Assert.Contains("ordered, σ_w² = 1.1: ", Output(result, "condition-numbers"), StringComparison.Ordinal);
        Assert.EndsWith("7 reproduced, 2 not reproduced, 0 not tested at this scale", Output(result, "claims-table").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CnnKernels_MoreDropoutAndOtherVariance_AreDrawnAndClaimed()
    {
        using TestNotebook test = Copy("04b-cnn-kernels.ipynb");
        Edit(test.Notebook, "parameters", "[0.98, 0.8]", "[0.98, 0.8, 0.5]");
        Edit(test.Notebook, "parameters", "double order = 1.25;", "double order = 1.2;");
        Dictionary<string, string> small = new() { ["side"] = "3", ["accuracyCount"] = "40", ["depth"] = "300" };
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = small });

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: D_a of 20 images through ", Output(result, "own-diagonals"), StringComparison.Ordinal);
        Assert.Contains("ρ = 0.5: x ", Output(result, "dropout-figure"), StringComparison.Ordinal);
        Assert.Contains("ordered, σ_w² = 1.2: ", Output(result, "pixel-pairs-figure"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Contains("kappa-limit-erf-cnn-p-ordered-dropout-0.5-images-m20 ", claims, StringComparison.Ordinal);
        Assert.EndsWith("1 reproduced, 0 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }
}
