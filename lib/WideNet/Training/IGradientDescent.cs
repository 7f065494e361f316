using WideNet.Numerics;

namespace WideNet.Training;

/// <summary>What a device does for a training run: it keeps the parameters and the data, and takes steps. <see cref="DescentLoop"/> does the rest.</summary>
internal interface IGradientDescent : IDisposable
{
    /// <summary>The outputs f [m, k] of the training set.</summary>
    Matrix TrainOutputs();

    /// <summary>The outputs f [n, k] of the test set, or null without one.</summary>
    Matrix? TestOutputs();

    /// <summary>Takes one step on a batch.</summary>
    /// <param name="batch">Training examples.</param>
    /// <param name="loss">Gives loss and output gradient, and says whether a loss shows divergence.</param>
    /// <returns>The batch's loss before the step, or null if it shows that the run has diverged; the parameters are lost then.</returns>
    double? TryStep(ReadOnlySpan<int> batch, TrainingLoss loss);

    /// <summary>A copy of the parameters W0, b0, ….</summary>
    double[] Parameters();

    /// <summary>Writes the state of the run to the options' checkpoint file.</summary>
    void Save(TrainingState state);

    /// <summary>Reads parameters and velocity from the options' checkpoint file, or returns null if there is none.</summary>
    TrainingState? TryRestore();
}
