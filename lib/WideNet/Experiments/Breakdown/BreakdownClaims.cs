using WideNet.Activations;

namespace WideNet.Experiments.Breakdown;

/// <summary>The claims about where each arithmetic breaks.</summary>
public static class BreakdownClaims
{
    private const string Source = "rounding of the recursion; 400-digit values of this repository";
    private const double Bound = 0.01;

    /// <summary>The claims of all networks, in order.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="curves">Networks.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<BreakdownCurves> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new ClaimTable(curves.SelectMany(Evaluate)).From(run);
    }

    private static IEnumerable<Claim> Evaluate(BreakdownCurves curves)
    {
        Activation activation = curves.Reference.Activation;
        yield return Breaks(curves, "float32", curves.SinglePrecision, BreakdownLaw.SingleRoundoff);
        yield return Breaks(curves, "float64", curves.DoublePrecision, BreakdownLaw.DoubleRoundoff);
        double last = curves.Reference.ConditionNumbers[^1];
        yield return Claim.Below(
            $"gaps-error-{activation.Name}",
            FormattableString.Invariant($"Gaps keep the digits of κ up to κ = {last:G2} (largest relative error, {activation.Name})"),
            Source,
            1e-12,
            curves.Gaps.Max(),
            "roundings of one pair's recursion and of the eigenvalues, a few units in the last place for each layer");
        yield return Claim.Below(
            $"gaps-estimate-{activation.Name}",
            $"The error estimate that comes with κ covers its true error at every depth (largest ratio, {activation.Name})",
            Source,
            1,
            curves.Gaps.Zip(curves.GapEstimates, (error, estimate) => error / estimate).Max(),
            "an estimate that covers is at least the error");
    }

    private static Claim Breaks(BreakdownCurves curves, string arithmetic, IReadOnlyList<double> errors, double roundoff)
    {
        Activation activation = curves.Reference.Activation;
        return Claim.Within(
            $"breaks-{arithmetic}-{activation.Name}",
            $"A plain recursion in {arithmetic} loses 1 % of κ where {(activation.IsHomogeneous ? "uκ^2" : "uκ")} = 1 %: log_{{10}} κ ({activation.Name})",
            Source,
            Math.Log10(BreakdownLaw.BreakingPoint(activation, Bound, roundoff)),
            Math.Log10(curves.BreakingPoint(errors, Bound)),
            1,
            "one decade: the law leaves constants of order 1 and the sum of the layers' roundings open, and κ is computed at every second or fourth layer only");
    }
}
