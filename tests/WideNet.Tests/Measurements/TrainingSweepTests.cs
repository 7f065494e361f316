using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Tests.Measurements;

public sealed class TrainingSweepTests
{
    private static readonly TrainingGridSizes Sizes = SampleGrid.Sizes with { Side = 2, WeightVariances = [0.8, 2], Depths = [1, 3] };

    [Fact]
    public void Define_OtherWidths_AreTrainedAtOneWeightVarianceWithoutTheOutput()
    {
        IReadOnlyList<SweepCell> cells = Define(Sizes).Cells();

        // Map: 2 × 2 points, 2 ways, 2 seeds. Section: 2 depths, width 8 with 2 seeds, width 32 too (below 4 × 16).
        Assert.Equal(16 + 8, cells.Count);
        Assert.All(cells.Where(cell => cell.Whole("width") != 16), cell => Assert.Equal((2, 1), (cell["weight_variance"], cell.Whole("subtract"))));
        Assert.Equal(16 + 4 + 2, Define(Sizes with { OtherWidths = [8, 64] }).Cells().Count);
    }

    [Fact]
    public void Define_RepeatedPoints_HaveSeedsAndBothFunctionsAfterTheMap()
    {
        TrainingGridSizes sizes = Sizes with { OtherWidths = [], RepeatedWeightVariances = [2], RepeatedDepths = [3] };
        SweepDefinition sweep = Define(sizes);
        IReadOnlyList<SweepCell> cells = sweep.Cells();

        // Map: 2 × 2 points once. Repeated: one point, the second seed of f and two seeds of f - f_0.
        Assert.Equal(
            [(0.8, 1, 0, 1), (0.8, 3, 0, 1), (2, 1, 0, 1), (2, 3, 0, 1), (2, 3, 0, 2), (2, 3, 1, 1), (2, 3, 1, 2)],
            cells.OrderBy(sweep.Order!).Select(cell => (cell["weight_variance"], cell.Whole("depth"), cell.Whole("subtract"), (int)cell.Seed)));
        Assert.Equal("2", sweep.Identity.Settings.Find("repeated_weight_variances"));
        Assert.Null(Define(Sizes).Identity.Settings.Find("repeated_weight_variances"));

        // What is trained at a point does not depend on the others.
        ResultTable few = Run(sweep).Where("depth", 3).Where("weight_variance", 2);
        ResultTable all = Run(Define(Sizes with { OtherWidths = [] })).Where("depth", 3).Where("weight_variance", 2);
        Assert.Equal(all.Numbers("train_loss"), few.Numbers("train_loss"));
    }

    [Fact]
    public void Run_AnyNumberOfThreads_SameBits()
    {
        ResultTable one = Run(Define(Sizes), new SweepOptions { Threads = 1 });
        Assert.Equal(one.ToCsv(), Run(Define(Sizes), new SweepOptions { Threads = 3 }).ToCsv());
        Assert.Equal(0, one.Numbers("diverged").Sum());
        Assert.All(one.Numbers("train_loss"), loss => Assert.InRange(loss, 0, 0.2));
    }

    [Fact]
    public void Run_PairsOfTrainedFunctions_StartFromOneNetwork()
    {
        // With one tiny step nothing has changed, so f is the same network's output in both.
        ResultTable table = Run(Define(Sizes with { Fraction = 1e-7, Steps = 1 }));
        ResultTable map = table.Where("width", 16).Where("weight_variance", 0.8);
        Assert.Equal(map.Where("subtract", 0).Numbers("test_accuracy"), map.Where("subtract", 1).Numbers("test_accuracy"));
    }

    [Fact]
    public void Run_RateFarAboveTheory_SaysDivergedInEveryRow()
    {
        ResultTable table = Run(Define(Sizes with { Fraction = 50, Steps = 60, WeightVariances = [2], OtherWidths = [] }));
        Assert.All(table.Numbers("diverged"), value => Assert.Equal(1, value));
        Assert.All(table.Numbers("train_accuracy"), value => Assert.Equal(0, value));
        Assert.Equal(1, new TrainingGrid(table, Sizes with { WeightVariances = [2], OtherWidths = [] }).DivergedShare);
    }

    [Fact]
    public void Run_ConvolutionalGridWithBatches_GivesTheoryBesideEveryCell()
    {
        TrainingGridSizes sizes =
            Sizes with { Architecture = Architecture.ConvolutionalFlatten, BatchSize = 5, WeightVariances = [1.2], OtherWidths = [], Width = 4, Side = 3 };
        ResultTable table = Run(Define(sizes));
        Assert.Equal(8, table.Count);
        Assert.All(table.Numbers("theory_condition_number"), kappa => Assert.True(kappa > 1));
        Assert.All(table.Numbers("theory_train_accuracy"), accuracy => Assert.InRange(accuracy, 0.1, 1));
    }

    [Fact]
    public void Define_EveryPreset_HasIncreasingAxesAndItsSections()
    {
        foreach (Preset preset in Enum.GetValues<Preset>())
        {
            foreach (TrainingGridSizes sizes in (TrainingGridSizes[])
                [TrainingGridSizes.Flatten(preset), TrainingGridSizes.FullyConnected(preset), TrainingGridSizes.WidthInChaos(preset)])
            {
                Assert.Equal(sizes.WeightVariances.Order(), sizes.WeightVariances);
                Assert.Equal(sizes.Depths.Order(), sizes.Depths);
                Assert.True(sizes.OtherWidths.Count == 0 || sizes.WeightVariances.Contains(sizes.SectionWeightVariance));
            }
        }
    }

    [Fact]
    public void Sizes_BadNumber_SayWhatItMustBe()
    {
        Assert.Equal("Width is 0; it must be at least 1.", Assert.Throws<ArgumentException>(() => Sizes with { Width = 0 }).Message);
        Assert.Equal("Fraction is NaN; it must be finite and above 0.", Assert.Throws<ArgumentException>(() => Sizes with { Fraction = double.NaN }).Message);
    }

    private static ResultTable Run(SweepDefinition sweep, SweepOptions? options = null) =>
        SweepRunner.Run(sweep, options, cancellationToken: TestContext.Current.CancellationToken);

    private static SweepDefinition Define(TrainingGridSizes sizes) => TrainingSweep.Define("99-sample", Preset.Quick, sizes, sizes.Data("synthetic"));
}
