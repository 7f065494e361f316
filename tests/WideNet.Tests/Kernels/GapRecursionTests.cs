using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;

namespace WideNet.Tests.Kernels;

/// <summary>Gaps against the plain recursion where that one is exact, and beyond it against laws; 140-digit values are compared in SpectrumCaseTests.</summary>
public sealed class GapRecursionTests
{
    private static readonly int[] Depths = [1, 2, 9];

    public static TheoryData<string, Architecture> PlainCases()
    {
        var cases = new TheoryData<string, Architecture>();
        foreach (string name in (string[])["erf", "relu", "leaky_relu_0.1", "abs", "gelu", "sin", "cos", "tanh"])
        {
            cases.Add(name, Architecture.FullyConnected);
        }

        foreach (string name in (string[])["erf", "relu", "gelu"])
        {
            cases.Add(name, Architecture.ConvolutionalFlatten);
            cases.Add(name, Architecture.ConvolutionalPool);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(PlainCases))]
    public void Kernels_ShallowNetwork_AgreeWithThePlainRecursion(string name, Architecture architecture)
    {
        // Read-in and read-out of their own, so that no variance can stand for another.
        NetworkDescription network = GapSamples.Network(ActivationCatalog.Parse(name), 1.4, 0.1, architecture) with
        {
            ReadInWeightVariance = 0.9,
            ReadInBiasVariance = 0.05,
            ReadOutWeightVariance = 1.1,
            ReadOutBiasVariance = 0.2,
            FilterHeight = 1,
        };
        InputBatch x = architecture == Architecture.FullyConnected ? GapSamples.Vectors(7) : GapSamples.Images(4, 3, 5, 4);
        AssertAgree(GapRecursion.Kernels(network, Depths, x), InfiniteNetwork.Kernels(network, Depths, x), name);
        InputBatch test = architecture == Architecture.FullyConnected ? GapSamples.Vectors(3, first: 9) : GapSamples.Images(2, 3, 5, 4, first: 9);
        AssertAgree(GapRecursion.Kernels(network, Depths, test, x), InfiniteNetwork.Kernels(network, Depths, test, x), name);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    public void NngpAsNtk_OfGaps_HasTheNngpAsEntriesAndItsGaps(double weightVariance)
    {
        NetworkDescription network = GapSamples.Network(new Erf(), weightVariance, 0.05);
        InputBatch x = GapSamples.Vectors(4, variance: MeanFieldTheory.Analyze(network.Activation, weightVariance, 0.05).QStar!.Value);
        GapKernel kernel = GapRecursion.Kernels(network, [7], x)[0], nngp = kernel.NngpAsNtk();
        KernelPair plain = InfiniteNetwork.Kernels(network, [7], x)[0];
        for (int a = 0; a < 4; a++)
        {
            Assert.Equal(plain.Nngp[a, a], nngp.DiagonalOf(a), 1e-13);
            for (int b = 0; b < 4; b++)
            {
                Assert.Equal(plain.Nngp[a, b], nngp.Entry(a, b), 1e-13);
                Assert.Equal(kernel.NngpGap(a, b), nngp.NtkGap(a, b));
            }
        }
    }

    [Fact]
    public void NngpAsNtk_InputsOfUnequalNorm_IsRefused()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.5, 0.05);
        InputBatch x = InputBatch.FromVectors(new Matrix(2, 2, [1, 0, 0.5, 0.5]));
        var error = Assert.Throws<InvalidOperationException>(() => GapRecursion.Kernels(network, [3], x)[0].NngpAsNtk());
        Assert.Equal("The NNGP in the place of the NTK is for inputs of one norm; scale all inputs to one.", error.Message);
    }

    [Fact]
    public void Kernels_SharedReadOut_AgreeWithThePlainRecursion()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 2.5, 0.2);
        InputBatch x = GapSamples.Vectors(40);
        AssertAgree(GapRecursion.Kernels(network, Depths, x), InfiniteNetwork.Kernels(network, Depths, x), "erf");
    }

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Kernels_AnyNumberOfThreads_HaveTheSameBitsAndAreSymmetric(Architecture architecture)
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.3, 0.1, architecture);
        InputBatch x = architecture == Architecture.FullyConnected ? GapSamples.Vectors(71) : GapSamples.Images(5, 3, 3, 4);
        IReadOnlyList<GapKernel> one = GapRecursion.Kernels(network, Depths, x, new KernelOptions { MaxThreads = 1 });
        IReadOnlyList<GapKernel> many = GapRecursion.Kernels(network, Depths, x, new KernelOptions { MaxThreads = 5 });
        for (int i = 0; i < Depths.Length; i++)
        {
            Assert.Equal(one[i].ScaledNngpGaps.Storage(), many[i].ScaledNngpGaps.Storage());
            Assert.Equal(one[i].ScaledNtkGaps.Storage(), many[i].ScaledNtkGaps.Storage());
            Assert.Equal(one[i].ScaledEntries.Storage(), many[i].ScaledEntries.Storage());
            Assert.Equal(one[i].ScaledNtkGaps.Storage(), one[i].ScaledNtkGaps.Transpose().Storage());
        }
    }

    [Fact]
    public void Kernels_SomeOfTheInputs_HaveTheBitsOfTheWhole()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.3, 0.1);
        var inputs = GapInputs.Of(GapSamples.Vectors(40));
        int[] picked = [36, 2, 17];
        var gaps = new Matrix(3, 3, [.. picked.SelectMany(a => picked.Select(b => inputs.Gaps[a, b]))]);
        GapKernel whole = GapRecursion.Kernels(network, [5], inputs)[0], part = GapRecursion.Kernels(network, [5], inputs with { Gaps = gaps })[0];
        Assert.Equal(whole.ScaledNtkGaps[2, 36], part.ScaledNtkGaps[0, 1]);
        Assert.Equal(whole.ScaledNtkGaps[17, 2], part.ScaledNtkGaps[1, 2]);
    }

    [Theory]
    [InlineData(1.25)]
    [InlineData(2.5)]
    public void Kernels_EqualInputs_HaveNoGapAtAnyDepth(double weightVariance)
    {
        InputBatch x = GapSamples.Pick(GapSamples.Vectors(2), 0, 1, 0);
        foreach (GapKernel kernel in GapRecursion.Kernels(GapSamples.Network(new Erf(), weightVariance, 0.1), [1, 30, 5000], x))
        {
            Assert.Equal((0, 0), (kernel.ScaledNngpGaps[0, 2], kernel.ScaledNtkGaps[0, 2]));
            Assert.Equal(1, kernel.ScaledEntries[0, 2] / kernel.ScaledDiagonal, 1e-11);
            Assert.True(kernel.ScaledNtkGaps[0, 1] > 0);
        }
    }

    [Fact]
    public void Kernels_BeyondOverflow_KeepTheirScale()
    {
        // Θ_aa grows like χ_1^l, so ln Θ_aa like l ln χ_1, far beyond ln(double.MaxValue) = 709.
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 2.5, 0.18);
        InputBatch x = GapSamples.Vectors(4, variance: point.QStar!.Value);
        IReadOnlyList<GapKernel> kernels = GapRecursion.Kernels(GapSamples.Network(new Erf(), 2.5, 0.18), [4000, 9000, 20000], x);
        Assert.Equal(11000 * Math.Log(point.Chi1), kernels[2].LogDiagonal - kernels[1].LogDiagonal, 1e-8);
        Assert.All(kernels, kernel => Assert.All(kernel.ScaledEntries.Values.ToArray(), entry => Assert.True(double.IsFinite(entry))));
        Assert.Equal(double.PositiveInfinity, kernels[2].Diagonal);

        // The covariances stay at the fixed point c*.
        Assert.Equal(point.QStar!.Value * (1 - point.CStar), kernels[2].NngpGap(0, 1), 1e-12);
    }

    [Theory]
    [InlineData("erf", 0.5, 0.18, 1.0)]
    [InlineData("gelu", 0.5, 0.18, 1.0)]
    [InlineData("relu", 0.5, 0.1, 0.5)]
    public void Kernels_BelowUnderflow_FollowTheRateOfTheGaps(string name, double weightVariance, double biasVariance, double power)
    {
        // g ∝ (l + c) χ_1^l for a smooth activation, χ_1^{l/2} at a kink. From three depths the constant c drops out of the second difference but for 1/l³.
        Activation activation = ActivationCatalog.Parse(name);
        MeanFieldPoint point = MeanFieldTheory.Analyze(activation, weightVariance, biasVariance);
        InputBatch x = GapSamples.Vectors(3, variance: point.QStar!.Value);
        IReadOnlyList<GapKernel> kernels = GapRecursion.Kernels(GapSamples.Network(activation, weightVariance, biasVariance), [3000, 6000, 12000], x);
        double LogGap(int i) => Math.Log(kernels[i].ScaledNtkGaps[0, 1]) + (kernels[i].NtkGapExponent * Math.Log(2));
        double rate = power * Math.Log(point.Chi1), smooth = power == 1 ? 1 : 0;
        Assert.InRange((LogGap(1) - LogGap(0) - (3000 * rate)) / Math.Log(2), smooth - 0.01, smooth + 0.01);
        Assert.InRange((LogGap(2) - LogGap(1) - (6000 * rate)) / Math.Log(2), smooth - 0.01, smooth + 0.01);
        Assert.Equal(0, kernels[2].NtkGap(0, 1));
        Assert.True(kernels[2].ScaledNngpGaps[0, 1] > 1e-200);
    }

    [Fact]
    public void Kernels_UnequalNormsWithoutAFormula_SayWhatToDo()
    {
        var x = new InputBatch(3, 1, 1, 2, [1, 1, 1, -1, 1, 0]);
        var error = Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(GapSamples.Network(ActivationCatalog.Parse("gelu"), 1, 0), [1], x));
        Assert.Equal("The inputs have unequal norms, for which gaps know erf and the ReLU family only, but the activation is gelu; scale every example to the same x·x/n, or use InfiniteNetwork.Kernels.", error.Message);
        var images = new InputBatch(1, 1, 2, 1, [1, 2]);
        error = Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(GapSamples.Network(new Erf(), 1, 0, Architecture.ConvolutionalPool), [1], images));
        Assert.Equal("Gaps need inputs of one norm, but x·x/n is 1 for pixel 0 and 4 for pixel 1; scale every pixel to the same x·x/n, or use InfiniteNetwork.Kernels.", error.Message);
        error = Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(GapSamples.Network(new Erf(), 1, 0), [1], new InputBatch(2, 1, 1, 2, [1, 1, 0, 0])));
        Assert.Equal("x·x/n runs from 0 to 1; gaps need it above 0, finite and within a factor 1E+12: scale the inputs, drop empty ones, or use InfiniteNetwork.Kernels.", error.Message);
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
        AssertAgree(GapRecursion.Kernels(network, Depths, x), InfiniteNetwork.Kernels(network, Depths, x), name);
        AssertAgree(GapRecursion.Kernels(network, Depths, test, x), InfiniteNetwork.Kernels(network, Depths, test, x), name);
        IReadOnlyList<GapKernel> one = GapRecursion.Kernels(network, Depths, x, new KernelOptions { MaxThreads = 1 }), many = GapRecursion.Kernels(network, Depths, x, new KernelOptions { MaxThreads = 4 });
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
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(ActivationCatalog.Parse(name), weightVariance, 0.1), [depth], new InputBatch(2, 1, 1, 5, [.. x, .. y]))[0];
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
        IReadOnlyList<GapKernel> equal = GapRecursion.Kernels(network, [1500, 3000], GapSamples.Vectors(3)), unequal = GapRecursion.Kernels(network, [1500, 3000], Unequal(3));
        double Log(GapKernel kernel) => Math.Log(kernel.ScaledNtkGaps[0, 1]) + (kernel.NtkGapExponent * Math.Log(2));
        Assert.Equal(0, unequal[1].NtkGap(0, 1));
        Assert.Equal(Log(equal[1]) - Log(equal[0]), Log(unequal[1]) - Log(unequal[0]), name == "erf" ? 0.01 : 1e-9);
    }

    [Fact]
    public void Kernels_UnfitNetwork_SaysWhatToUseInstead()
    {
        InputBatch x = GapSamples.Images(2, 2, 2, 3);
        NetworkDescription network = GapSamples.Network(new Erf(), 1, 0.1, Architecture.ConvolutionalPool);
        Assert.StartsWith("Gaps need one variance at every pixel, but padding is Zero;", Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network with { Padding = Padding.Zero }, [1], x)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Gaps are for networks without dropout, but DropoutKeep is 0.9;", Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network with { DropoutKeep = 0.9 }, [1], x)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Depth 1 of the list is 3;", Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, [3, 3], x)).Message, StringComparison.Ordinal);
        Assert.StartsWith("No depth is asked for", Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, [], x)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, [1], new InputBatch(0, 2, 2, 3, [])));
        Assert.Throws<KernelOverflowException>(() => GapRecursion.Kernels(GapSamples.Network(ReluFamily.Relu, 4, 0), [2000], GapSamples.Vectors(2)));
        Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(GapSamples.Network(ReluFamily.Relu, 1, 0), [2000], GapSamples.Vectors(2)));
    }

    [Fact]
    public void Of_CloseInputs_KeepTheDigitsOfTheirDifference()
    {
        // Rotating (1, 0) by a small angle moves it by 2 sin²(angle/2) in the input kernel, n = 2.
        const double Angle = 1e-7;
        var x = new InputBatch(2, 1, 1, 2, [1, 0, Math.Cos(Angle), Math.Sin(Angle)]);
        GapInputs inputs = GapInputs.Of(x);
        Assert.Equal(1, inputs.Gaps[0, 1] / (Math.Sin(Angle / 2) * Math.Sin(Angle / 2)), 1e-9);
        Assert.Equal(0.5, inputs.Variance);
    }

    private static void AssertAgree(IReadOnlyList<GapKernel> gaps, IReadOnlyList<KernelPair> plain, string name)
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
