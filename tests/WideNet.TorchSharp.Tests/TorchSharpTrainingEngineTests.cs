using System.Diagnostics;
using TorchSharp;
using WideNet.Activations;
using WideNet.Cli.Cases;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Training;
using Padding = WideNet.Kernels.Padding;

namespace WideNet.TorchSharp.Tests;

public sealed class TorchSharpTrainingEngineTests
{
    public static IEnumerable<object[]> Runs => Native.OnEachDevice(
        [Architecture.FullyConnected, Padding.Circular, Precision.Float32],
        [Architecture.ConvolutionalFlatten, Padding.Circular, Precision.Float32],
        [Architecture.ConvolutionalFlatten, Padding.Zero, Precision.Float32],
        [Architecture.ConvolutionalPool, Padding.Circular, Precision.Float32],
        [Architecture.ConvolutionalPool, Padding.Zero, Precision.Float32],
        [Architecture.FullyConnected, Padding.Circular, Precision.Float64],
        [Architecture.ConvolutionalFlatten, Padding.Zero, Precision.Float64],
        [Architecture.ConvolutionalPool, Padding.Circular, Precision.Float64]);

    public static IEnumerable<object[]> Activations =>
        Native.OnEachDevice(((string[])["relu", "abs", "leaky_relu_0.1", "tanh", "gelu", "sin", "cos"]).Select(name => (object[])[name]));

    public static IEnumerable<object[]> Networks => Native.OnEachDevice(
        [Architecture.FullyConnected, Precision.Float64], [Architecture.ConvolutionalFlatten, Precision.Float64],
        [Architecture.ConvolutionalPool, Precision.Float32]);

    public static IEnumerable<object[]> RecordedRuns =>
        Native.OnEachDevice(
            ((string[])["fcn-erf-mse", "cnn-f-erf-mse", "cnn-p-tanh-5x3", "cnn-p-relu-same-cross-entropy-momentum"]).Select(name => (object[])[name]));

    public static IEnumerable<object[]> Devices => Native.OnEachDevice([[]]);

    private static TrainingOptions Options(Precision precision, int steps = 100) => new()
    {
        Steps = steps,
        LearningRate = LearningRate.Absolute(0.5),
        BatchSize = 10,
        Stream = new RandomStream(5).Split("batches"),
        Evaluations = EvaluationSchedule.Every(25),
        Precision = precision,
    };

