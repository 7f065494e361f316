using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the companions: 16b, 17, 18, 19.</summary>
public sealed class CompanionEditTests
{
    [Fact]
    public async Task LayersByPhase_LabelsAllOne_SeeTheWholeTraceInTheOrderedPhase()
    {
        using TestNotebook test = Copy("16b-layers-by-phase.ipynb");
        Edit(test.Notebook, "regression-code", "side => side - sides.Average()", "side => 1.0");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string> { ["width"] = "64", ["seeds"] = "2" },
        });

        Assert.Null(result.Error);
        Assert.StartsWith("Outputs and the sum of the layers' kernels are the library's", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("200 of 50,000 training images, the first 32, 8×8 pixels", Output(result, "phases"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Matches(@"kernel-predicts-ordered +0 .* 0\.03  reproduced", claims);
        Assert.Matches("centred-share .* reversed", claims);
    }

    [Fact]
    public async Task FixedGates_GatesLetGo_NeitherIdentityHoldsAndBothNetworksAreOne()
    {
        using TestNotebook test = Copy("17-fixed-gates.ipynb");
        Edit(test.Notebook, "definition-code", "passes[^1].Output.mul(points.Gates[l - 1])", "passes[^1].Output.relu()");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string> { ["widths"] = "64, 128", ["seeds"] = "2", ["steps"] = "60" },
        });

        Assert.Null(result.Error);
        string claims = Output(result, "claims-table");
        Assert.Matches("linear-exact .* not reproduced", claims);
        Assert.Matches("conversion-train .* not reproduced", claims);
        Assert.Matches("drift-relu +> 0 +0 ", claims);
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
