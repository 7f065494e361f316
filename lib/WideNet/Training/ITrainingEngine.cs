namespace WideNet.Training;

/// <summary>Trains finite networks on some device.</summary>
public interface ITrainingEngine
{
    /// <summary>Name on the command line, such as <c>cpu</c>.</summary>
    string Name { get; }

    /// <summary>Runs gradient descent.</summary>
    /// <param name="problem">Network, initial parameters and data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told about evaluations and, now and then, steps; or null.</param>
    /// <param name="cancellationToken">Ends the run between two steps, after writing a checkpoint if the options name a file.</param>
    /// <returns>The result; divergence is a status, not an exception.</returns>
    /// <exception cref="ArgumentException">Options and problem do not fit: a batch larger than the set, an index outside it.</exception>
    /// <exception cref="Data.DataFormatException">The checkpoint is damaged or belongs to another run; delete it to start anew.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    TrainingResult Train(TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);
}
