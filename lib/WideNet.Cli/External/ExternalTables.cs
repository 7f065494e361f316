using WideNet.Cli.Regressions;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Cli.External;

/// <summary>The tables that a comparison fills and keeps.</summary>
internal static class ExternalTables
{
    /// <summary>An empty table of accuracies by kernel and depth.</summary>
    public static ResultTable Accuracy(Provenance run) => new(
        run,
        ResultColumn.Text("kernel"),
        ResultColumn.WholeNumber("depth"),
        ResultColumn.WholeNumber("test_images"),
        ResultColumn.Number("accuracy"),
        ResultColumn.Number("standard_error"),
        ResultColumn.Number("published"),
        ResultColumn.Number("difference", "standard errors"),
        ResultColumn.Number("condition_number"));

    /// <summary>An empty table of what pooling gains by depth.</summary>
    public static ResultTable Gain(Provenance run) => new(
        run,
        ResultColumn.WholeNumber("depth"),
        ResultColumn.WholeNumber("test_images"),
        ResultColumn.Number("gain"),
        ResultColumn.Number("standard_error"),
        ResultColumn.Number("published"));

    /// <summary>Adds an accuracy.</summary>
    public static void Add(ResultTable table, PublishedKernel kernel, RegressionRow row, int testCount)
    {
        int depth = row.Depth + 1;
        double published = PublishedAccuracies.Of(kernel, depth);
        table.Add(
            PublishedAccuracies.Name(kernel), depth, testCount, row.Accuracy, row.StandardError, published,
            (row.Accuracy - published) / Combined(row.StandardError, PublishedError(published)), row.ConditionNumber ?? double.NaN);
    }

    /// <summary>Binomial standard error of a published accuracy.</summary>
    public static double PublishedError(double published) => TrainedNetworkAccuracy.StandardError(published, PublishedAccuracies.TestCount);

    /// <summary>Standard error of the difference of two independent numbers.</summary>
    public static double Combined(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
