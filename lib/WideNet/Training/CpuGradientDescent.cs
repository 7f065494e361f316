using System.Numerics;
using System.Runtime.InteropServices;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>Gradient descent on the processor in one precision.</summary>
internal sealed class CpuGradientDescent<T> : IGradientDescent
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Examples of one pass: bounds the memory of full-batch training. Fixed, so that no bit depends on the machine.
    private const int ExamplesPerPass = 256;
    private const int LeastEvaluationPass = 64;
    private const int UpdateChunk = 1 << 16;

    private readonly TrainingProblem _problem;
    private readonly TrainingOptions _options;
    private readonly FiniteNetwork<T> _network;
    private readonly T[] _data;
    private readonly T[] _testData;
    private readonly T[] _outputs;
    private readonly T[] _outputGradient;
    private readonly T[] _velocity;
    private readonly bool _updatesInPlace;
    private readonly int _evaluationPass;
    private readonly TrainingCheckpoint<T>? _checkpoint;

    /// <summary>Takes the initial parameters and the data, rounded to the precision.</summary>
    public CpuGradientDescent(TrainingProblem problem, TrainingOptions options, BatchOrder batches)
    {
        _problem = problem;
        _options = options;
        _network = FiniteNetwork.FromDoubles<T>(problem.Shape, problem.Initial, options.Threads);
        _data = FiniteNetwork<T>.ToData(problem.Train.Inputs);
        _testData = problem.Test is null ? [] : FiniteNetwork<T>.ToData(problem.Test.Inputs);
        int largest = batches.Largest;
        _outputs = new T[Math.Min(largest, ExamplesPerPass) * problem.Shape.Outputs];
        _outputGradient = new T[_outputs.Length];
        _evaluationPass = Math.Clamp(largest, LeastEvaluationPass, ExamplesPerPass);

        // Without momentum and with one pass a step, the gradient is added to the parameters where it arises and needs no memory.
        _updatesInPlace = options.Momentum == 0 && largest <= ExamplesPerPass;
        _velocity = _updatesInPlace ? [] : new T[problem.Shape.ParameterCount];
        _checkpoint = options.CheckpointFile is null ? null : new TrainingCheckpoint<T>(problem, options);
    }

    public Matrix TrainOutputs() => _network.Outputs(_data, _problem.Train.Count, _evaluationPass);

    public Matrix? TestOutputs() => _problem.Test is null ? null : _network.Outputs(_testData, _problem.Test.Count, _evaluationPass);

    public double? TryStep(ReadOnlySpan<int> batch, TrainingLoss loss)
    {
        double rate = _options.LearningRate.Value;
        double terms = loss.Terms(batch.Length);
        double factor = (_updatesInPlace ? -rate : 1) / terms;
        if (!_updatesInPlace) ScaleVelocity();
        double sum = 0;
        for (int i = 0; i < batch.Length; i += ExamplesPerPass)
        {
            ReadOnlySpan<int> examples = batch.Slice(i, Math.Min(ExamplesPerPass, batch.Length - i));
            int numbers = examples.Length * _problem.Shape.Outputs;
            _network.Forward(_data, examples, _outputs);
            sum += loss.Sum<T>(examples, _outputs, factor, _outputGradient);
            if (!double.IsFinite(sum) || (_updatesInPlace && !loss.IsAcceptable(sum / terms))) return null;
            _network.Backward(_outputGradient.AsSpan(0, numbers), _updatesInPlace ? _network.Parameters : _velocity);
        }

        if (!loss.IsAcceptable(sum / terms)) return null;
        if (!_updatesInPlace) AddVelocity(rate);
        return sum / terms;
    }

    public double[] Parameters()
    {
        var parameters = new double[_network.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = double.CreateTruncating(_network.Parameters[i]);
        return parameters;
    }

    public void Save(TrainingState state) => _checkpoint?.Write(state, _network.Parameters, _velocity);

    public TrainingState? TryRestore() => _checkpoint?.TryRead(_network.Parameters, _velocity);

    public void Dispose()
    {
        // The arrays belong to the collector.
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
