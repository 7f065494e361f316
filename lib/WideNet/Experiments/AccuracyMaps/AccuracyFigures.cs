using WideNet.Experiments.DepthScales;
using WideNet.Figures;
using WideNet.MeanField;
using WideNet.Spectra;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>Heat maps and sections of test accuracy over (σ_w², depth), with multiples of the depth scales drawn in.</summary>
public static class AccuracyFigures
{
    /// <summary>One map per panel, in rows of the three accuracies: mean predictor, balanced, one network.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="title">Title.</param>
    /// <param name="maps">One entry a row.</param>
    public static Figure ThreeAccuracies(string id, string title, params IReadOnlyList<AccuracyMap> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        double chance = 1.0 / maps[0].Grid.ClassCount;
        double top = Math.Ceiling(20 * maps.SelectMany(map => map.Cells).SelectMany(row => row).Max(cell => Math.Max(Finite(cell.MeanPredictor), Finite(cell.Balanced)))) / 20;
        Panel Accuracy(AccuracyMap map, string what, Func<KernelAccuracy, double> value) => Draw(
            map, $"{map.Name}: {what}", HeatMap.Of("test accuracy", map.Grid.WeightVariances, Rows(map.Grid), AccuracyGrid.Map(map.Cells, value)) with { Minimum = chance, Maximum = top });
        return new Figure
        {
            Id = id,
            Title = title,
            DataLabel = maps[0].Grid.DataLabel,
            Caption = Caption(maps) + $" Binomial standard error of an accuracy of 0.3: {TrainedNetworkAccuracy.StandardError(0.3, maps[0].Grid.TestCount):F3}. Grey: double precision cannot solve.",
            Columns = 3,
            ShareColors = true,
            ShareY = true,
            Panels =
            [
                .. maps.SelectMany(map => (Panel[])
                [
                    Accuracy(map, "P Y, images as they come", cell => cell.MeanPredictor),
                    Accuracy(map, "P Y, balanced classes", cell => cell.Balanced),
                    Accuracy(map, "one network", cell => cell.OneNetwork),
                ]),
            ],
        };
    }

    /// <summary>The size of the mean predictor, one map a panel, on a logarithmic scale.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="maps">One entry a panel.</param>
    public static Figure PredictorSizes(string id, params IReadOnlyList<AccuracyMap> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return new Figure
        {
            Id = id,
            Title = "Size of the mean predictor",
            DataLabel = maps[0].Grid.DataLabel,
            Caption = "Root mean square of P Y on test images, labels centred on the training set. " + Caption(maps),
            Columns = Math.Min(2, maps.Count),
            ShareColors = true,
            ShareY = true,
            Panels =
            [
                .. maps.Select(map => Draw(
                    map,
                    map.Name,
                    HeatMap.Of("rms of P Y", map.Grid.WeightVariances, Rows(map.Grid), AccuracyGrid.Map(map.Cells, cell => cell.PredictorSize)) with
                    {
                        Scale = AxisScale.Log,
                        Minimum = 1e-8,
                        Maximum = 1,
                    })),
            ],
        };
    }

    /// <summary>Accuracy against depth at one σ_w², with binomial standard errors, and the size of P Y below.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="weightVariance">σ_w²; the nearest column of the grid is drawn.</param>
    /// <param name="maps">One column of panels each.</param>
    public static Figure Sections(string id, double weightVariance, params IReadOnlyList<AccuracyMap> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        AccuracyGrid grid = maps[0].Grid;
        int column = Nearest(grid, weightVariance);
        double chance = 1.0 / grid.ClassCount;
        return new Figure
        {
            Id = id,
            Title = $"Accuracy against depth, {Phases.Name(grid.Theory[column].Phase)}, σ_w^2 = {Phases.Number(grid.WeightVariances[column])}",
            DataLabel = grid.DataLabel,
            Caption = $"Bars: binomial standard errors over {grid.TestCount} test images, which all curves share. Dotted: chance.",
            Columns = maps.Count,
            ShareY = true,
            Panels =
            [
                .. maps.Select(map => new Panel
                {
                    Title = map.Name,
                    X = Axis.Linear("depth l"),
                    Y = Axis.Linear("test accuracy", 0),
                    Layers =
                    [
                        Section(map, column, "P Y, images as they come", cell => cell.MeanPredictor, MarkerShape.Circle),
                        Section(map, column, "P Y, balanced classes", cell => cell.Balanced, MarkerShape.Square),
                        Section(map, column, "one network", cell => cell.OneNetwork, MarkerShape.Triangle),
                        ReferenceLine.Horizontal(chance),
                    ],
                }),
            ],
        };
    }

    /// <summary>The column of a grid nearest to a weight variance.</summary>
    internal static int Nearest(AccuracyGrid grid, double weightVariance) =>
        Enumerable.Range(0, grid.WeightVariances.Count).MinBy(i => Math.Abs(grid.WeightVariances[i] - weightVariance));

    private static LineSeries Section(AccuracyMap map, int column, string name, Func<KernelAccuracy, double> value, MarkerShape marker)
    {
        double[] accuracy = [.. map.Cells.Select(row => value(row[column]))];
        return LineSeries.Line(name, map.Grid.Depths, accuracy).WithErrors(accuracy.Select(a => double.IsNaN(a) ? 0 : TrainedNetworkAccuracy.StandardError(a, map.Grid.TestCount))) with { Marker = marker };
    }

    private static Panel Draw(AccuracyMap map, string title, HeatMap values) => new()
    {
        Title = title,
        X = Axis.Linear("weight variance σ_w^2"),
        Y = Axis.Linear("depth l"),
        Layers = [values, .. Scales(map)],
    };

    // Multiples of the depth scales as curves: ordered phase left of the critical line, chaotic right of it.
    private static IEnumerable<LineSeries> Scales(AccuracyMap map)
    {
        double deepest = map.Grid.Depths[^1];
        double[] fine = Grid.Linear(map.Grid.WeightVariances[0], map.Grid.WeightVariances[^1], 400);
        MeanFieldPoint[] points = [.. fine.Select(w => MeanFieldTheory.Analyze(map.Grid.Activation, w, map.Grid.BiasVariance))];
        foreach (DepthScaleLine line in map.Lines)
        {
            double[] depth = [.. points.Select(point => line.Scale(point) is { } xi && line.Multiple * xi <= deepest ? line.Multiple * xi : double.NaN)];
            if (depth.Any(double.IsFinite))
            {
                yield return LineSeries.Line(line.Name, fine, depth) with { Dash = line.Dash, Color = line.Color, Width = 2 };
            }
        }
    }

    private static IEnumerable<double> Rows(AccuracyGrid grid) => grid.Depths.Select(depth => (double)depth);

    private static string Caption(IReadOnlyList<AccuracyMap> maps) =>
        $"{maps[0].Grid.TrainCount} training images ({maps[0].Grid.BalancedCount} when balanced), {maps[0].Grid.TestCount} test images.";

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
