using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Spectra;

public sealed class KernelAnalysisTests
{
    private static readonly Matrix Labels = new(9, 2, [.. Enumerable.Range(0, 18).Select(i => Math.Cos(i * i))]);

    public static TheoryData<string, double, double, Architecture, double, string> Cases() => new()
    {
        { "erf", 0.8, 0.1, Architecture.FullyConnected, 1, nameof(KernelRoute.Gaps) },
        { "relu", 1.5, 0.1, Architecture.FullyConnected, 1, nameof(KernelRoute.Gaps) },
        { "erf", 2.5, 0.18, Architecture.FullyConnected, 1, nameof(KernelRoute.Entries) },
        { "tanh", 0.9, 0.1, Architecture.FullyConnected, 1, nameof(KernelRoute.Gaps) },
        { "erf", 0.8, 0.1, Architecture.ConvolutionalPool, 1, nameof(KernelRoute.Gaps) },
        { "erf", 0.8, 0.1, Architecture.FullyConnected, 0.9, nameof(KernelRoute.Plain) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Spectrum_EveryKindOfNetwork_ComesWithItsRoute(
        string name, double weightVariance, double biasVariance, Architecture architecture, double keep, string route)
    {
        NetworkDescription network = GapSamples.Network(ActivationCatalog.Parse(name), weightVariance, biasVariance, architecture) with { DropoutKeep = keep };
        InputBatch x = architecture == Architecture.FullyConnected ? GapSamples.Vectors(12, 24) : GapSamples.Images(12, 3, 4, 5);
        KernelAnalysis analysis = KernelAnalysis.Compute(network, [8], x.Slice(0, 9), x.Slice(9, 3))[0];
        GapSpectrum spectrum = analysis.Spectrum();
        GapPrediction prediction = analysis.Predict(Labels);
        Assert.Equal(route, spectrum.Route.ToString());
        Assert.Equal(8, analysis.Depth);
        Assert.Equal(keep < 1 ? "gaps are for networks without dropout, and DropoutKeep is 0.9" : null, analysis.PlainBecause);
        Assert.InRange(spectrum.ConditionNumberError, 0, name == "tanh" ? 1e-9 : 1e-8);
        Assert.All(prediction.Errors.Values.ToArray(), error => Assert.InRange(error, 0, 1e-7));
        Matrix expected = MeanPredictor.Compute(
            InfiniteNetwork.Kernels(network, [8], x.Slice(0, 9))[0].Ntk, InfiniteNetwork.Kernels(network, [8], x.Slice(9, 3), x.Slice(0, 9))[0].Ntk);
        SpectraSamples.AssertClose(MatrixProduct.Multiply(expected, Labels), prediction.Values, 1e-6);
        SpectraSamples.AssertClose(prediction.Values, analysis.Flow(Labels, 0.5).Test(analysis.Test, 1e15).Values, 1e-6);
    }

    [Theory]
    [InlineData("erf", 0.8, 0.1, false)]
    [InlineData("erf", 2.5, 0.18, false)]
    [InlineData("relu", 1.5, 0.1, false)]
    [InlineData("relu", 2, 0, false)]
    [InlineData("tanh", 0.9, 0.1, false)]
    [InlineData("erf", 1.4, 0.1, true)]
    [InlineData("relu", 1.6, 0.1, true)]
    public void Wrap_PlainKernel_HasAnErrorEstimateThatCoversItsError(string name, double weightVariance, double biasVariance, bool isConvolutional)
    {
        NetworkDescription network = GapSamples.Network(
            ActivationCatalog.Parse(name), weightVariance, biasVariance, isConvolutional ? Architecture.ConvolutionalPool : Architecture.FullyConnected);
        InputBatch x = isConvolutional ? GapSamples.Images(9, 3, 4, 5) : GapSamples.Vectors(9, 24);
        int[] depths = [1, 5, 15, 30, 60, 100];
        IReadOnlyList<KernelPair> plain = InfiniteNetwork.Kernels(network, depths, x);
        IReadOnlyList<GapKernel> exact = GapRecursion.Kernels(network, depths, x);
        for (int i = 0; i < depths.Length; i++)
        {
            GapSpectrum rough = GapSpectrum.Of(PlainKernel.Wrap(network, plain[i], Precision.Float64)), fine = GapSpectrum.Of(exact[i]);
            Assert.Equal(KernelRoute.Plain, rough.Route);
            for (int k = 0; k < 9; k++)
            {
                Assert.Equal(fine.Eigenvalues[k], rough.Eigenvalues[k], rough.EigenvalueErrors[k] + fine.EigenvalueErrors[k]);
            }

            // Either κ is infinite, because λ_bulk lies below its error, or it is right to the error stated.
            Assert.True(
                double.IsPositiveInfinity(rough.ConditionNumber)
                    || Math.Abs((rough.ConditionNumber / fine.ConditionNumber) - 1) <= rough.ConditionNumberError + fine.ConditionNumberError,
                $"depth {depths[i]}: {rough.ConditionNumber} ± {rough.ConditionNumberError:G2}, {fine.ConditionNumber}");
        }
    }

    [Fact]
    public void Compute_DeepReluWithDropout_StatesTheErrorOfItsAngles()
    {
        // Dropout changes the diagonal alone, so the other entries are those of the gap recursion; their angles are small, whatever the diagonal says.
        double variance = MeanFieldTheory.Analyze(ReluFamily.Relu, 1.8, 0.05).QStar!.Value;
        NetworkDescription network = GapSamples.Network(ReluFamily.Relu, 1.8, 0.05);
        InputBatch x = GapSamples.Vectors(6, 24, variance);
        GapKernel exact = GapRecursion.Kernels(network, [300], x)[0], plain = KernelAnalysis.Compute(network with { DropoutKeep = 0.8 }, [300], x)[0].Train;
        double worst = (
            from a in Enumerable.Range(0, 6) from b in Enumerable.Range(0, a) select Math.Abs(plain.Entry(a, b) - exact.Entry(a, b)) / exact.Diagonal).Max();
        Assert.InRange(worst, 1e-12, plain.EntryError);
    }

    [Fact]
    public void Wrap_KernelInSinglePrecision_HasAnErrorEstimateThatCoversItsError()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.4, 0.1, Architecture.ConvolutionalPool);
        InputBatch x = GapSamples.Images(6, 3, 4, 5);
        GapKernel exact = GapRecursion.Kernels(network, [5], x)[0];
        KernelPair single = InfiniteNetwork.Kernels(network, [5], x, new KernelOptions { Precision = Precision.Float32 })[0];
        GapKernel plain = PlainKernel.Wrap(network, single, Precision.Float32);
        double worst = Enumerable.Range(0, 36).Max(i => Math.Abs(plain.Entry(i / 6, i % 6) - exact.Entry(i / 6, i % 6))) / exact.Diagonal;
        Assert.InRange(worst, 1e-9, plain.EntryError);
    }

