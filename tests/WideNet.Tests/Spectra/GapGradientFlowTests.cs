using System.Globalization;
using System.Text.Json;
using WideNet.Activations;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Spectra;

/// <summary>Gradient flow from gaps against 400-digit values, against the plain route where both are valid,
/// and at depths where Θ leaves the range of double.</summary>
public sealed class GapGradientFlowTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(RepositoryFiles.Reference("gradient-flow"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void TrainAndTest_EveryTime_AgreeWithTheReferenceAndCoverTheirErrors(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Reference("gradient-flow", name)));
        var file = SpectrumCase.Read(RepositoryFiles.Reference("high-precision", name));
        int m = file.Labels.Count - 1;
        var targets = new Matrix(m, 1, [.. file.Labels.Take(m)]);
        double fraction = Number(document.RootElement.GetProperty("fraction_of_maximum"));
        foreach (GapKernel kernel in file.Kernels())
        {
            var flow = GapGradientFlow.WithFractionOfMaximum(kernel.Block(0, m, 0, m), targets, fraction);
            JsonElement expected = document.RootElement.GetProperty("depths").GetProperty(kernel.Depth.ToString(CultureInfo.InvariantCulture));
            int index = 0;
            foreach (double time in expected.GetProperty("times").EnumerateArray().Select(Number))
            {
                double[] train =
                    [.. expected.GetProperty("train")[index].EnumerateArray().Select(Number)], test = [Number(expected.GetProperty("test")[index])];
                string at = $"{name}, depth {kernel.Depth}, t = {time:G3}, {flow.Route}";

                AssertClose(train, flow.Train(time), at + ", train");
                AssertClose(test, flow.Test(kernel.Block(m, 1, 0, m), time), at + ", test");
                index++;
            }
        }
    }

    [Theory]
    [InlineData(Architecture.FullyConnected, 1.25, SquaredLoss.Sum)]
    [InlineData(Architecture.FullyConnected, 2.5, SquaredLoss.Mean)]
    [InlineData(Architecture.ConvolutionalPool, 1.4, SquaredLoss.Mean)]
    public void TrainAndTest_ModerateKappa_AgreeWithThePlainFlow(Architecture architecture, double weightVariance, SquaredLoss loss)
    {
        NetworkDescription network = GapSamples.Network(new Erf(), weightVariance, 0.1, architecture);
        InputBatch all = architecture == Architecture.FullyConnected
            ? GapSamples.Vectors(12, 24)
            : GapSamples.Images(12, 3, 4, 5), train = all.Slice(0, 9), test = all.Slice(9, 3);
        var targets = new Matrix(9, 2, [.. Enumerable.Range(0, 18).Select(i => Math.Cos(i * i))]);
        foreach (int depth in (int[])[2, 10])
        {
            GapKernel kernel = GapRecursion.Kernels(network, [depth], train)[0], cross = GapRecursion.Kernels(network, [depth], test, train)[0];
            Matrix theta = InfiniteNetwork.Kernels(network, [depth], train)[0].Ntk;
            double summed = loss == SquaredLoss.Sum ? 0.3 : 0.3 / 18;
            var flow = GapGradientFlow.WithFractionOfMaximum(kernel, targets, summed / KernelSpectrum.Of(theta).MaximumLearningRate);
            var plain = new GradientFlow(theta, targets, 0.3, loss);
            Matrix plainCross = InfiniteNetwork.Kernels(network, [depth], test, train)[0].Ntk;
            foreach (double time in (double[])[0, 0.01, 1, 30, 4000, double.PositiveInfinity])
            {
                SpectraSamples.AssertClose(plain.Train(time), flow.Train(time).Values, 1e-10);
                SpectraSamples.AssertClose(plain.Test(plainCross, time), flow.Test(cross, time).Values, 1e-10);
                Assert.All(flow.Test(cross, time).Errors.Values.ToArray(), error => Assert.InRange(error, 0, 1e-9));
            }
        }
    }

    [Theory]
    [InlineData(0.5, 0.18, 3000)]
    [InlineData(2.5, 0.18, 9000)]
    public void TrainAndTest_BeyondTheRangeOfDouble_StayFinite(double weightVariance, double biasVariance, int depth)
    {
        // Order: κ above 1e308, so that only the mean is learned at any time; chaos: Θ ∝ 1, so that all labels are learned at one rate.
        MeanFieldPoint point = MeanFieldTheory.Analyze(new Erf(), weightVariance, biasVariance);
        GapKernel kernel = GapRecursion.Kernels(
            GapSamples.Network(new Erf(), weightVariance, biasVariance), [depth], GapSamples.Vectors(5, variance: point.QStar!.Value))[0];
        var flow = GapGradientFlow.WithFractionOfMaximum(kernel.Block(0, 4, 0, 4), new Matrix(4, 1, [1, 0, 2, 1]), 0.5);
        Matrix train = flow.Train(2).Values;
        double learned = 1 - Math.Exp(-2);
        double[] expected = point.Phase == Phase.Ordered ? [learned, learned, learned, learned] : [learned, 0, 2 * learned, learned];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i], train[i, 0], 1e-10);
        }

        Assert.Equal(point.Phase == Phase.Ordered ? learned : 0, flow.Test(kernel.Block(4, 1, 0, 4), 2).Values[0, 0], 1e-10);
    }

    [Fact]
    public void Train_SingleInput_IsOneExponential()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.25, 0.05), [7], GapSamples.Vectors(1))[0];
        var flow = GapGradientFlow.WithFractionOfMaximum(kernel, new Matrix(1, 1, [2]), 0.1 * kernel.Diagonal / 2);
        Assert.Equal(2 * (1 - Math.Exp(-0.1 * kernel.Diagonal * 3)), flow.Train(3).Values[0, 0], 1e-14);
    }

    [Fact]
    public void Train_EqualInputs_IsDeterminedUntilTheirDifferenceMatters()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.25, 0.05), [5], GapSamples.Pick(GapSamples.Vectors(3), 0, 1, 0, 2))[0];
        var flow = GapGradientFlow.WithFractionOfMaximum(kernel, new Matrix(4, 1, [1, 0, 0, 1]), 0.5);
        Assert.Equal(flow.Train(3).Values[0, 0], flow.Train(3).Values[2, 0], 1e-12);
        Assert.Throws<UnresolvedSpectrumException>(() => flow.Train(1e20));
        Assert.Throws<UnresolvedSpectrumException>(() => flow.Train(double.PositiveInfinity));
    }

    [Fact]
    public void Flow_UnfitArguments_SayWhatTheyWere()
    {
        GapKernel kernel = GapRecursion.Kernels(GapSamples.Network(new Erf(), 1.25, 0.05), [3], GapSamples.Vectors(4))[0];
        var targets = new Matrix(4, 1);
        Assert.Equal(
            "The fraction of the largest learning rate is 0; it must be finite and above 0.",
            Assert.Throws<ArgumentException>(() => GapGradientFlow.WithFractionOfMaximum(kernel, targets, 0)).Message);
        Assert.Equal(
            "The fraction of the largest learning rate is NaN; it must be finite and above 0.",
            Assert.Throws<ArgumentException>(() => GapGradientFlow.WithFractionOfMaximum(kernel, targets, double.NaN)).Message);
        Assert.StartsWith(
            "The targets are 3×1, but there are 4 training examples;",
            Assert.Throws<ArgumentException>(() => GapGradientFlow.WithFractionOfMaximum(kernel, new Matrix(3, 1), 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The time is -1;", Assert.Throws<ArgumentException>(() => GapGradientFlow.WithFractionOfMaximum(kernel, targets, 1).Train(-1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The kernel is test-train;", Assert.Throws<ArgumentException>(() => GapGradientFlow.WithFractionOfMaximum(
                kernel with { IsTrainTrain = false }, targets, 1)).Message, StringComparison.Ordinal);
    }

    // 1e-10 of the largest output at that time; the estimate must cover the error, but for the rounding of the reference.
    private static void AssertClose(double[] expected, GapPrediction actual, string at)
    {
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(actual.Values[i, 0] - expected[i]);
            Assert.True(error <= 1e-10 * scale, $"{at}, {i}: {actual.Values[i, 0]:R} is not {expected[i]:R}");
            Assert.True(error <= actual.Errors[i, 0] + (4.5e-16 * scale), $"{at}, {i}: error {error:G3}, estimate {actual.Errors[i, 0]:G3}");
        }
    }

    private static double Number(JsonElement value) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
