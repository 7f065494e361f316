using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Tests.Kernels;

/// <summary>Gaps of inputs with unequal norms: against the plain recursion, the recursion of one norm, and distances in 400-digit arithmetic.</summary>
public sealed class GapNormRecursionTests
{
    private static readonly int[] Depths = [1, 2, 9];

    [Fact]
    public void Kernels_UnequalNormsWithoutAFormula_SayWhatToDo()
    {
        var x = new InputBatch(3, 1, 1, 2, [1, 1, 1, -1, 1, 0]);
        var error = Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(GapSamples.Network(ActivationCatalog.Parse("gelu"), 1, 0), [1], x));
        Assert.Equal(
            "The inputs have unequal norms, for which gaps know erf and the ReLU family only, but the activation is gelu; scale every example to the same "
                + "x·x/n, or use InfiniteNetwork.Kernels.", error.Message);
        var images = new InputBatch(1, 1, 2, 1, [1, 2]);
        error = Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(GapSamples.Network(new Erf(), 1, 0, Architecture.ConvolutionalPool), [1], images));
        Assert.Equal(
            "Gaps need inputs of one norm, but x·x/n is 1 for pixel 0 and 4 for pixel 1; scale every pixel to the same x·x/n, or use InfiniteNetwork.Kernels.",
            error.Message);
        error = Assert.Throws<ArgumentException>(
            () => GapRecursion.Kernels(GapSamples.Network(new Erf(), 1, 0), [1], new InputBatch(2, 1, 1, 2, [1, 1, 0, 0])));
        Assert.Equal(
            "x·x/n runs from 0 to 1; gaps need it above 0, finite and within a factor 1E+12: scale the inputs, drop empty ones, or use "
                + "InfiniteNetwork.Kernels.", error.Message);
    }

    [Theory]
    [InlineData("erf", 2.5)]
    [InlineData("relu", 1.4)]
    [InlineData("leaky_relu_0.1", 1.4)]
    [InlineData("abs", 0.8)]
    public void Kernels_UnequalNorms_AgreeWithThePlainRecursion(string name, double weightVariance)
    {
        NetworkDescription network = GapSamples.Network(ActivationCatalog.Parse(name), weightVariance, 0.1) with
        {
            ReadInWeightVariance = 0.9,
            ReadInBiasVariance = 0.05,
            ReadOutWeightVariance = 1.1,
            ReadOutBiasVariance = 0.2,
        };
        InputBatch all = Unequal(27), x = all.Slice(0, 19), test = all.Slice(19, 8);
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, x), InfiniteNetwork.Kernels(network, Depths, x), name);
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, test, x), InfiniteNetwork.Kernels(network, Depths, test, x), name);
        IReadOnlyList<GapKernel> one = GapRecursion.Kernels(network, Depths, x, new KernelOptions { MaxThreads = 1 }),
        many = GapRecursion.Kernels(network, Depths, x, new KernelOptions { MaxThreads = 4 });
        Assert.Equal(one[2].ScaledNtkGaps.Storage(), many[2].ScaledNtkGaps.Storage());
        Assert.Equal(one[2].ScaledNtkGaps.Storage(), one[2].ScaledNtkGaps.Transpose().Storage());
    }

    [Fact]
    public void Kernels_NearlyEqualNorms_TendToTheRecursionOfOneNorm()
    {
        // Norms that differ by 1e-9 change δ and g by about that much.
        NetworkDescription network = GapSamples.Network(new Erf(), 1.25, 0.05);
        InputBatch x = GapSamples.Vectors(5);
        double[] values = x.Values.ToArray();
        for (int i = 0; i < 13; i++)
        {
            values[i] *= 1 + 1e-9;
        }

        GapKernel equal = GapRecursion.Kernels(network, [60], x)[0], unequal = GapRecursion.Kernels(network, [60], new InputBatch(5, 1, 1, 13, values))[0];
        Assert.Null(equal.Rows);
        Assert.NotNull(unequal.Rows);
        Assert.Equal(1, unequal.NtkGap(0, 1) / equal.NtkGap(0, 1), 1e-8);
        Assert.Equal(1, unequal.NtkGap(2, 3) / equal.NtkGap(2, 3), 1e-8);
    }

    [Theory]
    [InlineData("erf", 0.8, 10, 1.16226062685909465e-20, 1.78255183713231018e-19)]
    [InlineData("erf", 0.8, 100, 4.39467967304409143e-35, 6.65021941300160596e-33)]
    [InlineData("relu", 1.5, 10, 3.35803791977307537e-20, 1.15390366457919389e-9)]
    [InlineData("relu", 1.5, 100, 1.91249056385973210e-31, 4.55278855140423059e-15)]
    public void Kernels_CloseInputsOfUnequalNorm_KeepTheDigitsOfTheirDistance(string name, double weightVariance, int depth, double nngp, double ntk)
    {
        // Squared distances of inputs 3e-10 apart, in 400-digit arithmetic.
        double[] x = [-0.3071634769439697, 0.03762960433959961, 0.5934374332427979, -0.46854662895202637, 1.181790828704834];
        double[] y = [-0.3071634762454778, 0.03762960387393832, 0.5934374344069511, -0.4685466287191957, 1.1817908277735114];
        GapKernel kernel = GapRecursion.Kernels(
            GapSamples.Network(ActivationCatalog.Parse(name), weightVariance, 0.1), [depth], new InputBatch(2, 1, 1, 5, [.. x, .. y]))[0];
        Assert.Equal(1, 2 * kernel.NngpGap(0, 1) / nngp, 1e-12);
        Assert.Equal(1, 2 * kernel.NtkGap(0, 1) / ntk, 1e-12);
    }

    [Theory]
    [InlineData("erf", 0.5)]
    [InlineData("relu", 0.5)]
    public void Kernels_UnequalNormsBelowUnderflow_FollowTheRecursionOfOneNorm(string name, double weightVariance)
    {
        // Far below rounding both recursions are linear with the same coefficients, so the logarithms of their gaps differ by a constant.
        NetworkDescription network = GapSamples.Network(ActivationCatalog.Parse(name), weightVariance, 0.18);
        IReadOnlyList<GapKernel> equal =
            GapRecursion.Kernels(network, [1500, 3000], GapSamples.Vectors(3)), unequal = GapRecursion.Kernels(network, [1500, 3000], Unequal(3));
        double Log(GapKernel kernel) => Math.Log(kernel.ScaledNtkGaps[0, 1]) + (kernel.NtkGapExponent * Math.Log(2));
        Assert.Equal(0, unequal[1].NtkGap(0, 1));
        Assert.Equal(Log(equal[1]) - Log(equal[0]), Log(unequal[1]) - Log(unequal[0]), name == "erf" ? 0.01 : 1e-9);
    }

    private static InputBatch Unequal(int count)
    {
        double[] values = GapSamples.Vectors(count).Values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= 0.5 + (i / 13 % 5 * 0.4);
        }

        return new InputBatch(count, 1, 1, 13, values);
    }
}
