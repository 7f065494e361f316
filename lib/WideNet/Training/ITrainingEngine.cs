using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;

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
    /// <exception cref="DataFormatException">The checkpoint is damaged or belongs to another run; delete it to start anew.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    TrainingResult Train(
        TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>The outputs f(x) of a network, trained or not.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="parameters">W0, b0, W1, b1, …, such as <see cref="TrainingResult.Parameters"/>.</param>
    /// <param name="inputs">Inputs of the network's image size.</param>
    /// <param name="precision">Arithmetic of the network.</param>
    /// <param name="threads">Threads used at most; null means one per processor. The result does not depend on it.</param>
    /// <returns>[examples, k].</returns>
    /// <exception cref="ArgumentException">The parameters or the inputs do not fit the network.</exception>
    Matrix Outputs(NetworkShape shape, IReadOnlyList<double> parameters, InputBatch inputs, Precision precision = Precision.Float32, int? threads = null);
}
