using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;
using WideNet.Tests.Data;
using WideNet.Tests.Spectra;

namespace WideNet.Tests.Measurements;

public sealed class AccuracyGridTests : IDisposable
{
    private static readonly Erf Erf = new();

    private static readonly AccuracyGrid Small = new()
    {
        Notebook = "05-cnn-p-versus-cnn-f",
        Preset = Preset.Quick,
        Architectures = [Architecture.ConvolutionalFlatten, Architecture.ConvolutionalPool],
        Activation = Erf,
        BiasVariance = 0.05,
        WeightVariances = [0.8, 2],
        Depths = [1, 20, 60],
        Side = 3,
        Data = new DatasetRequest("synthetic", 40, 20),
    };

    private static readonly AccuracyGrid Images = Small with
    {
        Notebook = "06-nngp-versus-ntk",
        Architectures = [Architecture.FullyConnected],
        WeightVariances = [1.7],
        Depths = [1, 4],
        Side = null,
        Data = new DatasetRequest("cifar10", 100, 40),
    };

    private readonly TemporaryFolder _folder = new();

    private ResultCache Cache => new(_folder["cache"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_OnePoint_IsKernelRegressionWithThatKernel()
    {
        AccuracyResults found = Images.Run("compute", Cache);
        AccuracyPoint ntk = found.Of(Architecture.FullyConnected).Columns[0].Points[1];
        AccuracyPoint nngp = found.Of(Architecture.FullyConnected, RegressionKernel.Nngp).Columns[0].Points[1];
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.7, 0.05, 4);
        DatasetPair scaled = Images.Data.Images.Preprocess(new Preprocessing { Variance = network.QStar });
        KernelPair train = InfiniteNetwork.Kernel(network.Description, scaled.Train.Inputs);
        KernelPair testTrain = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs, scaled.Train.Inputs);
        KernelPair test = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs);
        Matrix mean = new KernelRegression(train.Ntk, scaled.Train.CentredLabels()).Predict(testTrain.Ntk);
        Assert.Equal(TrainedNetworkAccuracy.OfMean(mean, scaled.Test.Labels), ntk.MeanPredictor);

        Matrix predictor = MeanPredictor.Compute(train.Ntk, testTrain.Ntk);
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(predictor, scaled.Train.CentredLabels(), train.Nngp, testTrain.Nngp, test.Nngp);
        double[] variances = [.. Enumerable.Range(0, 40).Select(i => law.Covariance[i, i])];
        Assert.Equal(TrainedNetworkAccuracy.OfOneNetwork(law.Mean, variances, scaled.Test.Labels), ntk.OneNetwork, 1e-9);

