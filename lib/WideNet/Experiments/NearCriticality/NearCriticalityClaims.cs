using WideNet.Experiments.AccuracyMaps;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.NearCriticality;

/// <summary>The scaling limit near criticality, and where the accuracy of the mean predictor ends as criticality is approached.</summary>
/// <remarks>
/// With classes of unequal frequency the mean predictor has a constant part c(x) = mr/(1 + (m-1)r), r = Θ_ab/Θ_aa, beside its data-dependent part
/// A·H(x)/l (see <see cref="CriticalScaling"/>); arg max loses the latter where H(x)/(l c(x)) falls below a constant of the data. At criticality
/// that is at a finite depth. Test: NearCriticalityTests.
/// </remarks>
public static class NearCriticalityClaims
{
    private const string Source = "near criticality (appendix)";

    /// <summary>All claims.</summary>
    /// <param name="found">Sequences with x fixed, and an accuracy map around criticality.</param>
    public static ClaimTable Evaluate(NearCriticalityResults found)
    {
        ArgumentNullException.ThrowIfNull(found);
        IReadOnlyList<ScalingSequence> sequences = found.Sequences;
        ScalingSequence critical = sequences.Single(sequence => sequence.X == 0);
        return new ClaimTable(
        [
            .. sequences.Select(Condition),
            .. sequences.Where(sequence => sequence.X != 0).Select(sequence => Predictor(sequence, critical)),
            Collapse(found.Map),
        ]).From(found.Run);
    }

    /// <summary>l c(x)/H(x) at the depth where the accuracy of each chaotic column ends: constant if the scaling limit decides that depth.</summary>
    /// <param name="grid">An accuracy map around criticality.</param>
    /// <returns>ξ_*, the depth, and the constant, for every column whose accuracy ends within the map.</returns>
    internal static IReadOnlyList<(double Scale, double Depth, double Constant)> CollapseConstants(AccuracyGrid grid) =>
    [
        .. from column in Enumerable.Range(0, grid.Theory.Count)
           where grid.Theory[column].Phase == Phase.Chaotic
           let depth = AccuracyClaims.CollapseDepth(grid.Depths, [.. grid.Ntk.Select(row => row[column].MeanPredictor)], 1.0 / grid.ClassCount)
           where double.IsFinite(depth)
           let x = depth * Math.Log(grid.Theory[column].Chi1)
           let ratio = CriticalScaling.EntryRatio(x)
           let constant = grid.TrainCount * ratio / (1 + ((grid.TrainCount - 1) * ratio))
           select (grid.Theory[column].DepthScaleNtk!.Value, depth, depth * constant / CriticalScaling.PredictorRatio(x)),
    ];

    private static Claim Condition(ScalingSequence sequence)
    {
        double predicted = CriticalScaling.ConditionNumber(sequence.TrainCount, sequence.X) - 1, order = Order(sequence);
        return Claim.WithinRelative(
            $"kappa-scaling-{Name(sequence.X)}",
            $"κ - 1 → m G/(E - G) as l → ∞ at l log χ_1 = {Phases.Number(sequence.X)}",
            Source,
            predicted,
            DepthLaws.LimitWithLogCorrection(sequence.Depths, [.. sequence.ConditionNumber.Select(kappa => kappa - 1)]),
            order,
            Reason(sequence));
    }

    private static Claim Predictor(ScalingSequence sequence, ScalingSequence critical) => Claim.WithinRelative(
        $"predictor-scaling-{Name(sequence.X)}",
        $"l·P(Θ)Y over its critical value → 2x G'/(E - G) as l → ∞ at x = l log χ_1 = {Phases.Number(sequence.X)}",
        Source,
        CriticalScaling.PredictorRatio(sequence.X),
        DepthLaws.LimitWithLogCorrection(sequence.Depths, [.. sequence.ScaledPredictor.Zip(critical.ScaledPredictor, (value, unit) => value / unit)]),
        Order(sequence),
        Reason(sequence));

    private static Claim Collapse(AccuracyGrid grid)
    {
        const string Statement = "The accuracy of P Y ends where H(x)/(l c(x)) falls below one constant for all σ_w^2: exponent of l c(x)/H(x) in ξ_*";
        IReadOnlyList<(double Scale, double Depth, double Constant)> points = CollapseConstants(grid);
        if (points.Count < 4)
        {
            return Claim.NotTested("collapse-near-criticality", Statement, Source, $"The accuracy ends within {grid.Depths[^1]} layers at {points.Count} weight variances; an exponent with an error needs four.", 0);
        }

        RateFit fit = RateFit.PowerLaw([.. points.Select(p => p.Scale)], [.. points.Select(p => p.Constant)]);
        RateFit plain = RateFit.PowerLaw([.. points.Select(p => p.Scale)], [.. points.Select(p => p.Depth)]);

        // The memory of the images of log l layers moves the constant by (1 + x) log l/l, more where the collapse is early.
        double[] memory = [.. points.Select(p => (1 + (p.Depth / p.Scale / 2)) * Math.Log(p.Depth) / p.Depth)];
        double drift = (memory.Max() - memory.Min()) / Math.Log(points.Max(p => p.Scale) / points.Min(p => p.Scale));
        return Claim.Within(
            "collapse-near-criticality",
            Statement,
            Source,
            0,
            fit.Rate,
            3 * fit.StandardError,
            "three standard errors of the fit",
            fit.StandardError) with
        {
            Note = FormattableString.Invariant($"{points.Count} weight variances, ξ_* from {points.Min(p => p.Scale):F1} to {points.Max(p => p.Scale):F1}; constant {points.Average(p => p.Constant):F0}. The first order beyond the scaling limit, (1 + x) log l/l, differs by {drift:F2} per factor e of ξ_* between early and late collapse, as much as is left over here. The depth itself goes like ξ_* to the power {plain.Rate:F2} ± {plain.StandardError:F2}, below 1: at criticality the 1/l law ends the accuracy at a finite depth, so it cannot follow ξ_* → ∞. With balanced classes it does not end."),
        };
    }

    private static double Order(ScalingSequence sequence) => 5 * Math.Pow((1 + Math.Abs(sequence.X)) * Math.Log(sequence.Depths[0]) / sequence.Depths[0], 2);

    private static string Reason(ScalingSequence sequence) =>
        $"a memory of the images of log l layers moves l, and with it x; its first order is fitted, the next is ((1 + |x|) log l/l)^2 at layer {sequence.Depths[0]}, with a factor of 5 for its constant";

    private static string Name(double x) => x < 0 ? $"minus-{Phases.Number(-x)}" : Phases.Number(x);
}
