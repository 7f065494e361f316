using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the notebooks on accuracy: 05, 06.</summary>
public sealed class AccuracyEditTests
{
    [Fact]
    public async Task NngpVersusNtk_CurveOfTheTrainingAccuracy_IsDrawnAndAWrongScaleIsNotReproduced()
    {
        using TestNotebook test = Copy("06-nngp-versus-ntk.ipynb");
        const string Below = "        Curve(column, \"one network\", point => point.OneNetwork, MarkerShape.Triangle),\n";
        const string Curve = "        Curve(column, \"training, 100 steps\", point => Trained(point, m), MarkerShape.Diamond),\n";
        Edit(test.Notebook, "section-figure", Below, Below + Curve);
        Edit(test.Notebook, "claims-ends", "theory => theory.XiStar.Value", "theory => Math.Pow(theory.XiStar.Value, 3)");
        var parameters = new Dictionary<string, string> { ["trainCount"] = "200", ["testCount"] = "150" };
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = parameters });

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: 12 layers, σ_w² = 2: test accuracy ", Output(result, "definition-code"), StringComparison.Ordinal);
        string accuracy = Output(result, "accuracy-figure");
        Assert.Contains("CNN-P, NNGP: depth l against weight variance", accuracy, StringComparison.Ordinal);
        Assert.Contains("test accuracy: map of 10×5, x 0.8 to 3.2, y 1 to 40", accuracy, StringComparison.Ordinal);
        string section = Output(result, "section-figure");
        Assert.Matches(@"NTK: test accuracy against depth l\n(.*\n){3}    training, 100 steps: x 1 to 100, y \S+ to 1, 18 points", section);
        string claims = Output(result, "claims-table");
        Assert.Matches(@"collapse-ntk-fcn .* not reproduced", claims);
        Assert.EndsWith("6 reproduced, 1 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PoolAgainstFlatten_OtherDepths_AreDrawnAndJudged()
    {
        using TestNotebook test = Copy("05-cnn-p-versus-cnn-f.ipynb");
        Edit(test.Notebook, "parameters", "int[] depths = [];", "int[] depths = [1, 2, 4, 8, 16, 32, 48];");
        Edit(test.Notebook, "claims-table", "        better, betterError,", "        -1, betterError,");
        var small = new Dictionary<string, string>(FewImages) { ["side"] = "3", ["largerSide"] = "4" };
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = small });

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: 3 layers, σ_w² = 1.7: Θ of two images is ", Output(result, "definition-code"), StringComparison.Ordinal);
        Assert.Contains("test accuracy: map of 7×8, x 0.8 to 4, y 1 to 48", Output(result, "accuracy-figure"), StringComparison.Ordinal);
        Assert.Contains("area-averaged to 4×4 pixels; in (b) also 3×3, quick preset", Output(result, "larger-figure"), StringComparison.Ordinal);
        Assert.Matches(@"pool-over-flatten-mean +> 0 +-1 ± 0\.\d+ .* reversed", Output(result, "claims-table"));
    }

    [Fact]
    public async Task PoolAgainstFlatten_ShallowGrid_IsNotTested()
    {
        using TestNotebook test = Copy("05-cnn-p-versus-cnn-f.ipynb");
        var shallow = new Dictionary<string, string>(FewImages) { ["side"] = "3", ["largerSide"] = "3", ["depths"] = "1, 3" };
        NotebookRunResult result = await test.RunAsync(options => options with { Parameters = shallow });

        Assert.Null(result.Error);
        string[] expected =
        [
            "collapse-cnn-f", "collapse-cnn-p", "pool-deeper", "chaos-trains-cnn-f", "chaos-chance-cnn-f", "chaos-trains-cnn-p", "chaos-chance-cnn-p",
        ];
        string claims = Output(result, "claims-table");
        Assert.All(expected, id => Assert.Matches($"(?m)^{id} .*not tested at this scale", claims));
    }

    private static Dictionary<string, string> FewImages => new() { ["trainCount"] = "100", ["testCount"] = "60" };
}
