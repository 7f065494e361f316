using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Compute.Convolution;

/// <summary>Image, filter and padding, and the displacement classes that follow from them.</summary>
internal sealed class ConvolutionalShape
{
    private const int SmallImage = 256;

    /// <summary>Checks that the images fit the network and lays out its classes.</summary>
    /// <exception cref="ArgumentException">The filter is larger than an image that wraps around.</exception>
    public ConvolutionalShape(NetworkDescription network, InputBatch x)
    {
        Height = x.Height;
        Width = x.Width;
        Channels = x.Channels;
        FilterHeight = network.FilterHeight;
        FilterWidth = network.FilterWidth;
        IsCircular = network.Padding == Padding.Circular;
        if (IsCircular) RequireFits(network, x);
        bool isPooled = network.Architecture == Architecture.ConvolutionalPool;
        Bands = isPooled ? Pooled(half: false) : [[Class(0, 0, 1)]];
        HalfBands = isPooled ? Pooled(half: true) : [[Class(0, 0, 0.5)]];
        ReadOutTerms = isPooled ? (double)Pixels * Pixels : Pixels;
    }

    /// <summary>Checks that an image that wraps around is not smaller than the filter.</summary>
    /// <exception cref="ArgumentException">It is smaller.</exception>
    public static void RequireFits(NetworkDescription network, InputBatch x)
    {
        if (network.FilterHeight <= x.Height && network.FilterWidth <= x.Width) return;
        throw new ArgumentException(
            Invariant($"The filter is {network.FilterHeight}×{network.FilterWidth}, but the images are {x.Height}×{x.Width}; with circular padding an image ")
                + "must be at least as large as the filter.", nameof(network));
    }

    /// <summary>Image rows.</summary>
    public int Height { get; }

    /// <summary>Image columns.</summary>
    public int Width { get; }

    /// <summary>Channels of the input images.</summary>
    public int Channels { get; }

    /// <summary>Filter rows.</summary>
    public int FilterHeight { get; }

    /// <summary>Filter columns.</summary>
    public int FilterWidth { get; }

    /// <summary>Whether images wrap around.</summary>
    public bool IsCircular { get; }

    /// <summary>Pixels of an image, d.</summary>
    public int Pixels => Height * Width;

    /// <summary>Taps of the filter.</summary>
    public int Taps => FilterHeight * FilterWidth;

    /// <summary>All classes the read-out needs, in bands of work; the order fixes the order of summation.</summary>
    public ConvolutionalClass[][] Bands { get; }

    /// <summary>One class of each pair δ, -δ, for tiles that hold (a, b) and (b, a): the sum over all classes of (a, b) is the weighted sum over these of
    /// both.</summary>
    public ConvolutionalClass[][] HalfBands { get; }

    /// <summary>Pixel pairs the read-out averages over: d (CNN-F) or d² (CNN-P).</summary>
    public double ReadOutTerms { get; }

    /// <summary>Pixel pairs in all <see cref="Bands"/>: d, d² with circular padding, less with zero padding.</summary>
    public long PixelPairs => Bands.Sum(band => band.Sum(c => (long)c.Height * c.Width));

    private ConvolutionalClass[][] Pooled(bool half)
    {
        int firstRow = IsCircular ? 0 : 1 - Height;
        int firstColumn = IsCircular ? 0 : 1 - Width;
        var bands = new List<ConvolutionalClass[]>();
        for (int dy = firstRow; dy < Height; dy++)
        {
            var band = new List<ConvolutionalClass>();
            for (int dx = firstColumn; dx < Width; dx++)
            {
                int order = IsCircular ? Order(dy, dx, (Height - dy) % Height, (Width - dx) % Width) : Order(dy, dx, -dy, -dx);
                if (!half || order >= 0) band.Add(Class(dy, dx, half && order == 0 ? 0.5 : 1));
            }

            if (band.Count > 0) bands.Add([.. band]);
        }

        return Pixels < SmallImage ? [[.. bands.SelectMany(band => band)]] : [.. bands];
    }

    private ConvolutionalClass Class(int dy, int dx, double weight) => IsCircular
        ? new ConvolutionalClass(Height, Width, 0, 0, dy, dx, weight, dy == 0 && dx == 0)
        : new ConvolutionalClass(
            Height - Math.Abs(dy), Width - Math.Abs(dx), Math.Max(0, -dy), Math.Max(0, -dx), Math.Max(0, dy), Math.Max(0, dx), weight, dy == 0 && dx == 0);

    private static int Order(int dy, int dx, int otherDy, int otherDx) => dy != otherDy ? dy.CompareTo(otherDy) : dx.CompareTo(otherDx);
}
