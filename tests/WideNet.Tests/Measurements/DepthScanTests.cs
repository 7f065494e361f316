using WideNet.Activations;
using WideNet.Data;
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
            Matrix theta =
                PlainRecursion.Kernel(here, images.Train.Inputs).Ntk, cross = PlainRecursion.Kernel(here, images.Test.Inputs, images.Train.Inputs).Ntk;
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

    [Theory]
    [InlineData(Architecture.FullyConnected, 1)]
    [InlineData(Architecture.ConvolutionalFlatten, 1)]
    [InlineData(Architecture.ConvolutionalPool, 9)]
    public void ComputeFirst_SmallerTrainingSet_IsTheScanOfItsImagesAlone(Architecture architecture, int pixels)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.5, 0.05, 6, architecture);
        DatasetPair all = Data.Preprocess(new Preprocessing { Size = 3, Normalization = Normalization.Pixel, Variance = network.QStar });
        var few = new LabeledDataset(all.Train.Inputs.Slice(0, 5), all.Train.Labels[..5].ToArray(), all.Train.ClassNames, "five images");
        IReadOnlyList<DepthScan> both = DepthScan.ComputeFirst(network.Description, [2, 6], all, [5, 16]);
        DepthScan alone = DepthScan.Compute(network.Description, [2, 6], all with { Train = few });
        Assert.Equal([(5, pixels), (16, pixels)], both.Select(scan => (scan.TrainCount, scan.Pixels)));
        Assert.All(both[0].Rows.Zip(alone.Rows), rows =>
        {
            Assert.Equal(rows.Second.ConditionNumber, rows.First.ConditionNumber, 1e-10 * rows.Second.ConditionNumber);
            Assert.Equal(rows.Second.MeanPredictor, rows.First.MeanPredictor, 1e-10 * rows.Second.MeanPredictor);
            Assert.NotEqual(rows.Second.ConditionNumber, both[1].Rows[0].ConditionNumber, 1e-2);
        });
    }

    [Fact]
    public void Compute_ConstantImages_AgreeBetweenArchitectures()
    {
        // With all pixels of an image equal the convolutions have nothing to mix: all three are the same network.
        LabeledDataset pixels = RandomPixels.Create(12, 0, 1).Train;
        double[] values = [.. Enumerable.Range(0, 12).SelectMany(i => Enumerable.Repeat(pixels.Inputs.Example(i).ToArray(), 9)).SelectMany(pixel => pixel)];
        LabeledDataset images = pixels.WithInputs(new InputBatch(12, 3, 3, 3, values));
        double[][] lambda = [.. Enum.GetValues<Architecture>().Select(architecture =>
        {
            FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.5, 0.05, 5, architecture);
            DatasetPair scaled = new DatasetPair(images, images, "constant images").Preprocess(
                new Preprocessing { Normalization = Normalization.Pixel, Variance = network.QStar });
            return DepthScan.Compute(network.Description, [1, 5], scaled).Rows.Select(row => row.LambdaMax).ToArray();
        })];
        Assert.All(lambda.Skip(1), other => Assert.All(lambda[0].Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * pair.First)));
    }

    [Fact]
    public void Compute_WithoutTestImages_LeavesThePredictorOut()
    {
        DepthScan scan = Scan("erf", 1.25, Data, 1, 20), alone = Scan("erf", 1.25, DatasetCatalog.Load("cifar10", 16, 0), 1, 20);
        Assert.All(alone.Rows, row => Assert.Equal((double.NegativeInfinity, 0, true), (row.Log10MeanPredictor, row.MeanPredictorError, row.IsResolved)));
        Assert.Equal(scan.Rows.Select(row => row.Log10ConditionNumber), alone.Rows.Select(row => row.Log10ConditionNumber));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    public void ComputeFirst_CountThatIsNotThere_SaysWhatItMustBe(int count)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.5, 0.05, 1);
        ArgumentException error = Assert.Throws<ArgumentException>(() => DepthScan.ComputeFirst(network.Description, [1], Data, [4, count]));
        Assert.StartsWith($"A scan of {count} training images is asked for; it must be from 2 to the 16 there are.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_DropoutInDeepOrder_MarksWhatIsNotResolved()
    {
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 0.5, 0.05, 60);
        DatasetPair images = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        DepthScan scan = DepthScan.Compute(network.Description with { DropoutKeep = 1 - 1e-9 }, Grid.Integers(1, 60), images);
        Assert.InRange(scan.Resolved.Count, 5, 55);
        Assert.False(scan.Rows[^1].IsResolved);
    }

    [Fact]
    public void Resolved_OfADepthWithoutDigits_EndsBeforeIt()
    {
        DepthScan scan = Scan("erf", 1.25, Data, 1, 2, 3);
        Assert.Equal(scan.Rows, scan.Resolved);
        DepthRow middle = scan.Rows[1];
        DepthRow[] poor =
            [middle with { ConditionNumberError = 0.02 }, middle with { ConditionExcessError = 0.02 }, middle with { MeanPredictorError = double.NaN }];
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