        // A network whose read-out alone is inferred is the NNGP's posterior.
        GaussianPrediction posterior = GaussianPrediction.OfPosterior(train.Nngp, testTrain.Nngp, test.Nngp, scaled.Train.CentredLabels());
        double[] spread = [.. Enumerable.Range(0, 40).Select(i => posterior.Covariance[i, i])];
        Assert.Equal(TrainedNetworkAccuracy.OfOneNetwork(posterior.Mean, spread, scaled.Test.Labels), nngp.OneNetwork, 1e-9);
    }

    // The prior variance of a pooled image falls with the depth, unlike that of a whole input at the fixed point.
    [Fact]
    public void Run_PooledNetwork_TakesThePriorVarianceOfItsDepth()
    {
        AccuracyGrid grid = Small with { Architectures = [Architecture.ConvolutionalPool], WeightVariances = [2], Depths = [1, 6] };
        AccuracyPoint point = grid.Run("compute", Cache).Of(Architecture.ConvolutionalPool).Columns[0].Points[1];
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 2, 0.05, 6, Architecture.ConvolutionalPool);
        DatasetPair scaled = grid.Data.Images.Preprocess(
            new Preprocessing { Size = 3, Normalization = Normalization.Pixel, Variance = network.QStar });
        KernelPair train = InfiniteNetwork.Kernel(network.Description, scaled.Train.Inputs);
        KernelPair testTrain = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs, scaled.Train.Inputs);
        Matrix prior = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs).Nngp;
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(
            MeanPredictor.Compute(train.Ntk, testTrain.Ntk), scaled.Train.CentredLabels(), train.Nngp, testTrain.Nngp, prior);
        double[] variances = [.. Enumerable.Range(0, 20).Select(i => law.Covariance[i, i])];
        Assert.Equal(TrainedNetworkAccuracy.OfOneNetwork(law.Mean, variances, scaled.Test.Labels), point.OneNetwork, 1e-9);
    }

    [Fact]
    public void BalancedSubset_OfUnequalClasses_TakesTheFirstOfEachAsOftenAsTheRarest()
    {
        int[] labels = [0, 0, 1, 0, 2, 1, 2, 0, 2, 1, 1];
        var train = new LabeledDataset(new InputBatch(11, 1, 1, 1, new double[11]), labels, ["a", "b", "c"], "eleven");
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 8, 9], AccuracySolver.BalancedSubset(train));
    }

    [Fact]
    public void Run_RecordedAndRead_GivesTheSamePoints()
    {
        AccuracyResults computed = Small.Run("compute", Cache);
        Assert.False(Directory.Exists(_folder["cache"]));
        AccuracyResults recorded = Small.Run("record", Cache), read = Small.Run("cached", Cache);
        Assert.Equal("synthetic images (seed 0), 40 for training and 20 for test", read.Run.Dataset);
        Assert.Equal("40 training and 20 test images of 3×3 pixels, 2 weight variances, 3 depths to 60", read.Run.Sizes);
        Assert.Equal(computed.Run, read.Run);
        Assert.Equal(Points(computed), Points(recorded));
        Assert.Equal(Points(computed), Points(read));
        AccuracyMap pool = read.Of(Architecture.ConvolutionalPool, RegressionKernel.Nngp);
        Assert.Equal("synthetic images (seed 0), 40 for training and 20 for test, area-averaged to 3×3 pixels", pool.DataLabel);
        Assert.Equal(("CNN-P", 2.0, 60), (pool.Name, pool.Columns[1].WeightVariance, pool.Columns[1].Points[2].Depth));
        Assert.Equal(pool.Columns[1].Points[2].PredictorSize, pool.Of(point => point.PredictorSize)[2, 1]);

        var error = Assert.Throws<ArgumentException>(() => (Small with { BiasVariance = 0.1 }).Run("cached", Cache));
        Assert.Contains("bias_variance is 0.05 there and 0.1 here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoppedInAColumn_RepeatsOnlyThatColumn()
    {
        using var stop = new CancellationTokenSource();
        int kernels = 0;
        var options = new KernelOptions { MaxThreads = 1, Cancellation = stop.Token, Progress = new Receiver<double>(StopAtTheThirdKernel) };
        Assert.ThrowsAny<OperationCanceledException>(() => Small.Run("compute", Cache, _folder["columns"], options));
        string[] finished = _folder.Files();
        Assert.Equal([Path.Combine("columns", "cnn-f-0-8", "quick.csv"), Path.Combine("columns", "cnn-f-0-8", "quick.json")], finished);
        byte[] before = File.ReadAllBytes(_folder[finished[0]]);
        AccuracyResults resumed = Small.Run("compute", Cache, _folder["columns"]);
        Assert.Equal(before, File.ReadAllBytes(_folder[finished[0]]));
        Assert.Equal(Points(Small.Run("compute", Cache)), Points(resumed));

        // Train-train and test-train kernels of the first column, then the train-train kernel of the second.
        void StopAtTheThirdKernel(double fraction)
        {
            if (fraction >= 1 && ++kernels == 3) stop.Cancel();
        }
    }

    [Fact]
    public void ComputeColumns_EverySecondFirst_AddUpToTheRecord()
    {
        AccuracyGrid grid = Small with { Architectures = [Architecture.ConvolutionalPool], WeightVariances = [0.8, 1.2, 2], Depths = [1, 4] };
        Assert.Equal([0.8, 2, 1.2], grid.MissingColumns(_folder["columns"]).Select(column => column.WeightVariance));
        var told = new List<int>();
        grid.ComputeColumns(_folder["columns"], progress: new Receiver<int>(told.Add));
        Assert.Equal([0, 1, 2, 3], told);
        Assert.Empty(grid.MissingColumns(_folder["columns"]));
        Assert.Equal(Points(grid.Run("compute", Cache)), Points(grid.Run("record", Cache, _folder["columns"])));
        IEnumerable<string> records = _folder.Files().Where(file => file.EndsWith("quick.json", StringComparison.Ordinal));
        double[] each = [.. records.Select(file => ResultRecordJson.Read(File.ReadAllText(_folder[file]), file).Record.ProcessorTime!.Value.TotalSeconds)];
        Assert.Equal(4, each.Length);
        Assert.Equal(each[1..].Sum(), each[0], 1e-9);

        // Other depths in the folder are refused, not mixed in.
        var error = Assert.Throws<ArgumentException>(() => (grid with { Depths = [1, 8] }).Run("compute", Cache, _folder["columns"]));
        Assert.Contains("depths is 1 4 there and 1 8 here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ComputeColumns_FolderOfOtherSettingsOrImages_SaysHowTheyDiffer()
    {
        AccuracyGrid grid = Small with { Architectures = [Architecture.ConvolutionalFlatten], Depths = [1, 4] };
        string folder = _folder["columns"];
        grid.ComputeColumns(folder);
        AssertRefused("depths is 1 4 there and 1 8 here", grid with { Depths = [1, 8] });
        AssertRefused("training_images is 40 there and 41 here", grid with { Data = new DatasetRequest("synthetic", 41, 20) });

        // The same data set by name and size, with other pixels.
        var cache = new ResultCache(folder);
        ResultIdentity column = grid.ColumnIdentity(Architecture.ConvolutionalFlatten, 0.8);
        cache.Write(cache.RecordOf(column) with { DataChecksum = new string('0', 64) }, cache.Read(column));
        AssertRefused("the images differ", grid);

        void AssertRefused(string difference, AccuracyGrid other)
        {
            string message = $"{Path.Combine(folder, "cnn-f-0-8", "quick.json")} belongs to another grid: {difference}; take the same settings and images, or "
                + "another folder.";
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => other.ComputeColumns(folder)).Message);
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => other.Run("record", Cache, folder)).Message);
        }
    }

    [Theory]
    [InlineData(0.5, "0-5")]
    [InlineData(1.376, "1-376")]
    [InlineData(4, "4")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1.5e-5, "1-5e-05")]
    [InlineData(1e20, "1e20")]
    [InlineData(double.Epsilon, "5e-324")]
    [InlineData(double.MaxValue, "1-7976931348623157e308")]
    public void ColumnIdentity_AnyPositiveWeightVariance_HasANameThatTellsIt(double weightVariance, string expected)
    {
        Assert.Equal($"cnn-p-{expected}", Small.ColumnIdentity(Architecture.ConvolutionalPool, weightVariance).Figure);
        string[] parts = expected.Split('e');
        string number = string.Join('e', parts.Select((part, i) => i == 0 ? part.Replace('-', '.') : part));
        Assert.Equal(weightVariance, double.Parse(number, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void FromTable_KeptBeforeEigenvaluesWere_LeavesThemUnknown()
    {
        ResultColumn[] columns =
        [
            ResultColumn.Text("kernel"), ResultColumn.Number("weight_variance"), ResultColumn.WholeNumber("depth", "layers"),
            .. ((string[])["mean_predictor", "balanced", "one_network", "predictor_size", "constant_size"]).Select(name => ResultColumn.Number(name)),
            ResultColumn.WholeNumber("balanced_images"), ResultColumn.WholeNumber("classes"),
        ];
        var early = new ResultTable(new Provenance { Notebook = "06-nngp-versus-ntk", Preset = Preset.Quick, Dataset = "none" }, columns);
        early.Add("nngp", 1.7, 4, 0.3, 0.29, 0.1, 1e-3, 1e-2, 38, 10);
        AccuracyPoint point = Assert.Single(ResultRows.FromTable<AccuracyPoint>(ResultTable.FromCsv(early.ToCsv())));
        Assert.Equal(new AccuracyPoint("nngp", 1.7, 4, 0.3, 0.29, 0.1, 1e-3, 1e-2, 38, 10), point);
        Assert.Equal((double.NaN, ImageMarks.None), (point.SmallestEigenvalue, point.RightImages));
        Assert.Equal(point, point.WhereResolved());
    }

    [Fact]
    public void Run_Marks_AgreeWithTheAccuracies()
    {
        AccuracyGrid grid = Images with { WeightVariances = [0.8, 2], Depths = [1, 20], Side = 12, Data = new DatasetRequest("synthetic", 43, 21) };
        Assert.All(Points(grid.Run("compute", Cache)), point =>
        {
            Assert.Equal(point.MeanPredictor, ImageMarks.Read(point.RightImages, 21).Count(right => right) / 21.0, 1e-15);
            Assert.Equal(point.Balanced, ImageMarks.Read(point.BalancedRightImages, 21).Count(right => right) / 21.0, 1e-15);
            Assert.True(point.LargestEigenvalue > point.BulkEigenvalue && point.BulkEigenvalue > point.SmallestEigenvalue);
        });
    }

    [Fact]
    public void Run_KernelBelowRounding_HasNoAccuracy()
    {
        // λ_bulk falls like χ_1^l: 200 layers of χ_1 = 0.53 leave rounding errors alone, whether or not their factorization succeeds.
        AccuracyGrid grid = Images with { WeightVariances = [0.5], Depths = [2, 200], Side = 12, Data = new DatasetRequest("synthetic", 40, 20) };
        IReadOnlyList<AccuracyPoint> points = grid.Run("compute", Cache).Of(Architecture.FullyConnected).Columns[0].Points;
        Assert.True(points[0].SmallestEigenvalue > 0 && points[0].MeanPredictor >= 0.05);
        Assert.True(points[1].SmallestEigenvalue <= 0);
        Assert.True(double.IsNaN(points[1].PredictorSize));
        Assert.Equal((double.NaN, ImageMarks.None), (points[1].MeanPredictor, points[1].RightImages));
    }

    [Fact]
    public void Run_BalancedImages_GivesBothAccuraciesAlike()
    {
        AccuracyGrid grid = Images with
        {
            Architectures = [Architecture.ConvolutionalPool],
            Depths = [2],
            Side = 4,
            Data = new DatasetRequest("cifar10", 50, 30, subset: SubsetRule.Balanced),
        };
        AccuracyPoint point = grid.Run("compute", Cache).Of(Architecture.ConvolutionalPool).Columns[0].Points[0];
        Assert.Equal((50, point.MeanPredictor, 0.0), (point.BalancedImages, point.Balanced, point.ConstantSize));
    }

    [Fact]
    public void Run_ConstantSize_IsThePredictionFromTheMeanLabel()
    {
        // Labels 0 … 9 run in turn: 3 of 25 images for five classes, 2 for the others, so ȳ = ±0.02; P 1 is near 1.
        AccuracyGrid grid = Images with { Depths = [2], Data = new DatasetRequest("synthetic", 25, 20) };
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.7, 0.05, 2);
        DatasetPair data = grid.Data.Images.Preprocess(new Preprocessing { Variance = network.QStar });
        Matrix train = InfiniteNetwork.Kernel(network.Description, data.Train.Inputs).Ntk;
        Matrix predictor = MeanPredictor.Compute(train, InfiniteNetwork.Kernel(network.Description, data.Test.Inputs, data.Train.Inputs).Ntk);
        double square = Enumerable.Range(0, 20).Average(i => Math.Pow(predictor.Row(i).ToArray().Sum(), 2));
        Assert.Equal(0.02 * Math.Sqrt(square), grid.Run("compute", Cache).Of(Architecture.FullyConnected).Columns[0].Points[0].ConstantSize, 1e-12);
    }

    [Fact]
    public void Run_WrongInput_SaysWhat()
    {
        AccuracyGrid few = Images with { Data = new DatasetRequest("cifar10", 5, 5) };
        AssertSays("A class has no image among the 5 training images, so none is equally frequent; use more.", few);
        AssertSays("relu has no positive q* at σ_w² = 2.5, σ_b² = 0.05;", Images with { Activation = ReluFamily.Relu, WeightVariances = [2.5] });
        var order = Assert.Throws<ArgumentException>(() => Images with { Depths = [1, 8, 4] });
        Assert.Equal("Depths are [1, 8, 4]; there must be at least one, and they must increase.", order.Message);
        Assert.Throws<ArgumentException>(() => Images with { WeightVariances = [] });
        var missing = Assert.Throws<ArgumentException>(() => Images.Run("compute", Cache).Of(Architecture.ConvolutionalPool));
        Assert.StartsWith("The grid has no ConvolutionalPool.", missing.Message, StringComparison.Ordinal);

        void AssertSays(string words, AccuracyGrid grid) =>
            Assert.StartsWith(words, Assert.Throws<ArgumentException>(() => grid.Run("compute", Cache)).Message, StringComparison.Ordinal);
    }

    private static AccuracyPoint[] Points(AccuracyResults results) => [.. results.Maps.SelectMany(map => map.Columns).SelectMany(column => column.Points)];

    private sealed class Receiver<T>(Action<T> receive) : IProgress<T>
    {
        public void Report(T value) => receive(value);
    }
}
