using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>The factor d of the mean predictor and of κ on images for which theory fixes it.</summary>
/// <remarks>
/// Shared signal: P(Θ)Y of a CNN-P over that of a CNN-F → d, critical and chaotic. Independent pixels: λ_bulk(CNN-F)/λ_bulk(CNN-P) = d in the ordered phase, in the ratio of means over draws, and
/// P(Θ)Y grows by √d in the chaotic one, in the ratio of mean squares. For natural images neither is fixed. Test: PoolingFactorsTests.
/// </remarks>
public static class PoolingFactorClaims
{
    private const string Source = "factor d of pooling; large-depth asymptotics of the NTK";

    /// <summary>The claims of draws of independent pixels: λ_bulk where the phase is ordered, P(Θ)Y where it is chaotic.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="draws">Draws of one network, at least three.</param>
    public static ClaimTable OnRandomPixels(Provenance run, IReadOnlyList<PoolingFactors> draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Count < 3 || draws[0].Theory.Phase == Phase.Critical)
        {
            throw new ArgumentException($"There are {draws.Count} draws of a network that is {Phases.Name(draws[0].Theory.Phase)}; at least three, ordered or chaotic, are needed.", nameof(draws));
        }

        int d = draws[0].Pixels, depth = draws[0].Depths[^1];
        string where = $"(erf, random pixels, m = {draws[0].TrainCount}, d = {d}, {draws.Count} draws)", reason = $"three standard errors over {draws.Count} draws";
        if (draws[0].Theory.Phase == Phase.Ordered)
        {
            Estimate bulk = Estimate.Of(draws, draw => draw.FlattenedBulk, draw => draw.FlattenedBulk / draw.BulkRatio[^1]);
            return new ClaimTable([Claim.Within($"pooling-bulk-random-d{d}", $"Ordered, independent pixels: λ_{{bulk}} of the CNN-F over that of the CNN-P = d at layer {depth} {where}", Source, d, bulk.Ratio, 3 * bulk.Error, reason, bulk.Error)]).From(run);
        }

        Estimate square = Estimate.Of(draws, draw => Math.Pow(draw.FlattenedPredictor * draw.PredictorRatio[^1], 2), draw => Math.Pow(draw.FlattenedPredictor, 2));
        double ratio = Math.Sqrt(square.Ratio), error = square.Error / (2 * ratio);
        return new ClaimTable(
        [
            Claim.Within($"pooling-predictor-random-d{d}", $"Chaotic, independent pixels: P(Θ)Y of the CNN-P over that of the CNN-F = d/√d, d from 1/λ_{{bulk}} and 1/√d from averaging, at layer {depth} {where}", Source, Math.Sqrt(d), ratio, 3 * error, reason, error),
        ]).From(run);
    }

    /// <summary>The claims of images that share one signal: P(Θ)Y of the CNN-P over that of the CNN-F is d, at the last depth (chaotic) or in the limit (critical).</summary>
    /// <param name="run">What was run.</param>
    /// <param name="factors">Critical or chaotic results.</param>
    public static ClaimTable OnSignalImages(Provenance run, params IReadOnlyList<PoolingFactors> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return new ClaimTable(factors.Select(factor => factor.Theory.Phase switch
        {
            Phase.Critical => Critical(factor),
            Phase.Chaotic => Chaotic(factor),
            _ => throw new ArgumentException("The mean predictor has the factor d in the critical and the chaotic phase; this network is ordered.", nameof(factors)),
        })).From(run);
    }

    private static Claim Critical(PoolingFactors factor)
    {
        double first = Math.Abs((factor.PredictorRatio[0] / factor.Pixels) - 1);
        string statement = $"Critical, one signal per image: P(Θ)Y of the CNN-P over that of the CNN-F → d {Where(factor)}";
        return first > 0.5
            ? Claim.NotTested($"pooling-predictor-signal-critical-d{factor.Pixels}", statement, Source, $"The ratio is still {first:P0} from d after {factor.Depths[0]} layers.", factor.Pixels)
            : Claim.WithinRelative(
                $"pooling-predictor-signal-critical-d{factor.Pixels}",
                statement,
                Source,
                factor.Pixels,
                DepthLaws.LimitWithLogCorrection(factor.Depths, factor.PredictorRatio),
                first * first,
                $"corrections (a log l + b)/l are fitted; they are {first:P1} at layer {factor.Depths[0]}, and the next order is their square");
    }

    private static Claim Chaotic(PoolingFactors factor)
    {
        int depth = factor.Depths[^1];
        double limit = factor.Theory.TStar!.Value, diagonal = new NtkLaws(factor.Theory, factor.TrainCount).Diagonal(depth), excess = factor.TrainCount * factor.Pixels * limit / (diagonal - limit);
        return Claim.WithinRelative(
            $"pooling-predictor-signal-chaotic-d{factor.Pixels}",
            $"Chaotic, one signal per image: P(Θ)Y of the CNN-P over that of the CNN-F → d at layer {depth} {Where(factor)}",
            Source,
            factor.Pixels,
            factor.PredictorRatio[^1],
            (10 * excess) + 1e-6,
            $"ten times κ - 1 = d m t*/(Θ_{{aa}} - t*) = {excess:G2}, and what rounding leaves of the predictor");
    }

    private static string Where(PoolingFactors factor) => $"(erf, m = {factor.TrainCount}, d = {factor.Pixels})";

    /// <summary>A ratio of two means with its standard error, from the residuals of one after the other is scaled to it.</summary>
    private sealed record Estimate(double Ratio, double Error)
    {
        public static Estimate Of(IReadOnlyList<PoolingFactors> draws, Func<PoolingFactors, double> numerator, Func<PoolingFactors, double> denominator)
        {
            double mean = draws.Average(denominator), ratio = draws.Average(numerator) / mean;
            double squares = draws.Sum(draw => Math.Pow(numerator(draw) - (ratio * denominator(draw)), 2));
            return new Estimate(ratio, Math.Sqrt(squares / (draws.Count * (draws.Count - 1.0))) / mean);
        }
    }
}
