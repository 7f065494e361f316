using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Tests.Claims;

/// <summary>Images whose pixels all show one signal, each under noise of its own: every pixel pair of two images has the same, known correlation.</summary>
/// <remarks>
/// Pixel α of image a is √s u_a + √(1-s) n_aα with unit signals u_a and orthonormal noise directions n_aα, orthogonal to all signals. So two pixels
/// of one image have correlation s, two pixels of images a and b have s u_a·u_b, wherever they are, and convolution leaves every class of pairs as it
/// is: a CNN-P's kernel follows from that of a fully-connected network on single pixels. Test: SignalImagesTests.
/// </remarks>
internal static class SignalImages
{
    private const int SignalDimensions = 24;

    /// <summary>Draws the signals; labels run 0, 1 … 9, 0, 1 … and say nothing about them.</summary>
    /// <param name="trainCount">Training images, at least 1.</param>
    /// <param name="testCount">Test images, at least 1.</param>
    /// <param name="side">Rows and columns.</param>
    /// <param name="share">s, between 0 and 1: the correlation of two pixels of one image.</param>
    /// <param name="variance">x·x/channels of every pixel.</param>
    /// <param name="seed">Another seed gives other signals.</param>
    /// <returns>Images with as many channels as there are directions; they need no preprocessing.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not between 0 and 1.</exception>
    public static DatasetPair Create(int trainCount, int testCount, int side, double share, double variance, long seed = 0)
    {
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, $"The share of the signal is {share}; it must be between 0 and 1.");
        }

        int count = trainCount + testCount, pixels = side * side, channels = SignalDimensions + (count * pixels);
        RandomStream stream = new RandomStream(seed).Split("signal images");
        double[] values = new double[count * pixels * channels];
        double scale = Math.Sqrt(variance * channels);
        for (int image = 0; image < count; image++)
        {
            double[] signal = new double[SignalDimensions];
            stream.Split(image).FillNormal(signal);
            double norm = Math.Sqrt(signal.Sum(value => value * value));
            for (int pixel = image * pixels; pixel < (image + 1) * pixels; pixel++)
            {
                Span<double> vector = values.AsSpan(pixel * channels, channels);
                for (int i = 0; i < SignalDimensions; i++)
                {
                    vector[i] = scale * Math.Sqrt(share) * signal[i] / norm;
                }

                vector[SignalDimensions + pixel] = scale * Math.Sqrt(1 - share);
            }
        }

        var all = new InputBatch(count, side, side, channels, values);
        return new DatasetPair(
            Part(all.Slice(0, trainCount)),
            Part(all.Slice(trainCount, testCount)),
            $"signal images (seed {seed}), {trainCount} for training and {testCount} for test");
    }

    private static LabeledDataset Part(InputBatch inputs) => new(
        inputs,
        [.. Enumerable.Range(0, inputs.Count).Select(i => i % SyntheticImages.ClassNames.Count)],
        [.. Enumerable.Range(0, SyntheticImages.ClassNames.Count).Select(i => $"class {i}")],
        $"{inputs.Count} signal images");
}
