using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Experiments.NearCriticality;
using WideNet.Figures;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Tests.Experiments.NearCriticality;

public sealed class NearCriticalityTests
{
    private static readonly Provenance Run = new() { Notebook = "12-near-criticality", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 60, 30);

    [Fact]
    public void DepthCurves_OfAPlainNetwork_EqualTheDepthScan()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.5, 0.05, 6);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        DepthCurves curves = DepthCurves.Compute(network.Description, [2, 6], scaled);
        foreach ((int i, DepthRow row) in DepthScan.Compute(network.Description, [2, 6], scaled).Rows.Index())
        {
            Assert.Equal(network.QStar, curves.Variance[i], 1e-10);
            Assert.Equal(row.Diagonal, curves.Diagonal[i], 1e-10);
            Assert.Equal(row.OffDiagonal, curves.OffDiagonal[i], 1e-10);
            Assert.Equal(1, row.ConditionNumber / curves.ConditionNumber[i], 1e-10);
            Assert.Equal(1, row.MeanPredictor / curves.MeanPredictor[i], 1e-9);
        }
    }

    [Fact]
    public void DepthCurves_BeyondDoublePrecision_HoldNaN()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 0.5, 0.05, 80);
        DepthCurves curves = DepthCurves.Compute(network.Description, [1, 80], Data.Preprocess(new Preprocessing { Variance = network.QStar }));
        Assert.True(double.IsFinite(curves.ConditionNumber[0]) && double.IsFinite(curves.MeanPredictor[0]));
        Assert.True(double.IsNaN(curves.ConditionNumber[1]) && double.IsNaN(curves.MeanPredictor[1]));
    }

    [Fact]
    public void Compute_ScalingSequence_KeepsXAndApproachesItsLimit()
    {
        int[] depths = [200, 300, 400, 600];
        IReadOnlyList<ScalingSequence> sequences = ScalingSequence.Compute(Erf, 0.05, [-1, 0, 1], depths, Data);
        foreach (ScalingSequence sequence in sequences)
        {
            Assert.All(depths.Zip(sequence.WeightVariances), point => Assert.Equal(sequence.X, point.First * Math.Log(MeanFieldTheory.Analyze(Erf, point.Second, 0.05).Chi1), 1e-9));
            double limit = CriticalScaling.ConditionNumber(60, sequence.X);
            Assert.True(Math.Abs(sequence.ConditionNumber[3] - limit) < Math.Abs(sequence.ConditionNumber[0] - limit));
        }

        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.FullyConnected, Erf, 0.05, [1.45, 1.6], [10, 100], DatasetCatalog.Load("cifar10", 100, 40));
        ClaimTable table = NearCriticalityClaims.Evaluate(new NearCriticalityResults(Run, Data.Description, [], sequences, grid));
        Assert.Equal(6, table.Claims.Count);
        Assert.Equal(Verdict.NotTestedAtThisScale, table["collapse-near-criticality"].Verdict);
        Assert.All(table.Claims, claim => Assert.NotEqual(Verdict.NotReproduced, claim.Verdict));
    }

    [Fact]
    public void Collapse_OfCurves_DrawsFourPanels()
    {
        IReadOnlyList<CriticalCurve> curves = CriticalCurve.Compute(Erf, 0.05, [0.01, 0.02], [10, 60, 120], Data);
        Assert.Equal([-0.02, -0.01, 0, 0.01, 0.02], curves.Select(curve => curve.LogChi1));
        Assert.Equal(-0.6, curves[1].X[1], 1e-12);
        AccuracyGrid map = AccuracyGrid.Compute(Architecture.FullyConnected, Erf, 0.05, [1.6], [1], DatasetCatalog.Load("cifar10", 60, 10));
        Figure figure = NearCriticalityFigures.Collapse("collapse", new NearCriticalityResults(Run, Data.Description, curves, [], map));
        Assert.Equal(4, figure.Panels.Count);
        Assert.Contains("60 of 50,000 training", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Preset.Quick)]
    [InlineData(Preset.Standard)]
    [InlineData(Preset.Paper)]
    public void For_Preset_HasIncreasingDepths(Preset preset)
    {
        NearCriticalitySizes sizes = NearCriticalitySizes.For(preset);
        Assert.Equal(sizes.MapDepths, sizes.MapDepths.Distinct().Order());
        Assert.Equal(sizes.ScalingDepths, sizes.ScalingDepths.Distinct().Order());
    }
}
