using WideNet.Kernels;
using WideNet.Training;

namespace WideNet.Cli.Verbs;

/// <summary>What <c>reproduce train</c> was asked to train.</summary>
internal sealed record TrainRequest
{
    public required NetworkDescription Network { get; init; }

    public required int Width { get; init; }

    public required string Dataset { get; init; }

    public required string? DataDirectory { get; init; }

    public required int Train { get; init; }

    public required int Test { get; init; }

    public required int? Size { get; init; }

    public required int Steps { get; init; }

    public required int? Batch { get; init; }

    /// <summary>η, or null to take <see cref="Fraction"/> of the maximum.</summary>
    public required double? LearningRate { get; init; }

    public required double Fraction { get; init; }

    public required double Momentum { get; init; }

    public required LossFunction Loss { get; init; }

    public required int Seed { get; init; }

    public required bool SubtractInitialOutput { get; init; }

    public required string? CheckpointFile { get; init; }

    public required ITrainingEngine Engine { get; init; }
}
