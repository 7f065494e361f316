using System.Numerics;
using TorchSharp;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.TorchSharp;

/// <summary>Trains with TorchSharp, on the processor or on CUDA: same initial parameters, batches, losses in double precision and result records as
/// <see cref="CpuTrainingEngine"/>.</summary>
/// <remarks>
/// Losses agree with those of the built-in engine to the rounding of the precision (<c>TorchSharpTrainingEngineTests</c>), not bit by bit, and on CUDA not
/// bit by bit from run to run. Memory is steady: every tensor belongs to a dispose scope. A checkpoint is read only by the engine that wrote it.
/// </remarks>
public sealed class TorchSharpTrainingEngine : ITrainingEngine
{
    private readonly torch.Device _device;

    /// <summary>Opens a device.</summary>
    /// <param name="device"><c>cpu</c>, <c>cuda</c>, <c>cuda:n</c>, or null for <c>cpu</c>.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    /// <exception cref="EngineUnavailableException">The device or TorchSharp's native library is not there.</exception>
    public TorchSharpTrainingEngine(string? device = null) => _device = TorchDevice.Open(device);

    /// <inheritdoc/>
    public string Name => $"torchsharp on {_device}";

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">TorchSharp has no form of this network; the message says which part.</exception>
    public TrainingResult Train(
        TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Threads is int threads) torch.set_num_threads(threads);
        var batches = new BatchOrder(options, problem.Train.Count);
        using IGradientDescent descent = options.Precision == Precision.Float64
            ? new TorchGradientDescent<double>(problem, options, _device)
            : new TorchGradientDescent<float>(problem, options, _device);
        return new DescentLoop(problem, options, batches, descent).Execute(progress, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">TorchSharp has no form of this network; the message says which part.</exception>
    public Matrix Outputs(NetworkShape shape, IReadOnlyList<double> parameters, InputBatch inputs, Precision precision = Precision.Float32, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(parameters);
        shape.RequireFits(inputs);
        shape.RequireParameters(parameters.Count);
        if (threads is int count) torch.set_num_threads(count);
        return precision == Precision.Float64 ? Outputs<double>(shape, parameters, inputs) : Outputs<float>(shape, parameters, inputs);
    }

    private Matrix Outputs<T>(NetworkShape shape, IReadOnlyList<double> parameters, InputBatch inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new TorchNetwork<T>(shape, [.. parameters.Select(TorchNetwork<T>.Narrow)], _device);
        return network.Outputs(network.ToTensor(inputs));
    }
}
