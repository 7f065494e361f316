using WideNet.Kernels;
using WideNet.Networks;

namespace WideNet.Compute.Backpropagation;

/// <summary>Where things lie in channels-last images with a border: [row + 2·(filter rows / 2)][column + 2·(filter columns / 2)][channel].</summary>
internal sealed unsafe class ConvolutionGeometry(NetworkShape shape)
{
    private readonly bool _circular = shape.Description.Padding == Padding.Circular;

    public int Height { get; } = shape.InputHeight;

    public int Width { get; } = shape.InputWidth;

    public int Pixels { get; } = shape.Pixels;

    public int FilterHeight { get; } = shape.Description.FilterHeight;

    public int FilterWidth { get; } = shape.Description.FilterWidth;

    public int PaddedWidth => Width + FilterWidth - 1;

    public int PaddedPixels => (Height + FilterHeight - 1) * PaddedWidth;

    /// <summary>Offset in pixels, inside a bordered image, of the first tap of output pixel (row, column).</summary>
    public int FirstTap(int pixel) => (pixel / Width * PaddedWidth) + (pixel % Width);

    /// <summary>Copies rows of an image without border to their place in a bordered image.</summary>
    public void CopyRows<T>(T* rows, int firstRow, int count, int channels, T* image)
        where T : unmanaged
    {
        int run = Width * channels;
        for (int y = firstRow; y < firstRow + count; y++, rows += run)
        {
            T* target = image + (((((nint)y + (FilterHeight / 2)) * PaddedWidth) + (FilterWidth / 2)) * channels);
            new ReadOnlySpan<T>(rows, run).CopyTo(new Span<T>(target, run));
        }
    }

    /// <summary>Fills the border of an image whose inner pixels are in place. A border of zeros is never written, so it stays as allocated.</summary>
    public void FillBorder<T>(T* image, int channels)
        where T : unmanaged
    {
        if (!_circular) return;
        int top = FilterHeight / 2, left = FilterWidth / 2;
        nint row = (nint)PaddedWidth * channels;
        for (int y = top; y < top + Height; y++)
        {
            T* start = image + (y * row);
            for (int x = 0; x < PaddedWidth; x++)
            {
                if (x == left) x += Width;
                if (x < PaddedWidth) Copy(start + (((nint)left + Modulo(x - left, Width)) * channels), start + ((nint)x * channels), channels);
            }
        }

        for (int y = 0; y < Height + FilterHeight - 1; y++)
        {
            if (y == top) y += Height;
            if (y < Height + FilterHeight - 1) Copy(image + ((top + Modulo(y - top, Height)) * row), image + (y * row), (int)row);
        }
    }

    private static int Modulo(int value, int size) => ((value % size) + size) % size;

    private static void Copy<T>(T* source, T* target, int count)
        where T : unmanaged => new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(target, count));
}
