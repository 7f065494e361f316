using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>Gradient descent on a <see cref="LinearizedNetwork"/>, step by step as the engine takes it: same batches, rates, momentum and losses.</summary>
/// <remarks>
/// With g_t the gradient of the batch's loss by the outputs (zero outside the batch): u ← momentum·u + g_t, α ← α - η u, f_lin = f_0 + Θα. For full
/// batches and squared loss that is f_t(X) = Y + (I - ηΘ/(mk))^t (f_0(X) - Y). Everything is in double precision. Shown by LinearizedTrainingTests.
/// </remarks>
public sealed class LinearizedTraining
{
    private readonly LinearizedNetwork _network;
    private readonly TrainingOptions _options;
    private readonly TrainingSet _train;
    private readonly TrainingSet? _test;
    private readonly BatchOrder _batches;
    private readonly Matrix _coefficients;
    private readonly Matrix _velocity;
    private readonly List<double> _losses = [];
    private readonly List<TrainingEvaluation> _evaluations = [];
    private readonly List<Matrix> _trainOutputs = [];
    private readonly List<Matrix> _testOutputs = [];

    private LinearizedTraining(LinearizedNetwork network, TrainingOptions options, TrainingSet train, TrainingSet? test)
    {
        _network = network;
        _options = options;
        _train = train;
        _test = test;
        _batches = new BatchOrder(options, train.Count);
        _coefficients = new Matrix(train.Count, train.Targets.Columns);
        _velocity = new Matrix(train.Count, train.Targets.Columns);
    }

    /// <summary>Trains.</summary>
    /// <param name="network">The expansion; its training and test inputs are those of the sets.</param>
    /// <param name="options">Steps, rate, momentum, loss, batches and evaluations, with the meaning they have for an <see cref="ITrainingEngine"/>.</param>
    /// <param name="train">Training set.</param>
    /// <param name="test">Test set, given exactly if the network has test inputs.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <exception cref="ArgumentException">Network and sets do not fit, or the options name a checkpoint or a goal, which there are none of here.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LinearizedResult Run(
        LinearizedNetwork network, TrainingOptions options, TrainingSet train, TrainingSet? test = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(train);
        if (options.CheckpointFile is not null || options.GoalLoss is not null || options.GoalAccuracy is not null)
        {
            throw new ArgumentException("Linearised training keeps no checkpoint and has no goal; leave them out of the options.", nameof(options));
        }

        RequireFits(network.InitialTrain, train, "training");
        if (network.InitialTest is null != test is null)
        {
            throw new ArgumentException(
                $"The network has {(test is null ? "" : "no ")}test inputs, but there is {(test is null ? "no" : "a")} test set; give both or neither.",
                nameof(test));
        }

        if (test is not null) RequireFits(network.InitialTest!, test, "test");
        return new LinearizedTraining(network, options, train, test).Execute(cancellationToken);
    }

    private LinearizedResult Execute(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Matrix outputs = OnTrain();
            bool last = _losses.Count >= _options.Steps;
            if ((last || _options.Evaluations.Includes(_losses.Count)) && !TryEvaluate(outputs)) return Result(TrainingStatus.Diverged);
            if (last) return Result(TrainingStatus.Completed);
            if (!TryStep(outputs)) return Result(TrainingStatus.Diverged);
        }
    }

    private bool TryStep(Matrix outputs)
    {
        ReadOnlySpan<int> batch = _batches.Batch(_losses.Count);
        double terms = Loss.Terms(_options.Loss, batch.Length, outputs.Columns), sum = 0;
        foreach (ref double value in _velocity.Values) value *= _options.Momentum;
        var gradient = new double[outputs.Columns];
        foreach (int example in batch)
        {
            sum += Loss.Example<double>(_options.Loss, outputs.Row(example), _train.Targets.Row(example), 1 / terms, gradient);
            Span<double> velocity = _velocity.Row(example);
            for (int j = 0; j < gradient.Length; j++) velocity[j] += gradient[j];
        }

        if (!IsAcceptable(sum / terms)) return false;
        for (int i = 0; i < _velocity.Values.Length; i++) _coefficients.Values[i] -= _options.LearningRate.Value * _velocity.Values[i];
        _losses.Add(sum / terms);
        return true;
    }

    private bool TryEvaluate(Matrix train)
    {
        Matrix? test = OnTest();
        var evaluation = new TrainingEvaluation
        {
            Step = _losses.Count,
            Epoch = (double)_losses.Count * _batches.Size / _train.Count,
            TrainLoss = Loss.Mean(_options.Loss, train, _train.Targets),
            TrainAccuracy = Loss.Accuracy(train, _train.Targets),
            TestLoss = test is null ? null : Loss.Mean(_options.Loss, test, _test!.Targets),
            TestAccuracy = test is null ? null : Loss.Accuracy(test, _test!.Targets),
        };
        if (!IsAcceptable(evaluation.TrainLoss) || evaluation.TestLoss is double loss && !double.IsFinite(loss)) return false;
        _evaluations.Add(evaluation);
        _trainOutputs.Add(train);
        if (test is not null) _testOutputs.Add(test);
        return true;
    }

    private Matrix OnTrain() => Less(_network.Train(_coefficients), _network.InitialTrain);

    private Matrix? OnTest() => _network.Test(_coefficients) is { } outputs ? Less(outputs, _network.InitialTest!) : null;

    private Matrix Less(Matrix outputs, Matrix initial) =>
        _options.SubtractInitialOutput ? outputs.Zip(initial, (output, first) => output - first) : outputs;

    private bool IsAcceptable(double loss) => double.IsFinite(loss) && (_losses.Count == 0 || loss <= _options.DivergenceFactor * Math.Max(1, _losses[0]));

    private LinearizedResult Result(TrainingStatus status) => new()
    {
        Status = status,
        Steps = _losses.Count,
        BatchLosses = _losses,
        Evaluations = _evaluations,
        TrainOutputs = _trainOutputs,
        TestOutputs = _testOutputs,
    };

    private static void RequireFits(Matrix initial, TrainingSet set, string name)
    {
        if (initial.Rows != set.Count || initial.Columns != set.Targets.Columns)
        {
            throw new ArgumentException(
                Invariant($"The network has outputs {initial.Rows}×{initial.Columns} on its {name} inputs, but the {name} set has targets ")
                    + Invariant($"{set.Count}×{set.Targets.Columns}; they must belong to the same inputs."), nameof(set));
        }
    }
}
