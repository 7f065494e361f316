using WideNet.Results;

namespace WideNet.Experiments.LearningRates;

/// <summary>The boundaries as a table.</summary>
public static class LearningRateTables
{
    /// <summary>One row for each σ_w² and batch size; NaN where the grid of rates does not enclose a boundary.</summary>
    /// <param name="results">The results.</param>
    public static ResultTable Boundaries(LearningRateResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var table = new ResultTable(
            results.Table.Run,
            ResultColumn.Number("weight_variance"),
            ResultColumn.Text("phase"),
            ResultColumn.WholeNumber("batch_size", "examples"),
            ResultColumn.Number("lambda_max"),
            ResultColumn.Number("rate_theory"),
            ResultColumn.Number("onset_over_theory"),
            ResultColumn.Number("onset_relative_error"),
            ResultColumn.Number("failure_over_theory"),
            ResultColumn.Number("failure_relative_error"));
        foreach (LearningRateBoundary boundary in results.Boundaries)
        {
            table.Add(
                boundary.WeightVariance,
                boundary.PhaseName,
                boundary.BatchSize,
                boundary.LargestEigenvalue,
                boundary.Theory,
                boundary.Onset?.Value / boundary.Theory ?? double.NaN,
                boundary.Onset?.RelativeError ?? double.NaN,
                boundary.Failure?.Value / boundary.Theory ?? double.NaN,
                boundary.Failure?.RelativeError ?? double.NaN);
        }

        return table;
    }
}
