using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;
using WideNet.Sweeps;
using WideNet.Training;

namespace WideNet.Tests.Measurements;

public sealed class LearningRateSweepTests
{
    private static readonly LearningRateSizes Sizes = LearningRateSizes.Of(Preset.Quick) with
    {
        TrainCount = 16,
        TestCount = 10,
        Side = 4,
        Depth = 2,
        Width = 256,
        Epochs = 30,
        BatchSize = 8,
        Seeds = 1,
        WeightVariances = [1.5],
        Rates = [0.2, 2000],
    };

    // 2 m k/λ_max for the mean over m examples and k outputs; a factor 2 in it would move every boundary.
    [Fact]
    public void Define_RateTheory_IsTheBoundOfTheMeanLoss()
    {
        ResultTable table = SweepRunner.Run(Define(), null, null, TestContext.Current.CancellationToken);
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.5, 0.05, 2);
        InputBatch images = DatasetCatalog.Load("synthetic", 16, 10).Preprocess(new Preprocessing { Size = 4, Variance = network.QStar }).Train.Inputs;
        double Bound(int first, int count) =>
            2.0 * 10 * count / KernelSpectrum.Of(InfiniteNetwork.Kernel(network.Description, images.Slice(first, count)).Ntk).Largest;
        Assert.Equal(Bound(0, 16), table.Where("batch_size", 16).Numbers("rate_theory")[0], 1e-10 * Bound(0, 16));

