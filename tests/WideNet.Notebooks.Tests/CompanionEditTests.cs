using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the companions: 17, 17b, 18, 19.</summary>
public sealed class CompanionEditTests
{
    [Fact]
    public async Task FixedGates_GatesLetGo_NeitherIdentityHolds()
    {
        using TestNotebook test = Copy("17-fixed-gates.ipynb");
        Edit(test.Notebook, "definition-code", "passes[^1].Output.mul(points.Gates[l - 1])", "passes[^1].Output.relu()");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string> { ["seeds"] = "2", ["steps"] = "60" },
        });

        Assert.Null(result.Error);
        string claims = Output(result, "claims-table");
        Assert.Matches("linear-exact .* not reproduced", claims);
        Assert.Matches("conversion-train .* not reproduced", claims);
    }

    [Fact]
    public async Task GatedTraining_GatesLetGo_BothNetworksAreOne()
    {
        using TestNotebook test = Copy("17b-gated-training.ipynb");
        Edit(test.Notebook, "definition-code", "passes[^1].Output.mul(points.Gates[l - 1])", "passes[^1].Output.relu()");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string> { ["widths"] = "64, 128", ["seeds"] = "2", ["steps"] = "20" },
        });

        Assert.Null(result.Error);
        string claims = Output(result, "claims-table");
        Assert.Matches("drift-relu +> 0 +0 ", claims);
        Assert.Matches("steps-m .* not tested", claims);
    }

    [Fact]
    public async Task Parameterisations_ReadOutOfMaximalUpdate_StartsAtOrderOne()
    {
        using TestNotebook test = Copy("18-parameterisations.ipynb");
        Edit(test.Notebook, "parameterisation", "WidthExponents.MaximalUpdate", "WidthExponents.MaximalUpdate with { ReadOutScale = -0.5 }");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string> { ["widths"] = "8, 16, 32", ["seeds"] = "4", ["steps"] = "2", ["learningRate"] = "0.01" },
        });

        Assert.Null(result.Error);
        Assert.Contains("μP: s -0.5, -0.5; r 1, 1, 1", Output(result, "parameterisation"), StringComparison.Ordinal);
        Assert.Contains("16 of 50,000 training images, 8×8 pixels, relu", Output(result, "features"), StringComparison.Ordinal);
        string table = Output(result, "claims-table");
        Assert.Matches("initial-ntk-2 .* reproduced", table);
        Assert.Matches(@"initial-mup-3 +-0\.5 .* not reproduced", table);
    }

    [Fact]
    public async Task NormalisedTraining_OffsetUnderTheRoot_EndsTheIdentities()
    {
        using TestNotebook test = Copy("19-normalised-training.ipynb");
        Edit(test.Notebook, "sizes", "offset = 1e-12", "offset = 0.1");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string> { ["trainCount"] = "16", ["width"] = "8", ["steps"] = "300" },
        });

        Assert.Null(result.Error);
        Assert.StartsWith("The eigenvalue is that of the whole Hessian, the", Output(result, "hessian-check"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Matches("orthogonal .* not reproduced", claims);
        Assert.Matches("scale .* not reproduced", claims);
        Assert.Contains("16 of 50,000 training images, 8×8 pixels", Output(result, "edge"), StringComparison.Ordinal);
    }
}
