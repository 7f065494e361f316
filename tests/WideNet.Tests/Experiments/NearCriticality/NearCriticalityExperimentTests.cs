using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Experiments.NearCriticality;
using WideNet.Results;
using WideNet.Tests.Data;

namespace WideNet.Tests.Experiments.NearCriticality;

public sealed class NearCriticalityExperimentTests : IDisposable
{
    private static readonly Activation Smooth = new Erf();
    private static readonly NearCriticalityExperiment Experiment = new()
    {
        Preset = Preset.Quick,
        Activation = Smooth,
        BiasVariance = 0.05,
        Sizes = NearCriticalitySizes.For(Preset.Quick) with
        {
            TrainCount = 20,
            TestCount = 10,
            Distances = [0.01, 0.4],
            CurveDepths = [10, 80],
            Scaled = [-1, 0, 1],
            ScalingDepths = [100, 150, 200, 250],
            MapTrainCount = 40,
            MapTestCount = 20,
            MapColumns = 3,
            MapDepths = [5, 40],
        },
        Dataset = "synthetic",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_RecordedAndRead_GivesTheSameFiguresAndClaimsWithoutTheImages()
    {
        var cache = new ResultCache(_folder.FullName);
        NearCriticalityResults computed = Experiment.Run("compute", cache);
        Assert.Empty(_folder.Files());
        Experiment.Run("record", cache);
        Assert.Equal(4, _folder.Files().Length);
        NearCriticalityResults read = (Experiment with { DataDirectory = "no-such-folder" }).Run("cached", cache);
        Assert.Equal("synthetic images (seed 0), 20 for training and 10 for test", read.DataLabel);
        Assert.Equal("synthetic images (seed 0), 40 for training and 20 for test", read.Run.Dataset);
        DatasetPair images = new DatasetRequest("synthetic", 20, 10).Images;
        IReadOnlyList<CriticalCurve> direct = CriticalCurve.Compute(Smooth, 0.05, [0.01, 0.4], [10, 80], images);

        // The most ordered network has no condition number at the last depth, and must come back so.
        Assert.True(double.IsNaN(direct[0].Curves.ConditionNumber[1]));
        Assert.Equal(direct.Select(curve => curve.LogChi1), read.Curves.Select(curve => curve.LogChi1));
        Assert.Equal(direct.SelectMany(Numbers), read.Curves.SelectMany(Numbers));
        Assert.Equal(direct.Select(curve => curve.Curves.Network), read.Curves.Select(curve => curve.Curves.Network));
        Assert.Equal(ScalingSequence.Compute(Smooth, 0.05, [-1, 0, 1], [100, 150, 200, 250], images).SelectMany(Numbers), read.Sequences.SelectMany(Numbers));
        Assert.Equal(NearCriticalityFigures.Collapse("collapse", computed).ToSvg(), NearCriticalityFigures.Collapse("collapse", read).ToSvg());
        Assert.Equal(AccuracyFigures.ThreeAccuracies("map", "map", AccuracyMap.OfNtk(computed.Map)).ToSvg(), AccuracyFigures.ThreeAccuracies("map", "map", AccuracyMap.OfNtk(read.Map)).ToSvg());
        Assert.Equal(NearCriticalityClaims.Evaluate(computed).ToJson(), NearCriticalityClaims.Evaluate(read).ToJson());
        var error = Assert.Throws<ArgumentException>(() => (Experiment with { Sizes = Experiment.Sizes with { Scaled = [0] } }).Run("cached", cache));
        Assert.Contains("scaled is -1 0 1 there and 0 here", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Numbers(ScalingSequence sequence) => [sequence.X, .. sequence.WeightVariances, .. sequence.ConditionNumber, .. sequence.ScaledPredictor];

    private static IEnumerable<double> Numbers(CriticalCurve curve) =>
        [curve.WeightVariance, .. curve.Curves.Variance, .. curve.Curves.CorrelationGap, .. curve.Curves.Diagonal, .. curve.Curves.OffDiagonal, .. curve.Curves.ConditionNumber, .. curve.Curves.NngpConditionNumber, .. curve.Curves.MeanPredictor];
}
