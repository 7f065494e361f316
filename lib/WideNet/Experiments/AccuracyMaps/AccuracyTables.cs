using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>Accuracy grids as tables, one row for each kernel, depth and weight variance, and back. Test: AccuracyExperimentTests.</summary>
internal static class AccuracyTables
{
    private const string Ntk = "ntk", Nngp = "nngp", Right = "right_images", BalancedRight = "balanced_right_images";

    private static readonly string[] Spectrum = ["largest_eigenvalue", "bulk_eigenvalue", "smallest_eigenvalue"];

    private static readonly ResultColumn[] Columns =
    [
        ResultColumn.Text("kernel"),
        ResultColumn.Number("weight_variance"),
        ResultColumn.WholeNumber("depth", "layers"),
        ResultColumn.Number("mean_predictor"),
        ResultColumn.Number("balanced"),
        ResultColumn.Number("one_network"),
        ResultColumn.Number("predictor_size"),
        ResultColumn.Number("constant_size"),
        ResultColumn.WholeNumber("balanced_images"),
        ResultColumn.WholeNumber("classes"),
        .. Spectrum.Select(name => ResultColumn.Number(name)),
        ResultColumn.Text(Right),
        ResultColumn.Text(BalancedRight),
    ];

    /// <summary>A grid as a table.</summary>
    /// <param name="run">Where it comes from.</param>
    /// <param name="grid">The grid.</param>
    public static ResultTable Write(Provenance run, AccuracyGrid grid)
    {
        var table = new ResultTable(run, Columns);
        foreach ((string name, IReadOnlyList<IReadOnlyList<KernelAccuracy>> cells) in ((string, IReadOnlyList<IReadOnlyList<KernelAccuracy>>)[])[(Ntk, grid.Ntk), (Nngp, grid.Nngp)])
        {
            for (int column = 0; column < grid.WeightVariances.Count; column++)
            {
                for (int row = 0; row < grid.Depths.Count; row++)
                {
                    KernelAccuracy cell = cells[row][column];
                    table.Add(
                        name,
                        grid.WeightVariances[column],
                        grid.Depths[row],
                        cell.MeanPredictor,
                        cell.Balanced,
                        cell.OneNetwork,
                        cell.PredictorSize,
                        cell.ConstantSize,
                        grid.BalancedCount,
                        grid.ClassCount,
                        cell.LargestEigenvalue,
                        cell.BulkEigenvalue,
                        cell.SmallestEigenvalue,
                        cell.RightImages,
                        cell.BalancedRightImages);
                }
            }
        }

        return table;
    }

    /// <summary>The grid of a table.</summary>
    /// <param name="table">What <see cref="Write"/> gave.</param>
    /// <param name="architecture">The architecture.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="weightVariances">σ_w², increasing.</param>
    /// <param name="sizes">Depths and counts.</param>
    /// <exception cref="DataFormatException">The table has other rows.</exception>
    public static AccuracyGrid Read(ResultTable table, Architecture architecture, Activation activation, double biasVariance, IReadOnlyList<double> weightVariances, AccuracySizes sizes)
    {
        string data = table.Run.Dataset;
        return new AccuracyGrid
        {
            Architecture = architecture,
            Activation = activation,
            BiasVariance = biasVariance,
            DataLabel = sizes.Side is int side ? $"{data}, area-averaged to {side}×{side}" : data,
            TrainCount = sizes.TrainCount,
            BalancedCount = (int)table.Numbers("balanced_images")[0],
            TestCount = sizes.TestCount,
            ClassCount = (int)table.Numbers("classes")[0],
            Depths = sizes.Depths,
            WeightVariances = weightVariances,
            Theory = [.. weightVariances.Select(weightVariance => MeanFieldTheory.Analyze(activation, weightVariance, biasVariance))],
            Ntk = Cells(table.Where("kernel", Ntk), weightVariances.Count, sizes.Depths.Count),
            Nngp = Cells(table.Where("kernel", Nngp), weightVariances.Count, sizes.Depths.Count),
        };
    }

    private static IReadOnlyList<IReadOnlyList<KernelAccuracy>> Cells(ResultTable rows, int columns, int depths)
    {
        IReadOnlyList<double> mean = rows.Numbers("mean_predictor"), balanced = rows.Numbers("balanced"), network = rows.Numbers("one_network");
        IReadOnlyList<double> size = rows.Numbers("predictor_size"), constant = rows.Numbers("constant_size");
        if (rows.Columns.All(column => column.Name != Right)) return NetworkGrid.Arrange(rows, columns, depths, Accuracy);

        // Results recorded before eigenvalues and images were kept end with the columns above.
        IReadOnlyList<double>[] spectrum = [.. Spectrum.Select(rows.Numbers)];
        IReadOnlyList<string> right = rows.Texts(Right), balancedRight = rows.Texts(BalancedRight);
        return NetworkGrid.Arrange(rows, columns, depths, i => (Accuracy(i) with
        {
            LargestEigenvalue = spectrum[0][i],
            BulkEigenvalue = spectrum[1][i],
            SmallestEigenvalue = spectrum[2][i],
            RightImages = right[i],
            BalancedRightImages = balancedRight[i],
        }).WhereResolved());

        KernelAccuracy Accuracy(int i) => new(mean[i], balanced[i], network[i], size[i], constant[i]);
    }
}
