using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Experiments.TrainingTime;

/// <summary>How long training takes in each phase, in units of the maximal learning rate, and how that unit depends on depth.</summary>
/// <remarks>
/// With η = 2mk/λ_max a bulk mode decays like e^{-2t/κ}. Ordered, κ ∝ χ_1^{-l}/l: the depth D(t) trained by time t obeys D/ξ_1 - log D = log t + constant.
/// Critical, κ → (m+2)/2: the residual decays like e^{-4t/(m+2)}. Chaotic, κ → 1: every mode decays like e^{-2t}. The unit itself: λ_max → m p*
/// (ordered), (m+2) q* l/3 (critical), ∝ χ_1^l (chaotic). Test: TrainingTimeGridTests.
/// </remarks>
public static class TrainingTimeClaims
{
    private const string Source = "training-time experiment of the authors' notebook";

    /// <summary>All claims.</summary>
    /// <param name="found">The grids; the last column of the map lies in the chaotic phase.</param>
    public static ClaimTable Evaluate(TrainingTimeResults found)
    {
        ArgumentNullException.ThrowIfNull(found);
        TrainingTimeGrid ordered = found.Ordered;
        return new ClaimTable([.. ordered.WeightVariances.Select((_, column) => Depth(ordered, column)), OrderedRate(ordered), .. Critical(found.Critical), .. Chaotic(found.Map)]).From(found.Run);
    }

    /// <summary>The depth at which the training accuracy falls for good below half way between chance and 1; NaN where it does not or never reaches 1.</summary>
    /// <param name="grid">A grid.</param>
    /// <param name="column">Index of the weight variance.</param>
    /// <param name="time">Index of the time, in steps of the maximal learning rate.</param>
    public static double TrainableDepth(TrainingTimeGrid grid, int column, int time)
    {
        ArgumentNullException.ThrowIfNull(grid);
        double[] accuracy = [.. grid.Cells.Select(row => row[column].AtMaximalRate[time].Train)];
        return accuracy.Max() > 0.9 ? FallingCurve.HalfDepth(grid.Depths, accuracy, 1.0 / grid.ClassCount) ?? double.NaN : double.NaN;
    }

    private static Claim Depth(TrainingTimeGrid ordered, int column)
    {
        int later = ordered.Times.Count - 1, earlier = Enumerable.Range(0, later).Last(i => ordered.Times[i] <= ordered.Times[later] / 8);
        double late = TrainableDepth(ordered, column, later), early = TrainableDepth(ordered, column, earlier), xi = ordered.Theory[column].DepthScaleOrdered;
        string id = $"trainable-depth-{Phases.Number(ordered.WeightVariances[column])}";
        string statement = $"Ordered: the trainable depth grows like ξ_1 log t: layers gained from t = {Phases.Number(ordered.Times[earlier])} to {Phases.Number(ordered.Times[later])}, σ_w^2 = {Phases.Number(ordered.WeightVariances[column])}";
        if (!double.IsFinite(late) || !double.IsFinite(early))
        {
            return Claim.NotTested(id, statement, Source, $"Training does not end within {ordered.Depths[^1]} layers, or does not succeed at any depth, at one of these times.");
        }

        // One training image more or less moves a depth by 1/m over the slope of the accuracy.
        double Granularity(double depth, int time)
        {
            int row = (int)depth - 1;
            double slope = ordered.Cells[row][column].AtMaximalRate[time].Train - ordered.Cells[row + 1][column].AtMaximalRate[time].Train;
            return 1 / (ordered.TrainCount * slope);
        }

        double shift = xi * Math.Log(late * (early + 1) / (early * (late + 1)));
        double grain = Granularity(late, later) + Granularity(early, earlier);
        return Claim.Within(
            id,
            statement,
            Source,
            xi * (Math.Log(ordered.Times[later] / ordered.Times[earlier]) + Math.Log(late / early)),
            late - early,
            shift + grain,
            $"the gap is (A + Bl) χ_1^l with A/B between 0 and 1, worth {shift:G2} layers, and one image at each end, {grain:G2} layers");
    }

    private static Claim OrderedRate(TrainingTimeGrid ordered)
    {
        MeanFieldPoint theory = ordered.Theory[0];
        int last = ordered.Depths[^1];
        double order = last * Math.Pow(theory.Chi1, last);
        return Claim.WithinRelative(
            "maximal-rate-ordered",
            $"Ordered: the maximal learning rate 2mk/λ_{{max}} → 2k/p*, σ_w^2 = {Phases.Number(ordered.WeightVariances[0])}",
            Source,
            2 * ordered.ClassCount / theory.PStar!.Value,
            ordered.Cells[^1][0].MaximalRate,
            Math.Max(10 * order, 1e-9),
            $"ten times the next order l χ_1^l = {order:G2} at layer {last}");
    }

