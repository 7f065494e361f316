using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>One run of gradient descent in one precision.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Examples of one pass: bounds the memory of full-batch training. Fixed, so that no bit depends on the machine.
    private const int ExamplesPerPass = 256;
    private const int LeastEvaluationPass = 64;
    private const int UpdateChunk = 1 << 16;
    private const int MostLossesReserved = 1 << 16;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.5);

    private readonly TrainingProblem _problem;
    private readonly TrainingOptions _options;
    private readonly BatchOrder _batches;
    private readonly FiniteNetwork<T> _network;
    private readonly T[] _data;
    private readonly T[] _testData;
    private readonly T[] _outputs;
    private readonly T[] _outputGradient;
    private readonly T[] _velocity;
    private readonly double[] _example;
    private readonly bool _updatesInPlace;
    private readonly int _evaluationPass;
    private readonly TrainingCheckpoint<T>? _checkpoint;
    private Matrix? _initialTrain;
    private Matrix? _initialTest;
    private TrainingState _state;

    public TrainingRun(TrainingProblem problem, TrainingOptions options)
    {
        _problem = problem;
        _options = options;
        _batches = new BatchOrder(options, problem.Train.Count);
        _network = FiniteNetwork.FromDoubles<T>(problem.Shape, problem.Initial, options.Threads);
        _data = FiniteNetwork<T>.ToData(problem.Train.Inputs);
        _testData = problem.Test is null ? [] : FiniteNetwork<T>.ToData(problem.Test.Inputs);
        int largest = Math.Max(_batches.Size, options.Batches is { Count: > 0 } given ? given.Max(batch => batch.Length) : 1);
        _outputs = new T[Math.Min(largest, ExamplesPerPass) * problem.Shape.Outputs];
        _outputGradient = new T[_outputs.Length];
        _evaluationPass = Math.Clamp(largest, LeastEvaluationPass, ExamplesPerPass);
        _example = new double[problem.Shape.Outputs];

        // Without momentum and with one pass a step, the gradient is added to the parameters where it arises and needs no memory.
        _updatesInPlace = options.Momentum == 0 && largest <= ExamplesPerPass;
        _velocity = _updatesInPlace ? [] : new T[problem.Shape.ParameterCount];
        _state = new TrainingState { Step = 0, Losses = [], Evaluations = [] };
        _checkpoint = options.CheckpointFile is null ? null : new TrainingCheckpoint<T>(problem, options);
    }

    public TrainingResult Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        if (_options.SubtractInitialOutput)
        {
            _initialTrain = _network.Outputs(_data, _problem.Train.Count, _evaluationPass);
            _initialTest = _problem.Test is null ? null : _network.Outputs(_testData, _problem.Test.Count, _evaluationPass);
        }

        _state = _checkpoint?.TryRead(_network.Parameters, _velocity) ?? _state;
        _state.Losses.EnsureCapacity(Math.Min(_options.Steps, MostLossesReserved));
        int first = _state.Step;
        long start = Stopwatch.GetTimestamp();
        TimeSpan reported = TimeSpan.Zero;
        while (true)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _checkpoint?.Write(_state, _network.Parameters, _velocity);
                cancellationToken.ThrowIfCancellationRequested();
            }

            bool last = _state.Step >= _options.Steps;
            TrainingEvaluation? evaluation = null;
            if (last || _options.Evaluations.Includes(_state.Step))
            {
                evaluation = Evaluate();
                if (!IsAcceptable(evaluation.TrainLoss) || evaluation.TestLoss is double test && !double.IsFinite(test)) return Result(TrainingStatus.Diverged);
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
            if (!TryStep()) return Result(TrainingStatus.Diverged);
            if (_state.Step % _options.CheckpointInterval == 0) _checkpoint?.Write(_state, _network.Parameters, _velocity);
        }
    }

    // Takes one step, or none if the loss shows that the run has diverged.
    private bool TryStep()
    {
        ReadOnlySpan<int> batch = _batches.Batch(_state.Step);
        double rate = _options.LearningRate.Value;
        double terms = Loss.Terms(_options.Loss, batch.Length, _problem.Shape.Outputs);
        double factor = (_updatesInPlace ? -rate : 1) / terms;
        if (!_updatesInPlace) ScaleVelocity();
        double sum = 0;
        for (int i = 0; i < batch.Length; i += ExamplesPerPass)
        {
            ReadOnlySpan<int> examples = batch.Slice(i, Math.Min(ExamplesPerPass, batch.Length - i));
            _network.Forward(_data, examples, _outputs);
            sum += LossOf(examples, factor);
            if (!double.IsFinite(sum) || (_updatesInPlace && !IsAcceptable(sum / terms))) return false;
            _network.Backward(_outputGradient.AsSpan(0, examples.Length * _problem.Shape.Outputs), _updatesInPlace ? _network.Parameters : _velocity);
        }

        double loss = sum / terms;
        if (!IsAcceptable(loss)) return false;
        if (!_updatesInPlace) AddVelocity(rate);
        _state.Losses.Add(loss);
        _state.Step++;
        return true;
    }

    private double LossOf(ReadOnlySpan<int> examples, double factor)
    {
        int k = _problem.Shape.Outputs;
        double sum = 0;
        for (int i = 0; i < examples.Length; i++)
        {
            for (int j = 0; j < k; j++) _example[j] = double.CreateTruncating(_outputs[(i * k) + j]) - (_initialTrain is null ? 0 : _initialTrain[examples[i], j]);
            sum += Loss.Example(_options.Loss, _example, _problem.Train.Targets.Row(examples[i]), factor, _outputGradient.AsSpan(i * k, k));
        }

        return sum;
    }

    private TrainingEvaluation Evaluate()
    {
        Matrix train = Less(_network.Outputs(_data, _problem.Train.Count, _evaluationPass), _initialTrain);
        Matrix? test = _problem.Test is null ? null : Less(_network.Outputs(_testData, _problem.Test.Count, _evaluationPass), _initialTest);
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

    private bool IsAcceptable(double loss) =>
        double.IsFinite(loss) && (_state.Losses.Count == 0 || loss <= _options.DivergenceFactor * Math.Max(1, _state.Losses[0]));

    private bool HasReachedGoal(TrainingEvaluation evaluation) =>
        evaluation.TrainLoss <= (_options.GoalLoss ?? double.NegativeInfinity) || evaluation.TrainAccuracy >= (_options.GoalAccuracy ?? double.PositiveInfinity);

    private TrainingProgress Progress(int first, TimeSpan elapsed, TrainingEvaluation? evaluation)
    {
        int taken = _state.Step - first;
        TimeSpan? remaining = taken == 0 ? null : elapsed * ((_options.Steps - _state.Step) / (double)taken);
        return new TrainingProgress(_state.Step, _options.Steps, _state.Losses.Count == 0 ? null : _state.Losses[^1], elapsed, remaining, evaluation);
    }

    private TrainingResult Result(TrainingStatus status)
    {
        double[]? parameters = null;
        if (status != TrainingStatus.Diverged)
        {
            parameters = new double[_network.Parameters.Length];
            for (int i = 0; i < parameters.Length; i++) parameters[i] = double.CreateTruncating(_network.Parameters[i]);
        }

        return new TrainingResult
        {
            Status = status,
            Steps = _state.Step,
            BatchLosses = _state.Losses,
            Evaluations = _state.Evaluations,
            Parameters = parameters,
        };
    }

    private static Matrix Less(Matrix outputs, Matrix? initial)
    {
        for (int i = 0; initial is not null && i < outputs.Values.Length; i++) outputs.Values[i] -= initial.Values[i];
        return outputs;
    }

    private void ScaleVelocity()
    {
        if (_options.Momentum == 0)
        {
            _velocity.AsSpan().Clear();
            return;
        }

        var momentum = T.CreateTruncating(_options.Momentum);
        ForChunks((first, count) =>
        {
            Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(_velocity.AsSpan(first, count));
            for (int i = 0; i < vectors.Length; i++) vectors[i] *= momentum;
            for (int i = first + (vectors.Length * Vector<T>.Count); i < first + count; i++) _velocity[i] *= momentum;
        });
    }

    private void AddVelocity(double rate)
    {
        var step = T.CreateTruncating(rate);
        ForChunks((first, count) =>
        {
            ReadOnlySpan<T> velocity = _velocity.AsSpan(first, count);
            Span<T> parameters = _network.Parameters.Slice(first, count);
            ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(velocity);
            Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(parameters);
            for (int i = 0; i < to.Length; i++) to[i] -= from[i] * step;
            for (int i = to.Length * Vector<T>.Count; i < count; i++) parameters[i] -= velocity[i] * step;
        });
    }

    private void ForChunks(Action<int, int> body) => ParallelTiles.For(
        (_velocity.Length + UpdateChunk - 1) / UpdateChunk,
        _options.Threads,
        chunk => body(chunk * UpdateChunk, Math.Min(UpdateChunk, _velocity.Length - (chunk * UpdateChunk))));
}
