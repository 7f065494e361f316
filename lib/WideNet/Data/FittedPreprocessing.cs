namespace WideNet.Data;

/// <summary>A <see cref="Preprocessing"/> with the means and deviations of one training set, ready for any images of the same shape.</summary>
internal sealed class FittedPreprocessing
{
    /// <summary>Below this fraction of the mean a deviation is rounding, and below this length a standardised vector is.</summary>
    private const double Negligible = 1e-12;

    private readonly double[] _means;
    private readonly double[] _deviations;

    internal FittedPreprocessing(Preprocessing preprocessing, InputBatch train)
    {
        if (train.Count == 0)
        {
            throw new ArgumentException("Means and deviations need at least one training image, but there is none.", nameof(train));
        }

        Preprocessing = preprocessing;
        InputBatch images = Shrink(train);
        int channels = images.Channels;
        _means = new double[channels];
        _deviations = new double[channels];
        Array.Fill(_deviations, 1);
        switch (preprocessing.Normalization)
        {
            case Normalization.None:
                break;
            case Normalization.Global:
                (double mean, double deviation) = Moments(images, 0, 1, "the training images");
                Array.Fill(_means, mean);
                Array.Fill(_deviations, deviation);
                break;
            default:
                for (int c = 0; c < channels; c++)
                {
                    (_means[c], _deviations[c]) = Moments(images, c, channels, Invariant($"channel {c} of the training images"));
                }

                break;
        }
    }

    /// <summary>What is done.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>What is subtracted from each channel.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>What each channel is then divided by.</summary>
    public IReadOnlyList<double> Deviations => _deviations;

    /// <summary>Transforms images, in a new batch.</summary>
    /// <param name="images">Images of any number, with the channels of the training images.</param>
    /// <exception cref="ArgumentException">The channels differ, or an example (a pixel for <see cref="Normalization.Pixel"/>) is zero after standardising and
    /// cannot be scaled.</exception>
    public InputBatch Apply(InputBatch images)
    {
        if (images.Channels != _means.Length)
        {
            throw new ArgumentException(
                Invariant($"The training images have {_means.Length} channels, but {nameof(images)} have {images.Channels}."), nameof(images));
        }

        InputBatch small = Shrink(images);
        Normalization normalization = Preprocessing.Normalization;
        double[] values = small.Values.ToArray();
        if (normalization != Normalization.None)
        {
            int group = normalization == Normalization.Pixel ? small.Channels : small.FeatureCount;
            double q = normalization == Normalization.Unit ? 1 : Preprocessing.Variance;
            for (int start = 0; start < values.Length; start += group)
            {
                Span<double> vector = values.AsSpan(start, group);
                Standardize(vector);
                if (normalization != Normalization.Standard && !TryScale(vector, q))
                {
                    int example = start / small.FeatureCount, pixel = start % small.FeatureCount / small.Channels;
                    string which = normalization == Normalization.Pixel
                        ? Invariant($"pixel ({pixel / small.Width}, {pixel % small.Width}) of image {example}")
                        : Invariant($"image {example}");
                    throw new ArgumentException(
                        Invariant($"After standardising, {which} is zero and cannot be scaled to x·x/n = {q}; leave the image out or use the ")
                            + "preprocessing 'none'.", nameof(images));
                }
            }
        }

        return new InputBatch(small.Count, small.Height, small.Width, small.Channels, values);
    }

    private InputBatch Shrink(InputBatch images) => Preprocessing.Size is int size ? AreaAverage.Resize(images, size, size) : images;

    private void Standardize(Span<double> vector)
    {
        for (int k = 0; k < vector.Length; k += _means.Length)
        {
            for (int c = 0; c < _means.Length; c++)
            {
                vector[k + c] = (vector[k + c] - _means[c]) / _deviations[c];
            }
        }
    }

    private static bool TryScale(Span<double> vector, double q)
    {
        double square = 0;
        foreach (double v in vector)
        {
            square += v * v;
        }

        square /= vector.Length;
        if (!(square > Negligible * Negligible))
        {
            return false;
        }

        double factor = Math.Sqrt(q / square);
        foreach (ref double v in vector)
        {
            v *= factor;
        }

        return true;
    }

    /// <summary>Mean and deviation of every <paramref name="step"/>-th value from <paramref name="first"/>.</summary>
    private static (double Mean, double Deviation) Moments(InputBatch images, int first, int step, string what)
    {
        double count = (double)images.Count * images.FeatureCount / step, mean = 0, variance = 0;
        for (int i = 0; i < images.Count; i++)
        {
            mean += Sum(images.Example(i), first, step) / count;
        }

        for (int i = 0; i < images.Count; i++)
        {
            variance += SumOfSquares(images.Example(i), first, step, mean) / count;
        }

        double deviation = Math.Sqrt(variance);
        return deviation > Negligible * Math.Abs(mean)
            ? (mean, deviation)
            : throw new ArgumentException(
                $"The deviation of {what} is zero, so they cannot be standardised; use more images or the preprocessing 'none'.", nameof(images));
    }

    private static double Sum(ReadOnlySpan<double> image, int first, int step)
    {
        double sum = 0;
        for (int k = first; k < image.Length; k += step)
        {
            sum += image[k];
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<double> image, int first, int step, double centre)
    {
        double sum = 0;
        for (int k = first; k < image.Length; k += step)
        {
            sum += (image[k] - centre) * (image[k] - centre);
        }

        return sum;
    }
}
