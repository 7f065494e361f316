using System.Numerics;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Cli.Cases;

/// <summary>Repeats a recorded training run: initial parameters, data and batches come from a case folder, everything else is computed.</summary>
/// <remarks>
/// The layout of tests/reference/pytorch. Inputs are NCHW; a fully-connected network reads them flattened in that order. Arrays read:
/// <c>x</c>, <c>y</c>, <c>batches</c>, <c>W0</c>, <c>b0</c>, …. Answers are never read (<c>TrainingReplayTests</c>).
/// </remarks>
internal sealed class TrainingReplay
{
    private const int KernelExamples = 8;

    private readonly IReadOnlyList<LayerShape> _layers;

    private TrainingReplay(TrainingProblem problem, TrainingOptions options)
    {
        Problem = problem;
        Options = options;
        _layers = problem.Shape.Layers();
    }

    /// <summary>Network, initial parameters and data.</summary>
    public TrainingProblem Problem { get; }

    /// <summary>Steps, rate, momentum, loss and the batch of every step.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Reads a case.</summary>
    /// <param name="file">The case folder.</param>
    /// <param name="precision">Arithmetic of the network.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="FileNotFoundException">An array is missing.</exception>
    /// <exception cref="DataFormatException">An array or key does not fit; the message names it.</exception>
    public static TrainingReplay Read(CaseFile file, Precision precision = Precision.Float64, int? threads = null) => ParameterFile.Checked(file.Folder, () =>
    {
        NetworkDescription description = file.Network(file.WholeNumber("depth"));
        InputBatch inputs = Inputs(file, description.Architecture == Architecture.FullyConnected);
        NetworkShape shape = NetworkShape.For(description, inputs, file.WholeNumber("width"), file.WholeNumber("outputs"));
        var options = new TrainingOptions
        {
            Steps = file.WholeNumber("steps"),
            LearningRate = LearningRate.Absolute(file.Number("learning_rate")),
            Momentum = file.Number("momentum"),
            Loss = LossOf(file),
            Batches = Batches(file),
            Precision = precision,
            Threads = threads,
        };
        _ = new BatchOrder(options, inputs.Count);
        return new TrainingReplay(new TrainingProblem(shape, Parameters(file, shape), new TrainingSet(inputs, file.Matrix("y"))), options);
    });

    /// <summary>Repeats the run.</summary>
    /// <returns>The arrays <c>loss</c>, <c>outputs_initial</c>, <c>outputs_final</c>, <c>gradient_W0</c> …, <c>final_W0</c> …, <c>empirical_ntk</c>.</returns>
    /// <exception cref="NumericalException">The run diverged.</exception>
    public IReadOnlyDictionary<string, NpyArray> Run(CancellationToken cancellationToken = default) =>
        Options.Precision == Precision.Float64 ? Run<double>(cancellationToken) : Run<float>(cancellationToken);

    private SortedDictionary<string, NpyArray> Run<T>(CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var arrays = new SortedDictionary<string, NpyArray>(StringComparer.Ordinal);
        InputBatch inputs = Problem.Train.Inputs;
        FiniteNetwork<T> network = FiniteNetwork.FromDoubles<T>(Problem.Shape, Problem.Initial, Options.Threads);
        arrays["outputs_initial"] = NpyArray.From(network.Outputs(inputs));
        arrays["empirical_ntk"] = NpyArray.From(EmpiricalKernel.MeanOverOutputs(network, inputs.Slice(0, Math.Min(KernelExamples, inputs.Count))));
        if (Options.Steps > 0) AddParameters(arrays, "gradient_", Array.ConvertAll(FirstGradient(network), double.CreateTruncating));

        TrainingResult result = new CpuTrainingEngine().Train(Problem, Options, null, cancellationToken);
        if (result.Parameters is null)
        {
            throw new NumericalException(
                Invariant($"The run diverged after {result.Steps} of {Options.Steps} steps with learning rate {Options.LearningRate.Value}; there are no ")
                    + "final weights.");
        }

        double[] final = [.. result.Parameters];
        arrays["loss"] = new NpyArray(result.BatchLosses.ToArray(), result.BatchLosses.Count);
        AddParameters(arrays, "final_", final);
        arrays["outputs_final"] = NpyArray.From(FiniteNetwork.FromDoubles<T>(Problem.Shape, final, Options.Threads).Outputs(inputs));
        return arrays;
    }

