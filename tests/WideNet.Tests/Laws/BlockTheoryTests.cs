using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Tests.Claims;

namespace WideNet.Tests.Laws;

public sealed class BlockTheoryTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void ResidualReluGap_DeepNetwork_IsWhatTheRecursionTendsTo(double w)
    {
        // In units of the variance: c' = (c + w/2 C(c))/(1 + w/2), C(c) = 2 T(1, 1, c).
        const int depth = 20_000;
        double c = 0.3;
        for (int l = 0; l < depth; l++) c = (c + (w * ReluFamily.Relu.Dual(1, 1, c))) / (1 + (w / 2));
        double layers = BlockTheory.ResidualShare(w) * depth;

        // Corrections of relative order log(s l)/(s l), twice because the gap is a square.
        Assert.Equal(1, (1 - c) / BlockTheory.ResidualReluGap(w, depth), 4 * Math.Log(layers) / layers);
    }

    [Fact]
    public void ResidualErf_DeepNetwork_IsWhatTheRecursionTendsTo()
    {
        const double w = 1.5, b = 0.05;
        const int first = 2500, last = 10_000;
        var erf = new Erf();
        double q = 1, logTheta = 0, logFirst = 0;
        for (int l = 1; l <= last; l++)
        {
            // Θ' = (1 + χ)Θ + w T + b; the last part is below e^{-100} of Θ at these depths, so growth is the product of 1 + χ.
            logTheta += Math.Log(1 + (w * erf.DualDerivativeDiagonal(q)));
            q += (w * erf.DualDiagonal(q)) + b;
            if (l == first) logFirst = logTheta;
        }

        Assert.Equal(q, BlockTheory.ResidualErfVariance(w, b, last), 2 * Math.Log(last));
        Assert.Equal(logTheta - logFirst, ResidualErfLaw.Growth(w, b, first, last), 3 / Math.Sqrt(first));
    }

    [Theory]
    [InlineData("relu", 1, 0.02)]
    [InlineData("erf", 1.5, 0.3)]
    [InlineData("erf", 3, 0)]
    public void PlainEquivalent_LayerNormalisedNetwork_HasItsKernelsUpToTheScale(string name, double w, double b)
    {
        Activation activation = ActivationCatalog.Parse(name);
        var network = new NetworkDescription
        {
            Architecture = Architecture.FullyConnected,
            Activation = activation,
            Block = HiddenBlock.LayerNormalized,
            Depth = 20,
            WeightVariance = w,
            BiasVariance = b,
            ReadInWeightVariance = 1,
            ReadInBiasVariance = 0,
        };
        NetworkDescription plain = BlockTheory.PlainEquivalent(network);
        Assert.Equal(1, (plain.WeightVariance * activation.DualDiagonal(1)) + plain.BiasVariance, 1e-15);
        Assert.Equal(BlockTheory.NormalizedChi1(activation, w, b), plain.WeightVariance * activation.DualDerivativeDiagonal(1), 1e-15);
        InputBatch images = DatasetCatalog.Load("cifar10", 6, 1).Preprocess(new Preprocessing()).Train.Inputs;
        KernelPair normalized = InfiniteNetwork.Kernel(network, images), equivalent = InfiniteNetwork.Kernel(plain, images);
        double scale = BlockTheory.NormalizedScale(activation, w, b);
        for (int i = 0; i < 36; i++)
        {
            // Twenty layers of rounding, at correlations below 1 - 1e-4, where a kinked dual still has 12 digits.
            Assert.Equal(1, normalized.Nngp.Values[i] / (scale * equivalent.Nngp.Values[i]), 1e-11);
            Assert.Equal(1, normalized.Ntk.Values[i] / (scale * equivalent.Ntk.Values[i]), 1e-11);
        }
    }

    // Ordered, critical, chaotic. The law is exact: a thousand layers of rounding.
    [Theory]
    [InlineData("relu", 2, 0)]
    [InlineData("relu", 0.5, 0.1)]
    [InlineData("erf", 1, 0.5)]
    [InlineData("erf", 1.5, 0.05)]
    public void ResidualNormalizedNtk_AnyDepth_IsThatOfTheKernels(string name, double w, double b)
    {
        Activation activation = ActivationCatalog.Parse(name);
        int[] depths = [1, 2, 10, 1000];
        foreach (KernelPair kernel in InfiniteNetwork.Kernels(Both(activation, w, b, depths[^1]), depths, Sphere([1, 0])))
        {
            Assert.Equal(1, kernel.Ntk[0, 0] / kernel.Nngp[0, 0] / BlockTheory.ResidualNormalizedNtk(activation, w, b, kernel.Depth), 1e-11);
            Assert.Equal(1 + (BlockTheory.NormalizedScale(activation, w, b) * kernel.Depth), kernel.Nngp[0, 0], 1e-11 * kernel.Nngp[0, 0]);
        }
    }

    // Powers of depth in the place of exponentials: the rate of 1 - c in order and of c - c* in chaos, with log q for the depth. Next orders at the first
    // depth: half the map's second derivative times what is left, with a factor of 2, and the step h.
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1.5, 0.05)]
    public void ResidualNormalized_DeepErf_ConvergesLikeAPowerOfDepth(double w, double b)
    {
        const int first = 2000, last = 8000;
        var erf = new Erf();
        double v = BlockTheory.NormalizedScale(erf, w, b), chi1 = BlockTheory.NormalizedChi1(erf, w, b);
        double Map(double c) => ((w * erf.Dual(1, 1, c)) + b) / v;
        double limit = 0.5;
        for (int i = 0; i < 2000; i++) limit = Map(limit); // χ_1 is 0.59 and 1.14, so this has converged
        double rate = (chi1 < 1 ? chi1 : w * erf.DualDerivative(1, 1, limit) / v) - 1;
        double[] gaps =
        [
            .. InfiniteNetwork.Kernels(Both(erf, w, b, last), [first, last], Sphere([1, 0, 0.6, 0.8]))
                .Select(kernel => Math.Abs((kernel.Nngp[0, 1] / kernel.Nngp[0, 0]) - limit)),
        ];
        double measured = Math.Log(gaps[1] / gaps[0]) / Math.Log((1 + (v * last)) / (1 + (v * first)));
        const double step = 1e-3;
        double curvature = Math.Abs(Map(limit) - (2 * Map(limit - step)) + Map(limit - (2 * step))) / (step * step);
        Assert.InRange(curvature * gaps[0], 0, Math.Abs(rate) / 4);
        Assert.Equal(rate, measured, (curvature * gaps[0]) + (Math.Abs(rate) / first));
        Assert.NotEqual(rate, measured * 1.5, Math.Abs(rate) * 0.25);
    }

    private static NetworkDescription Both(Activation activation, double w, double b, int depth) => new()
    {
        Architecture = Architecture.FullyConnected,
        Activation = activation,
        Block = HiddenBlock.ResidualLayerNormalized,
        Depth = depth,
        WeightVariance = w,
        BiasVariance = b,
        ReadInWeightVariance = 1,
        ReadInBiasVariance = 0,
    };

    // Points (x, y) of the unit circle as inputs with x·x/n = 1.
    private static InputBatch Sphere(double[] points) => new(points.Length / 2, 1, 1, 2, [.. points.Select(x => Math.Sqrt(2) * x)]);

    [Fact]
    public void NormalizedChi1_OfReluAndErf_SaysWhichIsChaoticWithoutBias()
    {
        Assert.Equal(1, BlockTheory.NormalizedChi1(ReluFamily.Relu, 3, 0), 1e-15);
        Assert.Equal(1 / 1.2, BlockTheory.NormalizedChi1(ReluFamily.Relu, 2, 0.2), 1e-15);
        var erf = new Erf();
        double critical = erf.DualDerivativeDiagonal(1) - erf.DualDiagonal(1);
        Assert.Equal(0.1049, critical, 5e-5);
        Assert.Equal(1, BlockTheory.NormalizedChi1(erf, 2, 2 * critical), 1e-14);
        Assert.InRange(BlockTheory.NormalizedChi1(erf, 2, 0), 1.2257, 1.2259);
    }
}
