using System.Globalization;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>How deep a kernel generalises, against the depth scales, and how the three accuracies differ.</summary>
/// <remarks>
/// The depth of collapse is where an accuracy last stands half way between chance and its largest value, interpolated between depths. The mean
/// predictor decays like l e^{-l/ξ}, so that depth is ξ (c + log l): proportional to ξ up to corrections of relative size ξ/l.
/// Test: AccuracyGridTests.
/// </remarks>
public static class AccuracyClaims
{
    private const string Source = "Figure 1";
    private const string Comparison = "NNGP versus NTK";
    internal const string Beside = "beside the paper: which accuracy is drawn";

    private const string WhyBelowOne =
        "An exponent below 1 has two possible reasons: a transient of a few layers before the law sets in, and that the constant left by unequal classes falls like χ_1^{-l} too once χ_1^l exceeds m (CNN-P: m d), which turns the collapse from ξ_* towards the longer ξ_{c*}.";

    /// <summary>Collapse of NTK and NNGP regression with ξ_* and ξ_c*, and the rates of their mean predictors, on one grid.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="grid">A grid that reaches far into the chaotic phase.</param>
    public static ClaimTable NngpAgainstNtk(Provenance run, AccuracyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        string name = grid.Name.ToLowerInvariant();
        Claim[] depths =
        [
            Exponent($"collapse-ntk-{name}", "NTK regression generalises to a depth ∝ ξ_*", grid, grid.Ntk, point => point.DepthScaleNtk!.Value, cell => cell.MeanPredictor),
            Exponent($"collapse-nngp-{name}", "NNGP regression generalises to a depth ∝ ξ_{c*}", grid, grid.Nngp, point => point.DepthScaleSignal, cell => cell.MeanPredictor),
            Deeper(grid, name),
            Rate($"predictor-rate-nngp-{name}", "Size of the NNGP's mean predictor ∝ χ_{c*}^l: rate -1/ξ_{c*}", grid, grid.Nngp, hasLinearFactor: false),
            Rate($"predictor-rate-ntk-{name}", "Size of the NTK's mean predictor ∝ l (χ_{c*}/χ_1)^l: rate -1/ξ_*", grid, grid.Ntk, hasLinearFactor: true),
        ];
        return new ClaimTable([.. depths.Select(claim => claim with { Source = Comparison }), .. ThreeAccuracies(grid, name)]).From(run);
    }

    /// <summary>CNN-P against CNN-F: best accuracy, collapse with ξ_*, and the three accuracies of each.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="flatten">CNN-F.</param>
    /// <param name="pool">CNN-P on the same images.</param>
    public static ClaimTable PoolAgainstFlatten(Provenance run, AccuracyGrid flatten, AccuracyGrid pool)
    {
        ArgumentNullException.ThrowIfNull(flatten);
        ArgumentNullException.ThrowIfNull(pool);
        double Best(AccuracyGrid grid, Func<KernelAccuracy, double> value) => grid.Ntk.SelectMany(row => row).Select(value).Where(double.IsFinite).Max();
        Claim Better(string id, string what, Func<KernelAccuracy, double> value)
        {
            double p = Best(pool, value), f = Best(flatten, value);
            double error = Math.Sqrt(Math.Pow(TrainedNetworkAccuracy.StandardError(p, pool.TestCount), 2) + Math.Pow(TrainedNetworkAccuracy.StandardError(f, flatten.TestCount), 2));
            string statement = $"CNN-P generalises better than CNN-F: difference of their best accuracies, {what}";
            return Math.Abs(p - f) < 2 * error
                ? Claim.NotTested(id, statement, Source, string.Create(CultureInfo.InvariantCulture, $"The difference is {p - f:F3} ± {error:F3} (binomial errors of both): {pool.TestCount} test images do not decide its sign."), 0)
                : Claim.Above(id, statement, Source, 0, p - f, "better means above 0; binomial errors of both, as if their test images were different", uncertainty: error);
        }

        return new ClaimTable(
        [
            Better("pool-over-flatten-mean", "mean predictor", cell => cell.MeanPredictor),
            Better("pool-over-flatten-network", "one network", cell => cell.OneNetwork),
            Exponent("collapse-cnn-f", "CNN-F generalises to a depth ∝ ξ_*", flatten, flatten.Ntk, point => point.DepthScaleNtk!.Value, cell => cell.MeanPredictor),
            Exponent("collapse-cnn-p", "CNN-P generalises to a depth ∝ ξ_*", pool, pool.Ntk, point => point.DepthScaleNtk!.Value, cell => cell.MeanPredictor),
            .. CollapseClaims.Reasons(flatten, "cnn-f"),
            .. CollapseClaims.Reasons(pool, "cnn-p"),
            .. ThreeAccuracies(flatten, "cnn-f"),
            .. ThreeAccuracies(pool, "cnn-p"),
        ]).From(run);
    }

