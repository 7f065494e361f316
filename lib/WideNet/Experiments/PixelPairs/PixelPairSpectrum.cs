using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Experiments.PixelPairs;

/// <summary>Θ of every pair of pixels of a few images against depth, before any read-out pools them.</summary>
/// <remarks>
/// Setting as in <see cref="ConditionNumbers.ArchitectureSpectrum"/>: every pixel vector at x·x/channels = q*, circular 3×3 convolutions. A CNN-F averages
/// equal pixels of two images, a CNN-P all pairs; a fully-connected network on single pixels has the same laws. Test: PixelPairClaimsTests.
/// </remarks>
public sealed record PixelPairSpectrum
{
    private const int MostDepths = 40;

    private PixelPairSpectrum()
    {
    }

    /// <summary>The convolutional network; the read-out is not used.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>Fixed points and slopes.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>q*; 1 for the critical ReLU family.</summary>
    public required double QStar { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Pixels of an image.</summary>
    public required int Pixels { get; init; }

    /// <summary>Depths l, evenly spaced from the spacing itself to the last.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Kernels of all pixels of all images, one for each depth.</summary>
    public required IReadOnlyList<GapKernel> Kernels { get; init; }

    /// <summary>Computes the kernels at up to 40 depths.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Last depth, at least 1; a multiple of the spacing below it is taken.</param>
    /// <param name="data">Images as loaded; standardised with all training images.</param>
    /// <param name="count">How many of the training images, at least 2.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to.</param>
    /// <exception cref="ArgumentException">There is no q* at these variances.</exception>
    public static PixelPairSpectrum Compute(Activation activation, double weightVariance, double biasVariance, int depth, DatasetPair data, int count = 3, int side = 6)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth, Architecture.ConvolutionalPool);
        DatasetPair scaled = data.Preprocess(new Preprocessing { Size = side, Normalization = Normalization.Pixel, Variance = network.QStar });
        int[] depths = Grid.Multiples(depth, MostDepths);
        return new PixelPairSpectrum
        {
            Network = network.Description,
            Theory = network.Theory,
            QStar = network.QStar,
            DataLabel = $"{data.Description}, the first {count} training images, area-averaged to {side}×{side}",
            Pixels = side * side,
            Depths = depths,
            Kernels = GapRecursion.PixelKernels(network.Description, depths, scaled.Train.Inputs.Slice(0, count)),
        };
    }

    /// <summary>Θ_ab against depth, one curve for each pair of different pixels that start at some distance.</summary>
    /// <param name="ofOneImage">Pairs of one image, or pairs of two images.</param>
    public IReadOnlyList<IReadOnlyList<double>> Entries(bool ofOneImage) => Curves(ofOneImage, (kernel, a, b) => kernel.Entry(a, b));

    /// <summary>Θ_aa - Θ_ab against depth, one curve for each pair of different pixels that start at some distance.</summary>
    /// <param name="ofOneImage">Pairs of one image, or pairs of two images.</param>
    public IReadOnlyList<IReadOnlyList<double>> Gaps(bool ofOneImage) => Curves(ofOneImage, (kernel, a, b) => kernel.NtkGap(a, b));

    private IReadOnlyList<IReadOnlyList<double>> Curves(bool ofOneImage, Func<GapKernel, int, int, double> value)
    {
        int size = Kernels[0].ScaledEntries.Rows;
        return
        [
            .. from a in Enumerable.Range(0, size)
               from b in Enumerable.Range(0, a)
               where (a / Pixels == b / Pixels) == ofOneImage && Kernels[0].ScaledNtkGaps[a, b] > 0
               select Kernels.Select(kernel => value(kernel, a, b)).ToArray(),
        ];
    }
}
