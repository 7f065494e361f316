using WideNet.MeanField;

namespace WideNet.Experiments.LearningRates;

/// <summary>Where training ends at one σ_w² and batch size, beside what theory says.</summary>
public sealed record LearningRateBoundary
{
    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>Examples of a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>λ_max of the analytic Θ on the examples of a step.</summary>
    public required double LargestEigenvalue { get; init; }

    /// <summary>η_theory = 2 B k/λ_max.</summary>
    public required double Theory { get; init; }

    /// <summary>Fixed points at σ_w².</summary>
    public required MeanFieldPoint Point { get; init; }

    /// <summary>The smallest η at which the loss rises from one epoch to the next; null if the grid of rates does not enclose it.</summary>
    public required RateEstimate? Onset { get; init; }

    /// <summary>The smallest η at which training fails: it diverges, or ends with a larger loss than it began with; null if the grid does not enclose it.</summary>
    public required RateEstimate? Failure { get; init; }

    /// <summary>Ordered, critical or chaotic, in one word; within 1 % of χ_1 = 1 is critical, for λ_max does not tell the difference at these depths.</summary>
    public string PhaseName => Math.Abs(Point.Chi1 - 1) < 0.01 ? "critical" : Phases.Name(Point.Phase);
}