    private static IEnumerable<Claim> Critical(TrainingTimeGrid critical)
    {
        int m = critical.TrainCount, first = critical.Depths[0];
        double order = Math.Pow(Math.Log(first) / first, 2), qStar = critical.Theory[0].QStar!.Value;
        string reason = $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 5 for its constant";
        double Limit(Func<TrainingTimeCell, double> value) => DepthLaws.LimitWithLogCorrection(critical.Depths, [.. critical.Cells.Select(row => value(row[0]))]);
        yield return Claim.WithinRelative(
            "residual-rate-critical",
            $"Critical: the residual decays like e^{{-4t/(m+2)}}: logarithm of its decay from t = {Phases.Number(critical.Times[1])} to {Phases.Number(critical.Times[2])}",
            Source,
            4 * (critical.Times[2] - critical.Times[1]) / (m + 2),
            Limit(cell => Math.Log(cell.AtMaximalRate[1].Residual / cell.AtMaximalRate[2].Residual)),
            5 * order,
            reason);
        yield return Claim.WithinRelative(
            "maximal-rate-critical",
            "Critical: the maximal learning rate falls like 6mk/((m+2) q* l): inverse rate per layer times 6mk/((m+2) q*)",
            Source,
            1,
            DepthLaws.SlopeWithLogCorrection(critical.Depths, [.. critical.Cells.Select(row => 1 / row[0].MaximalRate)]) * 6 * m * critical.ClassCount / ((m + 2) * qStar),
            5 * order,
            reason);
    }

    private static IEnumerable<Claim> Chaotic(TrainingTimeGrid grid)
    {
        int column = grid.WeightVariances.Count - 1, row = grid.Depths.Count - 1;
        TrainingTimeCell deep = grid.Cells[row][column], before = grid.Cells[row - 1][column];
        string at = $"σ_w^2 = {Phases.Number(grid.WeightVariances[column])}, {grid.Depths[row]} layers";
        if (grid.Theory[column].Phase != Phase.Chaotic || before.ConditionNumber > 1.1)
        {
            yield return Claim.NotTested("residual-chaotic", $"Chaotic: every mode decays like e^{{-2t}} ({at})", Source, $"κ is still {before.ConditionNumber:G3} at {grid.Depths[row - 1]} layers.");
            yield break;
        }

        double excess = deep.ConditionNumber - 1;
        yield return Claim.WithinRelative(
            "residual-chaotic",
            $"Chaotic: every mode decays like e^{{-2t}}: residual at t = {Phases.Number(grid.Times[0])} ({at})",
            Source,
            Math.Exp(-2 * grid.Times[0]),
            deep.AtMaximalRate[0].Residual,
            4 * grid.Times[0] * (excess + 1e-12),
            $"eigenvalues differ by κ - 1 = {excess:G2} of λ_{{max}}, which moves an exponent of 2t by 2t(κ - 1); a factor of 2 for their spread");
        double span = grid.Depths[row] - grid.Depths[row - 1];
        yield return Claim.Within(
            "maximal-rate-chaotic",
            $"Chaotic: the maximal learning rate falls like χ_1^{{-l}}: rate -log χ_1 ({at})",
            Source,
            -Math.Log(grid.Theory[column].Chi1),
            Math.Log(deep.MaximalRate / before.MaximalRate) / span,
            2 * (before.ConditionNumber - 1) / span,
            $"λ_{{max}} exceeds Θ_{{aa}} by the fraction κ - 1 = {before.ConditionNumber - 1:G2} at layer {grid.Depths[row - 1]}; a factor of 2 for Θ_{{aa}}'s own correction");
        TrainingTimeCell[] flat = [.. grid.Cells.SelectMany(cells => cells).Where(cell => cell.ConditionNumber < 1.01)];
        double error = TrainedNetworkAccuracy.StandardError(1.0 / grid.ClassCount, grid.TestCount);
        yield return Claim.Below(
            "test-accuracy-chaotic",
            $"Deep chaos: f_t = (1 - e^{{-2t}}) P(Θ)Y, so no training time changes the answers: largest difference of test accuracy between t = {Phases.Number(grid.Times[0])} and {Phases.Number(grid.Times[^1])} where κ < 1.01 ({flat.Length} networks)",
            Source,
            0,
            flat.Max(cell => Math.Abs(cell.AtMaximalRate[0].Test - cell.AtMaximalRate[^1].Test)),
            "only images whose two largest outputs agree to κ - 1 can change; two binomial standard errors",
            2 * error);
    }
}
