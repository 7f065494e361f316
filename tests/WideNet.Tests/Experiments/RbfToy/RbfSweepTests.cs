using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Experiments.RbfToy;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Experiments.RbfToy;

public sealed class RbfSweepTests
{
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 40, 20);
    private static readonly RbfDistances Distances = RbfDistances.Of(Data);

    [Fact]
    public void Of_Images_AreMeanSquaredDifferences()
    {
        ReadOnlySpan<double> a = Distances.Data.Train.Inputs.Example(3), b = Distances.Data.Train.Inputs.Example(7), x = Distances.Data.Test.Inputs.Example(5);
        double train = 0, test = 0;
        for (int i = 0; i < a.Length; i++)
        {
            train += (a[i] - b[i]) * (a[i] - b[i]) / a.Length;
            test += (x[i] - b[i]) * (x[i] - b[i]) / a.Length;
        }

        Assert.Equal(train, Distances.Train[3, 7], 1e-12);
        Assert.Equal(test, Distances.Test[5, 7], 1e-12);
        Assert.Equal(40 * 39 / 2, Distances.TrainPairs().Count());
        Assert.Equal(Distances.TrainPairs().Average(), Distances.Mean, 1e-12);
    }

    [Fact]
    public void Compute_MiddleBandwidth_IsRegressionWithThatKernel()
    {
        double h = 0.4 * Distances.Mean;
        RbfPoint point = RbfSweep.Compute(Distances, [h])[0];
        Matrix kernel = RbfSweep.Kernel(Distances.Train, h), test = RbfSweep.Kernel(Distances.Test, h);
        Assert.Equal(Math.Exp(-Distances.Test[4, 6] / h), test[4, 6]);
        Assert.Equal(KernelSpectrum.Of(kernel).ConditionNumber - 1, point.ConditionExcess, 1e-9);
        Matrix mean = new KernelRegression(kernel, Distances.Data.Train.CentredLabels()).Predict(test);
        Assert.Equal(mean.Values.ToArray().Max(Math.Abs), point.LargestOutput, 1e-12);
        Assert.Equal(TrainedNetworkAccuracy.OfMean(mean, Distances.Data.Test.Labels), point.Mean);
    }

    [Fact]
    public void FlatLimit_OfLabels_InterpolatesAndIsAffine()
    {
        Matrix labels = Distances.Data.Train.CentredLabels();
        Matrix own = RbfDistances.Of(Data with { Test = Data.Train }).FlatLimit(labels);
        Assert.All(own.Values.ToArray().Zip(labels.Values.ToArray()), pair => Assert.Equal(pair.Second, pair.First, 1e-8));

        // An affine function takes the mean of its values at the middle of two inputs; D to the middle is (D_1 + D_2)/2 - D_12/4.
        Matrix answers = Distances.FlatLimit(labels), middle = Distances.Test.Clone();
        double between = 0;
        ReadOnlySpan<double> first = Distances.Data.Test.Inputs.Example(0), second = Distances.Data.Test.Inputs.Example(1);
        for (int i = 0; i < first.Length; i++) between += (first[i] - second[i]) * (first[i] - second[i]) / first.Length;
        for (int a = 0; a < 40; a++) middle[0, a] = ((Distances.Test[0, a] + Distances.Test[1, a]) / 2) - (between / 4);
        Matrix moved = (Distances with { Test = middle }).FlatLimit(labels);
        for (int c = 0; c < 10; c++) Assert.Equal((answers[0, c] + answers[1, c]) / 2, moved[0, c], 1e-9);
    }

    [Fact]
    public void Compute_BothEnds_FollowTheirLaws()
    {
        double smallest = Distances.TrainPairs().Min();
        RbfPoint chaos = RbfSweep.Compute(Distances, [smallest / 100])[0];

        // m/(m - 1) e^{-D_1/h}, up to other pairs.
        Assert.InRange(chaos.ConditionExcess / Math.Exp(-100), 1, 1.5);
        Assert.InRange(chaos.Predictor, 1e-300, 1e-3);
        RbfPoint order = RbfSweep.Compute(Distances, [1e5 * Distances.Mean])[0];
        Assert.Equal(1, (order.ConditionExcess + 1) / (40 * 1e5), 1e-4);
        Assert.InRange(order.FlatDistance, 0, 1e-2);
    }

    [Fact]
    public void Scales_OfDistances_AreThoseOfTheirNearestPairs()
    {
        var scales = RbfScales.Of(Distances);
        double[] pairs = [.. Distances.TrainPairs().Order()], near = [.. Distances.Test.Values.ToArray().Order()];
        Assert.Equal((pairs[0], pairs[1], near[0], near[1]), (scales.SmallestPair, scales.SecondPair, scales.Nearest, scales.SecondNearest));
        Assert.Equal(Enumerable.Range(0, 20).Max(i => Distances.Test.Row(i).ToArray().Min()), scales.FarthestNearest);
        Assert.Equal((40, 20, 10, Distances.Mean), (scales.TrainCount, scales.TestCount, scales.ClassCount, scales.Mean));

        // Every exponent D/h stays within the range of double, and the larger of the two small bandwidths still sees the nearest pair alone.
        Assert.Equal(600, Math.Max(pairs[0], near[0]) / scales.SmallBandwidths[0], 1e-9);
        Assert.Equal(2, scales.SmallBandwidths[1] / scales.SmallBandwidths[0], 1e-12);
        Assert.Equal(600, scales.FarthestNearest / scales.NearestBandwidth, 1e-9);
        Assert.Equal(RbfScales.SecondOrder, Distances.Mean * Distances.Mean / (scales.SmallestEigenvalue * scales.LargeBandwidths[0]), 1e-12);
        Assert.Equal(10, scales.LargeBandwidths[^1] / scales.LargeBandwidths[0], 1e-12);
    }

    [Fact]
    public void Of_BadInput_SaysWhatIsWrong()
    {
        ArgumentException few = Assert.Throws<ArgumentException>(() => RbfDistances.Of(DatasetCatalog.Load("cifar10", 1, 1)));
        Assert.StartsWith("The training set has 1 images; distances need two.", few.Message, StringComparison.Ordinal);
        ArgumentException zero = Assert.Throws<ArgumentException>(() => RbfSweep.Kernel(Distances.Train, 0));
        Assert.StartsWith("The bandwidth is 0; it must be above 0.", zero.Message, StringComparison.Ordinal);
        Assert.Equal(300, RbfSizes.For(Preset.Quick).TrainCount);
    }
}
