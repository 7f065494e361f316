using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>What linearised training gave. No number in it is NaN or infinite.</summary>
public sealed record LinearizedResult
{
    /// <summary>How the run ended: completed or diverged.</summary>
    public required TrainingStatus Status { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Steps { get; init; }

    /// <summary>Loss of each step's batch, taken before the step.</summary>
    public required IReadOnlyList<double> BatchLosses { get; init; }

    /// <summary>The evaluations in order; the last is the end of the run, unless it diverged.</summary>
    public required IReadOnlyList<TrainingEvaluation> Evaluations { get; init; }

    /// <summary>Outputs on the training inputs at each evaluation, [m, k].</summary>
    public required IReadOnlyList<Matrix> TrainOutputs { get; init; }

    /// <summary>Outputs on the test inputs at each evaluation, [n, k]; empty without a test set.</summary>
    public required IReadOnlyList<Matrix> TestOutputs { get; init; }
}
