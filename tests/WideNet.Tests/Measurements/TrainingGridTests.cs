using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Measurements;

public sealed class TrainingGridTests
{
    [Fact]
    public void Map_SeedsAtAPoint_AreAveragedByDepthAndWeightVariance()
    {
        TrainingGrid grid = SampleGrid.Create(
            (p, name) => name == "train_accuracy" ? (100 * p.WeightVariance) + p.Depth + (p.Subtract ? 0.5 : 0) + (p.Seed / 8.0) : 0);
        Matrix mean = grid.Map(run => run.TrainAccuracy, subtract: true);
        Assert.Equal((4, 5), (mean.Rows, mean.Columns));
        Assert.Equal(200 + 4 + 0.5 + 0.1875, mean[1, 4]);
        Assert.Equal(50 + 16 + 0.1875, grid.Map(run => run.TrainAccuracy, subtract: false)[3, 0]);
    }

    [Fact]
    public void Map_RepeatedPoints_AreThoseOfTheDifferenceAlone()
    {
        TrainingGridSizes sizes = SampleGrid.Sizes with { RepeatedWeightVariances = [0.65, 2], RepeatedDepths = [4, 8, 16] };
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "steps" ? p.Depth * (p.WeightVariance == 2 ? 10 : 1) : 0, sizes);
        Matrix map = grid.Map(run => run.Steps, subtract: true);
        Assert.Equal([4, 40, 8, 80, 16, 160], map.Values.ToArray());
        Assert.Equal((4, 5), (grid.Map(run => run.Steps, subtract: false).Rows, grid.Map(run => run.Steps, subtract: false).Columns));
    }

    [Fact]
    public void Mean_TwoSeeds_HasTheirStandardError()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "noise" ? p.Seed * p.Width : 0);
        SeedMean mean = grid.Mean(run => run.Noise, 2, 2, subtract: true, width: 8);

        // 8 and 16: deviation 8/√2, error 8/√2/√2.
        Assert.Equal((12.0, 4.0, 2), (mean.Value, mean.Error, mean.Count));
    }

    [Fact]
    public void At_OneDiverged_LeavesItOut()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "diverged" ? (p is { Seed: 2, Depth: 4 } ? 1 : 0) : p.Seed);
        Assert.Equal([1], grid.At(0.5, 4, subtract: false).Select(run => run.Steps));
        Assert.Equal([1, 2], grid.At(0.5, 2, subtract: false).Select(run => run.Steps));
        Assert.Equal(0.125, grid.Runs.Average(run => run.Diverged ? 1.0 : 0));
    }

    [Fact]
    public void Map_AllSeedsDiverged_IsNaN()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "diverged" && p.Depth == 8 ? 1 : 0);
        Assert.True(double.IsNaN(grid.Map(run => run.TrainAccuracy, false)[2, 0]));
        Assert.Equal(0, grid.Map(run => run.TrainAccuracy, false)[1, 0]);
    }

    [Fact]
    public void Theory_PhaseWithinAPercent_SplitsAtTheCriticalLine()
    {
        TrainingGrid grid = SampleGrid.Create((_, _) => 0);
        Phase[] phases = [.. SampleGrid.Sizes.WeightVariances.Select(w => grid.Theory(w).PhaseWithin(0.01))];
        Assert.Equal([Phase.Ordered, Phase.Ordered, Phase.Ordered, Phase.Critical, Phase.Chaotic], phases);
        Assert.Equal(Phase.Chaotic, grid.Theory(TrainingGridSizes.CriticalErfBias005).PhaseWithin(1e-6));
    }

    [Fact]
    public void Boundary_SeedsThatDiffer_GiveOneDepthEach()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "train_accuracy" ? (p.Depth <= (p.Seed == 1 ? 4 : 8) ? 1 : 0.1) : 0);

        // Half way between 0.1 and 1 lies half way between the depths.
        Assert.Equal([6.0, 12.0], grid.Boundary(run => run.TrainAccuracy, 0.5, 0.55).Select(depth => Math.Round(depth, 12)));
    }

    [Fact]
    public void Boundary_SeedsThatDoNotCross_AreLeftOut()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "train_accuracy" ? (p.Depth <= (p.Seed == 1 ? 4 : 16) ? 1 : 0.1) : 0);
        Assert.Equal([6.0], grid.Boundary(run => run.TrainAccuracy, 0.5, 0.55).Select(depth => Math.Round(depth, 12)));
        Assert.Empty(grid.Boundary(run => run.TrainLoss, 0.5, 0.55));
    }
}
