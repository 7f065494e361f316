using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Training;

namespace WideNet.Tests.Training;

public sealed class CpuTrainingEngineTests
{
    [Theory]
    [InlineData(LossFunction.MeanSquaredError)]
    [InlineData(LossFunction.CrossEntropy)]
    public void Train_OneFullBatchStep_MovesAgainstTheGradient(LossFunction loss)
    {
        TrainingProblem problem = SmallProblems.Problem();
        TrainingOptions options = SmallProblems.Options(1, 0.25) with { Loss = loss };
        TrainingResult result = Train(problem, options);

        // Central differences of the mean loss: error 1e-10 from h = 1e-5.
        var network = new FiniteNetwork<double>(problem.Shape, [.. problem.InitialParameters]);
        for (int i = 0; i < network.Parameters.Length; i += 7)
        {
            double kept = network.Parameters[i];
            network.Parameters[i] = kept + 1e-5;
            double above = Loss.Mean(loss, network.Outputs(problem.Train.Inputs), problem.Train.Targets);
            network.Parameters[i] = kept - 1e-5;
            double below = Loss.Mean(loss, network.Outputs(problem.Train.Inputs), problem.Train.Targets);
            network.Parameters[i] = kept;
            Assert.Equal(kept - (0.25 * (above - below) / 2e-5), result.Parameters![i], 1e-9);
        }
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.Float64)]
    public void Outputs_InitialParameters_AreTheNetworksOwn(Precision precision)
    {
        TrainingProblem problem = SmallProblems.Problem();
        double[] expected = precision == Precision.Float64
            ? new FiniteNetwork<double>(problem.Shape, [.. problem.InitialParameters]).Outputs(problem.Train.Inputs).Values.ToArray()
            : FiniteNetwork.FromDoubles<float>(problem.Shape, [.. problem.InitialParameters]).Outputs(problem.Train.Inputs).Values.ToArray();
        Assert.Equal(expected, new CpuTrainingEngine().Outputs(problem.Shape, problem.InitialParameters, problem.Train.Inputs, precision).Values.ToArray());
    }

    [Fact]
    public void Train_Momentum_EqualsTheRecursion()
    {
        TrainingProblem problem = SmallProblems.Problem();
        TrainingOptions plain = SmallProblems.Options(1, 1);
        double[] theta = [.. problem.InitialParameters], velocity = new double[theta.Length];
        for (int step = 0; step < 4; step++)
        {
            TrainingResult one = Train(new TrainingProblem(problem.Shape, theta, problem.Train), plain);
            for (int i = 0; i < theta.Length; i++)
            {
                double gradient = theta[i] - one.Parameters![i];
                velocity[i] = (0.9 * velocity[i]) + gradient;
                theta[i] -= 0.3 * velocity[i];
            }
        }

        TrainingResult result = Train(problem, SmallProblems.Options(4, 0.3) with { Momentum = 0.9 });
        for (int i = 0; i < theta.Length; i++) Assert.Equal(theta[i], result.Parameters![i], 1e-12);
    }

    [Fact]
    public void Train_MoreExamplesThanOnePass_EqualsOneGradient()
    {
        // 300 examples take two passes and a gradient buffer; twice 150 as explicit halves of the same mean must agree to rounding.
        TrainingProblem problem = SmallProblems.Problem(examples: 300);
        TrainingResult whole = Train(problem, SmallProblems.Options(1, 0.5));
        int[] order = [.. Enumerable.Range(0, 300)];
        double[] first = Moved(order[..150]), second = Moved(order[150..]);
        for (int i = 0; i < first.Length; i++) Assert.Equal((first[i] + second[i]) / 2, whole.Parameters![i], 1e-12);

        double[] Moved(int[] batch) => [.. Train(problem, SmallProblems.Options(1, 0.5) with { Batches = [batch] }).Parameters!];
    }

    [Theory]
    [InlineData(Architecture.FullyConnected, Precision.Float32)]
    [InlineData(Architecture.ConvolutionalPool, Precision.Float32)]
    [InlineData(Architecture.ConvolutionalFlatten, Precision.Float64)]
    public void Train_AnyNumberOfThreads_SameBits(Architecture architecture, Precision precision)
    {
        TrainingProblem problem = SmallProblems.Problem(architecture, width: 40);
        TrainingOptions options = SmallProblems.Options(5) with { Precision = precision, BatchSize = 8, Stream = new RandomStream(3), Momentum = 0.5 };
        Assert.Equal(
            Train(problem, options with { Threads = 1 }).Parameters,
            Train(problem, options with { Threads = 4 }).Parameters);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void Train_CancelledAndResumed_SameBits(double momentum)
    {
        using var folder = new TemporaryFolder();
        TrainingProblem problem = SmallProblems.Problem();
        TrainingOptions options = SmallProblems.Options(20) with
        {
            Precision = Precision.Float32,
            Momentum = momentum,
            BatchSize = 6,
            Stream = new RandomStream(3),
            Evaluations = EvaluationSchedule.Every(3),
        };
        TrainingResult whole = Train(problem, options);
        TrainingOptions kept = options with { CheckpointFile = Path.Combine(folder.Path, "run.checkpoint"), CheckpointInterval = 4 };
        foreach (int stop in (int[])[3, 9, 15])
        {
            using var source = new CancellationTokenSource();
            var progress = new Watch(report =>
            {
                if (report.Evaluation is not null && report.Step >= stop) source.Cancel();
            });
            Assert.ThrowsAny<OperationCanceledException>(() => Train(problem, kept, progress, source.Token));
        }

        TrainingResult resumed = Train(problem, kept);
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(whole.BatchLosses, resumed.BatchLosses);
        Assert.Equal(whole.Evaluations, resumed.Evaluations);
    }

    [Fact]
    public void Train_DamagedOrForeignCheckpoint_NamesFileAndRemedy()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "run.checkpoint");
        TrainingProblem problem = SmallProblems.Problem();
        TrainingOptions options = SmallProblems.Options(4) with { CheckpointFile = path, CheckpointInterval = 2 };
        Train(problem, options);
        var foreign = Assert.Throws<DataFormatException>(() => Train(problem, options with { Momentum = 0.1 }));
        Assert.Equal(
            $"{path} is the checkpoint of another run (other network, data, options or initial parameters); delete it or name another file.", foreign.Message);
        byte[] content = File.ReadAllBytes(path);
        foreach (int length in (int[])[0, 10, content.Length / 2, content.Length - 1])
        {
            File.WriteAllBytes(path, content[..length]);
            var cut = Assert.Throws<DataFormatException>(() => Train(problem, options));
            Assert.Equal($"{path} is no whole checkpoint ({length} bytes): it is cut off or damaged; delete it to start the run anew.", cut.Message);
        }
    }

    [Fact]
    public void Train_CheckpointOfARunWithOtherBatchesOrTestSet_IsRefused()
    {
        using var folder = new TemporaryFolder();
        TrainingProblem problem = SmallProblems.Problem();
        TrainingOptions options = SmallProblems.Options(4) with
        {
            BatchSize = 6,
            Stream = new RandomStream(3),
            CheckpointFile = Path.Combine(folder.Path, "run.checkpoint"),
            CheckpointInterval = 2,
        };
        TrainingResult first = Train(problem, options);
        Assert.Throws<DataFormatException>(() => Train(problem, options with { Stream = new RandomStream(4) }));
        Assert.Throws<DataFormatException>(() => Train(new TrainingProblem(problem.Shape, [.. problem.InitialParameters], problem.Train), options));
        Assert.Equal(first.Parameters, Train(problem, options).Parameters);
    }

    [Theory]
    [InlineData(Precision.Float32, null)]
    [InlineData(Precision.Float64, null)]
    [InlineData(Precision.Float32, 5)]
    public void Train_RateFarTooLarge_EndsDiverged(Precision precision, int? batch)
    {
        TrainingProblem problem = SmallProblems.Problem();
        TrainingResult result = Train(problem, SmallProblems.Options(400, 1e6) with { Precision = precision, BatchSize = batch, Stream = new RandomStream(1) });
        Assert.Equal(TrainingStatus.Diverged, result.Status);
        Assert.Null(result.Parameters);
        Assert.True(result.Steps < 400);
        Assert.All(result.BatchLosses, loss => Assert.True(double.IsFinite(loss)));
        Assert.All(result.Evaluations, evaluation => Assert.True(double.IsFinite(evaluation.TrainLoss)));
    }

    [Fact]
    public void Train_SubtractInitialOutput_StartsFromZeroOutputs()
    {
        TrainingProblem problem = SmallProblems.Problem();
        TrainingResult result = Train(problem, SmallProblems.Options(3) with { SubtractInitialOutput = true });
        double[] targets = problem.Train.Targets.Values.ToArray();
        Assert.Equal(targets.Average(y => y * y) / 2, result.Evaluations[0].TrainLoss, 1e-15);
        Assert.Equal(result.Evaluations[0].TrainLoss, result.BatchLosses[0], 1e-15);
        Assert.Equal(problem.Test!.Targets.Values.ToArray().Average(y => y * y) / 2, result.Evaluations[0].TestLoss!.Value, 1e-15);
        Assert.True(result.Final.TrainLoss < result.Evaluations[0].TrainLoss);
    }

    [Fact]
    public void Train_GoalAndSchedule_StopAtTheFirstEvaluationThatReachesIt()
    {
        TrainingProblem problem = SmallProblems.Problem();
        TrainingResult all = Train(problem, SmallProblems.Options(64) with { Evaluations = EvaluationSchedule.PowersOfTwo });
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 64], all.Evaluations.Select(evaluation => evaluation.Step));
        double goal = all.Evaluations[4].TrainLoss;
        TrainingResult early = Train(problem, SmallProblems.Options(64) with { Evaluations = EvaluationSchedule.PowersOfTwo, GoalLoss = goal });
        Assert.Equal((TrainingStatus.ReachedGoal, 8), (early.Status, early.Steps));
    }

    [Fact]
    public void Train_Batches_CoverAnEpochOnceInAnOrderOfItsOwn()
    {
        var orders = new List<int[]>();
        var order = new BatchOrder(SmallProblems.Options() with { BatchSize = 6, Stream = new RandomStream(5) }, 20);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            int[] seen = [.. Enumerable.Range(epoch * 3, 3).SelectMany(step => order.Batch(step).ToArray())];
            Assert.Equal(18, seen.Distinct().Count());
            Assert.All(seen, example => Assert.InRange(example, 0, 19));
            Assert.All(orders, other => Assert.NotEqual(other, seen));
            orders.Add(seen);
        }
    }

    // Given batches may grow; each step moves as a run of its own from there would.
    [Fact]
    public void Train_GivenBatchesOfSeveralSizes_AreTakenOneAfterTheOther()
    {
        TrainingProblem problem = SmallProblems.Problem();
        int[][] batches = [[3], [0, 5, 19, 2, 7], [1, 1], [.. Enumerable.Range(0, 20)]];
        double[] theta = [.. problem.InitialParameters];
        foreach (int[] batch in batches)
        {
            theta = [.. Train(new TrainingProblem(problem.Shape, theta, problem.Train), SmallProblems.Options(1) with { Batches = [batch] }).Parameters!];
        }

        Assert.Equal(theta, Train(problem, SmallProblems.Options(4) with { Batches = batches }).Parameters);
    }

    [Fact]
    public void Train_BatchLargerThanTheSet_SaysBothSizes()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Train(SmallProblems.Problem(), SmallProblems.Options() with { BatchSize = 21, Stream = new RandomStream(1) }));
        Assert.Equal("The batch size is 21, but the training set has 20 examples; take at most 20. (Parameter 'options')", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Absolute_RateNotPositive_Throws(double rate)
    {
        var error = Assert.Throws<ArgumentException>(() => LearningRate.Absolute(rate));
        Assert.Equal($"The learning rate is {rate}; it must be finite and above 0.", error.Message);
    }

    [Fact]
    public void OneHot_LabelOutsideTheClasses_NamesExampleAndLabel()
    {
        var error = Assert.Throws<ArgumentException>(() => TrainingSet.OneHot(new InputBatch(2, 1, 1, 1, [1, 2]), [0, 3], 3));
        Assert.Equal("The label of example 1 is 3; with 3 classes it must lie in 0 … 2. (Parameter 'labels')", error.Message);
    }

    private static TrainingResult Train(TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null,
        CancellationToken? token = null) =>
        new CpuTrainingEngine().Train(problem, options, progress, token ?? TestContext.Current.CancellationToken);

    private sealed class Watch(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("widenet-training").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
