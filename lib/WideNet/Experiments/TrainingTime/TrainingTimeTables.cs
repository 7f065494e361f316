using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.TrainingTime;

/// <summary>Training-time grids as tables, one row for each weight variance and depth, and back. Test: TrainingTimeExperimentTests.</summary>
internal static class TrainingTimeTables
{
    private const string AtMaximalRate = "", AtUnitRate = "_unit_rate";

    /// <summary>A grid as a table.</summary>
    /// <param name="run">Where it comes from.</param>
    /// <param name="grid">The grid.</param>
    public static ResultTable Write(Provenance run, TrainingTimeGrid grid)
    {
        IEnumerable<ResultColumn> scores =
            from unit in (string[])[AtMaximalRate, AtUnitRate]
            from time in grid.Times
            from quantity in (string[])["train", "test", "residual"]
            select ResultColumn.Number(Name(quantity, unit, time));
        var table = new ResultTable(
            run,
            [
                ResultColumn.Number("weight_variance"),
                ResultColumn.WholeNumber("depth", "layers"),
                ResultColumn.WholeNumber("classes"),
                ResultColumn.Number("largest_eigenvalue"),
                ResultColumn.Number("condition_number"),
                ResultColumn.Number("maximal_rate"),
                .. scores,
            ]);
        for (int column = 0; column < grid.WeightVariances.Count; column++)
        {
            for (int row = 0; row < grid.Depths.Count; row++)
            {
                TrainingTimeCell cell = grid.Cells[row][column];
                IEnumerable<object> numbers = cell.AtMaximalRate.Concat(cell.AtUnitRate).SelectMany(score => (object[])[score.Train, score.Test, score.Residual]);
                table.Add([grid.WeightVariances[column], grid.Depths[row], grid.ClassCount, cell.LargestEigenvalue, cell.ConditionNumber, cell.MaximalRate, .. numbers]);
            }
        }

        return table;
    }

    /// <summary>The grid of a table.</summary>
    /// <param name="table">What <see cref="Write"/> gave.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="part">Weight variances, depths and times.</param>
    /// <param name="sizes">Numbers of images.</param>
    /// <exception cref="DataFormatException">The table has other rows.</exception>
    public static TrainingTimeGrid Read(ResultTable table, Activation activation, double biasVariance, TrainingTimePart part, TrainingTimeSizes sizes)
    {
        IReadOnlyList<double> largest = table.Numbers("largest_eigenvalue"), condition = table.Numbers("condition_number"), rate = table.Numbers("maximal_rate");
        IReadOnlyList<double>[][] maximal = Columns(AtMaximalRate), unit = Columns(AtUnitRate);
        return new TrainingTimeGrid
        {
            Activation = activation,
            BiasVariance = biasVariance,
            DataLabel = table.Run.Dataset,
            TrainCount = sizes.TrainCount,
            TestCount = sizes.TestCount,
            ClassCount = (int)table.Numbers("classes")[0],
            Times = part.Times,
            Depths = part.Depths,
            WeightVariances = part.WeightVariances,
            Theory = [.. part.WeightVariances.Select(w => MeanFieldTheory.Analyze(activation, w, biasVariance))],
            Cells = NetworkGrid.Arrange(table, part.WeightVariances.Count, part.Depths.Count, i => new TrainingTimeCell(largest[i], condition[i], rate[i], Scores(maximal, i), Scores(unit, i))),
        };

        IReadOnlyList<double>[][] Columns(string rateUnit) =>
            [.. part.Times.Select(time => (IReadOnlyList<double>[])[table.Numbers(Name("train", rateUnit, time)), table.Numbers(Name("test", rateUnit, time)), table.Numbers(Name("residual", rateUnit, time))])];
    }

    private static TrainingScore[] Scores(IReadOnlyList<double>[][] columns, int row) => [.. columns.Select(at => new TrainingScore(at[0][row], at[1][row], at[2][row]))];

    // train_512 counts in steps of the maximal rate, train_unit_rate_512 in steps of η = 1.
    private static string Name(string quantity, string unit, double time) => string.Create(CultureInfo.InvariantCulture, $"{quantity}{unit}_{time}").Replace('.', '_');
}
