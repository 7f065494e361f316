namespace WideNet.Measurements;

/// <summary>One network at one step of its training, beside three descriptions of it: a row of <see cref="Trajectories"/>.</summary>
/// <remarks>Losses are means over images and outputs of ½ (f - y)²; distances are root mean square differences of outputs from the network's.</remarks>
public sealed record TrajectoryPoint
{
    /// <summary>Units of a hidden layer.</summary>
    public required int Width { get; init; }

    /// <summary>Seed of the network and of its batches.</summary>
    public required int Seed { get; init; }

    /// <summary><see cref="Trajectories.FullBatch"/> or <see cref="Trajectories.MiniBatch"/>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Step { get; init; }

    /// <summary>Training loss of the network.</summary>
    public required double NetworkTrainLoss { get; init; }

    /// <summary>Test loss of the network.</summary>
    public required double NetworkTestLoss { get; init; }

    /// <summary>Training loss of the network linearised about its own initial parameters.</summary>
    public required double LinearTrainLoss { get; init; }

    /// <summary>Test loss of the network linearised about its own initial parameters.</summary>
    public required double LinearTestLoss { get; init; }

    /// <summary>Training loss of the same steps with the analytic kernel.</summary>
    public required double InfiniteTrainLoss { get; init; }

    /// <summary>Test loss of the same steps with the analytic kernel.</summary>
    public required double InfiniteTestLoss { get; init; }

    /// <summary>Training loss of gradient flow with the analytic kernel.</summary>
    public required double FlowTrainLoss { get; init; }

    /// <summary>Test loss of gradient flow with the analytic kernel.</summary>
    public required double FlowTestLoss { get; init; }

    /// <summary>Distance on training images from the network linearised about its own initial parameters.</summary>
    public required double LinearTrainDistance { get; init; }

    /// <summary>Distance on test images from the network linearised about its own initial parameters.</summary>
    public required double LinearTestDistance { get; init; }

    /// <summary>Distance on training images from the same steps with the analytic kernel.</summary>
    public required double InfiniteTrainDistance { get; init; }

    /// <summary>Distance on test images from the same steps with the analytic kernel.</summary>
    public required double InfiniteTestDistance { get; init; }

    /// <summary>Distance on training images from gradient flow with the analytic kernel.</summary>
    public required double FlowTrainDistance { get; init; }

    /// <summary>Distance on test images from gradient flow with the analytic kernel.</summary>
    public required double FlowTestDistance { get; init; }
}
