using TorchSharp;
using WideNet.Compute.Convolution;
using WideNet.Compute.LinearAlgebra;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Kernel matrices and symmetric eigenproblems with TorchSharp, on the processor or on CUDA.</summary>
/// <remarks>
/// Fully-connected kernels in double; convolutional ones in the precision of the options. Activations: erf, the ReLU family, gelu, sin and cos.
/// The variances are those of the built-in engine, so the diagonal follows χ_1^l in deep chaos. Agreement: <c>TorchSharpKernelEngineTests</c>.
/// </remarks>
public sealed class TorchSharpKernelEngine : IKernelEngine
{
    private readonly torch.Device _device;

    /// <summary>Opens a device.</summary>
    /// <param name="device"><c>cpu</c>, <c>cuda</c>, <c>cuda:n</c>, or null for <c>cpu</c>.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    /// <exception cref="EngineUnavailableException">The device or TorchSharp's native library is not there.</exception>
    public TorchSharpKernelEngine(string? device = null)
    {
        _device = TorchDevice.Open(device);
        BlockEntries = _device.type == DeviceType.CUDA ? 1 << 26 : 1 << 22;
    }

    /// <inheritdoc/>
    public string Name => $"torchsharp on {_device}";

    /// <summary>Entries of one tensor of a block: about ten of them are alive at once.</summary>
    internal int BlockEntries { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<KernelPair> Kernels(NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2 = null, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(x1);
        network.RequireAllTrained("A kernel of the engine torchsharp", "use the engine cpu");
        InfiniteNetwork.Validate(network, depths, x1, x2);
        options ??= new KernelOptions();
        using IDisposable noGradient = torch.no_grad();
        return network.Architecture == Architecture.FullyConnected
            ? new TorchFullyConnectedKernel(network, depths, x1, x2, options, _device, BlockEntries).Compute()
            : new TorchConvolutionalKernel(new ConvolutionalJob(network, depths, x1, x2, options), _device, BlockEntries).Compute();
    }

    /// <inheritdoc/>
    public double[] Eigenvalues(Matrix a, int? threads = null)
    {
        SymmetricInput.Check(a, nameof(a), null);
        if (a.Rows == 0) return [];
        using DisposeScope scope = torch.NewDisposeScope();
        return TorchArrays.Download<double>(torch.linalg.eigvalsh(ToTensor(a)));
    }

    /// <inheritdoc/>
    public SymmetricEigenDecomposition Decompose(Matrix a, int? threads = null)
    {
        SymmetricInput.Check(a, nameof(a), null);
        if (a.Rows == 0) return new SymmetricEigenDecomposition { Values = [], Vectors = new Matrix(0, 0) };
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor values, Tensor vectors) = torch.linalg.eigh(ToTensor(a));
        return new SymmetricEigenDecomposition { Values = TorchArrays.Download<double>(values), Vectors = TorchArrays.ToMatrix(vectors) };
    }

    private Tensor ToTensor(Matrix a) => TorchArrays.Upload(a.Values.ToArray(), [a.Rows, a.Columns], _device);
}
