using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Experiments.FiniteWidth;

/// <summary>The table of exponents.</summary>
public static class FiniteWidthTables
{
    /// <summary>Each quantity's exponent of the width with its standard error, and its root mean square at the narrowest and the widest networks.</summary>
    /// <param name="results">The tables.</param>
    public static ResultTable Exponents(FiniteWidthResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var table = new ResultTable(
            results.Run,
            ResultColumn.Text("quantity"),
            ResultColumn.Text("network"),
            ResultColumn.Number("exponent"),
            ResultColumn.Number("standard_error"),
            ResultColumn.WholeNumber("narrowest"),
            ResultColumn.Number("value_there"),
            ResultColumn.WholeNumber("widest"),
            ResultColumn.Number("value_at_widest"));
        foreach (Architecture architecture in Enum.GetValues<Architecture>())
        {
            Add(table, "kernel error", Architectures.Name(architecture), WidthScaling.Of(results.KernelErrors, "relative_error", architecture));
        }

        foreach (Architecture architecture in Enum.GetValues<Architecture>())
        {
            Add(table, "kernel drift", Architectures.Name(architecture), WidthScaling.Of(results.KernelDrift, "relative_drift", architecture));
        }

        foreach (string algorithm in (string[])[Trajectories.FullBatch, Trajectories.MiniBatch])
        {
            ResultTable final = results.Trajectories.Where("algorithm", algorithm).Where("step", results.Sizes.Steps);
            foreach (string model in (string[])["linear", "infinite", "flow"])
            {
                foreach (string set in (string[])["train", "test"]) Add(table, $"{algorithm}: {set} outputs from {model}", "FCN", WidthScaling.Of(final, $"{model}_{set}_distance"));
            }
        }

        return table;
    }

    private static void Add(ResultTable table, string quantity, string network, WidthScaling scaling) => table.Add(
        quantity, network, Math.Round(scaling.Exponent, 3), Math.Round(scaling.ExponentError, 3), scaling.Widths[0], Significant(scaling.Values[0]), scaling.Widths[^1], Significant(scaling.Values[^1]));

    private static double Significant(double value) => value == 0 ? 0 : double.Parse(value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
