using Deedle;
using WideNet.Experiments;

namespace WideNet.Interactive.Tests;

public sealed class DeedleFramesTests
{
    [Fact]
    public void ToFrame_ThereAndBack_GivesTheSameTable()
    {
        ResultTable table = Samples.Table();
        ResultTable back = table.ToFrame().ToResultTable(Samples.Run);
        Assert.Equal(table.Columns, back.Columns);
        Assert.Equal(table.ToCsv(), back.ToCsv());
    }

    [Fact]
    public void ToFrame_Columns_HaveTheirTypesAndMissingNumbers()
    {
        Frame<int, string> frame = Samples.Table().ToFrame();
        Assert.Equal(["kappa", "depth [layers]", "phase"], frame.ColumnKeys);
        Assert.Equal([typeof(double), typeof(long), typeof(string)], frame.ColumnTypes);
        Assert.Equal([0, 1, 2, 3], frame.RowKeys);
        Assert.Equal(3, frame.GetColumn<double>("kappa").ValueCount);
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
        Assert.StartsWith("The column 'when' of the frame holds DateTime values; it must hold floating-point numbers, whole numbers or text.", error.Message, StringComparison.Ordinal);
    }
}
