using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>One trained network of a <see cref="TrainingSweep"/> with the theory of its point, a row of its table.</summary>
/// <remarks>Measured numbers are 0 if the network diverged. P_t Y is the infinite network's prediction after the same time, on the same images.</remarks>
public sealed record TrainingRun
{
    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>Number of nonlinearities l.</summary>
    [Unit("layers")]
    public required int Depth { get; init; }

    /// <summary>Units or channels of a hidden layer.</summary>
    public required int Width { get; init; }

    /// <summary>Whether f - f_0 was trained in place of f.</summary>
    public required bool Subtract { get; init; }

    /// <summary>Seed of initial parameters and batches; f and f - f_0 of one seed start from the same parameters.</summary>
    public required int Seed { get; init; }

    /// <summary>Whether training diverged.</summary>
    public required bool Diverged { get; init; }

    /// <summary>Steps taken; fewer than asked for if the loss reached its goal.</summary>
    public required int Steps { get; init; }

    /// <summary>Training accuracy of what was trained.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Its training loss.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Test accuracy of f.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Test accuracy of f - f_0.</summary>
    public required double TestAccuracyChange { get; init; }

    /// <summary>Test loss of what was trained.</summary>
    public required double TestLoss { get; init; }

    /// <summary>Coefficient of P_t Y in f - f_0 on the test images, both less their means over the images.</summary>
    public required double Signal { get; init; }

    /// <summary>Root mean square of what is left of f - f_0 when that part is taken off.</summary>
    public required double Noise { get; init; }

    /// <summary>Training accuracy of the infinite network.</summary>
    public required double TheoryTrainAccuracy { get; init; }

    /// <summary>Its test accuracy of f.</summary>
    public required double TheoryTestAccuracy { get; init; }

    /// <summary>Its test accuracy of f - f_0.</summary>
    public required double TheoryTestAccuracyChange { get; init; }

    /// <summary>Root mean square of P_t Y on the test images, less its mean over them.</summary>
    public required double TheorySize { get; init; }

    /// <summary>κ = λ_max/λ_bulk of Θ(X, X).</summary>
    public required double TheoryConditionNumber { get; init; }

    /// <summary>η_theory = 2mk/λ_max.</summary>
    public required double LearningRateTheory { get; init; }
}
