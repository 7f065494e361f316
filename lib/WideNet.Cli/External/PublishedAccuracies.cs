using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Spectra;

namespace WideNet.Cli.External;

/// <summary>Accuracies that others published for the same kernels: S. Arora et al., On Exact Computation with an Infinitely Wide Neural Net, NeurIPS 2019,
/// Table 1.</summary>
/// <remarks>
/// Kernel regression without ridge on 2,000 training images of CIFAR-10. Conventions are those of the authors' program (github.com/ruosongwang/CNTK): ReLU with
/// σ_w² = 2 and no bias, 3×3 filters, zero padding, pixels standardised per channel and not scaled, labels one-hot minus 0.1. Their depth is the number of
/// convolutions plus one, so depth L there is <see cref="NetworkDescription.Depth"/> L - 1 here. Their first layer is not divided by its fan-in and their
/// read-out is a sum in place of a mean: for ReLU without bias both are factors of the whole kernel, which a regression without ridge does not see.
/// They learn means and deviations from all 50,000 training images, here it is the training images used. Which 2,000 images they took is not published.
/// </remarks>
internal static class PublishedAccuracies
{
    /// <summary>Where the numbers stand.</summary>
    public const string Source = "Arora et al. 2019, Table 1";

    private static readonly double[] Vanilla = [0.409, 0.425, 0.434, 0.434, 0.425];
    private static readonly double[] Pooled = [0.497, 0.511, 0.517, 0.519, 0.522];

    /// <summary>Depths of the table: convolutions plus one.</summary>
    public static IReadOnlyList<int> Depths { get; } = [3, 4, 6, 11, 21];

    /// <summary>Training images.</summary>
    public static int TrainCount => 2000;

    /// <summary>Test images: all there are.</summary>
    public static int TestCount => 10_000;

    /// <summary>What was done to the images.</summary>
    public static Preprocessing Preprocessing { get; } = new() { Normalization = Normalization.Standard };

    /// <summary>The kernel's name there.</summary>
    public static string Name(PublishedKernel kernel) => kernel == PublishedKernel.Vanilla ? "CNTK-V" : "CNTK-GAP";

    /// <summary>The published accuracy, as a fraction.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="depth">One of <see cref="Depths"/>.</param>
    /// <exception cref="ArgumentException">The depth is not in the table.</exception>
    public static double Of(PublishedKernel kernel, int depth)
    {
        int i = Depths.ToList().IndexOf(depth);
        return i >= 0
            ? (kernel == PublishedKernel.Vanilla ? Vanilla : Pooled)[i]
            : throw new ArgumentException(Invariant($"Depth {depth} is not in the table; there are {string.Join(", ", Depths)}."), nameof(depth));
    }

    /// <summary>Binomial standard error of a published accuracy.</summary>
    public static double StandardError(double published) => TrainedNetworkAccuracy.StandardError(published, TestCount);

    /// <summary>The network whose tangent kernel it is.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="depth">Convolutions plus one, at least 2.</param>
    public static NetworkDescription Network(PublishedKernel kernel, int depth) => new()
    {
        Architecture = kernel == PublishedKernel.Vanilla ? Architecture.ConvolutionalFlatten : Architecture.ConvolutionalPool,
        Activation = ReluFamily.Relu,
        Depth = depth - 1,
        WeightVariance = 2,
        BiasVariance = 0,
        ReadInWeightVariance = 1,
        Padding = Padding.Zero,
        TrainsReadIn = kernel == PublishedKernel.Vanilla,
        TrainsReadOut = kernel == PublishedKernel.Vanilla,
    };
}

/// <summary>The two convolutional tangent kernels of Arora et al. 2019.</summary>
internal enum PublishedKernel
{
    /// <summary>CNTK-V: flattens after the last convolution; all layers are trained.</summary>
    Vanilla,

    /// <summary>CNTK-GAP: averages over pixels after the last convolution; the first and the last layer are not trained.</summary>
    Pooled,
}
