using System.Globalization;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Tests.Data;

namespace WideNet.Tests.Results;

public sealed class ResultRowsTests : IDisposable
{
    private static readonly Provenance Run = new() { Notebook = "13-rbf-toy", Preset = Preset.Quick, Dataset = "synthetic, 4 images" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_OfARecord_AreItsSettablePropertiesInOrder()
    {
        ResultColumn[] columns =
        [
            ResultColumn.Text("part"), ResultColumn.WholeNumber("image_count"), ResultColumn.WholeNumber("seed"), ResultColumn.Number("rms"),
        ];
        Assert.Equal(columns, ResultRows.Columns<Row>());
    }

    [Fact]
    public void ToTable_PropertiesWithUnits_NameThemInTheHeaderAndAreReadBack()
    {
        ResultTable table = ResultRows.ToTable(Run, [new Scale(1.5, 12.25)]);
        Assert.Equal(["weight_variance", "depth_scale [layers]"], table.Columns.Select(column => column.Header));
        Assert.Contains("weight_variance,depth_scale [layers]\n", table.ToCsv(), StringComparison.Ordinal);
        Assert.Equal([new Scale(1.5, 12.25)], ResultRows.FromTable<Scale>(ResultTable.FromCsv(table.ToCsv())));
    }

    [Fact]
    public void FromTable_ThroughTheCache_GivesTheSameBitsInEveryCulture()
    {
        double[] values =
        [
            1e-300, 5e110, double.PositiveInfinity, double.NegativeInfinity, double.NaN, -0.0, 0, 3, -7,
            double.Epsilon, double.MaxValue, 1.0 / 3, 9007199254740993,
        ];
        Row[] rows = [.. values.Select((value, i) => new Row($"a, \"{i}\"\nb", -i) { Seed = long.MaxValue - i, Rms = value })];
        Row[] whole = [.. rows.Where(row => row.Rms is 3 or -7 || BitConverter.DoubleToInt64Bits(row.Rms) == long.MinValue)];
        var identity = new ResultIdentity { Figure = "rows", Preset = Preset.Quick, Settings = new ResultSettings { { "rows", rows.Length } } };
        CultureInfo before = CultureInfo.CurrentCulture, comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            var kept = new Dictionary<string, ResultTable> { ["all"] = ResultRows.ToTable(Run, rows), ["whole"] = ResultRows.ToTable(Run, whole) };
            new ResultCache(_folder.FullName).GetAll("record", identity, () => kept);
            IReadOnlyDictionary<string, ResultTable> tables = new ResultCache(_folder.FullName).Read(identity);
            AssertSame(rows, ResultRows.FromTable<Row>(tables["all"]));
            AssertSame(whole, ResultRows.FromTable<Row>(tables["whole"]));
            AssertSame(rows, ResultRows.FromTable<Row>(ResultRows.ToTable(Run, rows)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void FromTable_KeptResultsOfTheRepository_AreRead()
    {
        string path = Path.Combine(DataEnvironment.Current().DataFolder!, "results", "13-rbf-toy", "standard-points.csv");
        ResultTable table = ResultTable.Load(path);
        IReadOnlyList<RbfPoint> points = ResultRows.FromTable<RbfPoint>(table);
        Assert.Equal(67, points.Count(point => point.Part == "curve"));
        Assert.Equal(table.Numbers("condition_excess"), points.Select(point => point.ConditionExcess));
        Assert.Equal(File.ReadAllText(path), ResultRows.ToTable(table.Run, points).ToCsv());
    }

    [Fact]
    public void FromTable_NumbersByName_AreKeptAndReadBehindTheOthers()
    {
        Timed[] rows = [new(1.5, 3, new Dictionary<string, double> { ["train_8"] = 1, ["residual_8"] = 1e-300 }),
            new(1.5, 4, new Dictionary<string, double> { ["residual_8"] = double.NaN, ["train_8"] = 0.5 })];
        ResultTable table = ResultTable.FromCsv(ResultRows.ToTable(Run, rows).ToCsv());
        Assert.Equal(["weight_variance", "depth [layers]", "train_8", "residual_8"], table.Columns.Select(column => column.Header));
        foreach ((Timed expected, Timed found) in rows.Zip(ResultRows.FromTable<Timed>(table)))
        {
            Assert.Equal((expected.WeightVariance, expected.Depth), (found.WeightVariance, found.Depth));
            Assert.Equal(expected.Scores.OrderBy(score => score.Key), found.Scores.OrderBy(score => score.Key));
        }

        rows[1] = rows[1] with { Scores = new Dictionary<string, double> { ["train_9"] = 1, ["residual_8"] = 1 } };
        Assert.StartsWith(
            "Row 2 of Timed names train_9, residual_8, but the first row train_8, residual_8.",
            Assert.Throws<ArgumentException>(() => ResultRows.ToTable(Run, rows)).Message,
            StringComparison.Ordinal);
        ResultColumn[] columns = [ResultColumn.Number("weight_variance"), ResultColumn.WholeNumber("depth"), ResultColumn.Text("name")];
        Assert.Equal(
            "The column 'name' holds text, but what rows of Timed hold besides their properties are numbers.",
            Assert.Throws<DataFormatException>(() => ResultRows.FromTable<Timed>(new ResultTable(Run, columns).Add(1.5, 2, "a"))).Message);
    }

    [Fact]
    public void FromTable_KeptTrainingTimes_AreReadAndWrittenAsTheyAre()
    {
        string folder = Path.Combine(DataEnvironment.Current().DataFolder!, "results", "11-training-time");
        foreach (string name in (string[])["map", "ordered", "critical"])
        {
            string csv = File.ReadAllText(Path.Combine(folder, $"standard-{name}.csv"));
            ResultTable table = ResultTable.FromCsv(csv);
            Assert.Equal(csv, ResultRows.ToTable(table.Run, ResultRows.FromTable<Trained>(table)).ToCsv());
        }
    }

    [Fact]
    public void FromTable_OtherColumnsOrCells_SaysWhich()
    {
        var other = new ResultTable(Run, ResultColumn.Number("rms"), ResultColumn.Number("seed"));
        Assert.Equal(
            "The table has the columns rms, seed; rows of Row have part, image_count, seed, rms.",
            Assert.Throws<DataFormatException>(() => ResultRows.FromTable<Row>(other)).Message);
        ResultColumn[] columns = [ResultColumn.Number("rms"), ResultColumn.Number("seed"), ResultColumn.Text("part"), ResultColumn.WholeNumber("image_count")];
        ResultTable cells = new ResultTable(Run, columns).Add(1.5, 2, "a", 4).Add(1.5, 2.5, "a", 4);
        Assert.Equal(
            "Row 2 has '2.5' in the column 'seed', which holds Int64 values.",
            Assert.Throws<DataFormatException>(() => ResultRows.FromTable<Row>(cells)).Message);
    }

    [Fact]
    public void Columns_OfAnotherType_SaysWhich()
    {
        var error = Assert.Throws<ArgumentException>(() => ResultRows.Columns<Dated>());
        Assert.Equal("Dated.Day is a DateTime; a column holds double, int, long, bool, an enum or string.", error.Message);
        error = Assert.Throws<ArgumentException>(() => ResultRows.Columns<Twice>());
        Assert.Equal("Twice holds numbers by name in several properties; a row has at most one such.", error.Message);
        error = Assert.Throws<ArgumentException>(() => ResultRows.Columns<Nothing>());
        Assert.StartsWith("Nothing has no property that can be set; a row needs at least one.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToTable_FlagsAndChoices_AreWholeNumbersAndReadBack()
    {
        Trial[] rows = [new(true, Architecture.ConvolutionalPool), new(false, Architecture.FullyConnected)];
        ResultTable table = ResultTable.FromCsv(ResultRows.ToTable(Run, rows).ToCsv());
        Assert.Equal([ResultColumn.WholeNumber("diverged"), ResultColumn.WholeNumber("architecture")], table.Columns);
        Assert.Equal([1, 0], table.Numbers("diverged"));
        Assert.Equal([2, 0], table.Numbers("architecture"));
        Assert.Equal(rows, ResultRows.FromTable<Trial>(table));
    }

    [Theory]
    [InlineData(2, 0, "Row 2 has '2' in the column 'diverged', which holds 0 (False), 1 (True).")]
    [InlineData(1, -1, "Row 2 has '-1' in the column 'architecture', which holds 0 (FullyConnected), 1 (ConvolutionalFlatten), 2 (ConvolutionalPool).")]
    public void FromTable_NumberThatNamesNothing_SaysWhichDo(int diverged, int architecture, string message)
    {
        ResultTable table = ResultRows.ToTable(Run, [new Trial(true, Architecture.FullyConnected)]).Add(diverged, architecture);
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => ResultRows.FromTable<Trial>(table)).Message);
    }

    [Fact]
    public void FromTable_KeptTrainingRuns_AreReadAndWrittenAsTheyAre()
    {
        AssertWrittenAsRead<TrainingRun>("08-sgd-cnn-f", "standard");
        AssertWrittenAsRead<TrainingRun>("10-width-in-chaos", "standard");
        AssertWrittenAsRead<LearningRateRun>("07-maximum-learning-rate", "standard");
        AssertWrittenAsRead<KernelError>("10-finite-width", "standard-kernel-errors");
        AssertWrittenAsRead<KernelDriftRun>("10-finite-width", "standard-kernel-drift");
    }

    private static void AssertWrittenAsRead<T>(string folder, string name)
    {
        ResultTable table = ResultTable.Load(Path.Combine(DataEnvironment.Current().DataFolder!, "results", folder, name + ".csv"));
        Assert.Equal(table.ToCsv(), ResultRows.ToTable(table.Run, ResultRows.FromTable<T>(table)).ToCsv());
    }

    private static void AssertSame(IReadOnlyList<Row> expected, IReadOnlyList<Row> found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.Equal(expected.Select(row => BitConverter.DoubleToInt64Bits(row.Rms)), found.Select(row => BitConverter.DoubleToInt64Bits(row.Rms)));
        Assert.Equal(expected.Select(row => row with { Rms = 0 }), found.Select(row => row with { Rms = 0 }));
    }

    // Two properties of the constructor and two besides, and one that is computed.
    private sealed record Scale(double WeightVariance, [property: Unit("layers")] double DepthScale);

    private sealed record Row(string Part, int ImageCount)
    {
        public long Seed { get; init; }

        public required double Rms { get; init; }

        public double Square => Rms * Rms;
    }

    private sealed record Timed(double WeightVariance, [property: Unit("layers")] int Depth, IReadOnlyDictionary<string, double> Scores);

    private sealed record Trained(
        double WeightVariance, [property: Unit("layers")] int Depth, int Classes, double LargestEigenvalue, double ConditionNumber, double MaximalRate,
        IReadOnlyDictionary<string, double> Scores);

    private sealed record Trial(bool Diverged, Architecture Architecture);

    private sealed record Dated(DateTime Day);

    private sealed record Twice(IReadOnlyDictionary<string, double> First, IReadOnlyDictionary<string, double> Second);

    private sealed record Nothing
    {
        public int Hash => GetHashCode();
    }
}
