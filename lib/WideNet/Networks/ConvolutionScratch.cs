namespace WideNet.Networks;

/// <summary>What one thread needs while an image goes through the layers.</summary>
internal sealed unsafe class ConvolutionScratch<T>(ConvolutionGeometry geometry, int width, int rowsPerStrip)
    where T : unmanaged
{
    private readonly AlignedArray<T> _even = new((long)geometry.PaddedPixels * width);
    private readonly AlignedArray<T> _odd = new((long)geometry.PaddedPixels * width);

    /// <summary>Some rows of an image between two steps.</summary>
    public AlignedArray<T> Strip { get; } = new((long)rowsPerStrip * geometry.Width * width);

    /// <summary>Sums over pixels, one a channel.</summary>
    public double[] Sums { get; } = new double[width];

    /// <summary>∂L/∂z of a layer with a border; two images serve all layers in turn.</summary>
    public T* Delta(int layer) => (layer % 2 == 0 ? _even : _odd).Start;
}
