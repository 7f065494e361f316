using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Spectra;

/// <summary>Spectra and predictors from gaps against the plain routes and against laws; 140-digit values are compared in SpectrumCaseTests.</summary>
public sealed class GapSpectrumTests
{
    [Theory]
    [InlineData(Architecture.FullyConnected, 1.25)]
    [InlineData(Architecture.FullyConnected, 2.5)]
    [InlineData(Architecture.ConvolutionalFlatten, 1.4)]
    [InlineData(Architecture.ConvolutionalPool, 1.4)]
    public void Of_ModerateKappa_AgreesWithThePlainSpectrum(Architecture architecture, double weightVariance)
    {
        NetworkDescription network = GapSamples.Network(new Erf(), weightVariance, 0.1, architecture);
        InputBatch x = Inputs(architecture, 9);
        foreach (int depth in (int[])[2, 12, 40])
        {
            var gaps = GapSpectrum.Of(GapRecursion.Kernels(network, [depth], x)[0]);
            var plain = KernelSpectrum.Of(InfiniteNetwork.Kernels(network, [depth], x)[0].Ntk);

            // The plain route is off by about m ε λ_max.
            for (int i = 0; i < 9; i++)
            {
                Assert.Equal(plain.Eigenvalues[i], gaps.Eigenvalues[i], (20 * plain.RoundingError) + gaps.EigenvalueErrors[i]);
            }

            double relative = 40 * plain.RoundingError / plain.Smallest;
            Assert.Equal(1, gaps.ConditionNumber / plain.ConditionNumber, relative);
            Assert.Equal(1, gaps.ConditionNumberMin / plain.ConditionNumberMin, relative);
            Assert.Equal(1, gaps.Eigenvalues[^1] / plain.Largest, 1e-12);
            Assert.Equal(Math.Log10(gaps.ConditionNumber), gaps.Log10ConditionNumber, 1e-12);
            Assert.Equal(gaps.ConditionNumber - 1, gaps.ConditionNumberExcess, 1e-12 * gaps.ConditionNumber);
        }
    }

    [Theory]
    [InlineData(Architecture.FullyConnected, 1.25)]
    [InlineData(Architecture.FullyConnected, 2.5)]
    [InlineData(Architecture.ConvolutionalPool, 1.4)]
    public void Predict_ModerateKappa_AgreesWithThePlainPredictor(Architecture architecture, double weightVariance)
    {
        NetworkDescription network = GapSamples.Network(new Erf(), weightVariance, 0.1, architecture);
        InputBatch all = Inputs(architecture, 12), train = all.Slice(0, 9), test = all.Slice(9, 3);
        var labels = new Matrix(9, 2, [.. Enumerable.Range(0, 18).Select(i => Math.Cos(i * i))]);
        foreach (int depth in (int[])[2, 10])
        {
            var regression = new GapRegression(GapRecursion.Kernels(network, [depth], train)[0]);
            GapKernel cross = GapRecursion.Kernels(network, [depth], test, train)[0];
            Matrix expected = MeanPredictor.Compute(
                InfiniteNetwork.Kernels(network, [depth], train)[0].Ntk, InfiniteNetwork.Kernels(network, [depth], test, train)[0].Ntk);
            SpectraSamples.AssertClose(expected, regression.Predict(cross, Matrix.Identity(9)).Values, 1e-10);
            GapPrediction prediction = regression.Predict(cross, labels);
            SpectraSamples.AssertClose(MatrixProduct.Multiply(expected, labels), prediction.Values, 1e-10);
            Assert.All(prediction.Errors.Values.ToArray(), error => Assert.InRange(error, 0, 1e-9));
        }
    }

    [Fact]
    public void Of_DeepOrder_KeepsKappaBeyondTheRangeOfDouble()
    {
        // κ ∝ χ_1^-l / l: between two depths log κ grows by -Δl log χ_1 - log(l_2/l_1), up to 1/l.
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 0.5, 0.18);
        InputBatch x = GapSamples.Vectors(6, variance: point.QStar!.Value);
        IReadOnlyList<GapKernel> kernels = GapRecursion.Kernels(GapSamples.Network(new Erf(), 0.5, 0.18), [1000, 2000], x);
        GapSpectrum first = GapSpectrum.Of(kernels[0]), second = GapSpectrum.Of(kernels[1]);
        Assert.Equal(double.PositiveInfinity, second.ConditionNumber);
        Assert.InRange(second.ConditionNumberError, 0, 1e-9);
        double growth = (-1000 * Math.Log10(point.Chi1)) - Math.Log10(2);
        Assert.Equal(growth, second.Log10ConditionNumber - first.Log10ConditionNumber, 0.01);
        Assert.Equal(KernelRoute.Gaps, second.Route);

