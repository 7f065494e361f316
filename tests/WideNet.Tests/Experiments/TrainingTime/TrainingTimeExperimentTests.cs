using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.TrainingTime;
using WideNet.Results;
using WideNet.Tests.Data;

namespace WideNet.Tests.Experiments.TrainingTime;

public sealed class TrainingTimeExperimentTests : IDisposable
{
    private static readonly TrainingTimeExperiment Experiment = new()
    {
        Preset = Preset.Quick,
        Activation = new Erf(),
        BiasVariance = 0.18,
        Sizes = TrainingTimeSizes.For(Preset.Quick, 40, 20) with
        {
            Map = new TrainingTimePart([0.5, 3], [1, 40, 50], [1, 8.5, 64]),
            Ordered = new TrainingTimePart([1], Grid.Integers(1, 30), [8, 64]),
            CriticalDepths = [100, 150, 200, 250],
        },
        Data = new DatasetRequest("cifar10", 40, 20),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_RecordedAndRead_GivesTheSameGridsAndClaimsWithoutTheImages()
    {
        var cache = new ResultCache(_folder.FullName);
        TrainingTimeResults computed = Experiment.Run("compute", cache);
        Assert.Empty(_folder.Files());
        Experiment.Run("record", cache);
        Assert.Equal(4, _folder.Files().Length);
        TrainingTimeResults read = (Experiment with { Data = new DatasetRequest("cifar10", 40, 20, "no-such-folder") }).Run("cached", cache);
        TrainingTimeGrid direct = TrainingTimeGrid.Compute(new Erf(), 0.18, [0.5, 3], [1, 40, 50], [1, 8.5, 64], Experiment.Data.Images);

        // Deep in the ordered phase the condition number is infinite, and must come back so.
        Assert.Contains(direct.Cells.SelectMany(row => row), cell => double.IsPositiveInfinity(cell.ConditionNumber));
        foreach (TrainingTimeGrid grid in (TrainingTimeGrid[])[computed.Map, read.Map])
        {
            Assert.Equal(Numbers(direct), Numbers(grid));
            Assert.Equal(direct.Theory, grid.Theory);
            Assert.Equal((direct.DataLabel, direct.TrainCount, direct.TestCount, direct.ClassCount), (grid.DataLabel, grid.TrainCount, grid.TestCount, grid.ClassCount));
        }

        Assert.Equal(TrainingTimeClaims.Evaluate(computed).ToJson(), TrainingTimeClaims.Evaluate(read).ToJson());
        Assert.Equal(TrainingTimeFigures.Train("train", computed.Map).ToSvg(), TrainingTimeFigures.Train("train", read.Map).ToSvg());
        Assert.Equal(TrainingTimeFigures.TrainableDepth("depth", computed.Ordered).ToSvg(), TrainingTimeFigures.TrainableDepth("depth", read.Ordered).ToSvg());
        var error = Assert.Throws<ArgumentException>(() => (Experiment with { BiasVariance = 0.05 }).Run("cached", cache));
        Assert.Contains("bias_variance is 0.18 there and 0.05 here", error.Message, StringComparison.Ordinal);
    }

    private static double[] Numbers(TrainingTimeGrid grid) =>
    [
        .. from cell in grid.Cells.SelectMany(row => row)
           from number in (double[])[cell.LargestEigenvalue, cell.ConditionNumber, cell.MaximalRate, .. cell.AtMaximalRate.Concat(cell.AtUnitRate).SelectMany(score => (double[])[score.Train, score.Test, score.Residual])]
           select number,
    ];
}
