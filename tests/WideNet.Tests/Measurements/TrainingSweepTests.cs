using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Training;

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

    // Every column by its name, from a network trained and evaluated here; no two outputs are alike, so that none passes for another.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Columns_HoldWhatTheirNamesSay(bool subtract)
    {
        TrainingGridSizes sizes =
            Sizes with { TrainCount = 40, TestCount = 200, Fraction = 0.5, WeightVariances = [1.7], Depths = [2], OtherWidths = [], SeedCount = 1 };
        SweepDefinition sweep = Define(sizes);
        SweepCell cell = sweep.Cells().Single(each => each.Whole("subtract") == (subtract ? 1 : 0));
        ResultTable table = Run(sweep).Where("subtract", subtract ? 1 : 0);

        FixedPointNetwork network = FixedPointNetwork.Create(sizes.Activation, 1.7, sizes.BiasVariance, 2);
        DatasetPair images = sizes.Data("synthetic").Images.Preprocess(new Preprocessing { Size = 2, Variance = network.QStar });
        CellTheory theory = CellTheory.Compute(network.Description, images, sizes.Fraction, sizes.Steps);
        TrainingProblem problem = TrainingProblem.Draw(
            NetworkShape.For(network.Description, images.Train.Inputs, sizes.Width, 10), sweep.RandomOf(cell),
            new TrainingSet(images.Train.Inputs, images.Train.CentredLabels()));
        LearningRate eta = LearningRate.FractionOfMaximum(sizes.Fraction, theory.LargestLearningRate);
        TrainingResult result = new CpuTrainingEngine().Train(
            problem, new TrainingOptions { Steps = sizes.Steps, LearningRate = eta, SubtractInitialOutput = subtract }, null,
            TestContext.Current.CancellationToken);
        Matrix Outputs(IEnumerable<double> parameters, LabeledDataset of) =>
            FiniteNetwork.FromDoubles<double>(problem.Shape, [.. parameters]).Outputs(of.Inputs);
        Matrix Change(LabeledDataset of) => Combine(Outputs(result.Parameters!, of), Outputs(problem.InitialParameters, of), (f, f0) => f - f0);
        Matrix Trained(LabeledDataset of) => subtract ? Change(of) : Outputs(result.Parameters!, of);
        double MeanLoss(LabeledDataset of) => Combine(Trained(of), of.CentredLabels(), (f, y) => (f - y) * (f - y) / 2).Storage().Average();
        CentredFit fit = CentredFit.Of(Change(images.Test), theory.MeanTest);
        var expected = new Dictionary<string, double>
        {
            ["weight_variance"] = 1.7,
            ["depth"] = 2,
            ["width"] = sizes.Width,
            ["subtract"] = subtract ? 1 : 0,
            ["seed"] = 1,
            ["diverged"] = 0,
            ["steps"] = sizes.Steps,
            ["train_accuracy"] = Accuracy(Trained(images.Train), images.Train),
            ["train_loss"] = MeanLoss(images.Train),
            ["test_accuracy"] = Accuracy(Outputs(result.Parameters!, images.Test), images.Test),
            ["test_accuracy_change"] = Accuracy(Change(images.Test), images.Test),
            ["test_loss"] = MeanLoss(images.Test),
            ["signal"] = fit.Coefficient,
            ["noise"] = fit.Residual,
            ["theory_train_accuracy"] = subtract ? theory.TrainAccuracyOfMean : theory.TrainAccuracy,
            ["theory_test_accuracy"] = subtract ? theory.TestAccuracyOfSum : theory.TestAccuracy,
            ["theory_test_accuracy_change"] = subtract ? theory.TestAccuracyOfMean : theory.TestAccuracyOfChange,
            ["theory_size"] = theory.SizeOfMean,
            ["theory_condition_number"] = theory.ConditionNumber,
            ["learning_rate_theory"] = theory.LargestLearningRate,
        };

        Assert.Equal(expected.Keys, table.Columns.Select(column => column.Name));
        foreach ((string name, double value) in expected) Assert.Equal(value, table.Numbers(name)[0], 1e-5 * Math.Max(1, value)); // trained in float32
        double[] outputs = [.. expected.Values.Skip(sweep.Axes.Count).Order()];
        Assert.All(outputs.Zip(outputs.Skip(1)), pair => Assert.True(pair.Second - pair.First > 1e-4, $"{pair} are alike"));
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
        Assert.All(new TrainingGrid(table, Sizes with { WeightVariances = [2], OtherWidths = [] }).Runs, run => Assert.True(run.Diverged));
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
    public void WithGrid_OwnValues_ReplaceTheGridAndItsSubgrid()
    {
        TrainingGridSizes sizes = Sizes with { RepeatedWeightVariances = [2], RepeatedDepths = [3] };
        Assert.Same(sizes, sizes.WithGrid([], []));
        TrainingGridSizes own = sizes.WithGrid([], [1, 2]);
        Assert.Equal((true, false), (sizes.HasSubgrid, own.HasSubgrid));
        Assert.Equal([0.8, 2], own.SubgridWeightVariances);
        Assert.Equal([1, 2], own.SubgridDepths);
        Assert.Equal([0.7], sizes.WithGrid([0.7], []).SubgridWeightVariances);
        Assert.Equal([1, 3], sizes.WithGrid([0.7], []).SubgridDepths);
        Assert.Equal((false, true), (sizes.IsInSubgrid(0.8, 3), sizes.IsInSubgrid(2, 3)));
    }

    [Fact]
    public void Sizes_BadNumber_SayWhatItMustBe()
    {
        Assert.Equal("Width is 0; it must be at least 1.", Assert.Throws<ArgumentException>(() => Sizes with { Width = 0 }).Message);
        Assert.Equal("Fraction is NaN; it must be finite and above 0.", Assert.Throws<ArgumentException>(() => Sizes with { Fraction = double.NaN }).Message);
    }

    private static Matrix Combine(Matrix a, Matrix b, Func<double, double, double> entry) =>
        new(a.Rows, a.Columns, [.. a.Storage().Zip(b.Storage(), entry)]);

    private static double Accuracy(Matrix outputs, LabeledDataset images) => Enumerable.Range(0, images.Count).Average(
        i => Array.IndexOf(outputs.Row(i).ToArray(), outputs.Row(i).ToArray().Max()) == images.Labels[i] ? 1.0 : 0);

    private static ResultTable Run(SweepDefinition sweep, SweepOptions? options = null) =>
        SweepRunner.Run(sweep, options, cancellationToken: TestContext.Current.CancellationToken);

    private static SweepDefinition Define(TrainingGridSizes sizes) => TrainingSweep.Define("99-sample", Preset.Quick, sizes, sizes.Data("synthetic"));
}
