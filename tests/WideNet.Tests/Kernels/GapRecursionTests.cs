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

    [Fact]
    public void Kernels_ThatCannotBeHeld_AreRefusedBeforeAnythingIsComputed()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.4, 0.1, Architecture.FullyConnected);
        int[] depths = [.. Enumerable.Range(1, 1000)];
        var many = new InputBatch(40_000, 1, 1, 1, [.. Enumerable.Repeat(1.0, 40_000)]);
        const string Start = "Kernels of 40000×40000 images at 1000 depths need 25600.0 GB, but ";
        Assert.StartsWith(Start, Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, depths, many)).Message, StringComparison.Ordinal);
        Assert.StartsWith(Start, Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, depths, many, many)).Message, StringComparison.Ordinal);
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
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, x), InfiniteNetwork.Kernels(network, Depths, x), name);
        InputBatch test = architecture == Architecture.FullyConnected ? GapSamples.Vectors(3, first: 9) : GapSamples.Images(2, 3, 5, 4, first: 9);
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, test, x), InfiniteNetwork.Kernels(network, Depths, test, x), name);
    }

    [Fact]
    public void Kernels_TestInputsOfAnotherNorm_AgreeWithThePlainRecursion()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.4, 0.1);
        InputBatch x = GapSamples.Vectors(5), test = GapSamples.Vectors(3, variance: 1.1, first: 9);
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, test, x), InfiniteNetwork.Kernels(network, Depths, test, x), "erf");
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, x, test), InfiniteNetwork.Kernels(network, Depths, x, test), "erf");
    }

    // A kinked φ loses its two gaps at different rates in the deep ordered phase, so they carry different powers of two.
    [Fact]
    public void NngpAsNtk_OfADeepNetwork_KeepsItsGaps()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(ReluFamily.Relu, 1.2, 0.1), [3000], GapSamples.Vectors(4))[0], nngp = kernel.NngpAsNtk();
        Assert.NotEqual(kernel.NngpGapExponent, kernel.NtkGapExponent);
        Assert.Equal((kernel.NngpGapExponent, kernel.ScaledNngpGaps[1, 0]), (nngp.NtkGapExponent, nngp.ScaledNtkGaps[1, 0]));
    }

    [Fact]
    public void Block_OfATrainTrainKernel_IsTrainTrainOnTheDiagonalOnly()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.4, 0.1), [3], GapSamples.Vectors(6))[0];
        Assert.True(kernel.Block(1, 3, 1, 3).IsTrainTrain);
        Assert.False(kernel.Block(0, 3, 3, 3).IsTrainTrain);
        Assert.False(kernel.Block(1, 3, 1, 4).IsTrainTrain);
        Assert.Equal(kernel.Entry(2, 4), kernel.Block(2, 2, 3, 3).Entry(0, 1));
    }

    // Scans ask for two examples at least (DepthScanTests).
    [Fact]
    public void Log10MeanNtkGap_OfOneExample_IsNoNumber()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.4, 0.1), [3], GapSamples.Vectors(6))[0];
        Assert.Equal(Math.Log10(kernel.NtkGap(1, 0)), kernel.Block(0, 2, 0, 2).Log10MeanNtkGap, 1e-14);
        Assert.Equal(double.NaN, kernel.Block(0, 1, 0, 1).Log10MeanNtkGap);
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
        GapSamples.AssertAgree(GapRecursion.Kernels(network, Depths, x), InfiniteNetwork.Kernels(network, Depths, x), "erf");
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
    public void Kernels_UnfitNetwork_SaysWhatToUseInstead()
    {
        InputBatch x = GapSamples.Images(2, 2, 2, 3);
        NetworkDescription network = GapSamples.Network(new Erf(), 1, 0.1, Architecture.ConvolutionalPool);
        Assert.StartsWith(
            "Gaps need one variance at every pixel, but padding is Zero;",
            Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network with { Padding = Padding.Zero }, [1], x)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Gaps are for networks without dropout, but DropoutKeep is 0.9;",
            Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network with { DropoutKeep = 0.9 }, [1], x)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Depth 1 of the list is 3;", Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, [3, 3], x)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "No depth is asked for", Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, [], x)).Message, StringComparison.Ordinal);
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
}
