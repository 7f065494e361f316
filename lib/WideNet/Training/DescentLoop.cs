using System.Diagnostics;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>One run of gradient descent on any device: order of batches, evaluations, goals, divergence, checkpoints, progress, cancellation.</summary>
internal sealed class DescentLoop
{
    private const int MostLossesReserved = 1 << 16;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.5);

    private readonly TrainingProblem _problem;
    private readonly TrainingOptions _options;
    private readonly IGradientDescent _descent;
    private readonly BatchOrder _batches;
    private readonly TrainingLoss _loss;
    private Matrix? _initialTest;
    private TrainingState _state = new() { Step = 0, Losses = [], Evaluations = [] };

    /// <summary>Prepares a run.</summary>
    public DescentLoop(TrainingProblem problem, TrainingOptions options, BatchOrder batches, IGradientDescent descent)
    {
        _problem = problem;
        _options = options;
        _batches = batches;
        _descent = descent;
        _loss = new TrainingLoss(problem, options);
    }

    /// <summary>Trains.</summary>
    /// <param name="progress">Told about evaluations and, now and then, steps; or null.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    public TrainingResult Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (_options.SubtractInitialOutput)
        {
            _loss.Initial = _descent.TrainOutputs();
            _initialTest = _descent.TestOutputs();
        }

        bool keeps = _options.CheckpointFile is not null;
        if (keeps && _descent.TryRestore() is { } restored) _state = restored;
        else if (keeps) _descent.Save(_state); // what cannot be written is told before anything is computed
        _state.Losses.EnsureCapacity(Math.Min(_options.Steps, MostLossesReserved));
        if (_state.Losses.Count > 0) _loss.First = _state.Losses[0];
        int first = _state.Step;
        long start = Stopwatch.GetTimestamp();
        TimeSpan reported = TimeSpan.Zero;
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                if (keeps) _descent.Save(_state);
                cancellationToken.ThrowIfCancellationRequested();
            }

            bool last = _state.Step >= _options.Steps;
            if (last && keeps && _state.Step > first) _descent.Save(_state); // so that more steps go on from here
            TrainingEvaluation? evaluation = null;
            if (last || _options.Evaluations.Includes(_state.Step))
            {
                evaluation = Evaluate();
                if (!_loss.IsAcceptable(evaluation.TrainLoss) || evaluation.TestLoss is double test && !double.IsFinite(test))
                    return Result(TrainingStatus.Diverged);
                _state.Evaluations.Add(evaluation);
            }

            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (progress is not null && (evaluation is not null || elapsed - reported >= ReportInterval))
            {
                reported = elapsed;
                progress.Report(Progress(first, elapsed, evaluation));
            }

            if (evaluation is not null && HasReachedGoal(evaluation)) return Result(TrainingStatus.ReachedGoal);
            if (last) return Result(TrainingStatus.Completed);
            if (_descent.TryStep(_batches.Batch(_state.Step), _loss) is not double loss) return Result(TrainingStatus.Diverged);
            _loss.First ??= loss;
            _state.Losses.Add(loss);
            _state.Step++;
            if (keeps && _state.Step % _options.CheckpointInterval == 0) _descent.Save(_state);
        }
    }

    private TrainingEvaluation Evaluate()
    {
        Matrix train = Less(_descent.TrainOutputs(), _loss.Initial);
        Matrix? test = _descent.TestOutputs() is { } outputs ? Less(outputs, _initialTest) : null;
        return new TrainingEvaluation
        {
            Step = _state.Step,
            Epoch = (double)_state.Step * _batches.Size / _problem.Train.Count,
            TrainLoss = Loss.Mean(_options.Loss, train, _problem.Train.Targets),
            TrainAccuracy = Loss.Accuracy(train, _problem.Train.Targets),
            TestLoss = test is null ? null : Loss.Mean(_options.Loss, test, _problem.Test!.Targets),
            TestAccuracy = test is null ? null : Loss.Accuracy(test, _problem.Test!.Targets),
        };
    }

    private bool HasReachedGoal(TrainingEvaluation evaluation) =>
        evaluation.TrainLoss <= (_options.GoalLoss ?? double.NegativeInfinity)
            || evaluation.TrainAccuracy >= (_options.GoalAccuracy ?? double.PositiveInfinity);

    private TrainingProgress Progress(int first, TimeSpan elapsed, TrainingEvaluation? evaluation)
    {
        int taken = _state.Step - first;
        TimeSpan? remaining = taken == 0 ? null : elapsed * ((_options.Steps - _state.Step) / (double)taken);
        return new TrainingProgress(_state.Step, _options.Steps, _state.Losses.Count == 0 ? null : _state.Losses[^1], elapsed, remaining, evaluation);
    }

    private TrainingResult Result(TrainingStatus status) => new()
    {
        Status = status,
        Steps = _state.Step,
        BatchLosses = _state.Losses,
        Evaluations = _state.Evaluations,
        Parameters = status == TrainingStatus.Diverged ? null : _descent.Parameters(),
    };

    private static Matrix Less(Matrix outputs, Matrix? initial) => initial is null ? outputs : outputs.Zip(initial, (output, first) => output - first);
}
