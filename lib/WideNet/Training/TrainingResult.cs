namespace WideNet.Training;

/// <summary>What a training run gave. No number in it is NaN or infinite.</summary>
public sealed record TrainingResult
{
    /// <summary>How the run ended.</summary>
    public required TrainingStatus Status { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Steps { get; init; }

    /// <summary>Loss of each step's batch, taken before the step.</summary>
    public required IReadOnlyList<double> BatchLosses { get; init; }

    /// <summary>The evaluations in order; the last is the end of the run, unless it diverged.</summary>
    public required IReadOnlyList<TrainingEvaluation> Evaluations { get; init; }

    /// <summary>The trained parameters W0, b0, …, or null if the run diverged.</summary>
    public required IReadOnlyList<double>? Parameters { get; init; }

    /// <summary>The last evaluation.</summary>
    public TrainingEvaluation Final => Evaluations[^1];
}
