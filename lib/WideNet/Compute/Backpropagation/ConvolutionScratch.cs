namespace WideNet.Compute.Backpropagation;

/// <summary>What one thread needs while an image goes through the layers.</summary>
internal sealed class ConvolutionScratch<T>(ConvolutionGeometry geometry, int width, int rowsPerStrip)
    where T : unmanaged
{
    /// <summary>Some rows of an image between two steps.</summary>
    public AlignedArray<T> Strip { get; } = new((long)rowsPerStrip * geometry.Width * width);

    /// <summary>Sums over pixels, one a channel.</summary>
    public double[] Sums { get; } = new double[width];

    /// <summary>∂L/∂z of the layer above, with a border.</summary>
    public AlignedArray<T> Delta { get; } = new((long)geometry.PaddedPixels * width);
}