    [Fact]
    public void Compute_InputsWithoutGaps_SaysWhy()
    {
        InputBatch x = new(3, 1, 1, 2, [1, 1, 1, -1, 1, 0]);
        KernelAnalysis gelu = KernelAnalysis.Compute(GapSamples.Network(ActivationCatalog.Parse("gelu"), 1, 0.1), [3], x)[0];
        Assert.Equal("gaps of inputs of unequal norm exist for erf and the ReLU family, and the activation is gelu", gelu.PlainBecause);
        Assert.Null(KernelAnalysis.Compute(GapSamples.Network(new Erf(), 1, 0.1), [3], x)[0].PlainBecause);
        NetworkDescription residual = GapSamples.Network(new Erf(), 1, 0.1) with { Block = HiddenBlock.Residual };
        Assert.Equal("gaps are for plain blocks, and Block is Residual", KernelAnalysis.Compute(residual, [3], x)[0].PlainBecause);
        NetworkDescription zero = GapSamples.Network(new Erf(), 1, 0.1, Architecture.ConvolutionalFlatten) with { Padding = Padding.Zero };
        Assert.Equal(
            "gaps need one variance at every pixel, and padding is Zero", KernelAnalysis.Compute(zero, [3], GapSamples.Images(2, 2, 2, 3))[0].PlainBecause);
        var error = Assert.Throws<InvalidOperationException>(() => gelu.Predict(new Matrix(3, 1)));
        Assert.Equal("The analysis was made without test inputs; give them to KernelAnalysis.Compute.", error.Message);
    }

    [Fact]
    public void Predict_CentredLabelsInDeepChaos_FollowTheLawBeyondTheRangeOfDouble()
    {
        // P(Θ)Y ∝ (l + c)(χ_c*/χ_1)^l: from l to 2l or 3l the constant c, about ξ_*, shows as log(1 + c/l).
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 2.5, 0.18);
        InputBatch x = GapSamples.Vectors(12, 24, point.QStar!.Value);
        IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(
            GapSamples.Network(new Erf(), 2.5, 0.18), [500, 1000, 3000], x.Slice(0, 9), x.Slice(9, 3));
        GapPrediction[] predictions = [.. analyses.Select(analysis => analysis.Predict(Labels, centre: true))];
        Assert.All(predictions, prediction => Assert.Equal(KernelRoute.Deviations, prediction.Route));
        Assert.All(predictions, prediction => Assert.InRange(prediction.RelativeError, 0, 1e-9));
        Assert.Equal(0, predictions[2].Values[0, 0]);
        double rate = Math.Log10(point.ChiCStar / point.Chi1);
        Assert.Equal((500 * rate) + Math.Log10(2), predictions[1].Log10Size - predictions[0].Log10Size, 0.05);
        Assert.Equal((2000 * rate) + Math.Log10(3), predictions[2].Log10Size - predictions[1].Log10Size, 0.035);

        // Labels with a mean: the data-independent part wins.
        double sum = Enumerable.Range(0, 9).Sum(i => Labels[i, 0]);
        Assert.Equal(1, analyses[0].Predict(Labels).Values[1, 0] / (analyses[0].Test.Entry(1, 0) * sum / analyses[0].Train.Diagonal), 1e-10);
    }
}
