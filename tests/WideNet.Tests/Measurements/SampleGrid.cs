using WideNet.Data;
using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Tests.Measurements;

/// <summary>Tables of training sweeps with numbers made up by a test.</summary>
internal static class SampleGrid
{
    /// <summary>The small grid of the tests: two ordered columns and more, several widths at σ_w² = 2.</summary>
    public static TrainingGridSizes Sizes { get; } = TrainingGridSizes.FullyConnected(Preset.Quick) with
    {
        Subset = SubsetRule.First,
        TrainCount = 10,
        TestCount = 20,
        Width = 16,
        OtherWidths = [8, 32],
        SectionWeightVariance = 2,
        WeightVariances = [0.5, 0.65, 0.8, TrainingGridSizes.CriticalErfBias005, 2],
        Depths = [2, 4, 8, 16],
        SeedCount = 2,
        Steps = 8,
    };

    /// <summary>A grid whose every number a function gives.</summary>
    public static TrainingGrid Create(Func<Point, string, double> value, TrainingGridSizes? sizes = null)
    {
        sizes ??= Sizes;
        var run = new Provenance { Notebook = "99-sample", Preset = Preset.Quick, Dataset = "numbers of a test" };
        IReadOnlyList<ResultColumn> columns = ResultRows.Columns<TrainingRun>();
        var table = new ResultTable(run, columns);
        foreach (Point p in from w in sizes.WeightVariances
                            from depth in sizes.Depths
                            from width in sizes.Widths
                            from subtract in (bool[])[false, true]
                            from seed in Enumerable.Range(1, sizes.SeedCount)
                            where width == sizes.Width || (w == sizes.SectionWeightVariance && subtract)
                            select new Point(w, depth, width, subtract, seed))
        {
            object[] key = [p.WeightVariance, p.Depth, p.Width, p.Subtract ? 1 : 0, p.Seed];
            object Cell(ResultColumn column) => column.Kind == ColumnKind.WholeNumber ? (object)(long)value(p, column.Name) : value(p, column.Name);
            table.Add([.. key, .. columns.Skip(key.Length).Select(Cell)]);
        }

        return new TrainingGrid(table, sizes);
    }

    /// <summary>One network.</summary>
    internal sealed record Point(double WeightVariance, int Depth, int Width, bool Subtract, int Seed);
}
