using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>One training run of <see cref="LearningRateSweep"/>, a row of its table.</summary>
public sealed record LearningRateRun
{
    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>Examples of a step, B.</summary>
    [Unit("examples")]
    public required int BatchSize { get; init; }

    /// <summary>η of the mean over examples and outputs of ½ (f - y)².</summary>
    public required double LearningRate { get; init; }

    /// <summary>Seed of initial parameters and batches.</summary>
    public required int Seed { get; init; }

    /// <summary>η_theory = 2 B k/λ_max.</summary>
    public required double RateTheory { get; init; }

    /// <summary>λ_max of the analytic Θ on the examples of a step.</summary>
    public required double LambdaMax { get; init; }

    /// <summary>Whether the loss grew to 10⁴ times the first one, which ends a run.</summary>
    public required bool Diverged { get; init; }

    /// <summary>Training loss at the end over that at the beginning; 10⁴ if it diverged.</summary>
    public required double FinalOverFirstLoss { get; init; }

    /// <summary>The largest ratio of the loss of an epoch to that of the one before; losses below a hundredth of the first count as that hundredth.</summary>
    public required double LargestRise { get; init; }

    /// <summary>Share of training images answered correctly at the end; of the untrained network if it diverged.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Share of test images answered correctly.</summary>
    public required double TestAccuracy { get; init; }
}
