using System.Globalization;
using WideNet.Numerics;

namespace WideNet.Data;

/// <summary>Built-in colour images in ten classes, for tests and for experiments of any size; never a substitute for CIFAR-10 in a figure without saying
/// so.</summary>
/// <remarks>
/// A class is a small coloured ripple (a Gabor patch): direction 18° times the class, wavelength 10 or 16 pixels, and a phase for each colour. An image
/// shows four copies of its class's ripple at random places, two ripples of other classes, a random tint and pixel noise. Places scatter around the
/// centre and wrap at the borders, so single pixels say little, a fixed template says something, and statistics that do not depend on place, which
/// pooling computes, say most. Image i depends only on (seed, part, i): larger sets begin with the smaller ones. Labels run 0, 1 … 9, 0, 1 …
/// Shown by SyntheticImagesTests.
/// </remarks>
internal static class SyntheticImages
{
    private const int Classes = 10;
    private const int Colours = 3;
    private const int Radius = 10;
    private const int Patch = (2 * Radius) + 1;
    private const int OwnRipples = 4;
    private const int Ripples = OwnRipples + 2;
    private const double Window = 4.5;
    private const double Scatter = 0.2;
    private const double Tint = 0.5;
    private const double Contrast = 0.12;
    private const int Levels = 255;

    /// <summary>The ten classes: the direction of the ripple.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        [.. Enumerable.Range(0, Classes).Select(c => $"{(18 * c).ToString(CultureInfo.InvariantCulture)}°")];

    /// <summary>Makes training and test images with pixels on the scale 0..1, in steps of 1/255.</summary>
    /// <param name="trainCount">Training images, at least 0.</param>
    /// <param name="testCount">Test images, at least 0; none of them is a training image.</param>
    /// <param name="seed">Another seed gives other images of other ripples.</param>
    /// <param name="side">Rows and columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or the side below 1.</exception>
    public static DatasetPair Create(int trainCount, int testCount, long seed = 0, int side = 32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trainCount);
        ArgumentOutOfRangeException.ThrowIfNegative(testCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        RandomStream stream = new RandomStream(seed).Split("synthetic images");
        double[][] ripples = RipplesOf(stream.Split("ripples"));
        string name = $"synthetic images (seed {seed.ToString(CultureInfo.InvariantCulture)})";
        string train = LabeledDataset.Number(trainCount), test = LabeledDataset.Number(testCount);
        return new DatasetPair(
            Part(trainCount, side, ripples, stream.Split("training"), $"{name}, {train} for training"),
            Part(testCount, side, ripples, stream.Split("test"), $"{name}, {test} for test"),
            testCount == 0 ? $"{name}, {train} for training" : $"{name}, {train} for training and {test} for test");
    }

    private static LabeledDataset Part(int count, int side, double[][] ripples, RandomStream stream, string description)
    {
        int size = side * side * Colours;
        double[] values = new double[checked(count * size)];
        for (int i = 0; i < count; i++)
        {
            Draw(values.AsSpan(i * size, size), side, ripples, i % Classes, stream.Split(i));
        }

        return new LabeledDataset(
            new InputBatch(count, side, side, Colours, values), [.. Enumerable.Range(0, count).Select(i => i % Classes)], ClassNames, description);
    }

    private static void Draw(Span<double> image, int side, double[][] ripples, int label, RandomStream stream)
    {
        stream.Split("noise").FillNormal(image);
        Span<double> tint = stackalloc double[Colours];
        stream.Split("tint").FillNormal(tint);
        Span<double> places = stackalloc double[2 * Ripples];
        stream.Split("places").FillNormal(places);
        RandomStream others = stream.Split("others");
        for (int r = 0; r < Ripples; r++)
        {
            int shown = r < OwnRipples ? label : (label + 1 + others.IndexBelow(Classes - 1, r)) % Classes;
            Add(image, side, ripples[shown], Place(places[2 * r], side), Place(places[(2 * r) + 1], side));
        }

        for (int k = 0; k < image.Length; k++)
        {
            double value = 0.5 + (Contrast * (image[k] + (Tint * tint[k % Colours])));
            image[k] = Math.Round(Levels * Math.Clamp(value, 0, 1)) / Levels;
        }
    }

    private static int Place(double normal, int side) => (int)Math.Round(side * (0.5 + (Scatter * normal)));

    private static void Add(Span<double> image, int side, double[] ripple, int row, int column)
    {
        for (int i = 0; i < Patch; i++)
        {
            int y = Wrap(row + i - Radius, side);
            for (int j = 0; j < Patch; j++)
            {
                int x = Wrap(column + j - Radius, side);
                for (int c = 0; c < Colours; c++)
                {
                    image[(((y * side) + x) * Colours) + c] += ripple[(((i * Patch) + j) * Colours) + c];
                }
            }
        }
    }

    private static int Wrap(int index, int side) => ((index % side) + side) % side;

    private static double[][] RipplesOf(RandomStream stream)
    {
        double[] phases = new double[Classes * Colours];
        stream.FillUniform(phases);
        double[][] ripples = new double[Classes][];
        for (int label = 0; label < Classes; label++)
        {
            double angle = Math.PI * label / Classes, frequency = 2 * Math.PI / (label % 2 == 0 ? 10 : 16);
            double[] ripple = new double[Patch * Patch * Colours];
            for (int k = 0; k < ripple.Length; k++)
            {
                int colour = k % Colours, y = (k / Colours / Patch) - Radius, x = (k / Colours % Patch) - Radius;
                double wave = Math.Cos((frequency * ((x * Math.Cos(angle)) + (y * Math.Sin(angle)))) + (2 * Math.PI * phases[(label * Colours) + colour]));
                ripple[k] = 2 * wave * Math.Exp(-((x * x) + (y * y)) / (2 * Window * Window));
            }

            ripples[label] = ripple;
        }

        return ripples;
    }
}
