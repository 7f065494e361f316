using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Tests.Kernels;

/// <summary>Networks and inputs of one norm that the tests of gaps share.</summary>
internal static class GapSamples
{
    public static NetworkDescription Network(
        Activation activation, double weightVariance, double biasVariance, Architecture architecture = Architecture.FullyConnected) => new()
        {
            Architecture = architecture,
            Activation = activation,
            Depth = 1,
            WeightVariance = weightVariance,
            BiasVariance = biasVariance,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
        };

    public static InputBatch Vectors(int count, int features = 13, double variance = 0.6, int first = 0) => Images(count, 1, 1, features, variance, first);

    /// <summary>Images with x·x/channels = <paramref name="variance"/> at every pixel.</summary>
    public static InputBatch Images(int count, int height, int width, int channels, double variance = 0.6, int first = 0)
    {
        double[] values = new double[count * height * width * channels];
        for (int i = 0; i < values.Length; i++)
        {
            // The fractional parts of multiples of √2 are spread evenly: no seed is needed.
            double turn = (i + (first * height * width * channels) + 1) * Math.Sqrt(2);
            values[i] = turn - Math.Floor(turn) - 0.5;
        }

        for (int pixel = 0; pixel < count * height * width; pixel++)
        {
            Span<double> vector = values.AsSpan(pixel * channels, channels);
            double square = 0;
            foreach (double x in vector) square += x * x;
            double factor = Math.Sqrt(variance * channels / square);
            foreach (ref double x in vector) x *= factor;
        }

        return new InputBatch(count, height, width, channels, values);
    }

    /// <summary>The examples named, in that order.</summary>
    public static InputBatch Pick(InputBatch x, params int[] examples) =>
        new(examples.Length, x.Height, x.Width, x.Channels, [.. examples.SelectMany(a => x.Example(a).ToArray())]);

    /// <summary>Gaps and plain entries are one kernel, to rounding.</summary>
    public static void AssertAgree(IReadOnlyList<GapKernel> gaps, IReadOnlyList<KernelPair> plain, string name)
    {
        // Both are right to some 1e-15; tanh duals themselves to 1e-11 (Tanh's remarks), and √ε where the plain ReLU meets correlation 1.
        double tolerance = name == "tanh" ? 1e-9 : 1e-12;
        for (int i = 0; i < plain.Count; i++)
        {
            (Matrix k, Matrix theta, GapKernel g) = (plain[i].Nngp, plain[i].Ntk, gaps[i]);
            Assert.Equal(plain[i].Depth, g.Depth);
            for (int a = 0; a < k.Rows; a++)
            {
                for (int b = 0; b < k.Columns; b++)
                {
                    double ownK = Own(g.Rows?.ScaledNngp, a, g.NngpGapExponent) + Own(g.Columns?.ScaledNngp, b, g.NngpGapExponent);
                    double ownTheta = Own(g.Rows?.ScaledNtk, a, g.NtkGapExponent) + Own(g.Columns?.ScaledNtk, b, g.NtkGapExponent);
                    Assert.Equal(k[a, b], g.Variance + (ownK / 2) - g.NngpGap(a, b), tolerance * Math.Max(g.Variance, Math.Abs(ownK)));
                    Assert.Equal(theta[a, b], g.Diagonal + (ownTheta / 2) - g.NtkGap(a, b), tolerance * Math.Max(g.Diagonal, Math.Abs(ownTheta)));
                    Assert.Equal(theta[a, b], g.Entry(a, b), tolerance * Math.Max(g.Diagonal, Math.Abs(ownTheta)));
                }
            }
        }
    }

    private static double Own(IReadOnlyList<double>? offsets, int example, int exponent) => offsets is null ? 0 : Math.ScaleB(offsets[example], exponent);
}
