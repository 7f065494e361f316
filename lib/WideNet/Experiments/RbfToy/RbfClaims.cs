using WideNet.Experiments.AccuracyMaps;

namespace WideNet.Experiments.RbfToy;

/// <summary>The two ends of the RBF kernel, each with the rate that follows from the distances of the images.</summary>
/// <remarks>Test: RbfSweepTests.</remarks>
public static class RbfClaims
{
    private const string Source = "toy model: RBF kernel";

    /// <summary>All claims.</summary>
    /// <param name="found">The results.</param>
    public static ClaimTable Evaluate(RbfResults found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return new ClaimTable([.. Small(found), .. Large(found)]).From(found.Run);
    }

    private static IEnumerable<Claim> Small(RbfResults found)
    {
        RbfScales distances = found.Scales;
        double[] pairs = [distances.SmallestPair, distances.SecondPair], near = [distances.Nearest, distances.SecondNearest];
        double h = found.Small[0].Bandwidth, twice = found.Small[1].Bandwidth;
        double Slope(Func<RbfPoint, double> value) => Math.Log(value(found.Small[0]) / value(found.Small[1])) / ((1 / h) - (1 / twice));

        // A row sum is at most e^{-D_1/h} (1 + m e^{-(D_2 - D_1)/h}), at its largest at the larger of the two bandwidths.
        int m = distances.TrainCount, n = distances.TestCount;
        double Rest(double[] smallest) => (Math.Log(1 + (m * Math.Exp(-(smallest[1] - smallest[0]) / twice))) / ((1 / h) - (1 / twice)) / distances.Mean) + 1e-12;
        yield return Claim.Within(
            "rbf-kappa-rate-small",
            "h → 0: κ - 1 → e^{-D_1/h}: slope of log(κ - 1) against 1/h, in units of the mean distance",
            Source,
            -pairs[0] / distances.Mean,
            Slope(point => point.ConditionExcess) / distances.Mean,
            Rest(pairs),
            $"the pair next to the closest, at D_2 = {pairs[1] / distances.Mean:G4} mean distances, adds at most log(1 + m e^{{-(D_2 - D_1)/h}}) to the logarithm; bandwidths h = {h / distances.Mean:G2} and {twice / distances.Mean:G2}");
        yield return Claim.Within(
            "rbf-predictor-rate-small",
            "h → 0: P(K)Y → e^{-D/h} times the nearest label: slope of the logarithm of the largest output against 1/h, in units of the mean distance",
            Source,
            -near[0] / distances.Mean,
            Slope(point => point.LargestOutput) / distances.Mean,
            Rest(near),
            $"the next nearest image, at {near[1] / distances.Mean:G4} mean distances, adds at most log(1 + m e^{{-(D_2 - D)/h}}) to the logarithm");
        RbfPoint nearest = found.Nearest;
        yield return Claim.Within(
            "rbf-nearest-neighbour",
            $"h → 0: arg max reads a signal of any size and answers like the nearest training image: share of test images at h = {nearest.Bandwidth / distances.Mean:G2} D̄, where the rms of P Y is {nearest.Predictor:G2}",
            Source,
            1,
            nearest.NearestShare,
            distances.Undecided,
            $"the share whose two nearest distances differ by less than h log(10 m), where other images can outweigh the nearest: {distances.Undecided:G2}");
        double chance = 1.0 / distances.ClassCount, error = TrainedNetworkAccuracy.StandardError(chance, n);
        yield return Claim.Below(
            "rbf-one-draw-small",
            "h → 0: one draw f_0 + P(Y - f_0) is at chance: f_0 buries P Y",
            Source,
            chance + (3 * error),
            nearest.OneNetwork,
            "chance plus three binomial standard errors",
            uncertainty: TrainedNetworkAccuracy.StandardError(nearest.OneNetwork, n));
    }

    private static IEnumerable<Claim> Large(RbfResults found)
    {
        RbfScales distances = found.Scales;
        int m = distances.TrainCount;
        double order = RbfScales.SecondOrder;
        double[] h = [.. found.Large.Select(point => point.Bandwidth)];
        RbfPoint last = found.Large[^1];
        double tolerance = 5 * order / Math.Log(10), left = order * h[0] / h[^1];
        string reason = $"second order in 1/h: D̄²/(μ_{{min}} h) = {order:G2} at the start of the window with μ_{{min}} the smallest eigenvalue of the centred Gram matrix, a factor of 5 for its constant, over log 10";
        double Exponent(Func<RbfPoint, double> value) => RateFit.PowerLaw(h, [.. found.Large.Select(value)]).Rate;
        yield return Claim.Within("rbf-kappa-exponent-large", "h → ∞: κ ∝ h: exponent", Source, 1, Exponent(point => point.ConditionExcess + 1), tolerance, reason);
        yield return Claim.WithinRelative(
            "rbf-kappa-constant-large",
            $"h → ∞: κ → m h/D̄: κ D̄/(m h) at h = {h[^1] / distances.Mean:G3} D̄",
            Source,
            1,
            (last.ConditionExcess + 1) * distances.Mean / (m * h[^1]),
            Math.Max(5 * distances.Mean / h[^1], 1e-6),
            "corrections of relative order D̄/h, with a factor of 5 for their constant");
        yield return Claim.Within(
            "rbf-predictor-exponent-large",
            "h → ∞: P(K)Y → affine interpolation of the labels, off by O(1/h): exponent of the largest difference",
            Source,
            -1,
            Exponent(point => point.FlatDistance),
            tolerance,
            reason);
        yield return Claim.Within(
            "rbf-predictor-size-large",
            $"h → ∞: P(K)Y stays of order 1: its rms over that of the limit at h = {h[^1] / distances.Mean:G3} D̄",
            Source,
            1,
            last.Predictor / distances.FlatSize,
            5 * left,
            $"order D̄²/(μ_{{min}} h) = {left:G2} there, with a factor of 5 for its constant");
    }
}
