using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;

namespace WideNet.Tests.Claims;

/// <summary>Theory checks beside notebook 01: the critical line at a second bias variance, the correlations at which images end, ReLU's law.</summary>
public sealed class PhaseDiagramLawTests
{
    // 1 - c⁰ of an image and its turned copy; the next order of the map shifts the root by about this gap.
    private const double Gap = 1e-7;

    private static readonly InputBatch Images = DatasetCatalog.Load("cifar10", 8, 0).Preprocess(new Preprocessing()).Train.Inputs;

    // 25-digit values of σ_w² with χ_1 = 1 for Erf; tanh as mean-field theory has it.
    [Theory]
    [InlineData("erf", 0.05, 1.375839007346680455163)]
    [InlineData("erf", 0.18, 1.747603749767703170997)]
    [InlineData("tanh", 0.18, 2.2339292610529182)]
    public void Critical(string activation, double biasVariance, double expected)
    {
        Activation phi = ActivationCatalog.Parse(activation);
        Assert.Equal(expected, MeanFieldTheory.CriticalWeightVariance(phi, biasVariance), 1e-9);

        // A factor of 20 for the constant of the next order.
        Assert.Equal(expected, Search(phi, biasVariance, expected), 20 * Gap);
    }

    [Fact]
    public void CorrelationLimitErf()
    {
        const int depth = 100, columns = 36, rows = 25;
        double[] weightVariances = Grid.Linear(0.5, 4, columns), biasVariances = Grid.Linear(0.02, 0.5, rows);
        double[] distances =
        [
            .. ParallelEnumerable.Range(0, rows * columns)
                .Select(i => FixedPointNetwork.Create(new Erf(), weightVariances[i % columns], biasVariances[i / columns], depth))
                .Where(network => network.Theory.XiCStar <= depth / 10.0)
                .Select(network => Correlations(Scaled(network), depth).Max(c => Math.Abs(c - network.Theory.CStar))),
        ];

        // e^{-10} = 4.5e-5 of the initial distance, with a factor of 20 for the layers before the exponential law holds.
        Assert.Equal(690, distances.Length);
        Assert.InRange(distances.Max(), 0, 1e-3);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0.5, false)]
    public void ReluCorrelationConstant(double factor, bool holds)
    {
        const int last = 400, first = last / 4;
        int[] depths = Grid.Integers(first, last);
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = ReluFamily.Relu,
            Depth = last,
            WeightVariance = 1.5,
            BiasVariance = 0,
            ReadInWeightVariance = 1,
        };
        double[] ratios =
        [
            .. InfiniteNetwork.Kernels(network, depths, Images)
                .Select(kernel => Pairs(kernel.Nngp).Average(c => 1 - c) / (factor * 9 * Math.PI * Math.PI / (2.0 * kernel.Depth * kernel.Depth))),
        ];

        // Log corrections are fitted; the next order is (log l/l)², times 50: the correction is a series in 3π log l/l, not log l/l.
        double tolerance = 50 * Math.Pow(Math.Log(first) / first, 2);
        Assert.Equal(holds, Math.Abs(DepthLaws.LimitWithLogCorrection(depths, ratios) - 1) <= tolerance);
    }

    // σ_w² at which an image and a copy turned by a small angle neither approach nor part from layer 100 to layer 200.
    private static double Search(Activation phi, double biasVariance, double near)
    {
        double[] x = Images.Example(0).ToArray(), y = Images.Example(1).ToArray();
        double overlap = Dot(x, y) / Dot(x, x);
        double[] across = [.. x.Zip(y, (u, v) => v - (overlap * u))];
        double sine = Math.Sqrt(Gap * (2 - Gap) * Dot(x, x) / Dot(across, across));
        var pair = new InputBatch(2, Images.Height, Images.Width, Images.Channels, [.. x, .. x.Zip(across, (u, v) => ((1 - Gap) * u) + (sine * v))]);
        double Growth(double weightVariance)
        {
            NetworkDescription network = Scaled(FixedPointNetwork.Create(phi, weightVariance, biasVariance, 200));
            double[] gaps = [.. InfiniteNetwork.Kernels(network, [100, 200], pair).Select(kernel => GapOf(kernel.Nngp))];
            return Math.Log(gaps[1] / gaps[0]);
        }

        return RootFinding.Bracketed(Growth, 0.8 * near, 1.25 * near);
    }

    // Scaling the images to x·x/n = q* is a read-in weight variance of q*.
    private static NetworkDescription Scaled(FixedPointNetwork network) => network.Description with { ReadInWeightVariance = network.QStar };

    private static IEnumerable<double> Correlations(NetworkDescription network, int depth) =>
        Pairs(InfiniteNetwork.Kernel(network with { Depth = depth }, Images, new KernelOptions { MaxThreads = 1 }).Nngp);

    private static IEnumerable<double> Pairs(Matrix kernel) =>
        from a in Enumerable.Range(0, kernel.Rows)
        from b in Enumerable.Range(a + 1, kernel.Rows - a - 1)
        select kernel[a, b] / Math.Sqrt(kernel[a, a] * kernel[b, b]);

    private static double GapOf(Matrix kernel) => ((kernel[0, 0] - kernel[0, 1]) + (kernel[1, 1] - kernel[0, 1])) / (kernel[0, 0] + kernel[1, 1]);

    private static double Dot(double[] a, double[] b) => a.Zip(b, (u, v) => u * v).Sum();
}
