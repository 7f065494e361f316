using WideNet.Experiments.DepthScales;
using WideNet.Figures;
using WideNet.MeanField;

namespace WideNet.Experiments.TrainingGrids;

/// <summary>Maps of training and test accuracy over (σ_w², depth) with multiples of the depth scales, and sections with error bars over seeds.</summary>
/// <remarks>Networks on the left or as points, the infinite network in the same time on the right or dashed.</remarks>
public static class TrainingFigures
{
    /// <summary>Training accuracy: of networks with f trained, and of gradient flow.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">The results.</param>
    public static Figure TrainMaps(string id, TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        Panel Train(string title, string quantity) => MapOf(grid, title, "training accuracy", quantity, false, TrainingGrid.Chance, 1);
        return Maps(id, grid, "Training accuracy", [Train($"{grid.Name}, width {grid.Sizes.Width}", "train_accuracy"), Train("infinite width, same time", "theory_train_accuracy")]);
    }

    /// <summary>Test accuracy with f, and with f - f_0, trained and drawn, each beside its law.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">The results.</param>
    public static Figure TestMaps(string id, TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);

        // The colours end at the next multiple of 0.02 above the largest accuracy.
        double top = Math.Ceiling(50 * Math.Max(Largest("test_accuracy_change"), Largest("theory_test_accuracy_change"))) / 50;
        double Largest(string quantity) => grid.Mean(quantity, subtract: true).Values.ToArray().Where(double.IsFinite).Max();
        Panel Test(string title, string quantity, bool subtract) => MapOf(grid, title, "test accuracy", quantity, subtract, TrainingGrid.Chance, top);
        return Maps(
            id,
            grid,
            "Test accuracy, with and without the untrained output",
            [
                Test($"f, {grid.Name}, width {grid.Sizes.Width}", "test_accuracy", false),
                Test("f_0 + P_t(Y - f_0), infinite width", "theory_test_accuracy", false),
                Test($"f - f_0, {grid.Name}, width {grid.Sizes.Width}", "test_accuracy_change", true),
                Test("P_t Y, infinite width", "theory_test_accuracy_change", true),
            ]);
    }

    /// <summary>Training accuracy against depth in the ordered phase, and the boundary against ξ_1.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">The results.</param>
    public static Figure Boundary(string id, TrainingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        int[] columns = [.. grid.Columns(ordered: true), .. grid.Columns(ordered: false).Take(1)];
        IReadOnlyList<string> colors = Palette.Ordered(columns.Length);
        TrainabilityClaims.Boundary[] boundaries = [.. TrainabilityClaims.Boundaries(grid)];
        var sections = new Panel
        {
            Title = "training accuracy, f trained",
            X = Axis.Linear("depth l"),
            Y = Axis.Linear("training accuracy", 0, 1.02),
            Layers =
            [
                .. columns.SelectMany((column, i) => (PanelLayer[])
                [
                    Measured($"σ_w^2 = {Phases.Number(grid.WeightVariances[column])}", grid, "train_accuracy", column, false) with { Color = colors[i] },
                    Predicted("", grid, "theory_train_accuracy", column, false) with { Color = colors[i] },
                ]),
                ReferenceLine.Horizontal((1 + TrainingGrid.Chance) / 2),
            ],
        };
        double[] scales = [.. boundaries.Select(b => b.Scale)];
        Panel[] boundary = boundaries.Length == 0 ? [] :
        [
            new Panel
            {
                Title = "boundary of trainability",
                X = Axis.Log("ξ_1"),
                Y = Axis.Log("depth of the boundary"),
                Layers =
                [
                    LineSeries.Points("networks", scales, boundaries.Select(b => b.Measured.Value)).WithErrors(boundaries.Select(b => b.Measured.Error)),
                    LineSeries.Dashed("infinite width, same time", scales, boundaries.Select(b => b.Predicted)),
                    LineSeries.Line("2ξ_1", scales, scales.Select(s => 2 * s)) with { Color = Palette.Grey, Dash = DashStyle.Dotted },
                ],
            },
        ];
        return new Figure
        {
            Id = id,
            Title = "The ordered boundary of trainability",
            DataLabel = grid.Run.Dataset,
            Caption = $"Points: {grid.Name} of width {grid.Sizes.Width}, mean and standard error over {grid.Sizes.SeedCount} seeds. Dashed: gradient flow of the infinite network in the same time. Dotted: half way between chance and 1, which defines the boundary.",
            Panels = [sections, .. boundary],
            Columns = 2,
        };
    }

    /// <summary>Test accuracy against depth at some σ_w², each way of training and drawing beside its law.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">The results.</param>
    /// <param name="weightVariances">σ_w²; the nearest columns are drawn.</param>
    public static Figure TestSections(string id, TrainingGrid grid, params IReadOnlyList<double> weightVariances)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(weightVariances);
        return new Figure
        {
            Id = id,
            Title = "Test accuracy against depth",
            DataLabel = grid.Run.Dataset,
            Caption = $"Points: {grid.Name} of width {grid.Sizes.Width}, mean and standard error over {grid.Sizes.SeedCount} seeds; all share {grid.Sizes.TestCount} test images. Dashed: the law of the infinite network in the same time. Dotted: chance.",
            ShareY = true,
            Columns = weightVariances.Count,
            Panels =
            [
                .. weightVariances.Select(grid.Nearest).Select(column => new Panel
                {
                    Title = $"{(grid.Theory[column].Chi1 is > 0.99 and < 1.01 ? "critical" : Phases.Name(grid.Theory[column].Phase))}, σ_w^2 = {Phases.Number(grid.WeightVariances[column])}",
                    X = Axis.Linear("depth l"),
                    Y = Axis.Linear("test accuracy", 0),
                    Layers =
                    [
                        Measured("f", grid, "test_accuracy", column, false) with { Color = Palette.Vermilion, Marker = MarkerShape.Square },
                        Predicted("f_0 + P_t(Y - f_0)", grid, "theory_test_accuracy", column, false) with { Color = Palette.Vermilion },
                        Measured("f - f_0", grid, "test_accuracy_change", column, true) with { Color = Palette.Blue },
                        Predicted("P_t Y", grid, "theory_test_accuracy_change", column, true) with { Color = Palette.Blue },
                        ReferenceLine.Horizontal(TrainingGrid.Chance),
                    ],
                }),
            ],
        };
    }

    /// <summary>Points with error bars over seeds.</summary>
    internal static LineSeries Measured(string name, TrainingGrid grid, string quantity, int column, bool subtract, int? width = null)
    {
        IReadOnlyList<SeedMean> means = grid.Section(quantity, column, subtract, width);
        return LineSeries.Line(name, grid.Depths, means.Select(mean => mean.Value)).WithErrors(means.Select(mean => mean.Error)) with { Marker = MarkerShape.Circle };
    }

    /// <summary>A dashed line of theory.</summary>
    internal static LineSeries Predicted(string name, TrainingGrid grid, string quantity, int column, bool subtract) =>
        LineSeries.Dashed(name, grid.Depths, grid.Section(quantity, column, subtract).Select(mean => mean.Value));

    private static Figure Maps(string id, TrainingGrid grid, string title, IReadOnlyList<Panel> panels) => new()
    {
        Id = id,
        Title = title,
        DataLabel = grid.Run.Dataset,
        Caption = $"Means over {grid.Sizes.SeedCount} seeds; {grid.Sizes.Steps} steps of {Phases.Number(grid.Sizes.Fraction)} η_theory. Grey: all seeds diverged.",
        Columns = 2,
        ShareColors = true,
        ShareY = true,
        Panels = panels,
    };

    private static Panel MapOf(TrainingGrid grid, string title, string label, string quantity, bool subtract, double minimum, double maximum) => new()
    {
        Title = title,
        X = Axis.Linear("weight variance σ_w^2"),
        Y = Axis.Linear("depth l"),
        Layers =
        [
            HeatMap.Of(label, grid.WeightVariances, grid.Depths.Select(depth => (double)depth), grid.Mean(quantity, subtract)) with { Minimum = minimum, Maximum = maximum },
            .. Lines(grid),
        ],
    };

    // Multiples of the depth scales: ordered phase left of the critical line, chaotic right of it.
    private static IEnumerable<LineSeries> Lines(TrainingGrid grid)
    {
        DepthScaleLine[] lines = [DepthScaleLine.Ordered(2), DepthScaleLine.Ordered(4) with { Dash = DashStyle.Dotted }, DepthScaleLine.Ntk(2), DepthScaleLine.Ntk(4) with { Dash = DashStyle.Dotted }];
        double[] fine = Grid.Linear(grid.WeightVariances[0], grid.WeightVariances[^1], 400);
        MeanFieldPoint[] points = [.. fine.Select(w => MeanFieldTheory.Analyze(grid.Sizes.Activation, w, grid.Sizes.BiasVariance))];
        foreach (DepthScaleLine line in lines)
        {
            double[] depth = [.. points.Select(point => line.Scale(point) is { } xi && line.Multiple * xi <= grid.Depths[^1] ? line.Multiple * xi : double.NaN)];
            if (depth.Any(double.IsFinite)) yield return LineSeries.Line(line.Name, fine, depth) with { Dash = line.Dash, Color = line.Color, Width = 2 };
        }
    }
}
