using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Tests.Sweeps;

public sealed class SweepDefinitionTests
{
    [Fact]
    public void Cells_OfAGrid_RunTheLastAxisFastest()
    {
        IReadOnlyList<SweepCell> cells = SampleSweep.Create().Cells();
        Assert.Equal(SampleSweep.Cells, cells.Count);
        Assert.Equal(Enumerable.Range(0, SampleSweep.Cells), cells.Select(cell => cell.Index));
        Assert.Equal("weight_variance=0.5,depth=1,rate=0.1,seed=1", cells[0].Key);
        Assert.Equal("weight_variance=0.5,depth=1,rate=0.1,seed=2", cells[1].Key);
        Assert.Equal("weight_variance=2,depth=20,rate=1,seed=2", cells[^1].Key);
        Assert.Equal((1.1, 20, 2L), (cells[^9]["weight_variance"], cells[^9].Whole("depth"), cells[^9].Seed));
    }

    [Fact]
    public void Cells_WithACondition_AreNumberedWithoutGaps()
    {
        SweepDefinition half = SampleSweep.Create() with { Include = cell => cell.Seed == 1 };
        Assert.Equal(Enumerable.Range(0, SampleSweep.Cells / 2), half.Cells().Select(cell => cell.Index));
        var error = Assert.Throws<ArgumentException>(() => (half with { Include = _ => false }).Cells());
        Assert.Equal("The sweep 99-sample has no cell: Include admits no point of its grid.", error.Message);
    }

    [Fact]
    public void RandomOf_DiffersByCoordinatesAndSeedButNotOnAPairedAxis()
    {
        SweepDefinition sweep = SampleSweep.Create();
        double[][] first = [.. sweep.Cells().Select(cell => First(sweep, cell))];
        Assert.Equal(SampleSweep.Cells / 2, first.Select(numbers => numbers[0]).Distinct().Count());
        foreach (IGrouping<string, SweepCell> pair in sweep.Cells().GroupBy(cell => $"{cell["weight_variance"]} {cell["depth"]} {cell.Seed}"))
        {
            Assert.Single(pair.Select(cell => First(sweep, cell)[0]).Distinct());
        }

        Assert.All(sweep.Cells(), cell => Assert.NotEqual(First(sweep, cell), First(sweep with { Figure = "98-other" }, cell)));
    }

    [Fact]
    public void RandomOf_TheSameCellOfALargerGrid_IsTheSame()
    {
        SweepDefinition sweep = SampleSweep.Create();
        SweepDefinition larger = sweep with { Axes = [SweepAxis.Numbers("weight_variance", [0.1, 0.5, 1.1, 2, 3]), .. sweep.Axes.Skip(1)] };
        SweepCell cell = sweep.Cells()[5];
        Assert.Equal(First(sweep, cell), First(larger, larger.Cells().Single(other => other.Key == cell.Key)));
    }

    [Fact]
    public void Identity_NamesTheAxes()
    {
        ResultSettings settings = SampleSweep.Create(width: 7).Identity.Settings;
        Assert.Equal(
            "width=7; weight_variance_axis=0.5 1.1 2; depth_axis=1 20; rate_axis=0.1 1; seed_axis=1 2",
            string.Join("; ", settings.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [Fact]
    public void Axes_NotAGrid_AreRefused()
    {
        SweepDefinition sweep = SampleSweep.Create();
        Assert.Equal("The axis 'depth' has the values 3, 3; they must be finite and different.", Message(() => SweepAxis.WholeNumbers("depth", [3, 3])));
        Assert.Equal("The axis 'depth' has no values; give at least one.", Message(() => SweepAxis.WholeNumbers("depth", [])));
        Assert.Equal("The axis 'a' has the values 1, NaN; they must be finite and different.", Message(() => SweepAxis.Numbers("a", [1, double.NaN])));
        Assert.Equal(
            "The axes are seed, seed; there must be at least one, with different names.",
            Message(() => sweep with { Axes = [SweepAxis.Seeds(1), SweepAxis.Seeds(2)] }));
        Assert.Equal("The outputs of a sweep must be at least one column, of numbers only.", Message(() => sweep with { Outputs = [ResultColumn.Text("x")] }));
        Assert.Equal("The sweep has no axis 'width'; there are weight_variance, depth, rate, seed.", Message(() => sweep.Cells()[0]["width"]));
    }

    private static double[] First(SweepDefinition sweep, SweepCell cell)
    {
        var numbers = new double[2];
        sweep.RandomOf(cell).FillNormal(numbers);
        return numbers;
    }

    // The first line without the name of the parameter, as the command prints it.
    private static string Message(Func<object> action) => Assert.ThrowsAny<ArgumentException>(action).Message.Split(" (Parameter")[0];
}
