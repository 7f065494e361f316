using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Tests.Training;

/// <summary>The loop of a run, with losses and outputs that are written down beforehand.</summary>
public sealed class DescentLoopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // What diverges is told by the first loss of all, not by the first after a resume: 2e4 is beyond 1e4·max(1, 0.5), and far below 1e4·9e3.
    [Fact]
    public void Execute_Resumed_JudgesDivergenceByTheFirstLossOfAll()
    {
        TrainingProblem problem = SmallProblems.Problem();
        TrainingOptions options = SmallProblems.Options(8) with { CheckpointFile = "none" };
        var state = new TrainingState { Step = 2, Losses = [0.5, 2e3], Evaluations = [] };
        TrainingResult result = Run(problem, options, new Scripted(problem, [9e3, 2e4, 1, 1, 1, 1]) { Restored = state });
        Assert.Equal((TrainingStatus.Diverged, 3), (result.Status, result.Steps));
        Assert.Equal([0.5, 2e3, 9e3], result.BatchLosses);
    }

    [Fact]
    public void Execute_TestOutputsThatAreNoNumbers_EndDivergedAndOffTheRecord()
    {
        TrainingProblem problem = SmallProblems.Problem();
        var nan = new Matrix(problem.Test!.Count, problem.Test.Targets.Columns);
        nan[0, 0] = double.NaN;
        TrainingResult result = Run(problem, SmallProblems.Options(2), new Scripted(problem, [1, 1]) { Test = nan });
        Assert.Equal(TrainingStatus.Diverged, result.Status);
        Assert.Empty(result.Evaluations);
        Assert.Null(result.Parameters);
    }

    [Fact]
    public void Execute_GoalMetExactly_EndsThere()
    {
        TrainingProblem problem = SmallProblems.Problem();
        Scripted Perfect() => new(problem, [1, 1]) { Train = problem.Train.Targets };
        TrainingOptions plain = SmallProblems.Options(2);
        foreach (TrainingOptions options in (TrainingOptions[])[plain with { GoalAccuracy = 1 }, plain with { GoalLoss = 0 }])
        {
            TrainingResult result = Run(problem, options, Perfect());
            Assert.Equal((TrainingStatus.ReachedGoal, 0, 1.0, 0.0), (result.Status, result.Steps, result.Final.TrainAccuracy, result.Final.TrainLoss));
        }
    }

    [Theory]
    [InlineData(null, 1e300, true)]
    [InlineData(1e-9, 9999.0, true)]
    [InlineData(1e-9, 10_001.0, false)]
    [InlineData(3.0, 29_999.0, true)]
    [InlineData(3.0, 30_001.0, false)]
    [InlineData(3.0, double.NaN, false)]
    [InlineData(null, double.PositiveInfinity, false)]
    public void IsAcceptable_AnyLoss_IsJudgedByTheFirstOneAndByOneAtLeast(double? first, double loss, bool expected) =>
        Assert.Equal(expected, new TrainingLoss(SmallProblems.Problem(), SmallProblems.Options()) { First = first }.IsAcceptable(loss));

    private static TrainingResult Run(TrainingProblem problem, TrainingOptions options, Scripted descent) =>
        new DescentLoop(problem, options, new BatchOrder(options, problem.Train.Count), descent).Execute(null, Token);

    private sealed class Scripted(TrainingProblem problem, double[] losses) : IGradientDescent
    {
        private int _next;

        public TrainingState? Restored { get; init; }

        public Matrix Train { get; init; } = new(problem.Train.Count, problem.Train.Targets.Columns);

        public Matrix Test { get; init; } = new(problem.Test!.Count, problem.Test.Targets.Columns);

        public Matrix TrainOutputs() => Train.Clone();

        public Matrix? TestOutputs() => Test.Clone();

        public double? TryStep(ReadOnlySpan<int> batch, TrainingLoss loss)
        {
            double next = losses[_next++];
            return loss.IsAcceptable(next) ? next : null;
        }

        public double[] Parameters() => [0];

        public void Save(TrainingState state)
        {
            // The state is what the test gave.
        }

        public TrainingState? TryRestore() => Restored;

        public void Dispose()
        {
            // There is nothing to give back.
        }
    }
}
