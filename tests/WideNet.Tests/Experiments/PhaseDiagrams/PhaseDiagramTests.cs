using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.DepthScales;
using WideNet.Experiments.PhaseDiagrams;
using WideNet.Results;

namespace WideNet.Tests.Experiments.PhaseDiagrams;

public sealed class PhaseDiagramTests
{
    private static readonly Provenance Run = new() { Notebook = "01-phase-diagram", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 4, 0);

    [Fact]
    public void Compute_OnBothSidesOfTheLine_HasBothPhases()
    {
        PhaseDiagram diagram = PhaseDiagram.Compute(ActivationCatalog.Parse("erf"), [1.0, 2.5], [0.05]);
        Assert.Equal(1, diagram.CStar[0, 0]);
        Assert.True(diagram.CStar[0, 1] < 0.5);
        Assert.True(diagram.Chi1[0, 0] < 1 && diagram.Chi1[0, 1] > 1);

        // 25-digit value of the critical line at σ_b² = 0.05.
        Assert.Equal(1.375839007346680455163, diagram.CriticalWeightVariances[0], 1e-12);
    }

    [Fact]
    public void Compute_ReluAboveItsCriticalPoint_HasNoVariance()
    {
        PhaseDiagram diagram = PhaseDiagram.Compute(ActivationCatalog.Parse("relu"), [1.0, 2.5], [0.1]);
        Assert.Equal(0.2, diagram.QStar[0, 0], 1e-12);
        Assert.True(double.IsNaN(diagram.QStar[0, 1]));
    }

    [Theory]
    [InlineData("erf", 0.05, 1.375839007346680455163)]
    [InlineData("erf", 0.18, 1.747603749767703170997)]
    [InlineData("tanh", 0.05, 1.7609546396067404)]
    public void CriticalSearch_OnRealImages_FindsTheCriticalLine(string activation, double biasVariance, double reference)
    {
        double found = CriticalSearch.Find(ActivationCatalog.Parse(activation), biasVariance, 100, Images, 0.8 * reference, 1.25 * reference);

        // The next order of the correlation map shifts the root by about the gap, 1e-7.
        Assert.Equal(reference, found, 2e-6);
    }

    [Fact]
    public void Evaluate_OnASmallGrid_ReproducesEveryClaim()
    {
        Activation erf = ActivationCatalog.Parse("erf");
        PhaseDiagram diagram = PhaseDiagram.Compute(erf, Grid.Linear(0.5, 4, 8), Grid.Linear(0.05, 0.5, 4));
        MeasuredCorrelations maps = MeasuredCorrelations.Compute(diagram, 100, Images);
        ReluLine relu = ReluLine.Compute([1.5, 2], 400, Images);
        ClaimTable claims = PhaseDiagramClaims.Evaluate(Run, [erf], [0.1], 100, Images, maps, relu);
        Assert.Equal(5, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
    }

    [Fact]
    public void Evaluate_TooFewLayers_SaysWhatWasNotTested()
    {
        Activation erf = ActivationCatalog.Parse("erf");
        PhaseDiagram diagram = PhaseDiagram.Compute(erf, [1.0, 2.5], [0.1, 0.2]);
        ClaimTable claims = PhaseDiagramClaims.Evaluate(Run, [erf], [], 100, Images, MeasuredCorrelations.Compute(diagram, 5, Images), ReluLine.Compute([2], 40, Images));
        Assert.Equal(Verdict.NotTestedAtThisScale, claims["correlation-limit-erf"].Verdict);
        Assert.Equal("40 layers are too few for a power law.", claims["relu-correlation-constant"].Note);
    }
}
