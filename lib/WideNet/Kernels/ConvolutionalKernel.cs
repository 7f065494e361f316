using System.Runtime.Intrinsics;
using WideNet.Activations;
using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>Exact kernels of convolutional networks that flatten (CNN-F) or average over pixels (CNN-P), all requested depths from one sweep.</summary>
/// <remarks>
/// K'(α, β) = σ_w²/|Ω| Σ_δ T(K)(α+δ, β+δ) + σ_b², Θ' the same with Ṫ∘Θ, plus K'. A convolution moves both pixels alike, so the pixel pairs
/// of one displacement β - α form an image of their own that goes through all layers alone: O(pixels) memory instead of pixels² for a pair.
/// CNN-F needs displacement 0 only, CNN-P the sum over all. One vector lane is one image b, so every image size, filter and padding
/// runs at full width and each entry's bits depend on its pair alone, up to the order of the few sums of a tile on the diagonal.
/// </remarks>
internal static class ConvolutionalKernel
{
    /// <summary>The kernels of <paramref name="x1"/> with itself when <paramref name="x2"/> is null, or with <paramref name="x2"/>.</summary>
    /// <param name="network">A CNN-F or CNN-P.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="x1">Images of the rows.</param>
    /// <param name="x2">Images of the columns, or null for a train-train kernel.</param>
    /// <param name="options">Threads, precision, cancellation, progress.</param>
    /// <param name="vectorBits">Width of the vector registers, 512, 256, 128 or 0 for single numbers; null for the widest there is.</param>
    /// <exception cref="ArgumentException">The images do not fit each other or the network, or one has variance 0.</exception>
    /// <exception cref="KernelOverflowException">An entry left the range of its precision.</exception>
    public static KernelPair[] Compute(
        NetworkDescription network, IReadOnlyList<int> depths, InputBatch x1, InputBatch? x2, KernelOptions options, int? vectorBits = null)
    {
        var job = new ConvolutionalJob(network, depths, x1, x2, options);
        bool isSingle = options.Precision == Precision.Float32 && network.Activation is ReluFamily or Erf;
        int bits = vectorBits ?? (Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);
        switch (bits, isSingle)
        {
            case (512, true): Run<ConvolutionalLanes512<float>, float>(job); break;
            case (256, true): Run<ConvolutionalLanes256<float>, float>(job); break;
            case (128, true): Run<ConvolutionalLanes128<float>, float>(job); break;
            case (0, true): Run<ConvolutionalLanesScalar<float>, float>(job); break;
            case (512, false): Run<ConvolutionalLanes512<double>, double>(job); break;
            case (256, false): Run<ConvolutionalLanes256<double>, double>(job); break;
            case (128, false): Run<ConvolutionalLanes128<double>, double>(job); break;
            case (0, false): Run<ConvolutionalLanesScalar<double>, double>(job); break;
            default: throw new ArgumentException($"A vector of {bits} bits is none of 512, 256, 128 and 0.", nameof(vectorBits));
        }

        return job.Results;
    }

    private static void Run<TLanes, T>(ConvolutionalJob job)
        where TLanes : struct, IConvolutionalLanes<TLanes, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var engine = new ConvolutionalEngine<TLanes, T>(job);
        engine.Run();
    }
}
