using System.Numerics;
using System.Runtime.CompilerServices;

namespace WideNet.Compute.Convolution;

/// <summary>The box filter of a convolution on one image of doubles, vectorised along the rows.</summary>
internal sealed class ConvolutionalBox
{
    private readonly ConvolutionalShape _shape;
    private readonly double[] _columns, _padded;

    /// <summary>Takes working memory.</summary>
    public ConvolutionalBox(ConvolutionalShape shape)
    {
        _shape = shape;
        _columns = new double[shape.Pixels];
        _padded = new double[shape.Width + shape.FilterWidth - 1];
    }

    /// <summary>Image ← weight · Σ over the taps + bias (+ addend).</summary>
    /// <param name="image">The image, row-major.</param>
    /// <param name="weight">Factor of the sum.</param>
    /// <param name="bias">Added to every pixel.</param>
    /// <param name="addend">Added pixel by pixel, or empty.</param>
    public void Apply(Span<double> image, double weight, double bias, ReadOnlySpan<double> addend)
    {
        int w = _shape.Width;
        SumColumns(image);
        for (int y = 0; y < _shape.Height; y++)
        {
            Pad(_columns.AsSpan(y * w, w));
            Span<double> row = image.Slice(y * w, w);
            _padded.AsSpan(0, w).CopyTo(row);
            for (int tap = 1; tap < _shape.FilterWidth; tap++) Add(row, _padded.AsSpan(tap, w));
            Scale(row, weight, bias);
            if (!addend.IsEmpty) Add(row, addend.Slice(y * w, w));
        }
    }

    /// <summary>Adds a span to another of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<double> to, ReadOnlySpan<double> from)
    {
        int i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count) (new Vector<double>(to[i..]) + new Vector<double>(from[i..])).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] += from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<double> to, double weight, double bias)
    {
        int i = 0;
        var added = new Vector<double>(bias);
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count) ((new Vector<double>(to[i..]) * weight) + added).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = (to[i] * weight) + bias;
    }

    private void SumColumns(ReadOnlySpan<double> image)
    {
        int h = _shape.Height, w = _shape.Width;
        int reach = _shape.FilterHeight / 2;
        _columns.AsSpan().Clear();
        for (int y = 0; y < h; y++)
        {
            Span<double> sum = _columns.AsSpan(y * w, w);
            for (int tap = y - reach; tap <= y + reach; tap++)
            {
                int line = tap;
                if (line < 0 || line >= h)
                {
                    if (!_shape.IsCircular) continue;
                    line += line < 0 ? h : -h;
                }

                Add(sum, image.Slice(line * w, w));
            }
        }
    }

    private void Pad(ReadOnlySpan<double> row)
    {
        int reach = _shape.FilterWidth / 2;
        row.CopyTo(_padded.AsSpan(reach));
        if (!_shape.IsCircular) return;
        row[^reach..].CopyTo(_padded);
        row[..reach].CopyTo(_padded.AsSpan(reach + row.Length));
    }
}
