using System.Globalization;
using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>What ends the accuracy of NTK regression on images of unequally frequent classes: P Y has a part from the data and a constant, P 1 ȳ.</summary>
/// <remarks>
/// The data's part falls like l (χ_{c*}/χ_1)^l. The constant is ȳ m Θ_ab/(Θ_aa + m Θ_ab): it stays while χ_1^l is far below m (CNN-P: m d) and falls
/// like χ_1^{-l} beyond. Arg max answers with the class most frequent in training once the constant is the larger one. Test: CollapseClaimsTests.
/// </remarks>
internal static class CollapseClaims
{
    private const string Source = AccuracyClaims.Beside;

    /// <summary>Whether the accuracy ends where the two parts balance, and where it would end if the constant stayed.</summary>
    /// <param name="grid">A grid that reaches far into the chaotic phase.</param>
    /// <param name="name">Name for ids, such as <c>cnn-f</c>.</param>
    public static IEnumerable<Claim> Reasons(AccuracyGrid grid, string name)
    {
        string balance = $"The accuracy of {grid.Name} ends where the data's part of P Y falls to the constant of unequal classes: log₂ of their ratio there, the farthest of the weight variances";
        string held = $"If that constant kept its largest value, {grid.Name} would end at a depth ∝ ξ_*: exponent";
        Collapse[] points = [.. AccuracyClaims.Collapses(grid, grid.Ntk, cell => cell.MeanPredictor).Select(point => Collapse.Of(grid, point.Column, point.Depth)).Where(point => double.IsFinite(point.Crossing))];
        if (points.Length < 3)
        {
            string why = $"{points.Length} weight variances collapse within {grid.Depths[^1]} layers; an exponent needs three.";
            yield return Claim.NotTested($"collapse-balance-{name}", balance, Source, why, 0);
            yield return Claim.NotTested($"collapse-constant-held-{name}", held, Source, why, 1);
            yield break;
        }

        RateFit fit = RateFit.PowerLaw([.. points.Select(point => point.Crossing)], [.. points.Select(point => point.Depth)]);
        double farthest = points.Select(point => Math.Log2(point.Ratio)).MaxBy(Math.Abs);
        yield return Claim.Within($"collapse-balance-{name}", balance, Source, 0, farthest, 1, "a factor 2: arg max compares single outputs, while the sizes are means over images and classes") with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{points.Length} weight variances; the data's part is {points.Min(p => p.Ratio):F2} to {points.Max(p => p.Ratio):F2} times the constant there, and the constant {points.Min(p => p.Remaining):F2} to {points.Max(p => p.Remaining):F2} of its largest value. Collapse against balance depth: exponent {fit.Rate:F2} ± {fit.StandardError:F2}."),
        };

        double ratio = Math.Exp(points.Average(point => Math.Log(point.Ratio)));
        (double Scale, double Depth)[] kept = [.. points.Select(point => (grid.Theory[point.Column].DepthScaleNtk!.Value, Collapse.Held(grid, point.Column, ratio))).Where(point => double.IsFinite(point.Item2))];
        if (kept.Length < 3)
        {
            yield return Claim.NotTested($"collapse-constant-held-{name}", held, Source, $"{kept.Length} weight variances would end within {grid.Depths[^1]} layers; an exponent needs three.", 1);
            yield break;
        }

        RateFit law = RateFit.PowerLaw([.. kept.Select(point => point.Scale)], [.. kept.Select(point => point.Depth)]);
        double correction = kept.Max(point => point.Scale / point.Depth);
        yield return Claim.Within(
            $"collapse-constant-held-{name}", held, Source, 1, law.Rate, correction, $"corrections of relative size ξ/l = {correction:G2} from the factor l of the predictor's law", law.StandardError) with
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"{kept.Length} weight variances; the data's part would fall to {ratio:F2} times the largest constant at {kept.Min(p => p.Depth / p.Scale):F1} to {kept.Max(p => p.Depth / p.Scale):F1} ξ_*."),
        };
    }

    /// <summary>The collapse of one column: its depth, the depth where both parts have one size, their ratio at the collapse, and what remains of the constant there.</summary>
    internal sealed record Collapse(int Column, double Depth, double Crossing, double Ratio, double Remaining)
    {
        /// <summary>Measures a column.</summary>
        public static Collapse Of(AccuracyGrid grid, int column, double depth)
        {
            double[] data = [.. grid.Ntk.Select(row => row[column].PredictorSize)], constant = [.. grid.Ntk.Select(row => row[column].ConstantSize)];
            return new Collapse(column, depth, Fall(grid.Depths, data, constant), At(grid.Depths, data, depth) / At(grid.Depths, constant, depth), At(grid.Depths, constant, depth) / constant.Max());
        }

        /// <summary>The depth at which the data's part would fall to a ratio of the largest constant.</summary>
        public static double Held(AccuracyGrid grid, int column, double ratio)
        {
            double largest = grid.Ntk.Max(row => row[column].ConstantSize);
            return Fall(grid.Depths, [.. grid.Ntk.Select(row => row[column].PredictorSize)], [.. grid.Depths.Select(_ => ratio * largest)]);
        }

        /// <summary>The depth at which one number falls below another for good, on logarithmic scales; NaN where it does not.</summary>
        internal static double Fall(IReadOnlyList<int> depths, double[] falling, double[] threshold)
        {
            int last = Enumerable.Range(0, depths.Count).LastOrDefault(i => falling[i] >= threshold[i], -1);
            if (last < 0 || last == depths.Count - 1) return double.NaN;
            double above = Math.Log(falling[last] / threshold[last]), below = Math.Log(falling[last + 1] / threshold[last + 1]);
            return depths[last] + ((depths[last + 1] - depths[last]) * above / (above - below));
        }

        private static double At(IReadOnlyList<int> depths, double[] values, double depth)
        {
            int i = Enumerable.Range(0, depths.Count - 1).Last(row => depths[row] <= depth);
            double share = (depth - depths[i]) / (depths[i + 1] - depths[i]);
            return Math.Exp((Math.Log(values[i]) * (1 - share)) + (Math.Log(values[i + 1]) * share));
        }
    }
}
