using WideNet.Figures;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Experiments.LearningRates;

/// <summary>Accuracy over (σ_w², η), the measured boundaries, and the success rate around η_theory.</summary>
public static class LearningRateFigures
{
    private const string RateLabel = "learning rate η", WeightLabel = "weight variance σ_w^2";

    /// <summary>Maps of training and test accuracy for the full batch and the mini-batch, η_theory drawn over them.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="results">The results.</param>
    public static Figure Accuracy(string id, LearningRateResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        LearningRateSizes sizes = results.Sizes;
        double chance = 0.1;
        Panel Map(int batch, string number, string title, double top) => new()
        {
            Title = $"{title}, {(batch == sizes.TrainCount ? "full batch" : $"batches of {batch}")}",
            X = Axis.Linear(WeightLabel),
            Y = Axis.Log(RateLabel),
            Layers =
            [
                HeatMap.Of("accuracy", sizes.WeightVariances, sizes.Rates, Means(results, batch, number)) with { Minimum = chance, Maximum = top },
                .. Theory(results.OfBatch(batch)),
            ],
        };
        double best = Math.Ceiling(20 * results.Table.Numbers(LearningRateSweep.TestAccuracy).Max()) / 20;
        return new Figure
        {
            Id = id,
            Title = "Accuracy of trained networks over learning rate and weight variance",
            DataLabel = results.Table.Run.Dataset,
            Caption = $"{sizes}; mean of {sizes.Seeds} seeds. A run that diverged counts with the accuracy of its untrained network. "
                + "Lines: η_theory = 2Bk/λ_max of the analytic kernel on the B examples of a step, and twice that.",
            Columns = 2,
            ShareY = true,
            Panels =
            [
                Map(sizes.TrainCount, LearningRateSweep.TrainAccuracy, "training set", 1),
                Map(sizes.BatchSize, LearningRateSweep.TrainAccuracy, "training set", 1),
                Map(sizes.TrainCount, LearningRateSweep.TestAccuracy, "test set", best),
                Map(sizes.BatchSize, LearningRateSweep.TestAccuracy, "test set", best),
            ],
        };
    }

    /// <summary>Onset and failure over σ_w², and against λ_max.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="results">The results.</param>
    public static Figure Boundaries(string id, LearningRateResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        IReadOnlyList<LearningRateBoundary> full = results.OfBatch(results.Sizes.TrainCount), mini = results.OfBatch(results.Sizes.BatchSize);
        double[] lambda = [.. full.Select(boundary => boundary.LargestEigenvalue)];
        return new Figure
        {
            Id = id,
            Title = "Where the loss begins to rise, and where training fails",
            DataLabel = results.Table.Run.Dataset,
            Caption = $"Bars: standard error over {results.Sizes.Seeds} seeds and the spacing of the rates.",
            Columns = 3,
            PanelHeight = 300,
            Panels =
            [
                new Panel
                {
                    Title = "full batch",
                    X = Axis.Linear(WeightLabel),
                    Y = Axis.Log(RateLabel),
                    Layers =
                    [
                        LineSeries.Dashed("η_theory", full.Select(b => b.WeightVariance), full.Select(b => b.Theory)) with { Color = Palette.Black },
                        Measured("loss begins to rise", full, b => b.WeightVariance, b => b.Onset, Palette.Blue, MarkerShape.Circle),
                        Measured("training fails", full, b => b.WeightVariance, b => b.Failure, Palette.Vermilion, MarkerShape.Square),
                    ],
                },
                new Panel
                {
                    Title = $"batches of {results.Sizes.BatchSize}",
                    X = Axis.Linear(WeightLabel),
                    Y = Axis.Log(RateLabel),
                    Layers =
                    [
                        LineSeries.Dashed("η_theory of the batch", mini.Select(b => b.WeightVariance), mini.Select(b => b.Theory)) with { Color = Palette.Black },
                        LineSeries.Dashed("η_theory of the full set", full.Select(b => b.WeightVariance), full.Select(b => b.Theory)) with { Color = Palette.Grey, Dash = DashStyle.Dotted },
                        Measured("training fails", mini, b => b.WeightVariance, b => b.Failure, Palette.Vermilion, MarkerShape.Square),
                    ],
                },
                new Panel
                {
                    Title = "full batch, against λ_max",
                    X = Axis.Log("largest eigenvalue λ_max"),
                    Y = Axis.Log(RateLabel),
                    Layers =
                    [
                        LineSeries.Dashed("2mk/λ_max", lambda, full.Select(b => b.Theory)) with { Color = Palette.Black },
                        Measured("loss begins to rise", full, b => b.LargestEigenvalue, b => b.Onset, Palette.Blue, MarkerShape.Circle),
                        Measured("training fails", full, b => b.LargestEigenvalue, b => b.Failure, Palette.Vermilion, MarkerShape.Square),
                    ],
                },
            ],
        };
    }

