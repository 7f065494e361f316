using System.Runtime.Intrinsics;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Compute.Convolution;

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
        var job = new ConvolutionalJob(network, depths, x1, x2, options, hasResults: options.Stripes is null);
        using IConvolutionalEngine engine = Engine(job, vectorBits);
        engine.Run();
        if (options.Stripes is not null) return [];
        EqualImages.Settle(job);
        return job.Results;
    }

    /// <summary>The engine for a job's precision and the widest vectors, or the width given.</summary>
    /// <param name="job">The job.</param>
    /// <param name="vectorBits">512, 256, 128, 0 for single numbers, or null.</param>
    public static IConvolutionalEngine Engine(ConvolutionalJob job, int? vectorBits = null)
    {
        bool isSingle = job.Options.Precision == Precision.Float32 && (job.Network.Activation is ReluFamily or Erf);
        int bits = vectorBits ?? (Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128);
        return (bits, isSingle) switch
        {
            (512, true) => new ConvolutionalEngine<ConvolutionalLanes512<float>, float>(job),
            (256, true) => new ConvolutionalEngine<ConvolutionalLanes256<float>, float>(job),
            (128, true) => new ConvolutionalEngine<ConvolutionalLanes128<float>, float>(job),
            (0, true) => new ConvolutionalEngine<ConvolutionalLanesScalar<float>, float>(job),
            (512, false) => new ConvolutionalEngine<ConvolutionalLanes512<double>, double>(job),
            (256, false) => new ConvolutionalEngine<ConvolutionalLanes256<double>, double>(job),
            (128, false) => new ConvolutionalEngine<ConvolutionalLanes128<double>, double>(job),
            (0, false) => new ConvolutionalEngine<ConvolutionalLanesScalar<double>, double>(job),
            _ => throw new ArgumentException(Invariant($"A vector of {bits} bits is none of 512, 256, 128 and 0."), nameof(vectorBits)),
        };
    }
}
