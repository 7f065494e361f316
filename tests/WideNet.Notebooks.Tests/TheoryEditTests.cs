using static WideNet.Notebooks.Tests.ReaderEdits;

namespace WideNet.Notebooks.Tests;

/// <summary>A reader's edits of the notebooks on theory and spectra: 01, 02, 03, 13, 14.</summary>
public sealed class TheoryEditTests
{
    [Fact]
    public async Task RbfToy_NewCurveAndOtherPrediction_AreDrawnAndJudged()
    {
        using TestNotebook test = Copy("13-rbf-toy.ipynb");

        // The suggestions at the notebook's end, and a prediction that is wrong.
        const string Curve = "    Accuracy(\"answers like the nearest image\", point => point.NearestShare),\n";
        Edit(test.Notebook, "draw", "    Accuracy(\"P Y\", ", Curve + "    Accuracy(\"P Y\", ");
        Edit(test.Notebook, "definition-code", "0.1 * few.Mean", "0.005 * few.Mean");
        Edit(test.Notebook, "claims-table", "        1, last.Predictor / scales.FlatSize", "        1.1, last.Predictor / scales.FlatSize");
        NotebookRunResult result = await test.RunWithAsync(("trainCount", "60"), ("testCount", "40"), ("bandwidthCount", "9"));

        Assert.Null(result.Error);
        string figure = Output(result, "draw"), claims = Output(result, "claims-table");
        Assert.StartsWith("As in the library: h = 0.005 D̄, κ - 1 = ", Output(result, "definition-code"), StringComparison.Ordinal);
        Assert.Contains("CIFAR-10, 60 of 50,000 training and 40 of 10,000 test images", figure, StringComparison.Ordinal);
        Assert.Matches(@"answers like the nearest image: x 0\.003 to 1E\+04, y \S+ to 1, 9 points", figure);
        Assert.EndsWith("7 reproduced, 1 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NtkSpectrum_OtherOrderedVariance_IsFollowedByItsClaims()
    {
        using TestNotebook test = Copy("03-ntk-spectrum.ipynb");

        // One line, and the curve that the notebook suggests at its end.
        const string Curve = "        Measured(\"λ_{max}/κ\", Palette.Orange, scan.Rows, row => row.Log10LambdaMax - row.Log10ConditionNumber),\n";
        Edit(test.Notebook, "parameters", "double order = 1.25;", "double order = 1.1;");
        Edit(test.Notebook, "eigenvalues-figure", "        Law(\"\", scan.Rows, ", Curve + "        Law(\"\", scan.Rows, ");
        NotebookRunResult result = await test.RunWithAsync(("depth", "1200"));

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: erf, σ_w² = 1.1, 20 layers, m = 24: κ = ", Output(result, "definition-code"), StringComparison.Ordinal);
        Assert.Matches(@"ordered, erf, σ_w² = 1\.1: log₁₀ κ against depth l", Output(result, "condition-figure"));
        Assert.Matches(@"λ_max/κ: x 1 to 400, y \S+ to \S+, 112 points", Output(result, "eigenvalues-figure"));
        Assert.Contains("kappa-rate-ordered-1.1 ", Output(result, "claims-table"), StringComparison.Ordinal);
        Assert.EndsWith("8 reproduced, 0 not reproduced, 0 not tested at this scale", Output(result, "claims-table").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NtkSpectrum_OtherActivation_IsHeldToTheLawsOfThePhaseItIsIn()
    {
        using TestNotebook test = Copy("03-ntk-spectrum.ipynb");
        Edit(test.Notebook, "parameters", "string activation = \"erf\";", "string activation = \"tanh\";");
        NotebookRunResult result = await test.RunWithAsync(("depth", "1200"));

        Assert.Null(result.Error);
        Assert.StartsWith("As in the library: tanh, σ_w² = 1.25, ", Output(result, "definition-code"), StringComparison.Ordinal);
        Assert.Contains("ordered, tanh, σ_w² = 1.5: ", Output(result, "condition-figure"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Contains("kappa-rate-tanh-ordered-1.5 ", claims, StringComparison.Ordinal);
        Assert.EndsWith("10 reproduced, 0 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DepthScales_OneMoreVariance_GetsItsPanelAndItsClaim()
    {
        using TestNotebook test = Copy("02-depth-scales.ipynb");
        Edit(test.Notebook, "parameters", "[1.25, 1.5, 2.5]", "[1.05, 1.25, 1.5, 2.5]");
        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        string claims = Texts(result);
        Assert.Contains("ordered, σ_w² = 1.05", claims, StringComparison.Ordinal);
        Assert.Contains("correlation-rate-ordered-1.05 ", claims, StringComparison.Ordinal);
        Assert.EndsWith("6 reproduced, 0 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DepthScales_WrongRate_IsNotReproducedAndTooFewLayersAreNotTested()
    {
        using TestNotebook test = Copy("02-depth-scales.ipynb");
        NotebookCell cell = test.Notebook.Cells.Single(candidate => candidate.Source.Contains("Claim Rate(Curve curve)", StringComparison.Ordinal));
        Edit(test.Notebook, cell.Id!, "source, Math.Log(chi), measured", "source, 1.1 * Math.Log(chi), measured");
        NotebookRunResult wrong = await test.RunAsync();
        Assert.EndsWith("2 reproduced, 3 not reproduced, 0 not tested at this scale", Texts(wrong).TrimEnd(), StringComparison.Ordinal);

        NotebookRunResult shallow = await test.RunWithAsync(("depth", "30"));
        Assert.EndsWith("2 reproduced, 0 not reproduced, 3 not tested at this scale", Texts(shallow).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhaseDiagram_OtherNonlinearityAndBiasVariance_AreDrawnAndClaimed()
    {
        using TestNotebook test = Copy("01-phase-diagram.ipynb");
        Edit(test.Notebook, "parameters", "[\"erf\", \"tanh\"]", "[\"sin\", \"erf\", \"tanh\"]");
        Edit(test.Notebook, "parameters", "double biasVariance = 0.05;", "double biasVariance = 0.18;");
        Edit(test.Notebook, "plane", "Grid.Linear(0, 3, columns)", "Grid.Linear(0, 9, columns)");
        NotebookRunResult result = await test.RunWithAsync(("columns", "10"), ("rows", "6"));

        Assert.Null(result.Error);
        Assert.Matches(
            @"^As in the library, σ_b² = 0\.18: sin: χ_1 = 1 at σ_w² = 1\.7\d+, .*; erf: χ_1 = 1 at σ_w² = 1\.7476, ", Output(result, "definition-code"));
        Assert.Contains("  sin: bias variance", Output(result, "phase-diagram"), StringComparison.Ordinal);
        Assert.Contains("q^*: map of 6×10, x 0 to 9, y 0.01 to 0.25", Output(result, "maps-figure"), StringComparison.Ordinal);
        string claims = Output(result, "claims-table");
        Assert.Matches(@"critical-erf-0\.18 +1\.7476 +1\.7476 ", claims);
        Assert.EndsWith("3 reproduced, 0 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhaseDiagram_WrongLine_IsNotReproducedAndReluHasNone()
    {
        using TestNotebook test = Copy("01-phase-diagram.ipynb");
        Edit(test.Notebook, "parameters", "[\"erf\", \"tanh\"]", "[\"erf\"]");
        Edit(test.Notebook, "claims-table", "predicted, measured, 20 * Gap", "1.00001 * predicted, measured, 20 * Gap");
        Dictionary<string, string> small = new() { ["columns"] = "10", ["rows"] = "6" };
        NotebookRunResult wrong = await test.RunAsync(options => options with { Parameters = small });
        Assert.EndsWith("0 reproduced, 1 not reproduced, 0 not tested at this scale", Output(wrong, "claims-table").TrimEnd(), StringComparison.Ordinal);

        NotebookRunResult relu = await test.RunWithAsync(("activations", "relu"));
        Assert.EndsWith(
            "relu has no stable q* where χ_1 = 1, σ_w² = 2; choose one that has, such as erf or sin.", relu.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResidualAndNormalised_OneMoreVarianceAndOtherBias_MoveTheNetworks()
    {
        using TestNotebook test = Copy("14-residual-and-normalised.ipynb");

        // The first two suggestions at the notebook's end.
        Edit(test.Notebook, "parameters", "[0.5, 2]", "[0.5, 2, 4]");
        Edit(test.Notebook, "parameters", "double biasVariance = 0.05;", "double biasVariance = 0.1573;");
        NotebookRunResult result = await test.RunWithAsync(("trainCount", "24"), ("testCount", "12"));

        Assert.Null(result.Error);
        Assert.Equal("As in the library: 11 networks, two images, 20 layers", Output(result, "definition-code"));
        Assert.Contains("0.999972", Output(result, "moved"), StringComparison.Ordinal);

        // κ of the normalised Erf network stays where a critical one has it, (m+2)/2 = 13.
        Assert.Matches(
            @"LayerNorm Erf, σ_w² = 1\.5, σ_b² = 0\.1573: x 1 to 480, y \d(\.\d+)? to 1\d(\.\d+)?, 28 points", Output(result, "trainability-figure"));
        string claims = Output(result, "claims-table");
        Assert.Contains("residual-relu-4-kappa ", claims, StringComparison.Ordinal);
        Assert.Contains("residual-layernorm-relu-4-depth ", claims, StringComparison.Ordinal);
        Assert.EndsWith("6 reproduced, 0 not reproduced, 0 not tested at this scale", claims.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResidualAndNormalised_WrongLimit_IsNotReproducedAndTooFewLayersAreNotTested()
    {
        using TestNotebook test = Copy("14-residual-and-normalised.ipynb");
        Edit(test.Notebook, "claims-limit", "(m + 3) / 3.0", "(m + 2) / 2.0");
        Edit(test.Notebook, "claims-table", "origin, Worth(curve.Network, depth)", "origin, 1.5 * Worth(curve.Network, depth)");
        Edit(test.Notebook, "parameters", "[0.5, 2]", "[0.05, 2]");
        NotebookRunResult result = await test.RunWithAsync(("trainCount", "24"), ("testCount", "12"));

        // Erf's limit is not ReLU's, and a layer of 0.05 is worth too little for any.
        Assert.Contains("0 reproduced, 3 not reproduced, 1 not tested at this scale", Output(result, "claims-table"), StringComparison.Ordinal);
    }
}
