using WideNet.Activations;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Tests.Data;
using WideNet.Tests.Measurements;

namespace WideNet.Tests.Engines;

public sealed class EngineChoiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("auto", "", Preset.Quick)]
    [InlineData("auto", "cpu", Preset.Standard)]
    [InlineData("auto", "cpu", Preset.Paper)]
    [InlineData("cpu", "", Preset.Paper)]
    public void Of_SmallPresetsOrTheProcessorByName_IsTheEngineCpu(string engine, string device, Preset preset)
    {
        var choice = EngineChoice.Of(engine, device, preset);
        Assert.Equal(("cpu", "", "cpu", true), (choice.Name, choice.Notice, choice.ToString(), choice.IsBuiltIn));
        Assert.Equal("cpu", choice.Training.Name);
    }

    [Fact]
    public void Of_AutoForPaperWithoutTheEngine_IsCpuWithOneLineThatSaysSo()
    {
        using var empty = new TemporaryFolder();
        var choice = EngineChoice.Of("auto", "", Preset.Paper, [empty.FullName]);
        Assert.True(choice.IsBuiltIn);
        Assert.StartsWith(
            "The preset paper is meant for a CUDA device, but computes on the engine cpu: The engine torchsharp is not built: run 'dotnet build", choice.Notice,
            StringComparison.Ordinal);
        Assert.DoesNotContain('\n', choice.Notice);
        Assert.Equal($"cpu. {choice.Notice}", choice.ToString());
    }

    [Fact]
    public void BestOf_EngineWithADevice_IsItsFirstCudaDevice()
    {
        var engine = new CountingEngine();
        EngineChoice first = EngineChoice.BestOf("", () => engine), second = EngineChoice.BestOf("cuda:1", () => engine);
        Assert.Equal(("counting on cuda:0", "", false), (first.Name, first.Notice, first.IsBuiltIn));
        Assert.Equal("counting on cuda:1", second.Name);
        _ = (first.Training, second.Training);
        Assert.Equal(["cuda:0", "cuda:1"], engine.Opened);
    }

    [Fact]
    public void BestOf_EngineWithoutCuda_IsCpuAndSaysWhy()
    {
        var choice = EngineChoice.BestOf("", () => new CpuEngine());
        Assert.Equal("The preset paper is meant for a CUDA device, but computes on the engine cpu: the engine cpu sees no CUDA device here.", choice.Notice);
        Assert.True(choice.IsBuiltIn);
    }

    [Fact]
    public void Of_WhatIsNotThere_SaysSoInsteadOfComputingElsewhere()
    {
        using var empty = new TemporaryFolder();
        Assert.StartsWith(
            "'jax' is not an engine; the engines are auto, cpu, torchsharp.",
            Assert.Throws<ArgumentException>(() => EngineChoice.Of("jax", "", Preset.Quick)).Message, StringComparison.Ordinal);
        Assert.Throws<EngineUnavailableException>(() => EngineChoice.Of("auto", "cuda", Preset.Quick));
        Assert.Throws<EngineUnavailableException>(() => EngineChoice.Of("auto", "cuda:0", Preset.Paper, [empty.FullName]));

        // By name it is opened when something is computed, so cached results need no engine.
        var named = EngineChoice.Of("torchsharp", "cuda:0", Preset.Quick, [empty.FullName]);
        Assert.Equal("torchsharp on cuda:0", named.Name);
        Assert.Throws<EngineUnavailableException>(() => named.Training);
        Assert.Equal("torchsharp on cpu", EngineChoice.Of("torchsharp", "", Preset.Paper, [empty.FullName]).Name);
    }

    [Fact]
    public void Identity_EngineCpu_HasTheSettingsItHadWithoutAChoice()
    {
        ResultIdentity identity = Grid(EngineChoice.BuiltIn).Identity;
        Assert.Null(identity.Settings.Find("engine"));
        Assert.Null(identity.Settings.Find("device"));
        Assert.Null(Grid(null).Identity.AllSettings().DifferenceFrom(identity.AllSettings()));
        Assert.Equal(Grid(null).Run, Grid(EngineChoice.BuiltIn).Run);
    }

    [Fact]
    public void Identity_OtherEngine_DiffersFromCpuButNotBetweenDevicesOfOneKind()
    {
        var engine = new CountingEngine();
        ResultSettings cpu =
            Grid(null).Identity.AllSettings(), first = Grid(engine.On()).Identity.AllSettings(), second = Grid(engine.On("cuda:1")).Identity.AllSettings();
        Assert.Equal("engine is not named there and counting here", first.DifferenceFrom(cpu));
        Assert.Equal(("counting", "cuda"), (first.Find("engine"), first.Find("device")));
        Assert.Null(first.DifferenceFrom(second));
        Assert.Equal("device is cuda there and mps here", Grid(engine.On("mps")).Identity.AllSettings().DifferenceFrom(first));
        Assert.EndsWith("full batch; counting on cuda", Grid(engine.On()).Run.Sizes, StringComparison.Ordinal);
    }

    // The engine is the processor's under another name: every number must be the same, and every network its own.
    [Fact]
    public void Sweeps_OtherEngine_TrainEverythingOnIt()
    {
        var engine = new CountingEngine();
        ResultTable table = SweepRunner.Run(Grid(engine.On()), cancellationToken: Token), expected = SweepRunner.Run(Grid(null), cancellationToken: Token);
        AssertSameNumbers(expected, table);
        Assert.Equal((table.Count, 2 * table.Count), (engine.Trained, engine.Evaluated));
    }

    [Fact]
    public void LearningRates_OtherEngine_TrainsEverythingOnIt()
    {
        LearningRateSizes sizes = LearningRateSizes.Of(Preset.Quick) with
        {
            TrainCount = 16,
            TestCount = 10,
            Side = 2,
            Depth = 2,
            Width = 16,
            Epochs = 3,
            BatchSize = 8,
            Seeds = 1,
            WeightVariances = [1.5],
            Rates = [0.2, 2],
        };
        SweepDefinition Define(EngineChoice? choice) =>
            LearningRateSweep.Define(Preset.Quick, sizes, new DatasetRequest("synthetic", 16, 10), new Erf(), 0.05, choice);
        var engine = new CountingEngine();
        ResultTable table = SweepRunner.Run(Define(engine.On()), cancellationToken: Token);
        AssertSameNumbers(SweepRunner.Run(Define(null), cancellationToken: Token), table);
        Assert.Equal(4, engine.Trained);
    }

    [Fact]
    public void FiniteWidth_OtherEngine_TrainsOnItAndIsCachedApart()
    {
        FiniteWidthSizes sizes = FiniteWidthSizes.For(Preset.Quick) with
        {
            KernelImages = 2,
            TrainCount = 4,
            TestCount = 3,
            Side = 3,
            Depth = 1,
            Steps = 2,
            BatchSize = 2,
            Widths = [4, 8],
            Channels = [2, 4],
            TrainedWidths = [4, 8],
            TrainedChannels = [2, 4],
            Seeds = 2,
            TrainedSeeds = 2,
        };
        using var folder = new TemporaryFolder();
        var cache = new ResultCache(folder.FullName);
        var engine = new CountingEngine();
        var data = new DatasetRequest("synthetic", sizes.TrainCount, sizes.TestCount);
        IReadOnlyDictionary<string, ResultTable> Get(string results, EngineChoice? choice) => cache.GetAll(
            results, FiniteWidthSweeps.Identity(sizes, data, choice), () => FiniteWidthSweeps.Compute(sizes, data, choice, Token));
        IReadOnlyDictionary<string, ResultTable> cpu = Get("record", null);
        Assert.Throws<ArgumentException>(() => Get("cached", engine.On()));
        IReadOnlyDictionary<string, ResultTable> other = Get("record", engine.On());
        AssertSameNumbers(cpu["kernel-drift"], other["kernel-drift"]);
        AssertSameNumbers(cpu["trajectories"], other["trajectories"]);

        // Drift: 3 architectures, 2 widths, 2 seeds. Trajectories: 2 widths, 2 seeds, 2 algorithms, stretches to the steps 0, 1, 2.
        Assert.Equal((12 + 24, 48), (engine.Trained, engine.Evaluated));
        Assert.EndsWith("; counting on cuda", other["trajectories"].Run.Sizes, StringComparison.Ordinal);
        Assert.EndsWith("; counting on cuda", other["kernel-drift"].Run.Sizes, StringComparison.Ordinal);
        Assert.Equal(other["trajectories"].ToCsv(), Get("cached", engine.On("cuda:1"))["trajectories"].ToCsv());
    }

    // Networks on a device have all of it to themselves, and all threads of the processor.
    [Fact]
    public void Run_OtherEngine_ComputesCellByCell()
    {
        int running = 0, most = 0;
        List<int?> threads = [];
        SweepDefinition trained = Grid(new CountingEngine().On());
        SweepDefinition grid = trained with
        {
            Compute = (_, context) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                threads.Add(context.Threads);
                Interlocked.Decrement(ref running);
                return new double[trained.Outputs.Count];
            },
        };
        SweepRunner.Run(grid, new SweepOptions { Threads = 3 }, cancellationToken: Token);
        Assert.Equal(1, most);
        Assert.All(threads, count => Assert.Equal(3, count));
    }

    private static SweepDefinition Grid(EngineChoice? engine)
    {
        TrainingGridSizes sizes = SampleGrid.Sizes with { Side = 2, WeightVariances = [0.8, 2], Depths = [1, 3], OtherWidths = [] };
        return TrainingSweep.Define("99-sample", Preset.Quick, sizes, sizes.Data("synthetic"), engine);
    }

    // All but the columns that say where the rows come from.
    private static void AssertSameNumbers(ResultTable expected, ResultTable actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (ResultColumn column in expected.Columns) Assert.Equal(expected.Texts(column.Name), actual.Texts(column.Name));
    }
}
