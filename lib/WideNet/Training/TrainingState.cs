namespace WideNet.Training;

/// <summary>How far a run is, besides its parameters and velocity.</summary>
internal sealed class TrainingState
{
    /// <summary>Steps taken.</summary>
    public required int Step { get; set; }

    /// <summary>Loss of each step's batch.</summary>
    public required List<double> Losses { get; init; }

    /// <summary>Evaluations made.</summary>
    public required List<TrainingEvaluation> Evaluations { get; init; }
}
