using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Tests.Sweeps;

public sealed class SweepRowsTests
{
    private static readonly SweepAxis[] Axes = [SweepAxis.Numbers("rate", [0.5, 2]), SweepAxis.WholeNumbers("depth", [3], "layers")];

    [Fact]
    public void Of_RowOfTheCell_GivesWhatFollowsTheAxes()
    {
        var rows = new SweepRows<Row>(Axes);
        Assert.Equal([ResultColumn.WholeNumber("diverged"), ResultColumn.Number("loss")], rows.Outputs);
        Assert.Equal([1, 0.25], Compute(rows, cell => new Row(cell["rate"], cell.Whole("depth"), 1, 0.25)));
    }

    [Fact]
    public void Of_RowOfAnotherCell_IsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Compute(new(Axes), cell => new Row(cell["rate"], 4, 1, 0.25)));
        Assert.Equal("The cell rate=0.5,depth=3 gave a row of Row with depth = 4; it must be that of the cell.", error.Message);
    }

    [Fact]
    public void Create_RecordThatBeginsWithOthers_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => new SweepRows<Row>([.. Axes.Reverse()]));
        Assert.Equal(
            "Rows of Row have the columns rate, depth [layers], diverged, loss, but the axes are depth [layers], rate; the columns must begin with them. "
            + "(Parameter 'axes')",
            error.Message);
    }

    private static IReadOnlyList<double> Compute(SweepRows<Row> rows, Func<SweepCell, Row> row)
    {
        var context = new SweepContext(new RandomStream(1), 1, TestContext.Current.CancellationToken);
        return rows.Of((cell, _) => row(cell))(SweepCell.Parse(0, "rate=0.5,depth=3"), context);
    }

    private sealed record Row(double Rate, [property: Unit("layers")] int Depth, int Diverged, double Loss);
}
