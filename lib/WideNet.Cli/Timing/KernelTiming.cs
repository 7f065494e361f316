using WideNet.Activations;
using WideNet.Compute.Convolution;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli.Timing;

/// <summary>How fast entries of a convolutional kernel, NNGP and NTK together, are computed on one thread, beside what the processor could do.</summary>
/// <remarks>
/// A unit of the real work (a few displacement classes or images through all layers) is timed many times and scaled to an entry; the
/// preparation of the images, O(m) for m² entries, is left out. The roof is the measured rate of fused multiply-adds; processors that add
/// on other ports than they multiply can issue more.
/// </remarks>
internal sealed record KernelTiming
{
    private const int PublishedSide = 32;
    private const int PublishedLayers = 21;

    /// <summary>What was timed, such as <c>CNN-P relu Float32 32×32×3, 21 layers, 3×3</c>.</summary>
    public required string Work { get; init; }

    /// <summary>Milliseconds an entry in each repetition, ascending: the first is the best, the middle one the median.</summary>
    public required IReadOnlyList<double> MillisecondsPerEntry { get; init; }

    /// <summary>Vector operations (multiply-add, multiply, add, maximum, root, division) for one vector of pixels and one layer; 0 where the activation has
    /// no closed loop.</summary>
    public required int VectorOperations { get; init; }

    /// <summary>Numbers in a vector.</summary>
    public required int Lanes { get; init; }

    /// <summary>Pixels × layers of an entry.</summary>
    public required double PixelLayers { get; init; }

    /// <summary>Measured fused multiply-adds of vectors per second on one thread.</summary>
    public required double PeakVectorOperationsPerSecond { get; init; }

    /// <summary>Published milliseconds of neural-tangents on a CPU with over 56 cores (float32), or null for other sizes.</summary>
    public required double? PublishedCpuMilliseconds { get; init; }

    /// <summary>Published milliseconds of neural-tangents on a V100 GPU (float32), or null for other sizes.</summary>
    public required double? PublishedGpuMilliseconds { get; init; }

    /// <summary>Entries per second at the best repetition.</summary>
    public double EntriesPerSecond => 1e3 / MillisecondsPerEntry[0];

    /// <summary>Fraction of the measured peak that the best repetition reaches.</summary>
    public double PeakFraction => VectorOperations * PixelLayers / Lanes / (MillisecondsPerEntry[0] * 1e-3) / PeakVectorOperationsPerSecond;

    /// <summary>Times the entries of a network on synthetic images.</summary>
    /// <param name="network">A CNN-F or CNN-P; its depth is the number of layers.</param>
    /// <param name="height">Image rows.</param>
    /// <param name="width">Image columns.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="precision">Arithmetic.</param>
    /// <param name="repetitions">Timings taken, at least 1.</param>
    /// <exception cref="ArgumentException">The network is not convolutional, or does not fit the images.</exception>
    public static KernelTiming Measure(
        NetworkDescription network, int height = 32, int width = 32, int channels = 3, Precision precision = Precision.Float32, int repetitions = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        if (network.Architecture == Architecture.FullyConnected) throw new ArgumentException(
            "Entries of a fully-connected network are not timed one by one.", nameof(network));
        InputBatch images = Images(16, height, width, channels);
        var job = new ConvolutionalJob(
            network, [network.Depth], images, images, new KernelOptions { MaxThreads = 1, Precision = precision }, hasResults: false);
        using IConvolutionalEngine engine = ConvolutionalKernel.Engine(job);
        double peak = IsSingle(network, precision) ? PeakRate.Measure<float>(1) : PeakRate.Measure<double>(1);
        double[] seconds = engine.SampleSecondsPerPixelPair(repetitions);
        bool isPooled = network.Architecture == Architecture.ConvolutionalPool;
        bool isPublished = height == PublishedSide && width == PublishedSide && network.Depth == PublishedLayers && network.FilterHeight == 3
            && network.FilterWidth == 3;
        double pixelPairs = job.Shape.PixelPairs;
        return new KernelTiming
        {
            Work =
                Invariant($"{network.Architecture.Name()} {network.Activation.Name} {precision} {height}×{width}×{channels}, {network.Depth} layers, ")
                    + Invariant($"{network.FilterHeight}×{network.FilterWidth}"),
            MillisecondsPerEntry = [.. seconds.Select(s => s * pixelPairs / engine.Lanes * 1e3)],
            VectorOperations = Operations(network, precision),
            Lanes = engine.Lanes,
            PixelLayers = pixelPairs * network.Depth,
            // A multiply-add of a vector counts two operations for each of its numbers.
            PeakVectorOperationsPerSecond = peak / (2 * engine.Lanes),
            PublishedCpuMilliseconds = !isPublished ? null : isPooled ? 112.9 : 0.120,
            PublishedGpuMilliseconds = !isPublished ? null : isPooled ? 2.70 : 0.00465,
        };
    }

    /// <summary>Operations of the fused 3×3 loop: duals without the polynomial, the polynomial, Ṫ∘Θ, box filter.</summary>
    private static int Operations(NetworkDescription network, Precision precision)
    {
        bool isSingle = IsSingle(network, precision);
        if (network.FilterHeight != 3 || network.FilterWidth != 3) return 0;
        int dual = network.Activation switch
        {
            ReluFamily => 10,
            Erf => 9,
            _ => 0,
        };
        int polynomial = isSingle ? 7 : 19;
        int box = isSingle ? 9 : 10;
        return dual == 0 ? 0 : dual + polynomial + 1 + box;
    }

    // Activations without a loop of their own are computed in double precision.
    private static bool IsSingle(NetworkDescription network, Precision precision) =>
        precision == Precision.Float32 && (network.Activation is ReluFamily or Erf);

    private static InputBatch Images(int count, int height, int width, int channels)
    {
        double[] values = new double[count * height * width * channels];
        ulong state = 1;
        for (int i = 0; i < values.Length; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            values[i] = ((state >> 11) / (double)(1L << 52)) - 1;
        }

        return new InputBatch(count, height, width, channels, values);
    }
}
