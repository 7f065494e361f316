using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>What is trained on what: a network with its initial parameters, a training set and perhaps a test set.</summary>
public sealed record TrainingProblem
{
    /// <summary>Joins them.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="initialParameters">W0, b0, W1, b1, …; in double, so that both precisions start from the same network.</param>
    /// <param name="train">Training set.</param>
    /// <param name="test">Test set, or null.</param>
    /// <exception cref="ArgumentException">Parameters, inputs or targets do not fit the network, or a layer of it is not trained.</exception>
    public TrainingProblem(NetworkShape shape, double[] initialParameters, TrainingSet train, TrainingSet? test = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(initialParameters);
        ArgumentNullException.ThrowIfNull(train);
        shape.Description.RequireAllTrained("Gradient descent", "only kernels know layers that are not trained");
        shape.RequireParameters(initialParameters.Length, nameof(initialParameters));
        foreach (TrainingSet set in (IEnumerable<TrainingSet>)(test is null ? [train] : [train, test]))
        {
            shape.RequireFits(set.Inputs, set == train ? "training inputs" : "test inputs");
            if (set.Targets.Columns != shape.Outputs) throw new ArgumentException(
                Invariant($"The targets have {set.Targets.Columns} columns, but the network has {shape.Outputs} outputs."), nameof(train));
        }

        Shape = shape;
        Initial = initialParameters;
        Train = train;
        Test = test;
    }

    /// <summary>The network.</summary>
    public NetworkShape Shape { get; }

    /// <summary>Initial parameters; not changed by training.</summary>
    public IReadOnlyList<double> InitialParameters => Initial;

    internal double[] Initial { get; }

    /// <summary>Training set.</summary>
    public TrainingSet Train { get; }

    /// <summary>Test set, or null.</summary>
    public TrainingSet? Test { get; }

    /// <summary>A problem whose initial parameters are drawn from N(0, 1).</summary>
    /// <param name="shape">The network.</param>
    /// <param name="stream">Source of the numbers, split by (experiment, cell, seed); its split <c>initialization</c> is used.</param>
    /// <param name="train">Training set.</param>
    /// <param name="test">Test set, or null.</param>
    /// <exception cref="ArgumentException">The sets do not fit the network, or its parameters do not fit into memory.</exception>
    public static TrainingProblem Draw(NetworkShape shape, RandomStream stream, TrainingSet train, TrainingSet? test = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TrainingBudget.Of(shape, batch: 1, Precision.Float32).Require();
        return new TrainingProblem(shape, Networks.InitialParameters.Draw(shape, stream.Split("initialization")), train, test);
    }
}