        // The mean predictor tends to a limit that depends on the data.
        var labels = new Matrix(5, 1, [1, -1, 0.5, 0.5, -1]);
        double[] predictions = [.. kernels.Select(kernel => Split(kernel, labels).Values[0, 0])];
        Assert.InRange(predictions[1] / predictions[0], 0.99, 1.01);
    }

    [Fact]
    public void Of_DeepChaos_KeepsTheExcessOfKappa()
    {
        // κ - 1 ∝ χ_1^-l, far below the rounding of κ itself.
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 2.5, 0.18);
        InputBatch x = GapSamples.Vectors(6, variance: point.QStar!.Value);
        IReadOnlyList<GapKernel> kernels = GapRecursion.Kernels(GapSamples.Network(new Erf(), 2.5, 0.18), [200, 300, 9000], x);
        GapSpectrum[] spectra = [.. kernels.Select(kernel => GapSpectrum.Of(kernel))];
        Assert.Equal(-100 * Math.Log(point.Chi1), Math.Log(spectra[1].ConditionNumberExcess / spectra[0].ConditionNumberExcess), 1e-6);
        Assert.Equal(1, spectra[2].ConditionNumber, 1e-12);
        Assert.Equal(0, spectra[2].Log10ConditionNumberMin, 1e-12);
        Assert.Equal(double.PositiveInfinity, spectra[2].Eigenvalues[^1]);
        GapPrediction prediction = Split(kernels[2], new Matrix(5, 1, [1, -1, 0.5, 0.5, -1]));
        Assert.Equal((0, KernelRoute.Entries), (prediction.Values[0, 0], prediction.Route));
    }

    [Fact]
    public void Of_PooledDeepChaos_StatesTheErrorOfTheExcess()
    {
        // κ - 1 = d m t*/(p - t*) once every pair is at its limit t*, up to l χ_c*^l. The diagonal of a pooled
        // kernel is a sum over pixel pairs with roundings of its own: where they exceed κ - 1 the estimate must say so.
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), 2.5, 0.05);
        double limit = point.QStar!.Value * point.CStar / (1 - point.ChiCStar);
        IReadOnlyList<GapKernel> kernels = GapRecursion.Kernels(
            GapSamples.Network(new Erf(), 2.5, 0.05, Architecture.ConvolutionalPool), [.. Enumerable.Range(8, 33).Select(i => 10 * i)],
            GapSamples.Images(6, 6, 6, 3, point.QStar.Value));
        int resolved = 0;
        foreach (GapKernel kernel in kernels)
        {
            var spectrum = GapSpectrum.Of(kernel);
            double expected = 36 * 6 * limit / (kernel.Diagonal - limit), left = kernel.Depth * Math.Pow(point.ChiCStar, kernel.Depth);
            Assert.InRange(Math.Abs(1 - (expected / spectrum.ConditionNumberExcess)), 0, (10 * left) + spectrum.ConditionNumberExcessError);
            resolved += spectrum.ConditionNumberExcessError < 0.01 ? 1 : 0;
        }

        Assert.InRange(resolved, 4, 20);
    }

    // Two eigenvalues a below 3 + a, in a kernel that states an error of 4(l + 10)ε of its diagonal.
    // The true λ_bulk may be as small as the measured one less its error.
    [Fact]
    public void Of_BulkNearItsError_IsANumberOnlyAboveItAndStatesTheWholeError()
    {
        GapSpectrum Spectrum(double a)
        {
            var theta = new Matrix(3, 3);
            for (int i = 0; i < 9; i++) theta.Values[i] = i % 4 == 0 ? 1 + a : 1;
            return GapSpectrum.Of(PlainKernel.Wrap(GapSamples.Network(new Erf(), 1, 0.1), new KernelPair(1_000_000, theta, theta), Precision.Float64));
        }

        double error = Spectrum(1e-3).EigenvalueErrors[0];
        GapSpectrum below = Spectrum(0.5 * error), above = Spectrum(1.25 * error);
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (below.ConditionNumber, below.ConditionNumberError));
        Assert.Equal((double.PositiveInfinity, double.NegativeInfinity), (below.Log10ConditionNumber, below.Log10Bulk));
        double bulk = (above.Eigenvalues[0] + above.Eigenvalues[1]) / 2;
        Assert.Equal(Math.Log10(bulk), above.Log10Bulk, 1e-12);
        Assert.Equal(3 / bulk, above.ConditionNumber, 1e-6 * above.ConditionNumber);
        double largest = 3 / (bulk - above.EigenvalueErrors[0]);
        Assert.InRange(above.ConditionNumber * (1 + above.ConditionNumberError), largest * (1 - 1e-6), largest * (1 + 1e-6));
    }

    [Fact]
    public void Of_EqualInputs_HasInfiniteKappaAndNoPredictor()
    {
        InputBatch x = GapSamples.Pick(GapSamples.Vectors(3), 0, 1, 0, 2);
        foreach (int depth in (int[])[3, 400])
        {
            GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.25, 0.05), [depth], x)[0];
            var spectrum = GapSpectrum.Of(kernel);
            Assert.Equal(double.PositiveInfinity, spectrum.ConditionNumberMin);
            Assert.Equal(double.PositiveInfinity, spectrum.ConditionNumberMinError);
            Assert.True(double.IsFinite(spectrum.Log10ConditionNumber));
            var error = Assert.Throws<ArgumentException>(() => new GapRegression(kernel));
            Assert.StartsWith("Training inputs 0 and 2 are equal, so Θ is singular and has no mean predictor;", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_AllInputsEqual_HasOneEigenvalue()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.25, 0.05), [50], GapSamples.Pick(GapSamples.Vectors(1), 0, 0, 0))[0];
        var spectrum = GapSpectrum.Of(kernel);
        Assert.Equal([0, 0, 3 * kernel.Diagonal], spectrum.Eigenvalues, (expected, actual) => Math.Abs(expected - actual) <= 1e-12);
        Assert.Equal(double.PositiveInfinity, spectrum.ConditionNumber);
        Assert.False(double.IsNaN(spectrum.ConditionNumberExcess));
    }

    [Fact]
    public void Predict_SingleInput_IsTheRatioOfEntries()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.25, 0.05);
        InputBatch x = GapSamples.Vectors(1), test = GapSamples.Vectors(2, first: 5);
        GapKernel kernel = GapRecursion.Kernels(network, [7], x)[0], cross = GapRecursion.Kernels(network, [7], test, x)[0];
        GapPrediction prediction = new GapRegression(kernel).Predict(cross, new Matrix(1, 1, [2]));
        Assert.Equal(2 * cross.Entry(1, 0) / kernel.Diagonal, prediction.Values[1, 0], 1e-14);
        Assert.Equal(
            "The kernel is 1×1; a bulk eigenvalue needs at least two examples. (Parameter 'kernel')",
            Assert.Throws<ArgumentException>(() => GapSpectrum.Of(kernel)).Message);
    }

    [Fact]
    public void Predict_UnfitKernels_SayWhatDiffers()
    {
        NetworkDescription network = GapSamples.Network(new Erf(), 1.25, 0.05);
        InputBatch x = GapSamples.Vectors(4);
        IReadOnlyList<GapKernel> kernels = GapRecursion.Kernels(network, [3, 4], x);
        GapKernel cross = GapRecursion.Kernels(network, [4], x.Slice(0, 1), x)[0];
        var regression = new GapRegression(kernels[0]);
        Assert.StartsWith(
            "The test-train kernel has depth 4 and 4 columns; the train-train kernel has depth 3 and 4 examples.",
            Assert.Throws<ArgumentException>(() => regression.Predict(cross, new Matrix(4, 1))).Message, StringComparison.Ordinal);
        Assert.StartsWith("The kernel is test-train;", Assert.Throws<ArgumentException>(() => new GapRegression(cross)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The kernel is test-train;", Assert.Throws<ArgumentException>(() => GapSpectrum.Of(cross)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "There are 3 rows of labels for 4 training inputs.",
            Assert.Throws<ArgumentException>(() => new GapRegression(kernels[1]).Predict(cross, new Matrix(3, 1))).Message, StringComparison.Ordinal);
    }

    private static InputBatch Inputs(Architecture architecture, int count) =>
        architecture == Architecture.FullyConnected ? GapSamples.Vectors(count, 24) : GapSamples.Images(count, 3, 4, 5);

    private static GapPrediction Split(GapKernel kernel, Matrix labels)
    {
        int m = labels.Rows;
        GapKernel Block(int first, int rows, bool isTrainTrain) => kernel with
        {
            ScaledNngpGaps = kernel.ScaledNngpGaps.Block(first, rows, 0, m),
            ScaledNtkGaps = kernel.ScaledNtkGaps.Block(first, rows, 0, m),
            ScaledEntries = kernel.ScaledEntries.Block(first, rows, 0, m),
            IsTrainTrain = isTrainTrain,
        };
        return new GapRegression(Block(0, m, isTrainTrain: true)).Predict(Block(m, kernel.ScaledNtkGaps.Rows - m, isTrainTrain: false), labels);
    }
}
