namespace WideNet.Training;

/// <summary>How a training run ended.</summary>
public enum TrainingStatus
{
    /// <summary>All steps were taken.</summary>
    Completed,

    /// <summary>The training loss or accuracy reached its goal before.</summary>
    ReachedGoal,

    /// <summary>The loss grew beyond its limit or stopped being a number: the learning rate is too large.</summary>
    Diverged,
}
