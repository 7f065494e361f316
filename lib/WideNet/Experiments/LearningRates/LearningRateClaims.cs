using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Experiments.LearningRates;

/// <summary>What Figure 1(c) and linear dynamics say about the largest learning rate, measured.</summary>
public static class LearningRateClaims
{
    private const string Source = "maximum learning rate, Figure 1(c)";

    /// <summary>Evaluates all claims.</summary>
    /// <param name="results">The results.</param>
    public static ClaimTable Evaluate(LearningRateResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        IReadOnlyList<LearningRateBoundary> full = results.OfBatch(results.Sizes.TrainCount);
        return new ClaimTable(
        [
            .. ((string[])["ordered", "critical", "chaotic"]).Select(phase => Onset(results, [.. full.Where(boundary => boundary.PhaseName == phase)], phase)),
            .. Failure(results, full),
            Exponent("rate-onset-exponent", "The rate at which the loss begins to rise scales like 1/λ_max over all phases", results, full, boundary => boundary.Onset, results.Spacing, "one spacing of the rates"),
            Exponent("rate-failure-exponent", "The rate at which training fails scales like 1/λ_max over all phases", results, full, boundary => boundary.Failure, Math.Log(2), "a factor 2, the width of the catapult regime of a two-layer network,"),
            .. Success(results),
            .. MiniBatch(results, full),
        ]).From(results.Table.Run);
    }

    // λ_max of a network of depth l and width N fluctuates by about √(l/N); the boundary lies anywhere between two rates.
    private static Claim Onset(LearningRateResults results, LearningRateBoundary[] boundaries, string phase)
    {
        string id = $"rate-onset-{phase}", statement = $"Gradient descent becomes unstable at η_theory = 2mk/λ_max: the loss begins to rise there (full batch, {phase})";
        if (boundaries.Length == 0 || boundaries.Any(boundary => boundary.Onset is null)) return Claim.NotTested(id, statement, Source, "The grid of learning rates does not enclose the boundary in this phase.", 1);
        double width = (results.Spacing / 2) + Math.Sqrt((double)results.Sizes.Depth / results.Sizes.Width);
        double error = Math.Sqrt(boundaries.Sum(boundary => Math.Pow(boundary.Onset!.RelativeError, 2))) / boundaries.Length;
        double measured = Math.Exp(boundaries.Average(boundary => Math.Log(boundary.Onset!.Value / boundary.Theory)));
        return Claim.WithinRelative(
            id,
            statement,
            Source,
            1,
            measured,
            Math.Exp(width) - 1,
            "half a spacing of the rates, and √(l/N) by which λ_max of a network of depth l and width N differs from the analytic one",
            measured * error);
    }

    private static IEnumerable<Claim> Failure(LearningRateResults results, IReadOnlyList<LearningRateBoundary> full)
    {
        const string statement = "Training fails within a factor 4 above η_theory, while λ_max changes over the phases by ";
        LearningRateBoundary[] known = [.. full.Where(boundary => boundary.Failure is not null)];
        string range = $"{full.Max(boundary => boundary.LargestEigenvalue) / full.Min(boundary => boundary.LargestEigenvalue):F0}";
        if (known.Length < full.Count)
        {
            yield return Claim.NotTested("rate-failure-factor", statement + range, Source, "The grid of learning rates does not enclose the boundary at every σ_w^2.", 4);
            yield break;
        }

        LearningRateBoundary low = known.MinBy(boundary => boundary.Failure!.Value / boundary.Theory)!, high = known.MaxBy(boundary => boundary.Failure!.Value / boundary.Theory)!;
        yield return Claim.Above(
            "rate-failure-least",
            $"Below η_theory training never fails: smallest boundary over η_theory (full batch, at σ_w^2 = {Phases.Number(low.WeightVariance)})",
            Source,
            1,
            low.Failure!.Value / low.Theory,
            "linear stability, less half a spacing of the rates",
            1 - Math.Exp(-results.Spacing / 2),
            low.Failure.Value / low.Theory * low.Failure.RelativeError);
        yield return Claim.Below(
            "rate-failure-factor",
            $"{statement}{range}: largest boundary over η_theory (full batch, at σ_w^2 = {Phases.Number(high.WeightVariance)})",
            Source,
            4,
            high.Failure!.Value / high.Theory,
            "linear theory gives the onset only; beyond it two-layer networks still train up to 2η_theory (catapult), and the bound doubles that for deeper ones; fixed after pilot runs with 1.6 to 3.1",
            uncertainty: high.Failure.Value / high.Theory * high.Failure.RelativeError);
    }

