using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Training;

namespace WideNet.Tests.Measurements;

public sealed class FiniteWidthSweepsTests
{
    private static readonly FiniteWidthSizes Small = FiniteWidthSizes.For(Preset.Quick) with
    {
        KernelImages = 4,
        TrainCount = 6,
        TestCount = 5,
        Side = 4,
        Depth = 2,
        Steps = 6,
        BatchSize = 2,
        Widths = [8, 32],
        Channels = [4, 8],
        TrainedWidths = [8, 32],
        TrainedChannels = [4, 8],
        Seeds = 3,
        TrainedSeeds = 2,
    };

    private static readonly DatasetRequest Data = new("synthetic", Small.TrainCount, Small.TestCount);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Architecture.FullyConnected, 32)]
    [InlineData(Architecture.ConvolutionalFlatten, 8)]
    [InlineData(Architecture.ConvolutionalPool, 8)]
    public void KernelErrors_Cell_EqualsTheDistanceComputedDirectly(Architecture architecture, int width)
    {
        SweepDefinition sweep = FiniteWidthSweeps.KernelErrors(Small, Data);
        SweepCell cell = sweep.Cells().Single(c => c.Whole("architecture") == (int)architecture && c.Whole("width") == width && c.Seed == 2);
        (NetworkDescription network, DatasetPair images) = Problem(architecture);
        InputBatch first = images.Train.Inputs.Slice(0, 4);
        NetworkShape shape = NetworkShape.For(network, first, width, 1);
        var finite = FiniteNetwork.FromDoubles<double>(shape, InitialParameters.Draw(shape, sweep.RandomOf(cell)));
        Matrix empirical = EmpiricalKernel.MeanOverOutputs(finite, first), analytic = InfiniteNetwork.Kernel(network, first).Ntk;
        double difference = 0, size = 0;
        for (int i = 0; i < 16; i++)
        {
            difference += Math.Pow(empirical.Values[i] - analytic.Values[i], 2);
            size += Math.Pow(analytic.Values[i], 2);
        }

        // The sweep computes in single precision.
        Assert.Equal(Math.Sqrt(difference / size), sweep.Compute(cell, new SweepContext(sweep.RandomOf(cell), 1, Token))[0], 1e-5);
    }

    [Fact]
    public void KernelErrors_Cells_AreAllWidthsOfEachArchitecture()
    {
        IReadOnlyList<SweepCell> cells = FiniteWidthSweeps.KernelErrors(Small with { Widths = [8, 1024] }, Data).Cells();
        Assert.Equal(3 + 1 + (2 * 2 * 3), cells.Count);
        Assert.Equal(1, cells.Count(cell => cell.Whole("width") == 1024));
    }

    [Fact]
    public void KernelDrift_NoSteps_IsNone()
    {
        SweepDefinition sweep = FiniteWidthSweeps.KernelDrift(Small with { Steps = 0 }, Data);
        foreach (SweepCell cell in sweep.Cells()) Assert.Equal([0, 1], sweep.Compute(cell, new SweepContext(sweep.RandomOf(cell), 1, Token)));
    }

    [Fact]
    public void KernelDrift_Steps_MovesTheKernelAndLowersTheLoss()
    {
        ResultTable table = SweepRunner.Run(FiniteWidthSweeps.KernelDrift(Small, Data), cancellationToken: Token);
        Assert.Equal(3 * 2 * 2, table.Count);
        Assert.All(table.Numbers("relative_drift"), drift => Assert.InRange(drift, 1e-4, 1));
        Assert.All(table.Numbers("loss_ratio"), ratio => Assert.InRange(ratio, 0, 0.999));
    }

    [Fact]
    public void Trajectories_Rows_StartTogetherAndEndWhereTheEngineEnds()
    {
        ResultTable table = Trajectories.Compute(Small, Data, cancellationToken: Token);

        // Steps 0, 1, 2, 4, 6 of two algorithms, two seeds and two widths.
        Assert.Equal(5 * 2 * 2 * 2, table.Count);
        ResultTable start = table.Where("step", 0);
        foreach (
            string column in (string[])["linear_train_distance", "linear_test_distance", "infinite_train_distance", "infinite_test_distance",
                "flow_train_distance", "flow_test_distance"])
        {
            Assert.All(start.Numbers(column), distance => Assert.Equal(0, distance));
            Assert.All(table.Where("step", 6).Numbers(column), distance => Assert.InRange(distance, 1e-6, 10));
        }

        // One uninterrupted run of the engine gives the same loss: a run in stretches has the same batches.
        (NetworkDescription network, DatasetPair images) = Problem(Architecture.FullyConnected);
        NetworkShape shape = NetworkShape.For(network, images.Train.Inputs, 8, 10);
        RandomStream random = new RandomStream(2).Split("trajectory").Split(8);
        var problem = new TrainingProblem(
            shape, InitialParameters.Draw(shape, random), new TrainingSet(images.Train.Inputs, images.Train.CentredLabels()),
            new TrainingSet(images.Test.Inputs, images.Test.CentredLabels()));
        double largest = SymmetricEigen.Values(InfiniteNetwork.Kernel(network, images.Train.Inputs).Ntk)[^1];
        var options = new TrainingOptions
        {
            Steps = 6,
            LearningRate = LearningRate.Absolute(Small.RateFraction * 2 * 6 * 10 / largest),
            BatchSize = 2,
            Stream = random.Split("batches"),
        };
        TrainingResult result = new CpuTrainingEngine().Train(problem, options, null, Token);
        ResultTable row = table.Where("width", 8).Where("seed", 2).Where("algorithm", Trajectories.MiniBatch).Where("step", 6);
        Assert.Equal(result.Final.TrainLoss, row.Numbers("network_train_loss")[0], 1e-6);
        Assert.Equal(result.Final.TestLoss!.Value, row.Numbers("network_test_loss")[0], 1e-6);
    }

    [Fact]
    public void Compute_RecordThenCached_GivesTheSameRows()
    {
        string folder = Directory.CreateTempSubdirectory("widenet-").FullName;
        try
        {
            var cache = new ResultCache(folder);
            ResultIdentity identity = FiniteWidthSweeps.Identity(Small, Data);
            IReadOnlyDictionary<string, ResultTable> computed = cache.GetAll("record", identity, () => FiniteWidthSweeps.Compute(Small, Data, null, Token));
            IReadOnlyDictionary<string, ResultTable> read = cache.Read(identity);
            Assert.Equal(ResultRows.FromTable<KernelError>(computed["kernel-errors"]), ResultRows.FromTable<KernelError>(read["kernel-errors"]));
            Assert.Equal(ResultRows.FromTable<KernelDriftRun>(computed["kernel-drift"]), ResultRows.FromTable<KernelDriftRun>(read["kernel-drift"]));
            IReadOnlyList<TrajectoryPoint> points = ResultRows.FromTable<TrajectoryPoint>(read["trajectories"]);
            Assert.Equal(ResultRows.FromTable<TrajectoryPoint>(computed["trajectories"]), points);
            Assert.Equal(computed["trajectories"].Numbers("flow_test_distance"), points.Select(point => point.FlowTestDistance));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (NetworkDescription Network, DatasetPair Images) Problem(Architecture architecture)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.5, 0.05, Small.Depth, architecture);
        return (network.Description, Data.Images.Preprocess(new Preprocessing { Size = Small.Side, Variance = network.QStar }));
    }
}