    private static Claim Exponent(
        string id,
        string statement,
        AccuracyGrid grid,
        IReadOnlyList<IReadOnlyList<KernelAccuracy>> cells,
        Func<MeanFieldPoint, double> scale,
        Func<KernelAccuracy, double> value)
    {
        (double Scale, double Depth)[] points = [.. Collapses(grid, cells, value).Select(point => (scale(grid.Theory[point.Column]), point.Depth))];
        statement += ": exponent";
        if (points.Length < 3)
        {
            return Claim.NotTested(id, statement, Source, $"{points.Length} weight variances collapse within {grid.Depths[^1]} layers; an exponent needs three.", 1);
        }

        RateFit fit = RateFit.PowerLaw([.. points.Select(point => point.Scale)], [.. points.Select(point => point.Depth)]);
        double correction = points.Max(point => point.Scale / point.Depth);
        return Claim.Within(
            id, statement, Source, 1, fit.Rate, 2 * correction, $"corrections of relative size ξ/l = {correction:G2} from the factor l and from the constant in l/ξ = c + log l; a factor of 2 for both, a judgement made with a pilot in view", fit.StandardError) with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{points.Length} weight variances; collapse at {points.Min(p => p.Depth / p.Scale):F1} to {points.Max(p => p.Depth / p.Scale):F1} times the scale.")
                + (cells == grid.Ntk ? " " + WhyBelowOne : ""),
        };
    }

    private static Claim Deeper(AccuracyGrid grid, string name)
    {
        const string Statement = "NNGP regression works deeper than NTK regression: smallest ratio of their depths of collapse";
        Dictionary<int, double> ntk = Collapses(grid, grid.Ntk, cell => cell.MeanPredictor).ToDictionary(point => point.Column, point => point.Depth);
        double[] ratios = [.. Collapses(grid, grid.Nngp, cell => cell.MeanPredictor).Where(point => ntk.ContainsKey(point.Column)).Select(point => point.Depth / ntk[point.Column])];
        return ratios.Length == 0
            ? Claim.NotTested($"nngp-deeper-{name}", Statement, Source, $"No weight variance collapses within {grid.Depths[^1]} layers for both.", 1)
            : Claim.Above($"nngp-deeper-{name}", Statement, Source, 1, ratios.Min(), $"deeper means above 1; {ratios.Length} weight variances");
    }

    // The rate at the largest weight variance, from three equally spaced depths in the asymptotic range.
    private static Claim Rate(string id, string statement, AccuracyGrid grid, IReadOnlyList<IReadOnlyList<KernelAccuracy>> cells, bool hasLinearFactor)
    {
        int column = grid.WeightVariances.Count - 1;
        MeanFieldPoint theory = grid.Theory[column];
        double Correction(int l) => l * Math.Pow(theory.ChiCStar, l);
        int[] rows = [.. Enumerable.Range(0, grid.Depths.Count).Where(i => theory.Phase == Phase.Chaotic && Correction(grid.Depths[i]) < 0.05 && grid.Depths[i] > theory.DepthScaleSignal && Correction(grid.Depths[i]) > 1e-11)];
        rows = rows.Length % 2 == 1 ? rows : [.. rows.Skip(1)];
        int half = rows.Length / 2;
        if (rows.Length < 3 || grid.Depths[rows[^1]] - grid.Depths[rows[half]] != grid.Depths[rows[half]] - grid.Depths[rows[0]])
        {
            return Claim.NotTested(id, statement, Source, $"{grid.Depths[^1]} layers do not reach the asymptotic range at three equally spaced depths.");
        }

        int first = grid.Depths[rows[0]], h = grid.Depths[rows[half]] - first;
        double next = Correction(first);
        double[] size = [.. rows.Select(row => cells[row][column].PredictorSize)];
        double measured = hasLinearFactor
            ? DepthLaws.RateWithLinearFactor([.. rows.Select(row => grid.Depths[row])], size)
            : RateFit.Exponential([.. rows.Select(row => (double)grid.Depths[row])], size).Rate;
        double predicted = hasLinearFactor ? -1 / theory.DepthScaleNtk!.Value : -1 / theory.DepthScaleSignal;
        return Claim.Within(
            id,
            statement + $", σ_w^2 = {Phases.Number(grid.WeightVariances[column])}",
            Source,
            predicted,
            measured,
            next * (1 + ((double)first / (2 * h))) / h,
            $"next order, relative size l χ_{{c*}}^l = {next:G2} at layer {first}, over half the window h, with the factor l/2h by which a fit of (A + Bl) χ^l amplifies errors");
    }

    private static IEnumerable<Claim> ThreeAccuracies(AccuracyGrid grid, string name)
    {
        double chance = 1.0 / grid.ClassCount;
        int column = grid.WeightVariances.Count - 1, row = grid.Depths.Count - 1;
        KernelAccuracy deep = grid.Ntk[row][column];
        double error = TrainedNetworkAccuracy.StandardError(chance, grid.TestCount);
        string at = $"{grid.Name}, σ_w^2 = {Phases.Number(grid.WeightVariances[column])}, {grid.Depths[row]} layers";
        if (grid.Theory[column].Phase != Phase.Chaotic || deep.PredictorSize > 1e-2)
        {
            yield return Claim.NotTested($"argmax-balanced-{name}", $"In deep chaos arg max still reads P Y when classes are balanced ({at})", Beside, $"The mean predictor is still {deep.PredictorSize:G2} at {grid.Depths[row]} layers.");
        }
        else
        {
            yield return Claim.Above(
                $"argmax-balanced-{name}",
                $"In deep chaos arg max still reads P Y of size {deep.PredictorSize:G1} when classes are balanced: accuracy ({at})",
                Beside,
                chance + (3 * error),
                deep.Balanced,
                "chance plus three binomial standard errors",
                uncertainty: TrainedNetworkAccuracy.StandardError(deep.Balanced, grid.TestCount));
            yield return Claim.Below(
                $"argmax-given-{name}",
                $"There, with classes as the data come, the accuracy is chance ({at})",
                Beside,
                chance + (3 * error),
                deep.MeanPredictor,
                "chance plus three binomial standard errors",
                uncertainty: TrainedNetworkAccuracy.StandardError(deep.MeanPredictor, grid.TestCount));
            yield return Claim.Below(
                $"argmax-network-{name}",
                $"There, one trained network is at chance: f_0 buries P Y ({at})",
                Beside,
                chance + (3 * error),
                deep.OneNetwork,
                "chance plus three binomial standard errors",
                uncertainty: TrainedNetworkAccuracy.StandardError(deep.OneNetwork, grid.TestCount));
        }

        int ordered = Enumerable.Range(0, grid.Theory.Count).LastOrDefault(i => grid.Theory[i].Phase == Phase.Ordered && grid.Theory[i].DepthScaleOrdered * 3 < grid.Depths[row], -1);
        if (ordered >= 0 && double.IsFinite(grid.Ntk[row][ordered].OneNetwork))
        {
            KernelAccuracy cell = grid.Ntk[row][ordered];
            yield return Claim.Within(
                $"ordered-network-{name}",
                $"In the deep ordered phase one network is as good as the mean predictor: f_0 no longer depends on the input ({grid.Name}, σ_w^2 = {Phases.Number(grid.WeightVariances[ordered])})",
                Beside,
                cell.MeanPredictor,
                cell.OneNetwork,
                2 * TrainedNetworkAccuracy.StandardError(cell.MeanPredictor, grid.TestCount),
                "two binomial standard errors");
        }
    }

    /// <summary>The chaotic columns whose accuracy collapses within the grid, with the depth.</summary>
    internal static IEnumerable<(int Column, double Depth)> Collapses(AccuracyGrid grid, IReadOnlyList<IReadOnlyList<KernelAccuracy>> cells, Func<KernelAccuracy, double> value) =>
        from column in Enumerable.Range(0, grid.Theory.Count)
        where grid.Theory[column].Phase == Phase.Chaotic
        let depth = FallingCurve.HalfDepth(grid.Depths, [.. cells.Select(row => value(row[column]))], 1.0 / grid.ClassCount)
        where depth is not null
        select (column, depth.Value);
}
