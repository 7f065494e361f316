using WideNet.Data;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Measurements;

public sealed class RbfRegressionTests
{
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 40, 20);
    private static readonly RbfDistances Distances = RbfDistances.Of(Data);
    private static readonly RbfRegression Regression = new(Distances);

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
    public void At_MiddleBandwidth_IsRegressionWithThatKernel()
    {
        double h = 0.4 * Distances.Mean;
        RbfPoint point = Regression.At(h);
        Matrix kernel = RbfRegression.Kernel(Distances.Train, h), test = RbfRegression.Kernel(Distances.Test, h);
        Assert.Equal(Math.Exp(-Distances.Test[4, 6] / h), test[4, 6]);
        Assert.Equal(KernelSpectrum.Of(kernel).ConditionNumber - 1, point.ConditionExcess, 1e-9);
        Matrix mean = new KernelRegression(kernel, Distances.Data.Train.CentredLabels()).Predict(test);
        Assert.Equal(mean.Values.ToArray().Max(Math.Abs), point.LargestOutput, 1e-12);
        Assert.Equal(TrainedNetworkAccuracy.OfMean(mean, Distances.Data.Test.Labels), point.MeanPredictorAccuracy);
        Assert.Equal((h, "", "here"), (point.Bandwidth, point.Part, Regression.At(h, "here").Part));
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
    public void At_BothEnds_FollowTheirLaws()
    {
        double smallest = Distances.TrainPairs().Min();
        RbfPoint chaos = Regression.At(smallest / 100);

        // m/(m - 1) e^{-D_1/h}, up to other pairs.
        Assert.InRange(chaos.ConditionExcess / Math.Exp(-100), 1, 1.5);
        Assert.InRange(chaos.Predictor, 1e-300, 1e-3);
        RbfPoint order = Regression.At(1e5 * Distances.Mean);
        Assert.Equal(1, (order.ConditionExcess + 1) / (40 * 1e5), 1e-4);
        Assert.InRange(order.FlatDistance, 0, 1e-2);
    }

    [Fact]
    public void At_NearestBandwidth_AnswersLikeTheNearestImageAndBuriesItInOneDraw()
    {
        double h = Enumerable.Range(0, 20).Max(i => Distances.Test.Row(i).ToArray().Min()) / 600;
        RbfPoint point = Regression.At(h);

        // Where the two nearest images differ by more than h log(10 m) the others cannot outweigh the nearest; chance is 1/10.
        int decided = Enumerable.Range(0, 20).Count(i => Distances.Test.Row(i).ToArray().Order().Take(2).Aggregate((a, b) => b - a) > h * Math.Log(400));
        Assert.InRange(decided, 10, 20);
        Assert.InRange(point.NearestShare, decided / 20.0, 1);
        Assert.Equal(0.1, point.OneNetworkAccuracy, 1e-6);
        Assert.Equal(Distances.FlatLimit(Distances.Data.Train.CentredLabels()).Storage(), Regression.FlatLimit.Storage());
    }

    [Fact]
    public void Of_BadInput_SaysWhatIsWrong()
    {
        ArgumentException few = Assert.Throws<ArgumentException>(() => RbfDistances.Of(DatasetCatalog.Load("cifar10", 1, 1)));
        Assert.StartsWith("The training set has 1 images; distances need two.", few.Message, StringComparison.Ordinal);
        ArgumentException zero = Assert.Throws<ArgumentException>(() => RbfRegression.Kernel(Distances.Train, 0));
        Assert.StartsWith("The bandwidth is 0; it must be above 0.", zero.Message, StringComparison.Ordinal);
    }
}
