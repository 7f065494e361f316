namespace WideNet.Training;

/// <summary>Losses and accuracies when some steps have been taken.</summary>
public sealed record TrainingEvaluation
{
    /// <summary>Steps taken.</summary>
    public required int Step { get; init; }

    /// <summary>Steps taken × batch size / training examples.</summary>
    public required double Epoch { get; init; }

    /// <summary>Loss over the training set.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Share of the training set classified rightly.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Loss over the test set, or null without one.</summary>
    public double? TestLoss { get; init; }

    /// <summary>Share of the test set classified rightly, or null without one.</summary>
    public double? TestAccuracy { get; init; }
}