    // Rounding of a loss: 6e-8 (1e-16) relative per operation, some tens of operations deep, carried through 100 contracting steps; 200 of them are allowed.
    [Theory]
    [MemberData(nameof(Runs))]
    public void Train_HundredSteps_AgreesWithTheProcessorsEngine(Architecture architecture, Padding padding, Precision precision, string device)
    {
        Native.Require(device);
        double tolerance = precision == Precision.Float32 ? 200 * 6e-8 : 200 * 1.2e-16;
        TrainingProblem problem = Samples.Problem(Samples.Network(architecture, new Erf(), padding));
        AssertAgree(problem, Options(precision), device, tolerance);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Train_EveryActivation_AgreesInDouble(string activation, string device)
    {
        Native.Require(device);
        TrainingProblem problem = Samples.Problem(Samples.Network(Architecture.ConvolutionalPool, ActivationCatalog.Parse(activation)), width: 12);
        AssertAgree(problem, Options(Precision.Float64, 30) with { LearningRate = LearningRate.Absolute(0.1) }, device, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Train_MomentumCrossEntropyAndInitialOutput_AgreeInDouble(string device)
    {
        Native.Require(device);
        TrainingProblem problem = Samples.Problem(Samples.Network(Architecture.FullyConnected, new Erf()));
        TrainingOptions options = Options(Precision.Float64) with
        { Momentum = 0.9, Loss = LossFunction.CrossEntropy, SubtractInitialOutput = true, LearningRate = LearningRate.Absolute(0.05) };
        AssertAgree(problem, options, device, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Train_FullBatchOfSeveralPasses_AgreesInDouble(string device)
    {
        Native.Require(device);
        TrainingProblem problem = Samples.Problem(Samples.Network(Architecture.FullyConnected, new Erf()), width: 8, examples: 600);
        AssertAgree(problem, new TrainingOptions { Steps = 10, LearningRate = LearningRate.Absolute(0.5), Precision = Precision.Float64 }, device, 1e-13);
    }

    // 300 images take two passes.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_AnyNetwork_AgreeWithTheProcessorsEngine(Architecture architecture, Precision precision, string device)
    {
        Native.Require(device);
        TrainingProblem problem = Samples.Problem(Samples.Network(architecture, new Erf()));
        InputBatch images = Samples.Images(300, 7);
        long before = torch.Tensor.TotalCount;
        Matrix expected = new CpuTrainingEngine().Outputs(problem.Shape, problem.InitialParameters, images, precision);
        Matrix actual = new TorchSharpTrainingEngine(device).Outputs(problem.Shape, problem.InitialParameters, images, precision);
        double tolerance = precision == Precision.Float32 ? 200 * 6e-8 : 200 * 1.2e-16;
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], tolerance);
        Assert.Equal(before, torch.Tensor.TotalCount);
        var error = Assert.Throws<ArgumentException>(() => new TorchSharpTrainingEngine().Outputs(problem.Shape, [1, 2], images));
        Assert.StartsWith(
            $"The network has {problem.Shape.ParameterCount} parameters, but 2 were given; they belong to another network.", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RecordedRuns))]
    public void Train_RecordedRunOfPyTorch_AgreesInDouble(string name, string device)
    {
        Native.Require(device);
        string folder = Path.Combine(RepositoryFiles.Root, "tests", "reference", "pytorch", name);
        CaseFile file = CaseFile.Open(folder);
        TrainingReplay replay = TrainingReplay.Read(file, Precision.Float64);
        TrainingResult result = Run(new TorchSharpTrainingEngine(device), replay.Problem, replay.Options);
        double[] expected = file.Array("loss").ToDoubles();

        // The recorded losses are doubles of another build of the same kernels.
        Assert.Equal(expected.Length, result.BatchLosses.Count);
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], result.BatchLosses[step], 1e-12 * Math.Max(1, expected[step]));
    }

