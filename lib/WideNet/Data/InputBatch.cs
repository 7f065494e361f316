using WideNet.Numerics;

namespace WideNet.Data;

/// <summary>Network inputs x: <see cref="Count"/> images of <see cref="Height"/> × <see cref="Width"/> pixels with <see cref="Channels"/> channels, row-major
/// NHWC.</summary>
/// <remarks>
/// Plain vectors are images of one pixel whose channels are the features. A fully-connected network reads an image as one vector of
/// <see cref="FeatureCount"/> numbers; a convolutional network reads a vector of channels at every pixel.
/// </remarks>
public sealed class InputBatch
{
    private readonly double[] _values;

    /// <summary>Wraps an NHWC array without copying it.</summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="height">Rows of an image, at least 1.</param>
    /// <param name="width">Columns of an image, at least 1.</param>
    /// <param name="channels">Channels of a pixel, at least 1.</param>
    /// <param name="values">Entries [example, row, column, channel]; all finite.</param>
    /// <exception cref="ArgumentException">The length does not fit the shape, or an entry is NaN or infinite.</exception>
    public InputBatch(int count, int height, int width, int channels, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (height < 1 || width < 1 || channels < 1) throw new ArgumentException(
            Invariant($"An example has {height}×{width}×{channels} numbers (rows, columns, channels); each must be at least 1."));
        ArgumentNullException.ThrowIfNull(values);
        long expected = (long)count * height * width * channels;
        if (values.Length != expected)
        {
            throw new ArgumentException(
                Invariant($"{count} images of {height}×{width}×{channels} need {expected} values, but {nameof(values)} has {values.Length}."), nameof(values));
        }

        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        if (bad >= 0)
        {
            throw new ArgumentException(
                Invariant($"Inputs must be finite, but entry {bad} (example {bad / (height * width * channels)}) is {values[bad]}."), nameof(values));
        }

        Count = count;
        Height = height;
        Width = width;
        Channels = channels;
        _values = values;
    }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>Image rows H.</summary>
    public int Height { get; }

    /// <summary>Image columns W.</summary>
    public int Width { get; }

    /// <summary>Channels per pixel.</summary>
    public int Channels { get; }

    /// <summary>Pixels per image, d = H·W.</summary>
    public int Pixels => Height * Width;

    /// <summary>Numbers per example, H·W·channels.</summary>
    public int FeatureCount => Height * Width * Channels;

    /// <summary>All entries, NHWC.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>One example as <see cref="FeatureCount"/> numbers in (row, column, channel) order.</summary>
    /// <param name="index">Example index from 0.</param>
    public ReadOnlySpan<double> Example(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _values.AsSpan(index * FeatureCount, FeatureCount);
    }

    /// <summary>Vectors as one-pixel images: rows are examples, columns features.</summary>
    /// <param name="vectors">Data [examples, features].</param>
    public static InputBatch FromVectors(Matrix vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        return new InputBatch(vectors.Rows, 1, 1, vectors.Columns, vectors.Values.ToArray());
    }

    /// <summary>A run of examples, copied.</summary>
    /// <param name="first">Index of the first example.</param>
    /// <param name="count">Number of examples.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run does not lie inside the batch.</exception>
    public InputBatch Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Count, nameof(count));
        return new InputBatch(count, Height, Width, Channels, _values.AsSpan(first * FeatureCount, count * FeatureCount).ToArray());
    }

    /// <summary>Shape in words, such as <c>64 images 32×32×3</c>.</summary>
    public override string ToString() => $"{Count} images {Height}×{Width}×{Channels}";
}
