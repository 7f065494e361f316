using WideNet.Kernels;
using WideNet.Networks;

namespace WideNet.Training;

/// <summary>Memory that training a network takes, before it starts.</summary>
/// <remarks>
/// Four times the parameters in the run's arithmetic (values, gradient, momentum, workspace) and twice in double (initial and final ones), and the
/// activations of every layer for one batch. What is measured is 98 to 100 % of the first and the last (`budget train-memory` of the benchmarks). Shown by
/// TrainingBudgetTests.
/// </remarks>
internal sealed record TrainingBudget
{
    private const double LayerBytes = 500;

    /// <summary>Bytes of parameters in all their copies, and of what describes the layers.</summary>
    public required double ParameterBytes { get; init; }

    /// <summary>Bytes of the activations of one batch.</summary>
    public required double ActivationBytes { get; init; }

    /// <summary>Bytes in all.</summary>
    public double TotalBytes => ParameterBytes + ActivationBytes;

    /// <summary>The budget of a network.</summary>
    /// <exception cref="ArgumentException">The network has more parameters than can be held at all.</exception>
    public static TrainingBudget Of(NetworkShape shape, int batch, Precision precision)
    {
        double size = precision == Precision.Float32 ? sizeof(float) : sizeof(double);
        double positions = shape.Description.Architecture == Architecture.FullyConnected ? 1 : shape.Pixels;
        return new TrainingBudget
        {
            ParameterBytes = (shape.ParameterCount * ((4 * size) + (2 * sizeof(double)))) + (LayerBytes * shape.Description.Depth),
            ActivationBytes = size * batch * shape.Description.Depth * positions * shape.Width,
        };
    }

    /// <summary>Refuses a run that does not fit into memory.</summary>
    /// <param name="availableBytes">Memory there is; null for this process's.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public void Require(double? availableBytes = null)
    {
        double available = availableBytes ?? KernelRoom.AvailableMemory;
        if (TotalBytes <= available) return;
        throw new ArgumentException(
            $"Training this network needs {this}, but {KernelBudget.Size(available)} of memory are available; take a smaller width, depth or batch.");
    }

    /// <summary>The budget in words, such as <c>3.1 GB of memory (parameters 2.9 GB, activations 0.2 GB)</c>.</summary>
    public override string ToString() =>
        $"{KernelBudget.Size(TotalBytes)} of memory (parameters {KernelBudget.Size(ParameterBytes)}, activations {KernelBudget.Size(ActivationBytes)})";
}
