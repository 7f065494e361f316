using WideNet.Figures;

namespace WideNet.Experiments.TrainingGrids;

/// <summary>Width as an axis in the chaotic phase: accuracy, noise in the prediction, and the depth of collapse.</summary>
public static class WidthFigures
{
    // Beyond this ratio the coefficient of the signal is itself noise.
    private const double MostNoise = 12;

    /// <summary>Three panels at <see cref="TrainingGridSizes.SectionWeightVariance"/>, f - f_0 trained.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">A grid with several widths.</param>
    public static Figure Collapse(string id, TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        int column = grid.Nearest(grid.Sizes.SectionWeightVariance);
        IReadOnlyList<int> widths = grid.Sizes.Widths;
        IReadOnlyList<string> colors = Palette.Ordered(widths.Count);
        double xi = grid.Theory[column].DepthScaleOrdered;
        double[] fine = Grid.Logarithmic(widths[0], widths[^1], 40);
        return new Figure
        {
            Id = id,
            Title = $"Width in the chaotic phase, σ_w^2 = {Phases.Number(grid.WeightVariances[column])}",
            DataLabel = grid.Run.Dataset,
            Caption = $"f - f_0 trained; means and standard errors over seeds (one seed at width {widths[^1]}). Left, dashed: the infinite network, dotted: chance. Middle: ratio of the part of f - f_0 that is not along P_t Y to the part that is. Right: depth where the cosine of the angle between f - f_0 and P_t Y falls to 1/2 (noise/signal √3, dotted in the middle, where ratios above 12 are left out), and where accuracy falls half way from the kernel's best to chance.",
            Columns = 3,
            Panels =
            [
                new Panel
                {
                    Title = "test accuracy of f - f_0",
                    X = Axis.Linear("depth l"),
                    Y = Axis.Linear("test accuracy", 0),
                    Layers =
                    [
                        .. widths.Select((width, i) => TrainingFigures.Measured($"width {width}", grid, "test_accuracy_change", column, true, width) with { Color = colors[i] }),
                        TrainingFigures.Predicted("infinite width", grid, "theory_test_accuracy_change", column, true) with { Color = Palette.Vermilion },
                        ReferenceLine.Horizontal(TrainingGrid.Chance),
                    ],
                },
                new Panel
                {
                    Title = "noise in the prediction",
                    X = Axis.Linear("depth l"),
                    Y = Axis.Log("noise / signal"),
                    Layers = [.. widths.Select((width, i) => Noise(grid, column, width) with { Color = colors[i] }), ReferenceLine.Horizontal(Math.Sqrt(3))],
                    Legend = LegendPlacement.None,
                },
                new Panel
                {
                    Title = "where networks leave the kernel",
                    X = Axis.Log("width"),
                    Y = Axis.Linear("depth l", 0),
                    Layers =
                    [
                        Depths("alignment 1/2", grid, width => WidthClaims.AlignmentDepth(grid, column, width)) with { Color = Palette.Blue },
                        Depths("accuracy half lost", grid, width => WidthClaims.CollapseDepth(grid, column, width)) with { Color = Palette.Green, Marker = MarkerShape.Square },
                        LineSeries.Dashed("χ_1^l = √width", fine, fine.Select(width => xi * Math.Log(width) / 2)) with { Color = Palette.Vermilion },
                    ],
                },
            ],
        };
    }

    private static LineSeries Depths(string name, TrainingGrid grid, Func<int, double> depth) =>
        LineSeries.Line(name, grid.Sizes.Widths.Select(width => (double)width), grid.Sizes.Widths.Select(depth)) with { Marker = MarkerShape.Circle };

    private static LineSeries Noise(TrainingGrid grid, int column, int width)
    {
        IReadOnlyList<double>[] ratios = [.. Enumerable.Range(0, grid.Depths.Count).Select(row => WidthClaims.NoiseToSignal(grid, row, column, width))];
        SeedMean[] logs = [.. ratios.Select(ratio => SeedMean.Of([.. ratio.Select(v => Math.Log(v))]))];
        double[] means = [.. logs.Select(log => log.Value < Math.Log(MostNoise) ? Math.Exp(log.Value) : double.NaN)];
        return LineSeries.Line($"width {width}", grid.Depths, means).WithErrors(logs.Select((log, i) => double.IsNaN(means[i]) ? 0 : Math.Min(0.9, log.Error) * means[i])) with { Marker = MarkerShape.Circle };
    }
}
