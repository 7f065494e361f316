using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the companions: 15, 15b, 16b, 17, 17b, 18, 19.</summary>
public sealed class CompanionEditTests
{
    [Fact]
    public async Task KernelAlignment_HalfTheRate_LeavesTheLargestEigenvalueRoomToGrow()
    {
        using TestNotebook test = Copy("15-kernel-alignment.ipynb");
        Edit(test.Notebook, "compute", "Plan full = new(\"full\", width, 1, end", "Plan full = new(\"full\", width, 0.5, end");
        NotebookRunResult result = await test.RunWithAsync(("width", "32"), ("seeds", "2"), ("steps", "100"));

        Assert.Null(result.Error);
        Assert.StartsWith("Outputs and kernel are the library's", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("128 of 50,000 training images, 16×16 pixels of image 4", Output(result, "alignment"), StringComparison.Ordinal);
        Assert.Matches(@"full +32 +\S+ +\S+ +1\.[2-9]", Output(result, "table"));
        Assert.Matches("span .*  reproduced", Output(result, "claims-table"));
    }

    [Fact]
    public async Task EdgeOfStability_HalfTheRate_IsNotAtTheEdge()
    {
        using TestNotebook test = Copy("15b-edge-of-stability.ipynb");
        Edit(test.Notebook, "compute", "Plan edge = new(\"edge\", 1, end", "Plan edge = new(\"edge\", 0.5, end");
        NotebookRunResult result = await test.RunWithAsync(("seeds", "2"), ("steps", "100"));

        Assert.Null(result.Error);
        Assert.StartsWith("Outputs and kernel are the library's", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("128 of 50,000 training images, 16×16 pixels of image 4", Output(result, "edge"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Matches("edge +1 .* not reproduced", claims);
        Assert.Matches("decay-loss .*  reproduced", claims);
    }

    [Fact]
    public async Task LayersByPhase_LabelsAllOne_SeeTheWholeTraceInTheOrderedPhase()
    {
        using TestNotebook test = Copy("16b-layers-by-phase.ipynb");
        Edit(test.Notebook, "regression-code", "side => side - sides.Average()", "side => 1.0");
        NotebookRunResult result = await test.RunWithAsync(("width", "64"), ("seeds", "2"));

        Assert.Null(result.Error);
        Assert.StartsWith("Outputs and the sum of the layers' kernels are the library's", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("200 of 50,000 training images, the first 32, 8×8 pixels", Output(result, "phases"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Matches(@"kernel-predicts-ordered +0 .* 0\.03  reproduced", claims);
        Assert.Matches("centred-share .* reversed", claims);
    }

    [Fact]
    public async Task FixedGates_GatesLetGo_NeitherIdentityHolds()
    {
        using TestNotebook test = Copy("17-fixed-gates.ipynb");
        Edit(test.Notebook, "definition-code", "passes[^1].Output.mul(points.Gates[l - 1])", "passes[^1].Output.relu()");
        NotebookRunResult result = await test.RunWithAsync(("seeds", "2"), ("steps", "60"));

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
        NotebookRunResult result = await test.RunWithAsync(("widths", "64, 128"), ("seeds", "2"), ("steps", "20"));

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
        NotebookRunResult result = await test.RunWithAsync(("widths", "8, 16, 32"), ("seeds", "4"), ("steps", "2"), ("learningRate", "0.01"));

        Assert.Null(result.Error);
        Assert.Contains("μP: s -0.5, -0.5; r 1, 1, 1", Output(result, "parameterisation"), StringComparison.Ordinal);
        Assert.Contains("16 of 50,000 training images, 8×8 pixels, relu", Output(result, "features"), StringComparison.Ordinal);
        string table = Output(result, "claims-table");
        Assert.Matches("initial-ntk-2 .*  reproduced", table);
        Assert.Matches(@"initial-mup-3 +-0\.5 .* not reproduced", table);
    }

    [Fact]
    public async Task NormalisedTraining_OffsetUnderTheRoot_EndsTheIdentities()
    {
        using TestNotebook test = Copy("19-normalised-training.ipynb");
        Edit(test.Notebook, "sizes", "offset = 1e-12", "offset = 0.1");
        NotebookRunResult result = await test.RunWithAsync(("trainCount", "16"), ("width", "8"), ("steps", "300"));

        Assert.Null(result.Error);
        Assert.StartsWith("The eigenvalue is that of the whole Hessian, the", Output(result, "hessian-check"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Matches("orthogonal .* not reproduced", claims);
        Assert.Matches("scale .* not reproduced", claims);
        Assert.Contains("16 of 50,000 training images, 8×8 pixels", Output(result, "edge"), StringComparison.Ordinal);
    }
}
