using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Tests.Claims;

/// <summary>Laws beside notebook 10: how outputs of trained networks approach their three descriptions with the width, at its quick sizes.</summary>
/// <remarks>
/// An exponent's tolerance is three of its standard errors over seeds. Where a power is predicted exactly, the next order of the expansion in
/// depth/width is added: it changes s ∝ width^b by a relative depth/(2 width) at the narrowest end of the range.
/// </remarks>
public sealed class FiniteWidthLawTests
{
    private static readonly FiniteWidthSizes Sizes = FiniteWidthSizes.For(Preset.Quick);

    private static readonly DatasetRequest Images = new("cifar10", Sizes.TrainCount, Sizes.TestCount);

    private static readonly Lazy<IReadOnlyList<TrajectoryPoint>> Points = new(() => ResultRows.FromTable<TrajectoryPoint>(Trajectories.Compute(Sizes, Images)));

    [Theory]
    [InlineData(Trajectories.FullBatch)]
    [InlineData(Trajectories.MiniBatch)]
    public void LinearisedTraining_GivesTheOutputsUpToTheRootOfTheWidth(string algorithm)
    {
        AssertAtLeastAsFast($"linearised-train-exponent-{algorithm}", Scaling(algorithm, point => point.LinearTrainDistance));
        AssertAtLeastAsFast($"linearised-test-exponent-{algorithm}", Scaling(algorithm, point => point.LinearTestDistance));
    }

    [Theory]
    [InlineData(Trajectories.FullBatch)]
    [InlineData(Trajectories.MiniBatch)]
    public void AnalyticKernel_SameSteps_GivesTestOutputsLikeTheInverseRootOfTheWidth(string algorithm)
    {
        WidthScaling scaling = Scaling(algorithm, point => point.InfiniteTestDistance);
        int narrowest = scaling.Widths[0];
        double next = Sizes.Depth / (2.0 * narrowest) / Math.Log((double)scaling.Widths[^1] / narrowest), allowed = (3 * scaling.ExponentError) + next;
        Assert.True(
            Math.Abs(scaling.Exponent + 0.5) <= allowed,
            $"infinite-test-exponent-{algorithm}: {scaling.Exponent} ± {scaling.ExponentError}, expected -0.5 within {allowed}");
    }

    // gradient-flow-train-loss: steps in place of a flow move a mode of the loss by at most the bound below, and a kernel that is off by ε moves
    // e^{-2s} by at most ε/e; ε is allowed.
    [Fact]
    public void GradientFlow_WidestNetwork_IsFollowedByTheTrainingLoss()
    {
        int width = Sizes.TrainedWidths[^1];
        SweepDefinition all = FiniteWidthSweeps.KernelErrors(Sizes, Images);
        SweepDefinition dense = all with { Include = cell => cell.Whole("architecture") == (int)Architecture.FullyConnected && all.Include!(cell) };
        IReadOnlyList<KernelError> errors = ResultRows.FromTable<KernelError>(SweepRunner.Run(dense, cancellationToken: TestContext.Current.CancellationToken));
        double epsilon = WidthScaling.Of(errors.Select(row => (row.Width, row.RelativeError))).At(width);
        double[] deviations =
        [
            .. Points.Value.Where(point => point.Algorithm == Trajectories.FullBatch && point.Width == width).GroupBy(point => point.Seed)
                .Select(run => run.Max(point => Math.Abs(point.NetworkTrainLoss - point.FlowTrainLoss))
                    / run.Single(point => point.Step == 0).NetworkTrainLoss),
        ];
        Assert.Equal(Sizes.TrainedSeeds, deviations.Length);
        Assert.InRange(deviations.Average(), 1e-6, DiscretizationBound(Sizes.RateFraction) + epsilon);
    }

    // With 2 · ½ = 1 the first step is worst, e^{-2x} - (1 - x)² at e^{-2x} = 1 - x, x = 0.796812; the grid over x costs 1e-5.
    [Fact]
    public void DiscretizationBound_HalfTheMaximum_IsTheLargestErrorOfTheFirstStep() => Assert.Equal(0.203188 * 0.796812, DiscretizationBound(0.5), 1e-5);

    // The largest change of a loss mode e^{-2xt} when gradient flow is taken in steps: sup over x ≤ 2 · fraction and t of |(1 - x)^{2t} - e^{-2xt}|.
    private static double DiscretizationBound(double fraction)
    {
        double largest = 0;
        foreach (double x in Grid.Linear(2 * fraction / 200, 2 * fraction, 200))
        {
            for (int t = 1; x * t < 8; t++) largest = Math.Max(largest, Math.Abs(Math.Pow(1 - x, 2 * t) - Math.Exp(-2 * x * t)));
        }

        return largest;
    }

    private static WidthScaling Scaling(string algorithm, Func<TrajectoryPoint, double> distance) => WidthScaling.Of(
        Points.Value.Where(point => point.Algorithm == algorithm && point.Step == Sizes.Steps).Select(point => (point.Width, distance(point))));

    private static void AssertAtLeastAsFast(string id, WidthScaling scaling) => Assert.True(
        scaling.Exponent <= -0.5 + (3 * scaling.ExponentError), $"{id}: {scaling.Exponent} ± {scaling.ExponentError}, expected -0.5 or less");
}
