using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Experiments.TrainingGrids;

public sealed class TrainingGridTests
{
    [Fact]
    public void Mean_SeedsAtAPoint_AreAveragedByDepthAndWeightVariance()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "train_accuracy" ? (100 * p.WeightVariance) + p.Depth + (p.Subtract ? 0.5 : 0) + (p.Seed / 8.0) : 0);
        Matrix mean = grid.Mean("train_accuracy", subtract: true);
        Assert.Equal((4, 5), (mean.Rows, mean.Columns));
        Assert.Equal(200 + 4 + 0.5 + 0.1875, mean[1, 4]);
        Assert.Equal(50 + 16 + 0.1875, grid.Mean("train_accuracy", subtract: false)[3, 0]);
    }

    [Fact]
    public void Section_TwoSeeds_HasTheirStandardError()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "noise" ? p.Seed * p.Width : 0);
        SeedMean mean = grid.Section("noise", 4, subtract: true, width: 8)[0];

        // 8 and 16: deviation 8/√2, error 8/√2/√2.
        Assert.Equal((12.0, 4.0, 2), (mean.Value, mean.Error, mean.Count));
    }

    [Fact]
    public void Seeds_OneDiverged_LeavesItOut()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "diverged" ? (p is { Seed: 2, Depth: 4 } ? 1 : 0) : p.Seed);
        Assert.Equal([1.0], grid.Seeds("steps", 1, 0, subtract: false));
        Assert.Equal([1.0, 2.0], grid.Seeds("steps", 0, 0, subtract: false));
        Assert.Equal(0.125, grid.DivergedShare);
    }

    [Fact]
    public void Mean_AllSeedsDiverged_IsNaN()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "diverged" && p.Depth == 8 ? 1 : 0);
        Assert.True(double.IsNaN(grid.Mean("train_accuracy", false)[2, 0]));
        Assert.Equal(0, grid.Mean("train_accuracy", false)[1, 0]);
    }

    [Theory]
    [InlineData(new[] { 1, 0.8, 0.4, 0.1 }, 6.5)] // from 4 to 8 layers, 0.25 of 0.4 below 0.8
    [InlineData(new[] { 1, 0.4, 0.8, 0.3 }, 12.0)] // the last time counts
    [InlineData(new[] { 0.4, 0.3, 0.2, 0.1 }, double.NaN)]
    [InlineData(new[] { 1, 0.9, 0.8, 0.7 }, double.NaN)]
    public void Crossing_LevelOfOneHalf_IsInterpolated(double[] values, double expected) =>
        Assert.Equal(expected, SampleGrid.Create((_, _) => 0).Crossing(values, expected == 12 ? 0.55 : expected == 6.5 ? 0.55 : 0.5), 12);

    [Fact]
    public void Columns_OrderedAndOther_SplitAtTheCriticalLine()
    {
        TrainingGrid grid = SampleGrid.Create((_, _) => 0);
        Assert.Equal([0, 1, 2], grid.Columns(ordered: true));
        Assert.Equal([3, 4], grid.Columns(ordered: false));
    }

    [Fact]
    public void Boundary_SeedsThatDiffer_GiveOneDepthEach()
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name == "train_accuracy" ? (p.Depth <= (p.Seed == 1 ? 4 : 8) ? 1 : 0.1) : 0);

        // Half way between 0.1 and 1 lies half way between the depths.
        Assert.Equal([6.0, 12.0], grid.Boundary(0, subtract: false).Select(depth => Math.Round(depth, 12)));
    }
}
