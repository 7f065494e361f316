using Deedle;
using WideNet.Results;

namespace WideNet.Interactive.Tests;

public sealed class DeedleFramesTests
{
    public static TheoryData<string> Recorded => [.. Directory.GetFiles(Samples.Results, "*.csv", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Samples.Results, file), null))
        .Where(name => !name.StartsWith("external", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void ToFrame_ThereAndBack_GivesTheSameTable()
    {
        ResultTable table = Samples.Table();
        ResultTable back = table.ToFrame().ToResultTable(Samples.Run);
        Assert.Equal(table.Columns, back.Columns);
        Assert.Equal(table.ToCsv(), back.ToCsv());
    }

    // Bits, through frames whose numbers nobody rounds or reads as Decimal.
    [Theory]
    [MemberData(nameof(Recorded))]
    public void ToFrame_RecordedResults_ComeBackToTheLastDigit(string name)
    {
        ResultTable table = Samples.Recorded(name);
        Frame<int, string> frame = table.ToFrame();
        Assert.All(frame.ColumnTypes, type => Assert.Contains(type, (Type[])[typeof(double), typeof(long), typeof(string)]));
        Assert.Equal(table.ToCsv(), frame.ToResultTable(table.Run).ToCsv());
    }

    [Fact]
    public void ToFrame_Columns_HaveTheirTypesAndMissingNumbers()
    {
        Frame<int, string> frame = Samples.Table().ToFrame();
        Assert.Equal(["kappa", "depth [layers]", "phase"], frame.ColumnKeys);
        Assert.Equal([typeof(double), typeof(long), typeof(string)], frame.ColumnTypes);
        Assert.Equal([0, 1, 2, 3, 4, 5], frame.RowKeys);
        Series<int, double> kappa = frame.GetColumn<double>("kappa");
        Assert.Equal(5, kappa.ValueCount);
        Assert.Equal([1e-300, double.PositiveInfinity, 5e110, double.NegativeInfinity], [kappa[1], kappa[3], kappa[4], kappa[5]]);
        Assert.Equal("χ₁ > 1", frame.GetColumn<string>("phase")[3]);
    }

    [Fact]
    public void ToFrame_TableWithoutRows_KeepsItsColumns()
    {
        ResultTable back = new ResultTable(Samples.Run, ResultColumn.Number("kappa"), ResultColumn.Text("phase")).ToFrame().ToResultTable(Samples.Run);
        Assert.Equal(["kappa", "phase"], back.Columns.Select(column => column.Name));
        Assert.Equal(0, back.Count);
    }

    [Fact]
    public void ToResultTable_FrameOfAnotherOrigin_TakesItsNumbers()
    {
        Frame<string, string> frame = Frame.FromColumns(new[] { KeyValue.Create("n", new Series<string, int>(["a", "b"], [3, 4])) });
        ResultTable table = frame.ToResultTable(Samples.Run);
        Assert.Equal([3.0, 4.0], table.Numbers("n"));
        Assert.Equal(ColumnKind.WholeNumber, table.Columns[0].Kind);
    }

    [Fact]
    public void ToResultTable_ColumnOfAnotherType_SaysWhatItMustHold()
    {
        Frame<int, string> frame = Frame.FromColumns(new[] { KeyValue.Create("when", new Series<int, DateTime>([0], [DateTime.UnixEpoch])) });
        var error = Assert.Throws<ArgumentException>(() => frame.ToResultTable(Samples.Run));
        Assert.Equal("The column 'when' of the frame holds DateTime values; it must hold floating-point numbers, whole numbers or text.", error.Message);
    }

    // What pooling does to the accuracy, cell by cell: two runs joined on what they have in common.
    [Fact]
    public void Join_AccuracyMapsOfBothConvolutions_ComparesThemCellByCell()
    {
        ResultTable pooled = Samples.Recorded("05-cnn-p-versus-cnn-f/standard-cnn-p"), flat = Samples.Recorded("05-cnn-p-versus-cnn-f/standard-cnn-f");
        Frame<(string, double, long), string> joined = Accuracy(pooled, "pooled").Join(Accuracy(flat, "flat"), JoinKind.Inner);
        Assert.Equal(pooled.Count, joined.RowCount);

        Series<(string, double, long), double> gain = joined.GetColumn<double>("pooled") - joined.GetColumn<double>("flat");
        IReadOnlyList<double> a = pooled.Numbers("mean_predictor"), b = flat.Numbers("mean_predictor");
        Dictionary<(string, double, long), double> expected = Keys(pooled).Zip(a).ToDictionary(cell => cell.First, cell => cell.Second);
        foreach (((string, double, long) key, double value) in Keys(flat).Zip(b)) expected[key] -= value;
        Assert.All(expected, cell => Assert.Equal(cell.Value, gain.TryGet(cell.Key) is { HasValue: true } found ? found.Value : double.NaN));
        Assert.Equal(expected.Values.Where(double.IsFinite).Average(), gain.Mean(), 1e-12);
    }

    // Depths against weight variances, as the map of the notebook is drawn, from rows in any order.
    [Fact]
    public void PivotTable_AccuracyOfTheNtk_IsTheMapOfDepthsAndVariances()
    {
        ResultTable table = Samples.Recorded("06-nngp-versus-ntk/standard-fcn").Where("kernel", "ntk");
        Frame<long, double> map = table.ToFrame().PivotTable<int, string, long, double, double>(
            "depth [layers]", "weight_variance", cell => cell.GetColumn<double>("mean_predictor").Mean());
        Assert.Equal(table.Numbers("depth").Select(l => (long)l).Distinct().Order(), map.RowKeys.Order());
        Assert.Equal(table.Numbers("weight_variance").Distinct().Order(), map.ColumnKeys.Order());
        Assert.Equal(table.Count, map.RowCount * map.ColumnCount);
        (IReadOnlyList<double> depths, IReadOnlyList<double> variances, IReadOnlyList<double> accuracies) =
            (table.Numbers("depth"), table.Numbers("weight_variance"), table.Numbers("mean_predictor"));
        for (int row = 0; row < table.Count; row++)
        {
            // Where the kernel left the range of doubles there is no accuracy: NaN in the table, missing in the frame.
            OptionalValue<double> found = map.GetColumn<double>(variances[row]).TryGet((long)depths[row]);
            Assert.Equal(accuracies[row], found.HasValue ? found.Value : double.NaN);
        }
    }

    // The error bars of the training grids: over seeds, by depth.
    [Fact]
    public void MeanLevel_TrainedNetworks_AveragesOverSeeds()
    {
        ResultTable table = Samples.Recorded("09-sgd-fcn/standard");
        Series<(double, long), double> means = table.ToFrame()
            .GroupRowsUsing((_, row) => (row.GetAs<double>("weight_variance"), row.GetAs<long>("depth [layers]")))
            .GetColumn<double>("test_accuracy").MeanLevel(key => key.Item1);
        var expected = table.Numbers("weight_variance").Zip(table.Numbers("depth"), table.Numbers("test_accuracy"))
            .GroupBy(run => (run.First, (long)run.Second), run => run.Third).ToDictionary(group => group.Key, group => group.Average());
        Assert.Equal(expected.Count, means.KeyCount);
        Assert.All(expected, cell => Assert.Equal(cell.Value, means[cell.Key], 1e-12));
    }

    private static Frame<(string, double, long), string> Accuracy(ResultTable table, string name) =>
        Frame.FromColumns(new[] { KeyValue.Create(name, new Series<(string, double, long), double>(Keys(table), table.Numbers("mean_predictor"))) });

    private static IEnumerable<(string, double, long)> Keys(ResultTable table) =>
        table.Texts("kernel").Zip(table.Numbers("weight_variance"), table.Numbers("depth")).Select(cell => (cell.First, cell.Second, (long)cell.Third));
}