    private T[] FirstGradient<T>(FiniteNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] batch = Options.Batches![0];
        var loss = new TrainingLoss(Problem, Options);
        var outputs = new T[batch.Length * Problem.Shape.Outputs];
        var outputGradient = new T[outputs.Length];
        var gradient = new T[Problem.Shape.ParameterCount];
        network.Forward(FiniteNetwork<T>.ToData(Problem.Train.Inputs), batch, outputs);
        loss.Sum<T>(batch, outputs, 1 / loss.Terms(batch.Length), outputGradient);
        network.Backward(outputGradient, gradient);
        return gradient;
    }

    private void AddParameters(SortedDictionary<string, NpyArray> arrays, string prefix, double[] parameters)
    {
        foreach (LayerShape layer in _layers)
        {
            arrays[Invariant($"{prefix}W{layer.Index}")] = new NpyArray(parameters[layer.WeightOffset..layer.BiasOffset], [.. layer.WeightDimensions]);
            arrays[Invariant($"{prefix}b{layer.Index}")] = new NpyArray(parameters[layer.BiasOffset..layer.End], layer.Outputs);
        }
    }

    private static InputBatch Inputs(CaseFile file, bool flatten)
    {
        NpyArray x = file.Array("x");
        if (x.Rank != 4) throw new DataFormatException(
            $"{file.Folder}: the array x has the shape ({string.Join(", ", x.Shape)}); it must be (examples, channels, rows, columns).");
        double[] values = x.ToDoubles();
        int count = x.Shape[0], channels = x.Shape[1], pixels = x.Shape[2] * x.Shape[3];
        if (flatten) return new InputBatch(count, 1, 1, channels * pixels, values);
        var nhwc = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int example = i / (channels * pixels), channel = i / pixels % channels, pixel = i % pixels;
            nhwc[(((example * pixels) + pixel) * channels) + channel] = values[i];
        }

        return new InputBatch(count, x.Shape[2], x.Shape[3], channels, nhwc);
    }

    private static double[] Parameters(CaseFile file, NetworkShape shape)
    {
        var parameters = new double[shape.ParameterCount];
        foreach (LayerShape layer in shape.Layers())
        {
            Copy(file, Invariant($"W{layer.Index}"), layer.WeightDimensions, parameters.AsSpan(layer.WeightOffset));
            Copy(file, Invariant($"b{layer.Index}"), [layer.Outputs], parameters.AsSpan(layer.BiasOffset));
        }

        return parameters;
    }

    private static void Copy(CaseFile file, string name, IReadOnlyList<int> dimensions, Span<double> target)
    {
        NpyArray array = file.Array(name);
        if (!array.Shape.SequenceEqual(dimensions))
        {
            throw new DataFormatException(
                $"{file.Folder}: the array {name} has the shape ({string.Join(", ", array.Shape)}), but the network needs ({string.Join(", ", dimensions)}).");
        }

        array.ToDoubles().CopyTo(target);
    }

    private static int[][] Batches(CaseFile file)
    {
        NpyArray array = file.Array("batches");
        if (array.Rank != 2) throw new DataFormatException(
            $"{file.Folder}: the array batches has the shape ({string.Join(", ", array.Shape)}); it must be (steps, batch).");
        double[] values = array.ToDoubles();
        int[] indices = Array.ConvertAll(values, value => (int)value);
        for (int i = 0; i < values.Length; i++)
        {
            if (indices[i] != values[i]) throw new DataFormatException(
                Invariant($"{file.Folder}: the array batches holds {values[i]} at position {i}; it must hold whole numbers."));
        }

        return [.. indices.Chunk(Math.Max(1, array.Shape[1]))];
    }

    private static LossFunction LossOf(CaseFile file) => file.Text("loss") switch
    {
        "mse" => LossFunction.MeanSquaredError,
        "cross-entropy" => LossFunction.CrossEntropy,
        string other => throw new DataFormatException($"{file.File}: \"loss\" is \"{other}\"; it must be mse or cross-entropy."),
    };
}
