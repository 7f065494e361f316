using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the notebooks that train finite networks: 07, 08, 10.</summary>
public sealed class TrainingEditTests
{
    [Fact]
    public async Task MaximumLearningRate_OtherVariancesAndAWrongTheory_AreDrawnAndJudged()
    {
        using TestNotebook test = Copy("07-maximum-learning-rate.ipynb");
        Edit(test.Notebook, "parameters", "double[] weightVariances = [];", "double[] weightVariances = [0.5, 1.376, 3];");
        Edit(test.Notebook, "claims-onset", "Math.Log(column.Onset.Value.Rate / column.Theory)", "Math.Log(column.Onset.Value.Rate / (3 * column.Theory))");
        NotebookRunResult result = await test.RunWithAsync(("epochs", "10"), ("seeds", "1"), ("trainCount", "64"), ("testCount", "50"));

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: η_theory = ", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("64 training images of 8×8 pixels", Output(result, "sizes"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        foreach (string phase in (string[])["ordered", "critical", "chaotic"])
        {
            Assert.Matches($@"rate-onset-{phase} .* not reproduced", claims);
        }

        Assert.Matches(@"rate-success-below .*  reproduced", claims);
    }

    [Fact]
    public async Task FiniteWidth_OtherWidthsAndDepth_AreMeasured()
    {
        using TestNotebook test = Copy("10-finite-width.ipynb");
        Edit(test.Notebook, "parameters", "int depth = 3;", "int depth = 2;");
        Edit(test.Notebook, "parameters", "int[] trainedWidths = [];", "int[] trainedWidths = [32, 64];");
        Edit(test.Notebook, "width-code", ".WidthInChaos(scale);", ".WidthInChaos(scale) with { Depths = [2, 5, 8], OtherWidths = [16, 32], SeedCount = 2 };");
        NotebookRunResult result = await test.RunWithAsync(("widths", "32, 64, 128"), ("seeds", "4"), ("trainedSeeds", "2"), ("steps", "8"));

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library. At width 64 Θ_emp is ", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("depth 2; widths 32 to 128", Output(result, "sizes"), StringComparison.Ordinal);
        Assert.Matches(@"width 32: x 1 to 8, ", Output(result, "losses"));
        Assert.Contains("kernel-error-exponent-fcn ", Output(result, "claims-table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrainedCnn_OtherWidthByParameterAndWrongModule_AreNoticed()
    {
        using TestNotebook test = Copy("08-sgd-cnn-f.ipynb");
        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string>
            {
                ["width"] = "8",
                ["trainCount"] = "20",
                ["testCount"] = "50",
                ["steps"] = "10",
                ["seeds"] = "1",
                ["weightVariances"] = "0.5, 0.8, 1.376, 3",
                ["depths"] = "2, 8, 12",
            },
        });

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: 20 steps of 0.5 η_theory take the loss from ", Output(result, "definition-check"), StringComparison.Ordinal);
        Assert.Contains("CNN-F, width 8", Output(result, "train-maps"), StringComparison.Ordinal);
        Assert.Contains("chaos-test-cnn-f ", Output(result, "claims-table"), StringComparison.Ordinal);

        using TestNotebook wrong = Copy("08-sgd-cnn-f.ipynb");
        Edit(wrong.Notebook, "definition-code", "x = special.erf(Layer(x, l))", "x = tanh(Layer(x, l))");
        NotebookRunResult refused = await wrong.RunAsync();
        Assert.Contains("TorchSharp and library differ.", refused.Error!.ToString(), StringComparison.Ordinal);
    }
}
