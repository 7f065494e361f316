using System.Globalization;
using WideNet.Figures;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.TrainingTime;

/// <summary>Figures of accuracy during training: one column per time, one row per unit of time.</summary>
public static class TrainingTimeFigures
{
    // Beyond this the contour tracer would see rounding.
    private const double LargestCondition = 1e12;

    /// <summary>Accuracy on the training images.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">The grid.</param>
    public static Figure Train(string id, TrainingTimeGrid grid) => Maps(id, "Accuracy on the training images during training", grid, score => score.Train, 1);

    /// <summary>Accuracy of the mean predictor on the test images.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="grid">The grid.</param>
    public static Figure Test(string id, TrainingTimeGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double top = grid.Cells.SelectMany(row => row).SelectMany(cell => cell.AtMaximalRate.Concat(cell.AtUnitRate)).Max(score => score.Test);
        string note = $" Binomial standard error of a test accuracy of 0.2: {TrainedNetworkAccuracy.StandardError(0.2, grid.TestCount).ToString("F3", CultureInfo.InvariantCulture)}.";
        return Maps(id, "Accuracy of the mean predictor on test images during training", grid, score => score.Test, Math.Ceiling(20 * top) / 20, note);
    }

    /// <summary>The trainable depth of ordered networks against time, with the slope that ξ_1 predicts.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="ordered">A grid of weight variances in the ordered phase, every depth from 1.</param>
    public static Figure TrainableDepth(string id, TrainingTimeGrid ordered)
    {
        ArgumentNullException.ThrowIfNull(ordered);
        return new Figure
        {
            Id = id,
            Title = "The depth that can be trained grows like ξ_1 log t",
            DataLabel = ordered.DataLabel,
            Caption = "Points: depth at which the training accuracy falls below half way between chance and 1. Dashed: κ(l) ∝ χ_1^{-l}/l = constant · t through the last point, no slope fitted.",
            Panels =
            [
                new Panel
                {
                    X = Axis.Log("time t (steps of the maximal learning rate)"),
                    Y = Axis.Linear("trainable depth l", 0),
                    Layers = [.. ordered.WeightVariances.SelectMany((_, column) => DepthCurves(ordered, column))],
                },
            ],
            PanelWidth = 420,
        };
    }

    private static IEnumerable<LineSeries> DepthCurves(TrainingTimeGrid ordered, int column)
    {
        double[] depths = [.. Enumerable.Range(0, ordered.Times.Count).Select(time => TrainingTimeClaims.TrainableDepth(ordered, column, time))];
        double xi = ordered.Theory[column].DepthScaleOrdered;
        string color = Palette.Categorical[column % Palette.Categorical.Count];
        yield return LineSeries.Points($"σ_w^2 = {Phases.Number(ordered.WeightVariances[column])}, ξ_1 = {xi.ToString("0.00", CultureInfo.InvariantCulture)}", ordered.Times, depths) with { Color = color };
        int last = Array.FindLastIndex(depths, double.IsFinite);
        if (last >= 0)
        {
            double deepest = depths[last];
            double[] drawn = [.. Grid.Linear(1.5 * xi, deepest, 80)];
            yield return LineSeries.Dashed("", drawn.Select(l => ordered.Times[last] * Math.Exp((l - deepest) / xi) * deepest / l), drawn) with { Color = Palette.Black, Width = 1.2, ExtendsRange = false };
        }
    }

    private static Figure Maps(string id, string title, TrainingTimeGrid grid, Func<TrainingScore, double> value, double top, string note = "")
    {
        ArgumentNullException.ThrowIfNull(grid);
        double outputs = (double)grid.TrainCount * grid.ClassCount;
        Panel Draw(int time, bool isMaximal)
        {
            string unit = isMaximal ? "η = 2mk/λ_{max}" : "η = 1";
            Matrix bulk = grid.Map(cell => Math.Min(cell.ConditionNumber, LargestCondition) / (isMaximal ? 2 * grid.Times[time] : grid.Times[time] * cell.LargestEigenvalue / outputs));
            return new Panel
            {
                Title = $"{unit}: t = {Phases.Number(grid.Times[time])}",
                X = Axis.Linear("σ_w^2"),
                Y = Axis.Linear("depth l"),
                Layers =
                [
                    HeatMap.Of("accuracy", grid.WeightVariances, Rows(grid), grid.Map(cell => value((isMaximal ? cell.AtMaximalRate : cell.AtUnitRate)[time]))) with { Minimum = 1.0 / grid.ClassCount, Maximum = top },
                    Line(grid, bulk, Palette.OverMaps[0]),
                    .. isMaximal ? Array.Empty<PanelLayer>() : [Line(grid, grid.Map(cell => cell.MaximalRate), Palette.Black)],
                    ReferenceLine.Vertical(MeanFieldTheory.CriticalWeightVariance(grid.Activation, grid.BiasVariance)) with { Color = Palette.White },
                ],
                Legend = LegendPlacement.None,
            };
        }

        return new Figure
        {
            Id = id,
            Title = title,
            DataLabel = grid.DataLabel,
            Caption = $"Top: time in steps of the maximal learning rate 2mk/λ_{{max}}. Bottom: in steps of η = 1, as the authors' notebook has it. Orange: the bulk modes have decayed by 1/e. Black: 2mk/λ_{{max}} = 1, right of it gradient descent with η = 1 diverges. White: χ_1 = 1.{note}",
            Columns = grid.Times.Count,
            ShareColors = true,
            ShareX = true,
            ShareY = true,
            PanelWidth = 165,
            PanelHeight = 150,
            Panels = [.. Enumerable.Range(0, 2 * grid.Times.Count).Select(i => Draw(i % grid.Times.Count, i < grid.Times.Count))],
        };
    }

    private static ContourLines Line(TrainingTimeGrid grid, Matrix values, string color) => new()
    {
        Name = "",
        X = grid.WeightVariances,
        Y = [.. Rows(grid)],
        Values = values,
        Scale = AxisScale.Log,
        Levels = [1],
        ShowLabels = false,
        Color = color,
    };

    private static IEnumerable<double> Rows(TrainingTimeGrid grid) => grid.Depths.Select(depth => (double)depth);
}
