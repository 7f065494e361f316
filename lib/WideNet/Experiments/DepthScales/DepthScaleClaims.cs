using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.DepthScales;

/// <summary>The rates at which correlations converge and the exponents with which depth scales diverge, measured and predicted.</summary>
public static class DepthScaleClaims
{
    private const string Source = "depth scales of signal propagation";

    /// <summary>Distance |c - c*| below which the linear law holds to the next order's 1e-4, and above which double precision resolves it.</summary>
    private const double WindowStart = 1e-4, WindowEnd = 1e-11;

    /// <summary>The claims of all curves.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="exponential">Curves off the critical line.</param>
    /// <param name="critical">The curve on the critical line.</param>
    /// <param name="near">Depth scales around criticality.</param>
    public static ClaimTable Evaluate(Provenance run, IReadOnlyList<CorrelationConvergence> exponential, CorrelationConvergence critical, DepthScaleCurves near)
    {
        ArgumentNullException.ThrowIfNull(exponential);
        ArgumentNullException.ThrowIfNull(critical);
        ArgumentNullException.ThrowIfNull(near);
        return new ClaimTable([.. exponential.Select(Rate), .. Critical(critical), .. Divergence(near)]).From(run);
    }

    private static Claim Rate(CorrelationConvergence curve)
    {
        string id = $"correlation-rate-{Phases.Name(curve.Theory.Phase)}-{Phases.Number(curve.WeightVariance)}";
        string statement = $"|c^l - c*| ∝ χ_{{c*}}^l at σ_w^2 = {Phases.Number(curve.WeightVariance)}: rate log χ_{{c*}}";
        double[] worst = [.. curve.Depths.Select((_, i) => curve.Correlations.Max(pair => Math.Abs(pair[i] - curve.CStar)))];
        int first = Array.FindIndex(worst, distance => distance < WindowStart), end = Array.FindIndex(worst, distance => distance < WindowEnd);
        int count = (end < 0 ? worst.Length : end) - first;
        if (first < 0 || count < 10)
        {
            return Claim.NotTested(id, statement, Source, $"{curve.Depths[^1]} layers do not bring all correlations within {WindowStart} of c*.");
        }

        double chi = curve.Theory.ChiCStar;
        double tolerance = (Math.Abs(curve.Curvature) / 2 * worst[first] / chi) + (1e-14 / WindowEnd / count);
        RateFit fit = RateFit.Exponential([.. curve.Depths.Skip(first).Take(count).Select(l => (double)l)], [.. curve.Distance.Skip(first).Take(count)]);
        return Claim.Within(
            id,
            statement,
            Source,
            Math.Log(chi),
            fit.Rate,
            tolerance,
            $"next order of the map, |C''(c*)|/2 · |c - c*|/χ_{{c*}} at layer {curve.Depths[first]}, the start of the window; a least-squares slope averages local slopes");
    }

    private static IEnumerable<Claim> Critical(CorrelationConvergence curve)
    {
        int last = curve.Depths[^1], first = last / 4;
        const string Statement = "1 - c^l ∝ 1/l at criticality: exponent";
        if (first < 20)
        {
            yield return Claim.NotTested("correlation-exponent-critical", Statement, Source, $"{last} layers are too few for a power law.");
            yield break;
        }

        int[] depths = [.. curve.Depths.Skip(first - 1)];
        double[] distance = [.. curve.Distance.Skip(first - 1)];
        double order = Math.Pow(Math.Log(first) / first, 2);
        string reason = $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 5 for its constant";
        yield return Claim.Within(
            "correlation-exponent-critical",
            Statement,
            Source,
            -1,
            DepthLaws.PowerWithLogCorrection(depths, distance),
            5 * order * Math.Log(first),
            reason + ", and a factor log l for the exponent's share of it");
        double[] scaled = [.. depths.Zip(distance, (l, d) => l * d * curve.Curvature / 2)];
        yield return Claim.WithinRelative(
            "correlation-constant-critical",
            "1 - c^l → 2/(C''(1) l) at criticality: ratio to the prediction",
            Source,
            1,
            DepthLaws.LimitWithLogCorrection(depths, scaled),
            5 * order,
            reason);
    }

    private static IEnumerable<Claim> Divergence(DepthScaleCurves near)
    {
        double critical = near.CriticalWeightVariance;
        var below = near.WeightVariances.Zip(near.Points).Where(point => point.First < critical && critical - point.First <= 1e-3).ToArray();
        var above = near.WeightVariances.Zip(near.Points).Where(point => point.First > critical && point.First - critical <= 1e-3).ToArray();
        const string Reason = "ξ = A/d (1 + B d + …) with d ≤ 0.001 in the fit and B of order 1; a factor of 5 for B";
        Claim Exponent(string id, string statement, (double First, MeanFieldPoint Second)[] points, Func<MeanFieldPoint, double> scale) => Claim.Within(
            id,
            statement,
            Source,
            -1,
            RateFit.PowerLaw([.. points.Select(point => Math.Abs(point.First - critical))], [.. points.Select(point => scale(point.Second))]).Rate,
            5e-3,
            Reason);
        yield return Exponent("xi-1-exponent-ordered", "ξ_1 ∝ |σ_w^2 - σ_c^2|^{-1} below criticality: exponent", below, point => point.DepthScaleOrdered);
        yield return Exponent("xi-1-exponent-chaotic", "ξ_1 ∝ |σ_w^2 - σ_c^2|^{-1} above criticality: exponent", above, point => point.DepthScaleOrdered);
        yield return Exponent("xi-c-exponent-chaotic", "ξ_{c*} ∝ |σ_w^2 - σ_c^2|^{-1} above criticality: exponent", above, point => point.DepthScaleSignal);
        yield return Exponent("xi-star-exponent-chaotic", "ξ_* ∝ |σ_w^2 - σ_c^2|^{-1} above criticality: exponent", above, point => point.DepthScaleNtk ?? double.NaN);
        MeanFieldPoint closest = above[0].Second;
        yield return Claim.WithinRelative(
            "xi-1-over-xi-star",
            $"ξ_1/ξ_* → 2 at criticality (measured {above[0].First - critical:G1} above it)",
            Source,
            2,
            closest.DepthScaleOrdered / (closest.DepthScaleNtk ?? double.NaN),
            1e-3,
            "corrections are of relative order d = 0.0001; a factor of 10 for their constant");
    }
}