    [Fact]
    public void Train_InterruptedAndResumed_GivesTheBitsOfOneRun()
    {
        Native.Require();
        string file = Path.Combine(Directory.CreateTempSubdirectory("widenet-").FullName, "run.checkpoint");
        TrainingProblem problem = Samples.Problem(Samples.Network(Architecture.FullyConnected, new Erf()));
        TrainingOptions options = Options(Precision.Float32) with { Momentum = 0.5, CheckpointFile = file, CheckpointInterval = 7 };
        TrainingResult whole = Run(new TorchSharpTrainingEngine(), problem, options with { CheckpointFile = null });
        _ = Run(new TorchSharpTrainingEngine(), problem, options with { Steps = 40 });
        TrainingResult resumed = Run(new TorchSharpTrainingEngine(), problem, options);
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(whole.BatchLosses, resumed.BatchLosses);
        var error = Assert.Throws<DataFormatException>(() => Run(new CpuTrainingEngine(), problem, options));
        Assert.Contains("is the checkpoint of another run", error.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Train_TooLargeRate_DivergesWithoutAnException(string device)
    {
        Native.Require(device);
        TrainingProblem problem = Samples.Problem(Samples.Network(Architecture.FullyConnected, ReluFamily.Relu));
        TrainingResult result = Run(
            new TorchSharpTrainingEngine(device), problem, Options(Precision.Float32) with { LearningRate = LearningRate.Absolute(1e4) });
        Assert.Equal(TrainingStatus.Diverged, result.Status);
        Assert.Null(result.Parameters);
    }

    // Every tensor belongs to a dispose scope: as many are alive at step 10,000 as at step 1,000, and none when the run is over.
    [Theory]
    [MemberData(nameof(Devices))]
    public void Train_TenThousandSteps_KeepsMemorySteady(string device)
    {
        Native.Require(device);
        TrainingProblem problem = Samples.Problem(Samples.Network(Architecture.FullyConnected, new Erf()), width: 16, examples: 16);
        long before = torch.Tensor.TotalCount;
        var watch = new MemoryWatch();
        TrainingOptions options = Options(Precision.Float32, 10_000) with
        { LearningRate = LearningRate.Absolute(0.01), Momentum = 0.5, Evaluations = EvaluationSchedule.Every(1000) };
        TrainingResult result = Run(new TorchSharpTrainingEngine(device), problem, options, watch);
        Assert.Equal(10_000, result.Steps);
        Assert.Equal(before, torch.Tensor.TotalCount);
        Assert.Equal(watch.Tensors[1], watch.Tensors[^1]);

        // 9,000 steps that leaked one tensor of the parameters' size (5 kB) each would add 45 MB.
        Assert.InRange(watch.Bytes[^1] - watch.Bytes[1], long.MinValue, 20L << 20);
    }

    [Theory]
    [InlineData("gpu", "'gpu' is not a device of the engine torchsharp; it must be cpu, cuda or cuda:n.")]
    [InlineData("cuda:x", "'cuda:x' is not a device of the engine torchsharp; it must be cpu, cuda or cuda:n.")]
    public void Engine_NameOfNoDevice_SaysWhatThereIs(string device, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new TorchSharpTrainingEngine(device));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_CudaThatIsNotThere_SaysSoOnOneLine()
    {
        TorchSharpEngine engine = Native.Require();
        Assert.SkipWhen(engine.Devices().Count > 1, "There is a CUDA device here.");
        var error = Assert.Throws<EngineUnavailableException>(() => engine.Training("cuda:0"));
        Assert.Matches("^The device 'cuda:0' was asked for, but TorchSharp .* sees no CUDA device here; .*\\.$", error.Message);
    }

    private static TrainingResult Run(ITrainingEngine engine, TrainingProblem problem, TrainingOptions options, IProgress<TrainingProgress>? progress = null) =>
        engine.Train(problem, options, progress, TestContext.Current.CancellationToken);

    private static void AssertAgree(TrainingProblem problem, TrainingOptions options, string device, double tolerance)
    {
        TrainingResult expected = Run(new CpuTrainingEngine(), problem, options), actual = Run(new TorchSharpTrainingEngine(device), problem, options);
        Assert.Equal(TrainingStatus.Completed, actual.Status);
        Assert.Equal(expected.Steps, actual.Steps);
        for (int step = 0; step < expected.Steps; step++)
        {
            Assert.Equal(expected.BatchLosses[step], actual.BatchLosses[step], tolerance * Math.Max(1, expected.BatchLosses[step]));
        }

        Assert.True(actual.BatchLosses[^1] < actual.BatchLosses[0], "The run did not train.");
        Assert.Equal(expected.Evaluations.Select(e => (e.Step, e.Epoch)), actual.Evaluations.Select(e => (e.Step, e.Epoch)));
        foreach ((TrainingEvaluation one, TrainingEvaluation other) in expected.Evaluations.Zip(actual.Evaluations))
        {
            Assert.Equal(one.TrainLoss, other.TrainLoss, tolerance * Math.Max(1, one.TrainLoss));
            Assert.Equal(one.TestLoss.GetValueOrDefault(), other.TestLoss.GetValueOrDefault(), tolerance * Math.Max(1, one.TestLoss.GetValueOrDefault()));
        }
    }

    private sealed class MemoryWatch : IProgress<TrainingProgress>
    {
        public List<long> Tensors { get; } = [];

        public List<long> Bytes { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.Evaluation is null) return;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Tensors.Add(torch.Tensor.TotalCount);
            using var process = Process.GetCurrentProcess();
            Bytes.Add(process.WorkingSet64);
        }
    }
}
