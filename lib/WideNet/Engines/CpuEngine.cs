using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Engines;

/// <summary>The engine that is always there: this library's own code on the processor.</summary>
public sealed class CpuEngine : IComputeEngine, IKernelEngine
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public string Description => "this library's own code on the processor";

    /// <inheritdoc/>
    public IReadOnlyList<string> Devices() => ["cpu"];

    /// <inheritdoc/>
    public ITrainingEngine Training(string? device = null)
    {
        RequireCpu(device);
        return new CpuTrainingEngine();
    }

    /// <inheritdoc/>
    public IKernelEngine Kernels(string? device = null)
    {
        RequireCpu(device);
        return this;
    }

    /// <inheritdoc/>
    public IReadOnlyList<KernelPair> Kernels(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2 = null, KernelOptions? options = null) =>
        x2 is null ? InfiniteNetwork.Kernels(network, depths, x1, options) : InfiniteNetwork.Kernels(network, depths, x1, x2, options);

    /// <inheritdoc/>
    public double[] Eigenvalues(Matrix a, int? threads = null) => SymmetricEigen.Values(a, threads);

    /// <inheritdoc/>
    public SymmetricEigenDecomposition Decompose(Matrix a, int? threads = null) => SymmetricEigen.Decompose(a, threads);

    private static void RequireCpu(string? device)
    {
        if (device is not (null or "cpu"))
        {
            throw new EngineUnavailableException($"The device '{device}' was asked for, but the engine cpu computes on cpu only; the engine {OptionalAssembly.TorchSharp.Name} has others.");
        }
    }
}
