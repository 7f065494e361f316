namespace WideNet.Data;

/// <summary>Makes images smaller: every new pixel is the mean of the old ones over the area that it covers, parts of pixels counted by their share.</summary>
internal static class AreaAverage
{
    /// <summary>Area-averages images. Means are kept: the mean of a channel over an image is the same before and after.</summary>
    /// <param name="images">The images [examples, H, W, channels].</param>
    /// <param name="height">New rows h, from 1 to H; H/h need not be whole.</param>
    /// <param name="width">New columns w, from 1 to W.</param>
    /// <returns>Images [examples, h, w, channels].</returns>
    /// <exception cref="ArgumentException">The new size is larger than the old one.</exception>
    /// <remarks>The weights are ratios of whole numbers, overlap/H. Shown by AreaAverageTests.</remarks>
    public static InputBatch Resize(InputBatch images, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (height > images.Height || width > images.Width)
        {
            throw new ArgumentException(
                Invariant($"Images of {images.Height}×{images.Width} pixels can only be averaged to smaller ones, but {height}×{width} was asked for."),
                nameof(height));
        }

        int examples = images.Count, channels = images.Channels;
        double[] rows = Shrink(images.Values, examples, images.Height, height, images.Width * channels);
        double[] values = Shrink(rows, examples * height, images.Width, width, channels);
        return new InputBatch(examples, height, width, channels, values);
    }

    /// <summary>[outer, old, inner] → [outer, new, inner].</summary>
    private static double[] Shrink(ReadOnlySpan<double> values, int outer, int oldLength, int newLength, int inner)
    {
        double[] result = new double[(long)outer * newLength * inner];
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < newLength; i++)
            {
                Span<double> target = result.AsSpan(((o * newLength) + i) * inner, inner);
                int begin = i * oldLength, end = begin + oldLength;
                for (int j = begin / newLength; j * newLength < end; j++)
                {
                    int overlap = Math.Min(end, (j + 1) * newLength) - Math.Max(begin, j * newLength);
                    double weight = (double)overlap / oldLength;
                    ReadOnlySpan<double> source = values.Slice(((o * oldLength) + j) * inner, inner);
                    for (int k = 0; k < inner; k++)
                    {
                        target[k] += weight * source[k];
                    }
                }
            }
        }

        return result;
    }
}
