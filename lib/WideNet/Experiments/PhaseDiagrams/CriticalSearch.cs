using MathNet.Numerics.RootFinding;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Experiments.PhaseDiagrams;

/// <summary>The critical weight variance found without mean-field theory: where two almost equal images neither approach nor part, layer after layer.</summary>
/// <remarks>
/// The kernel of an image and a copy turned by a small angle gives the gap 1 - c^l; its growth per layer over the second half of the depth is
/// log χ_1 up to the gap itself. The root of that growth in σ_w² is the critical point. Test: PhaseDiagramTests.
/// </remarks>
public static class CriticalSearch
{
    /// <summary>1 - c⁰ of the two images: small against the next order of the correlation map, large against rounding.</summary>
    public const double Gap = 1e-7;

    /// <summary>The weight variance at which the gap of two almost equal images stops growing or shrinking.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">Number of layers followed, at least 4.</param>
    /// <param name="data">Images as loaded, at least two; the second gives the direction in which the first is turned.</param>
    /// <param name="lower">A weight variance in the ordered phase.</param>
    /// <param name="upper">A weight variance in the chaotic phase.</param>
    /// <exception cref="ArgumentException">There are fewer than two images.</exception>
    public static double Find(Activation activation, double biasVariance, int depth, DatasetPair data, double lower, double upper)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 4);
        InputBatch pair = Turned(data.Preprocess(new Preprocessing()).Train.Inputs);
        return Brent.FindRoot(w => Growth(activation, w, biasVariance, depth, pair), lower, upper, 1e-12, 200);
    }

    /// <summary>Growth of log(1 - c) per layer over the second half of the depth.</summary>
    private static double Growth(Activation activation, double weightVariance, double biasVariance, int depth, InputBatch pair)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(activation, weightVariance, biasVariance, depth);
        NetworkDescription scaled = network.Description with { ReadInWeightVariance = network.QStar };
        IReadOnlyList<KernelPair> kernels = InfiniteNetwork.Kernels(scaled, [depth / 2, depth], pair);
        return Math.Log(GapOf(kernels[1].Nngp) / GapOf(kernels[0].Nngp)) / (depth - (depth / 2));
    }

    // |u - v|²/(|u|² + |v|²): the difference is formed before anything is divided.
    private static double GapOf(Matrix kernel) => ((kernel[0, 0] - kernel[0, 1]) + (kernel[1, 1] - kernel[0, 1])) / (kernel[0, 0] + kernel[1, 1]);

    private static InputBatch Turned(InputBatch images)
    {
        if (images.Count < 2)
        {
            throw new ArgumentException($"The search turns one image towards another, but there is {images.Count}.", nameof(images));
        }

        ReadOnlySpan<double> x = images.Example(0), y = images.Example(1);
        int n = x.Length;
        double overlap = Dot(x, y) / Dot(x, x);
        var direction = new double[n];
        for (int i = 0; i < n; i++)
        {
            direction[i] = y[i] - (overlap * x[i]);
        }

        double scale = Math.Sqrt(Dot(x, x) / Dot(direction, direction));
        double cosine = 1 - Gap, sine = Math.Sqrt(Gap * (2 - Gap));
        var values = new double[2 * n];
        x.CopyTo(values);
        for (int i = 0; i < n; i++)
        {
            values[n + i] = (cosine * x[i]) + (sine * scale * direction[i]);
        }

        return new InputBatch(2, images.Height, images.Width, images.Channels, values);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