        // Of the mean λ_max over the two halves: the harmonic mean of their bounds.
        double halves = 2 / ((1 / Bound(0, 8)) + (1 / Bound(8, 8)));
        Assert.Equal(halves, table.Where("batch_size", 8).Numbers("rate_theory")[0], 1e-10 * halves);
    }

    // What the notebook draws its own networks from.
    [Fact]
    public void RandomOf_EveryRun_IsTheStreamOfItsCell()
    {
        SweepDefinition sweep = Define();
        IReadOnlyList<LearningRateRun> runs = ResultRows.FromTable<LearningRateRun>(SweepRunner.Run(sweep, null, null, TestContext.Current.CancellationToken));
        Assert.Equal(4, runs.Count);
        Assert.Equal(sweep.Cells().Select(cell => First(sweep.RandomOf(cell))), runs.Select(run => First(LearningRateSweep.RandomOf(run))));
        Assert.Equal(2, runs.Select(run => First(LearningRateSweep.RandomOf(run))).Distinct().Count());

        static double First(RandomStream stream)
        {
            double[] value = new double[1];
            stream.FillUniform(value);
            return value[0];
        }
    }

    [Fact]
    public void Define_FarBelowAndAboveTheBound_TrainsAndDiverges()
    {
        ResultTable table = SweepRunner.Run(Define(), null, null, TestContext.Current.CancellationToken);
        Assert.All(table.Numbers("rate_theory"), rate => Assert.InRange(rate, 2, 200));
        Assert.Equal([0, 1, 0, 1], table.Numbers("diverged"));
        Assert.All(table.Where("learning_rate", 0.2).Numbers("final_over_first_loss"), ratio => Assert.InRange(ratio, 0, 0.999));
        Assert.All(table.Where("learning_rate", 2000.0).Numbers("final_over_first_loss"), ratio => Assert.Equal(1e4, ratio));
        Assert.True(table.Where("learning_rate", 0.2).Where("batch_size", 16).Numbers("largest_rise")[0] < 1);
    }

    // Every column by its name, from a network trained and evaluated here.
    [Fact]
    public void Run_Columns_HoldWhatTheirNamesSay()
    {
        LearningRateSizes sizes = Sizes with { TestCount = 100, Epochs = 3, Rates = [0.2] };
        SweepDefinition sweep = Define(sizes);
        SweepCell cell = sweep.Cells()[0]; // the full batch
        ResultTable table = SweepRunner.Run(sweep, null, null, TestContext.Current.CancellationToken).Where("batch_size", 16);

        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.5, 0.05, 2);
        DatasetPair images = DatasetCatalog.Load("synthetic", 16, 100).Preprocess(new Preprocessing { Size = 4, Variance = network.QStar });
        double largest = KernelSpectrum.Of(InfiniteNetwork.Kernel(network.Description, images.Train.Inputs).Ntk).Largest;
        TrainingProblem problem = TrainingProblem.Draw(
            NetworkShape.For(network.Description, images.Train.Inputs, sizes.Width, 10), sweep.RandomOf(cell),
            new TrainingSet(images.Train.Inputs, images.Train.CentredLabels()), new TrainingSet(images.Test.Inputs, images.Test.CentredLabels()));
        TrainingResult result = new CpuTrainingEngine().Train(
            problem, new TrainingOptions { Steps = 3, LearningRate = LearningRate.Absolute(0.2) }, null, TestContext.Current.CancellationToken);
        double[] losses = [.. result.BatchLosses]; // before each step
        var expected = new Dictionary<string, double>
        {
            ["weight_variance"] = 1.5,
            ["batch_size"] = 16,
            ["learning_rate"] = 0.2,
            ["seed"] = 1,
            ["rate_theory"] = 2.0 * 16 * 10 / largest,
            ["lambda_max"] = largest,
            ["diverged"] = 0,
            ["final_over_first_loss"] = result.Final.TrainLoss / losses[0],
            ["largest_rise"] = Math.Max(losses[1] / losses[0], losses[2] / losses[1]),
            ["train_accuracy"] = result.Final.TrainAccuracy,
            ["test_accuracy"] = result.Final.TestAccuracy!.Value,
        };

        Assert.Equal(expected.Keys, table.Columns.Select(column => column.Name));
        foreach ((string name, double value) in expected) Assert.Equal(value, table.Numbers(name)[0], 1e-5 * Math.Max(1, value));
        double[] outputs = [.. expected.Values.Skip(sweep.Axes.Count).Order()];
        Assert.All(outputs.Zip(outputs.Skip(1)), pair => Assert.True(pair.Second - pair.First > 1e-4, $"{pair} are alike"));
    }

    [Fact]
    public void Run_ReadAsRows_HasAPropertyForEveryColumn()
    {
        ResultTable table = SweepRunner.Run(Define(), null, null, TestContext.Current.CancellationToken);
        IReadOnlyList<LearningRateRun> runs = ResultRows.FromTable<LearningRateRun>(table);
        Assert.Equal([0.2, 2000, 0.2, 2000], runs.Select(run => run.LearningRate));
        Assert.Equal([16, 16, 8, 8], runs.Select(run => run.BatchSize));
        Assert.Equal(table.Numbers("rate_theory"), runs.Select(run => run.RateTheory));
        Assert.All(runs, run => Assert.Equal(run.Diverged, run.FinalOverFirstLoss == 1e4));
    }

    [Fact]
    public void LargestRise_OfEpochMeans_IgnoresWhatIsBelowAHundredth()
    {
        Assert.Equal(0.75, LearningRateSweep.LargestRise([4, 3, 2, 1], 1), 1e-15);
        Assert.Equal(0.6, LearningRateSweep.LargestRise([4, 1, 2, 1], 2), 1e-15);
        Assert.Equal(3, LearningRateSweep.LargestRise([4, 1, 3, 1], 1), 1e-15);
        Assert.Equal(0.5, LearningRateSweep.LargestRise([100, 1e-6, 0.5, 1e-9], 1), 1e-15);
        Assert.Equal(0, LearningRateSweep.LargestRise([4], 1));
    }

    [Fact]
    public void MeanLargest_OfBlocks_IsTheMeanOfTheirEigenvalues()
    {
        var kernel = new Matrix(4, 4, [2, 1, 9, 9, 1, 2, 9, 9, 9, 9, 5, 0, 9, 9, 0, 4]);
        Assert.Equal(4, LearningRateColumn.MeanLargest(kernel, 2), 1e-12);
    }

    [Fact]
    public void Define_BatchThatDoesNotDivide_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => LearningRateSweep.Define(Preset.Quick, Sizes with { BatchSize = 5 }, new DatasetRequest("synthetic", 16, 10), new Erf(), 0.05));
        Assert.Equal("The batch size is 5 and there are 16 training images; it must be smaller and divide their number.", error.Message);
    }

    private static SweepDefinition Define(LearningRateSizes? sizes = null) =>
        LearningRateSweep.Define(Preset.Quick, sizes ?? Sizes, new DatasetRequest("synthetic", 16, (sizes ?? Sizes).TestCount), new Erf(), 0.05);
}
