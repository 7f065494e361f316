using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Measurements;

public sealed class DepthScanTests
{
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 16, 8);

    [Theory]
    [InlineData("erf", 1.25)]
    [InlineData("erf", 1.5)]
    [InlineData("tanh", 1.5)]
    [InlineData("relu", 1.5)]
    public void Compute_EveryRow_IsWhatTheRecursionWrittenOutGives(string activation, double weightVariance)
    {
        DepthScan scan = Scan(activation, weightVariance, Data, 1, 3, 12);
        FixedPointNetwork network = FixedPointNetwork.Create(ActivationCatalog.Parse(activation), weightVariance, 0.05, 12);
        DatasetPair images = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        Assert.Equal([1, 3, 12], scan.Rows.Select(row => row.Depth));
        Assert.Equal(12, scan.Network.Depth);
        foreach (DepthRow row in scan.Rows)
        {
            NetworkDescription here = network.Description with { Depth = row.Depth };
            Matrix theta = PlainRecursion.Kernel(here, images.Train.Inputs).Ntk, cross = PlainRecursion.Kernel(here, images.Test.Inputs, images.Train.Inputs).Ntk;
            var spectrum = KernelSpectrum.Of(theta);
            double predictor = new KernelRegression(theta, images.Train.MeanFreeLabels()).Predict(cross).RootMeanSquare();
            double[] pairs = [.. from a in Enumerable.Range(0, 16) from b in Enumerable.Range(0, a) select theta[a, b]];
            (double Expected, double Measured)[] numbers =
            [
                (theta[0, 0], row.Diagonal), (pairs.Average(), row.OffDiagonal), (theta[0, 0] - pairs.Average(), Math.Pow(10, row.Log10Gap)),
                (spectrum.Largest, row.LambdaMax), (spectrum.Bulk, row.LambdaBulk), (spectrum.Smallest, Math.Pow(10, row.Log10LambdaMin)),
                (spectrum.ConditionNumber, row.ConditionNumber), (spectrum.ConditionNumber - 1, Math.Pow(10, row.Log10ConditionExcess)),
                (predictor, row.MeanPredictor),
            ];
            Assert.All(numbers, number => Assert.Equal(1, number.Measured / number.Expected, 1e-8));
            Assert.True(row.IsResolved);
        }
    }

    [Fact]
    public void MeanPredictor_OfConstantLabels_IsZero()
    {
        // Every training image of one class: the mean-free labels vanish, so the predictor must.
        int[] labels = new int[Data.Train.Count];
        var oneClass = new DatasetPair(new LabeledDataset(Data.Train.Inputs, labels, Data.Train.ClassNames, "one class"), Data.Test, "one class");
        Assert.All(Scan("erf", 1.5, oneClass, 1, 2, 3).Rows, row =>
        {
            Assert.Equal(double.NegativeInfinity, row.Log10MeanPredictor);
            Assert.Equal(0, row.MeanPredictorError);
        });
    }

    [Fact]
    public void Resolved_OfADepthWithoutDigits_EndsBeforeIt()
    {
        DepthScan scan = Scan("erf", 1.25, Data, 1, 2, 3);
        Assert.Equal(scan.Rows, scan.Resolved);
        DepthRow middle = scan.Rows[1];
        DepthRow[] poor = [middle with { ConditionNumberError = 0.02 }, middle with { ConditionExcessError = 0.02 }, middle with { MeanPredictorError = double.NaN }];
        Assert.All(poor, row => Assert.Equal([scan.Rows[0]], (scan with { Rows = [scan.Rows[0], row, scan.Rows[2]] }).Resolved));
    }

    [Fact]
    public void Rows_AsATable_ComeBackToTheSameBits()
    {
        var run = new Provenance { Notebook = "test", Preset = Preset.Quick, Dataset = "CIFAR-10" };
        DepthScan scan = Scan("erf", 0.5, Data, 10, 2000);
        Assert.Equal(scan.Rows, ResultRows.FromTable<DepthRow>(ResultTable.FromCsv(ResultRows.ToTable(run, scan.Rows).ToCsv())));
    }

    private static DepthScan Scan(string activation, double weightVariance, DatasetPair data, params int[] depths)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(ActivationCatalog.Parse(activation), weightVariance, 0.05, 1);
        return DepthScan.Compute(network.Description, depths, data.Preprocess(new Preprocessing { Variance = network.QStar }));
    }
}