    private static Claim Exponent(
        string id, string statement, LearningRateResults results, IReadOnlyList<LearningRateBoundary> full, Func<LearningRateBoundary, RateEstimate?> estimate, double slack, string reason)
    {
        LearningRateBoundary[] known = [.. full.Where(boundary => estimate(boundary) is not null)];
        double range = Math.Log(full.Max(boundary => boundary.LargestEigenvalue) / full.Min(boundary => boundary.LargestEigenvalue));
        if (known.Length < 4 || range < Math.Log(3)) return Claim.NotTested(id, statement, Source, $"Only {known.Length} boundaries over a factor {Math.Exp(range):G2} in λ_max.", -1);
        RateFit fit = RateFit.PowerLaw([.. known.Select(boundary => boundary.LargestEigenvalue)], [.. known.Select(boundary => estimate(boundary)!.Value)]);
        return Claim.Within(
            id,
            statement,
            Source,
            -1,
            fit.Rate,
            slack / range,
            $"{reason} over the range {Math.Exp(range):G2} of λ_max, m = {results.Sizes.TrainCount} fixed",
            fit.StandardError);
    }

    private static IEnumerable<Claim> Success(LearningRateResults results)
    {
        var below = new List<bool>();
        var above = new List<bool>();
        foreach (LearningRateBoundary boundary in results.OfBatch(results.Sizes.TrainCount))
        {
            ResultTable cells = results.Table.Where(LearningRateSweep.Batch, boundary.BatchSize).Where(LearningRateSweep.WeightVariance, boundary.WeightVariance);
            bool[] trained = LearningRateResults.Trained(cells);
            double[] ratio = [.. cells.Numbers(LearningRateSweep.Rate).Select(rate => rate / boundary.Theory)];
            below.AddRange(trained.Where((_, i) => ratio[i] <= 1));
            above.AddRange(trained.Where((_, i) => ratio[i] >= 4));
        }

        yield return Claim.Above(
            "rate-success-below", $"Every run with η ≤ η_theory trains: share of {below.Count} runs (full batch)", Source, 1, Share(below), "all runs; the uncertainty is that of one run", uncertainty: 1.0 / below.Count);
        yield return Claim.Below(
            "rate-success-above", $"No run with η ≥ 4η_theory trains: share of {above.Count} runs (full batch)", Source, 0, Share(above), "no run; the uncertainty is that of one run", uncertainty: 1.0 / above.Count);

        static double Share(List<bool> runs) => runs.Average(trained => trained ? 1.0 : 0);
    }

    private static IEnumerable<Claim> MiniBatch(LearningRateResults results, IReadOnlyList<LearningRateBoundary> full)
    {
        IReadOnlyList<LearningRateBoundary> mini = results.OfBatch(results.Sizes.BatchSize);
        foreach ((int column, string phase) in ((int, string)[])[(0, "ordered"), (full.Count - 1, "chaotic")])
        {
            LearningRateBoundary whole = full[column], part = mini[column];
            string id = $"rate-batch-{phase}";
            string statement = $"With batches of {part.BatchSize} of {whole.BatchSize} images the boundary moves as that of the batch kernel does: failure over failure of the full batch ({phase}, σ_w^2 = {Phases.Number(part.WeightVariance)})";
            if (whole.PhaseName != phase || whole.Failure is null || part.Failure is null)
            {
                yield return Claim.NotTested(id, statement, Source, "The grid does not enclose both boundaries there.", part.Theory / whole.Theory);
                continue;
            }

            double ratio = part.Failure.Value / whole.Failure.Value;
            yield return Claim.WithinRelative(
                id,
                statement,
                Source,
                part.Theory / whole.Theory,
                ratio,
                Math.Exp(results.Spacing) - 1,
                "one spacing of the rates, half for each boundary",
                ratio * Math.Sqrt(Math.Pow(part.Failure.RelativeError, 2) + Math.Pow(whole.Failure.RelativeError, 2))) with
            {
                Note = phase == "chaotic"
                    ? "In chaos λ_max hardly grows with the number of examples, so the bound of the full set is too large for a batch. Failure comes later than the onset of instability, and for batches by a larger factor than for the full set; which part of the dynamics makes the difference is not separated here."
                    : "",
            };
        }
    }
}