    /// <summary>The share of runs that train against η/η_theory, by phase, with binomial standard errors.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="results">The results.</param>
    public static Figure SuccessRates(string id, LearningRateResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new Figure
        {
            Id = id,
            Title = "Share of runs that train, around η_theory",
            DataLabel = results.Table.Run.Dataset,
            Caption = "A run trains if it ends with a smaller loss than it began with. Bars: binomial standard errors.",
            Columns = 2,
            ShareY = true,
            Panels =
            [
                .. ((int[])[results.Sizes.TrainCount, results.Sizes.BatchSize]).Select(batch => new Panel
                {
                    Title = batch == results.Sizes.TrainCount ? "full batch" : $"batches of {batch}",
                    X = Axis.Log("η/η_theory"),
                    Y = Axis.Linear("share that trains", -0.02, 1.02),
                    Layers = [.. results.OfBatch(batch).GroupBy(b => b.PhaseName).Select((phase, i) => Success(results, [.. phase], phase.Key, i)), ReferenceLine.Vertical(1), ReferenceLine.Vertical(2)],
                }),
            ],
        };
    }

    private static IEnumerable<LineSeries> Theory(IReadOnlyList<LearningRateBoundary> boundaries)
    {
        double[] x = [.. boundaries.Select(boundary => boundary.WeightVariance)];
        yield return LineSeries.Line("η_theory", x, boundaries.Select(boundary => boundary.Theory)) with { Width = 2.2 };
        yield return LineSeries.Dashed("2η_theory", x, boundaries.Select(boundary => 2 * boundary.Theory)) with { Width = 2.2 };
    }

    private static LineSeries Measured(
        string name, IReadOnlyList<LearningRateBoundary> boundaries, Func<LearningRateBoundary, double> x, Func<LearningRateBoundary, RateEstimate?> estimate, string color, MarkerShape marker) =>
        LineSeries.Points(name, boundaries.Select(x), boundaries.Select(b => estimate(b)?.Value ?? double.NaN))
            .WithErrors(boundaries.Select(b => estimate(b) is { } e ? e.Value * e.RelativeError : 0)) with
        { Color = color, Marker = marker };

    private static Matrix Means(LearningRateResults results, int batch, string number)
    {
        LearningRateSizes sizes = results.Sizes;
        ResultTable table = results.Table.Where(LearningRateSweep.Batch, batch);
        var means = new Matrix(sizes.Rates.Count, sizes.WeightVariances.Count);
        for (int column = 0; column < means.Columns; column++)
        {
            ResultTable cells = table.Where(LearningRateSweep.WeightVariance, sizes.WeightVariances[column]);
            double[] values = [.. cells.Numbers(number)];
            for (int row = 0; row < means.Rows; row++) means[row, column] = values.AsSpan(row * sizes.Seeds, sizes.Seeds).ToArray().Average();
        }

        return means;
    }

    // Runs in bins of one spacing of the rates, centred on η_theory.
    private static LineSeries Success(LearningRateResults results, LearningRateBoundary[] boundaries, string phase, int color)
    {
        var runs = new List<(double Bin, bool Trained)>();
        foreach (LearningRateBoundary boundary in boundaries)
        {
            ResultTable cells = results.Table.Where(LearningRateSweep.Batch, boundary.BatchSize).Where(LearningRateSweep.WeightVariance, boundary.WeightVariance);
            bool[] trained = LearningRateResults.Trained(cells);
            runs.AddRange(cells.Numbers(LearningRateSweep.Rate).Select((rate, i) => (Math.Round(Math.Log(rate / boundary.Theory) / results.Spacing), trained[i])));
        }

        var bins = runs.GroupBy(run => run.Bin).OrderBy(bin => bin.Key)
            .Select(bin => new { X = Math.Exp(bin.Key * results.Spacing), Rate = bin.Average(run => run.Trained ? 1.0 : 0), Count = bin.Count() })
            .Where(bin => bin.X is > 0.2 and < 20).ToArray();
        return LineSeries.Line(phase, bins.Select(bin => bin.X), bins.Select(bin => bin.Rate)).WithErrors(bins.Select(bin => Math.Sqrt(bin.Rate * (1 - bin.Rate) / bin.Count))) with
        {
            Color = Palette.Categorical[color],
            Marker = (MarkerShape)(color + 1),
        };
    }
}
