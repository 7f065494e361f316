using WideNet.Activations;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.LearningRates;

/// <summary>The cells of <see cref="LearningRateSweep"/>, with the boundaries that they show.</summary>
/// <remarks>Shown by LearningRateResultsTests.</remarks>
public sealed record LearningRateResults
{
    // A loss that falls at every step but for rounding has no onset.
    private const double RiseOfOnset = 1.001;

    private LearningRateResults()
    {
    }

    /// <summary>The cells.</summary>
    public required ResultTable Table { get; init; }

    /// <summary>Their sizes.</summary>
    public required LearningRateSizes Sizes { get; init; }

    /// <summary>One entry for each σ_w² of the full batch, then of the mini-batch.</summary>
    public required IReadOnlyList<LearningRateBoundary> Boundaries { get; init; }

    /// <summary>Natural logarithm of the ratio of neighbouring learning rates.</summary>
    public double Spacing => Math.Log(Sizes.Rates[^1] / Sizes.Rates[0]) / (Sizes.Rates.Count - 1);

    /// <summary>Finds the boundaries.</summary>
    /// <param name="table">The cells, computed or cached.</param>
    /// <param name="sizes">The sizes they were computed with.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    public static LearningRateResults Of(ResultTable table, LearningRateSizes sizes, Activation activation, double biasVariance)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(sizes);
        var boundaries = new List<LearningRateBoundary>();
        foreach (int batch in (int[])[sizes.TrainCount, sizes.BatchSize])
        {
            ResultTable ofBatch = table.Where(LearningRateSweep.Batch, batch);
            foreach (double weightVariance in sizes.WeightVariances)
            {
                ResultTable column = ofBatch.Where(LearningRateSweep.WeightVariance, weightVariance);
                boundaries.Add(new LearningRateBoundary
                {
                    WeightVariance = weightVariance,
                    BatchSize = batch,
                    LargestEigenvalue = column.Numbers(LearningRateSweep.LargestEigenvalue)[0],
                    Theory = column.Numbers(LearningRateSweep.Theory)[0],
                    Point = MeanFieldTheory.Analyze(activation, weightVariance, biasVariance),
                    Onset = Boundary(column, LearningRateSweep.Rise, RiseOfOnset),
                    Failure = Boundary(column, LearningRateSweep.LossRatio, 1),
                });
            }
        }

        return new LearningRateResults { Table = table, Sizes = sizes, Boundaries = boundaries };
    }

    /// <summary>The boundaries of one batch size.</summary>
    /// <param name="batch">Examples of a step.</param>
    public IReadOnlyList<LearningRateBoundary> OfBatch(int batch) => [.. Boundaries.Where(boundary => boundary.BatchSize == batch)];

    /// <summary>Whether the run of a row has trained: it ended with a smaller loss than it began with.</summary>
    internal static bool[] Trained(ResultTable table) => [.. table.Numbers(LearningRateSweep.LossRatio).Select(ratio => ratio < 1)];

    // For each seed the last rate, counted from below, up to which a number stays below a limit, and the next one.
    private static RateEstimate? Boundary(ResultTable column, string number, double limit)
    {
        var brackets = new List<(double, double)>();
        foreach (double seed in column.Numbers(Sweeps.SweepAxis.SeedName).Distinct())
        {
            ResultTable runs = column.Where(Sweeps.SweepAxis.SeedName, (long)seed);
            IReadOnlyList<double> rates = runs.Numbers(LearningRateSweep.Rate), values = runs.Numbers(number);
            int first = Enumerable.Range(0, rates.Count).FirstOrDefault(i => values[i] >= limit, -1);
            if (first < 1) return null;
            brackets.Add((rates[first - 1], rates[first]));
        }

        return RateEstimate.Of(brackets);
    }
}
