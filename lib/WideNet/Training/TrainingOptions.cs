using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>How a network is trained: stochastic gradient descent, v ← momentum·v + g, θ ← θ - η v.</summary>
public sealed record TrainingOptions
{
    /// <summary>Number of steps, at least 0.</summary>
    public required int Steps
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentException(
            Invariant($"{nameof(Steps)} is {value}; it must be at least 0."));
    }

    /// <summary>η, absolute or as a fraction of η_theory.</summary>
    public required LearningRate LearningRate { get; init; }

    /// <summary>Momentum in [0, 1).</summary>
    public double Momentum
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(Momentum)} is {value}; it must lie in [0, 1)."));
    }

    /// <summary>The loss.</summary>
    public LossFunction Loss { get; init; } = LossFunction.MeanSquaredError;

    /// <summary>Examples of a step, or null for all of them.</summary>
    /// <remarks>An epoch is a random order of the training set cut into whole batches; what is left over waits for the next epoch.</remarks>
    public int? BatchSize
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(BatchSize)} is {value}; it must be at least 1, or null for the whole set."));
    }

    /// <summary>Source of the batch order; needed when <see cref="BatchSize"/> is set.</summary>
    public RandomStream? Stream { get; init; }

    /// <summary>Explicit batches of example indices, one a step, in place of random ones; null for random batches.</summary>
    public IReadOnlyList<int[]>? Batches { get; init; }

    /// <summary>Whether f - f_0 is trained and evaluated in place of f: the untrained output is taken off.</summary>
    public bool SubtractInitialOutput { get; init; }

    /// <summary>When the sets are evaluated.</summary>
    public EvaluationSchedule Evaluations { get; init; } = EvaluationSchedule.Ends;

    /// <summary>A run has diverged when a batch's loss exceeds this many times the first one (or 1, if that is larger), or is no number.</summary>
    public double DivergenceFactor
    {
        get;
        init => field = value > 1 && double.IsFinite(value) ? value : throw new ArgumentException(
            Invariant($"{nameof(DivergenceFactor)} is {value}; it must be finite and above 1."));
    } = 1e4;

    /// <summary>Ends the run when an evaluation finds at most this training loss; null for never.</summary>
    public double? GoalLoss { get; init; }

    /// <summary>Ends the run when an evaluation finds at least this training accuracy; null for never.</summary>
    public double? GoalAccuracy { get; init; }

    /// <summary>Arithmetic of the network; losses are in double precision always.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Threads used at most; null means one per processor. The result does not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>File that keeps the state of the run, or null. A run whose file exists goes on from there, to the same bits.</summary>
    public string? CheckpointFile { get; init; }

    /// <summary>Steps between checkpoints, at least 1.</summary>
    public int CheckpointInterval
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(CheckpointInterval)} is {value}; it must be at least 1."));
    } = 1000;
}
