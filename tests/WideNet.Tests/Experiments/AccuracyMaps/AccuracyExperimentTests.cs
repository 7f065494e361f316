using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Kernels;
using WideNet.Results;
using WideNet.Tests.Data;

namespace WideNet.Tests.Experiments.AccuracyMaps;

public sealed class AccuracyExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_RecordedAndRead_GivesTheSameGrids()
    {
        AccuracyExperiment experiment = Experiment(Preset.Quick);
        var cache = new ResultCache(_folder["cache"]);
        AccuracyResults computed = experiment.Run("compute", cache);
        Assert.False(Directory.Exists(_folder["cache"]));
        AccuracyResults recorded = experiment.Run("record", cache), read = experiment.Run("cached", cache);
        Assert.Equal("synthetic images (seed 0), 40 for training and 20 for test", read.Run.Dataset);
        Assert.Equal(computed.Run, read.Run);
        for (int i = 0; i < 2; i++)
        {
            AccuracyGrid direct = AccuracyGrid.Compute(experiment.Architectures[i], experiment.Activation, experiment.BiasVariance, experiment.Sizes, experiment.Data.Images);
            foreach (AccuracyGrid grid in (AccuracyGrid[])[computed.Grids[i], recorded.Grids[i], read.Grids[i]])
            {
                Assert.Equal(direct.Ntk.SelectMany(row => row), grid.Ntk.SelectMany(row => row));
                Assert.Equal(direct.Nngp.SelectMany(row => row), grid.Nngp.SelectMany(row => row));
                Assert.Equal(direct.Theory, grid.Theory);
                Assert.Equal((direct.DataLabel, direct.BalancedCount, direct.TrainCount, direct.TestCount, direct.ClassCount), (grid.DataLabel, grid.BalancedCount, grid.TrainCount, grid.TestCount, grid.ClassCount));
            }
        }

        var error = Assert.Throws<ArgumentException>(() => (experiment with { BiasVariance = 0.1 }).Run("cached", cache));
        Assert.Contains("bias_variance is 0.05 there and 0.1 here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoppedInAColumn_RepeatsOnlyThatColumn()
    {
        AccuracyExperiment experiment = Experiment(Preset.Quick);
        var cache = new ResultCache(_folder["cache"]);
        using var stop = new CancellationTokenSource();
        int columns = 0;
        var options = new KernelOptions { MaxThreads = 1, Cancellation = stop.Token, Progress = new Receiver(f => StopAtTheThirdKernel(f)) };
        Assert.ThrowsAny<OperationCanceledException>(() => experiment.Run("compute", cache, _folder["columns"], options));
        string[] finished = _folder.Files();
        Assert.Equal([Path.Combine("columns", "cnn-f-0-8", "quick.csv"), Path.Combine("columns", "cnn-f-0-8", "quick.json")], finished);
        byte[] before = File.ReadAllBytes(_folder[finished[0]]);
        AccuracyResults resumed = experiment.Run("compute", cache, _folder["columns"]);
        Assert.Equal(before, File.ReadAllBytes(_folder[finished[0]]));
        Assert.Equal(experiment.Run("compute", cache).Grids[1].Ntk.SelectMany(row => row), resumed.Grids[1].Ntk.SelectMany(row => row));

        // Train-train and test-train kernels of the first column, then the train-train kernel of the second.
        void StopAtTheThirdKernel(double fraction)
        {
            if (fraction >= 1 && ++columns == 3) stop.Cancel();
        }
    }

    [Fact]
    public void ComputeColumns_EverySecondFirst_AddUpToTheRecord()
    {
        AccuracyExperiment experiment = Experiment(Preset.Quick) with
        {
            Architectures = [Architecture.ConvolutionalPool],
            Sizes = AccuracySizes.Convolutional(Preset.Quick, 40, 20, 3) with { WeightVariances = [0.8, 1.2, 2], Depths = [1, 4] },
        };
        var cache = new ResultCache(_folder["cache"]);
        Assert.Equal([0.8, 2, 1.2], experiment.MissingColumns(_folder["columns"]).Select(column => column.WeightVariance));
        var told = new List<int>();
        experiment.ComputeColumns(_folder["columns"], progress: new Counter(told.Add));
        Assert.Equal([0, 1, 2, 3], told);
        Assert.Empty(experiment.MissingColumns(_folder["columns"]));
        AccuracyResults recorded = experiment.Run("record", cache, _folder["columns"]);
        Assert.Equal(experiment.Run("compute", cache).Grids[0].Ntk.SelectMany(row => row), recorded.Grids[0].Ntk.SelectMany(row => row));
        IEnumerable<string> records = _folder.Files().Where(file => file.EndsWith("quick.json", StringComparison.Ordinal));
        double[] each = [.. records.Select(file => ResultRecordJson.Read(File.ReadAllText(_folder[file]), file).Record.ProcessorTime!.Value.TotalSeconds)];
        Assert.Equal(4, each.Length);
        Assert.Equal(each[1..].Sum(), each[0], 1e-9);

        // Other depths in the folder are refused, not mixed in.
        AccuracyExperiment deeper = experiment with { Sizes = experiment.Sizes with { Depths = [1, 8] } };
        var error = Assert.Throws<ArgumentException>(() => deeper.Run("compute", cache, _folder["columns"]));
        Assert.Contains("depths is 1 4 there and 1 8 here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_Marks_AgreeWithTheAccuracies()
    {
        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.FullyConnected, new Erf(), 0.05, [0.8, 2], [1, 20], SyntheticImages.Create(43, 21, side: 12));
        Assert.All(grid.Ntk.Concat(grid.Nngp).SelectMany(row => row), cell =>
        {
            Assert.Equal(cell.MeanPredictor, ImageMarks.Read(cell.RightImages, 21).Count(right => right) / 21.0, 1e-15);
            Assert.Equal(cell.Balanced, ImageMarks.Read(cell.BalancedRightImages, 21).Count(right => right) / 21.0, 1e-15);
            Assert.True(cell.LargestEigenvalue > cell.BulkEigenvalue && cell.BulkEigenvalue > cell.SmallestEigenvalue);
        });
    }

    [Fact]
    public void Compute_KernelBelowRounding_HasNoAccuracy()
    {
        // λ_bulk falls like χ_1^l: 200 layers of χ_1 = 0.53 leave rounding errors alone, whether or not their factorization succeeds.
        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.FullyConnected, new Erf(), 0.05, [0.5], [2, 200], SyntheticImages.Create(40, 20, side: 12));
        Assert.True(grid.Ntk[0][0].SmallestEigenvalue > 0 && grid.Ntk[0][0].MeanPredictor >= 0.05);
        Assert.True(grid.Ntk[1][0].SmallestEigenvalue <= 0);
        Assert.Equal((double.NaN, ImageMarks.None), (grid.Ntk[1][0].MeanPredictor, grid.Ntk[1][0].RightImages));
    }

    [Fact]
    public void ConstantSize_OfACell_IsThePredictionFromTheMeanLabel()
    {
        AccuracyGrid uneven = AccuracyGrid.Compute(Architecture.FullyConnected, new Erf(), 0.05, [1.7], [2], SyntheticImages.Create(25, 20, side: 12));
        AccuracyGrid even = AccuracyGrid.Compute(Architecture.FullyConnected, new Erf(), 0.05, [1.7], [2], SyntheticImages.Create(30, 20, side: 12));
        Assert.Equal(0, even.Ntk[0][0].ConstantSize);

        // Labels 0 … 9 run in turn: 3 of 25 images for five classes, 2 for the others, so ȳ = ±0.02; P 1 is near 1.
        FixedPointNetwork network = FixedPointNetwork.Create(new Erf(), 1.7, 0.05, 2);
        DatasetPair data = SyntheticImages.Create(25, 20, side: 12).Preprocess(new Preprocessing { Variance = network.QStar });
        var predictor = WideNet.Spectra.MeanPredictor.Compute(InfiniteNetwork.Kernel(network.Description, data.Train.Inputs).Ntk, InfiniteNetwork.Kernel(network.Description, data.Test.Inputs, data.Train.Inputs).Ntk);
        double square = Enumerable.Range(0, 20).Average(i => Math.Pow(predictor.Row(i).ToArray().Sum(), 2));
        Assert.Equal(0.02 * Math.Sqrt(square), uneven.Ntk[0][0].ConstantSize, 1e-12);
    }

    private static AccuracyExperiment Experiment(Preset preset) => new()
    {
        Notebook = "05-cnn-p-versus-cnn-f",
        Preset = preset,
        Architectures = [Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool],
        Activation = new Erf(),
        BiasVariance = 0.05,
        Sizes = AccuracySizes.Convolutional(preset, 40, 20, 3) with { WeightVariances = [0.8, 2], Depths = [1, 20, 60] },
        Data = new DatasetRequest("synthetic", 40, 20),
    };

    private sealed class Counter(Action<int> receive) : IProgress<int>
    {
        public void Report(int value) => receive(value);
    }

    private sealed class Receiver(Action<double> receive) : IProgress<double>
    {
        public void Report(double value) => receive(value);
    }
}
