using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Experiments.HiddenBlocks;

/// <summary>The derived laws of residual and layer-normalised networks against measured kernels.</summary>
/// <remarks>See <see cref="BlockTheory"/>. Test: BlockClaimsTests.</remarks>
public static class BlockClaims
{
    private const string Source = "skip connections and layer normalisation (beyond the paper's three architectures)";

    // Fits start here: equally spaced depths follow.
    private const int FirstFitted = 120;

    /// <summary>All claims.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="curves">Measured networks, at the default depths.</param>
    /// <param name="data">Their images as loaded.</param>
    public static ClaimTable Evaluate(Provenance run, IReadOnlyList<BlockCurve> curves, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new ClaimTable(
        [
            .. curves.Where(curve => curve.Curves.Network is { Block: HiddenBlock.Residual, Activation.Name: "relu", BiasVariance: 0 }).SelectMany(ResidualRelu),
            .. curves.Where(curve => curve.Curves.Network is { Block: HiddenBlock.Residual, Activation.Name: "erf" }).SelectMany(ResidualErf),
            .. curves.Where(curve => curve.Curves.Network.Block == HiddenBlock.LayerNormalized).SelectMany(curve => Normalized(curve, curve.PlainEquivalent(data))),
            .. curves.Where(curve => curve.Curves.Network is { Block: HiddenBlock.LayerNormalized, Activation.Name: "relu", BiasVariance: > 0 }).SelectMany(OrderedRelu),
        ]).From(run);
    }

    private static IEnumerable<Claim> ResidualRelu(BlockCurve curve)
    {
        double w = curve.WeightVariance, share = BlockTheory.ResidualShare(w);
        DepthCurves measured = curve.Curves;
        int last = measured.Depths[^1], start = measured.Depths.ToList().FindIndex(l => l >= FirstFitted), m = measured.TrainCount;
        string at = $"residual-relu-{Phases.Number(w)}", name = $"Residual ReLU, σ_w^2 = {Phases.Number(w)}";
        yield return Claim.Within(
            $"{at}-variance",
            $"{name}: the variance grows by 1 + σ_w^2/2 a layer: rate of log q over {last} layers",
            Source,
            Math.Log(1 + (w / 2)),
            Math.Log(measured.Variance[^1] / measured.Variance[0]) / (last - measured.Depths[0]),
            1e-12,
            "exact; rounding of a few hundred multiplications");
        yield return Claim.WithinRelative(
            $"{at}-ntk",
            $"{name}: Θ_{{aa}}/K_{{aa}} = 1 + s l with s = σ_w^2/(2 + σ_w^2), at {last} layers",
            Source,
            1 + (share * last),
            measured.Diagonal[^1] / measured.Variance[^1],
            1e-10,
            "exact; rounding of a few hundred multiplications and additions");
        double layers = share * FirstFitted, order = Math.Pow(Math.Log(layers) / layers, 2);
        string reason = $"log corrections are fitted; the next order is (log sl/sl)^2 = {order:G2} at layer {FirstFitted}, that is {layers:G3} critical layers, with a factor of 5 for its constant";
        int[] depths = [.. measured.Depths.Skip(start)];
        double Limit(IEnumerable<double> values) => DepthLaws.LimitWithLogCorrection(depths, [.. values.Skip(start)]);
        yield return Claim.WithinRelative(
            $"{at}-correlation",
            $"{name}: 1 - c → 9π²/(2 s² l²): limit of the ratio",
            Source,
            1,
            Limit(measured.CorrelationGap.Zip(measured.Depths, (gap, l) => gap / BlockTheory.ResidualReluGap(w, l))),
            5 * order,
            reason);
        yield return Claim.WithinRelative($"{at}-off-diagonal", $"{name}: Θ_{{ab}}/Θ_{{aa}} → 1/4", Source, 0.25, Limit(measured.OffDiagonal.Zip(measured.Diagonal, (off, on) => off / on)), 5 * order, reason);
        yield return Claim.WithinRelative($"{at}-kappa", $"{name}: κ → (m+3)/3, as for a critical plain network, at any σ_w^2", Source, (m + 3) / 3.0, Limit(measured.ConditionNumber), 5 * order, reason);
        yield return Claim.Within(
            $"{at}-predictor",
            $"{name}: P(Θ)Y ∝ 1/l: exponent",
            Source,
            -1,
            DepthLaws.PowerWithLogCorrection(depths, [.. measured.MeanPredictor.Skip(start)]),
            5 * order * Math.Log(layers),
            reason + ", and a factor log sl for the exponent's share of it");
    }

    private static IEnumerable<Claim> ResidualErf(BlockCurve curve)
    {
        double w = curve.WeightVariance, b = curve.BiasVariance;
        int last = curve.Curves.Depths[^1], first = last / 4, row = curve.Curves.Depths.ToList().IndexOf(first);
        string at = $"residual-erf-{Phases.Number(w)}", name = $"Residual Erf, σ_w^2 = {Phases.Number(w)}, σ_b^2 = {Phases.Number(b)}";
        double Variance(int l) => BlockTheory.ResidualErfVariance(w, b, l);
        double span = last - first;
        yield return Claim.WithinRelative(
            $"{at}-variance",
            $"{name}: the variance grows linearly, by σ_w^2 + σ_b^2 a layer less (4σ_w^2/π)/(2√(a l)): mean step from layer {first} to {last}",
            Source,
            (Variance(last) - Variance(first)) / span,
            (curve.Curves.Variance[^1] - curve.Curves.Variance[row]) / span,
            5.0 / first,
            $"next order of a step 1/l at layer {first}, with a factor of 5 for its constant");
        yield return Claim.Within(
            $"{at}-growth",
            $"{name}: Θ_{{aa}} grows like e^{{(4σ_w^2/π)√(l/a)}}, slower than any exponential: logarithm of its growth from layer {first} to {last}",
            Source,
            BlockTheory.ResidualErfGrowth(w, b, first, last),
            Math.Log(curve.Curves.Diagonal[^1] / curve.Curves.Diagonal[row]),
            5 / Math.Sqrt(first),
            $"next order 1/√l at layer {first}, with a factor of 5 for its constant");
    }

    private static IEnumerable<Claim> Normalized(BlockCurve curve, BlockCurve plain)
    {
        DepthCurves measured = curve.Curves;
        double w = curve.WeightVariance, b = curve.BiasVariance, chi = BlockTheory.NormalizedChi1(measured.Network.Activation, w, b), scale = BlockTheory.NormalizedScale(measured.Network.Activation, w, b);
        string at = $"layernorm-{measured.Network.Activation.Name}-{Phases.Number(w)}-{Phases.Number(b)}", name = curve.Name;
        double[] growth = new double[measured.Depths.Count];
        for (int i = 0; i < growth.Length; i++) growth[i] = measured.Diagonal[i] / scale / Geometric(chi, measured.Depths[i] + 1);
        yield return Claim.Within(
            $"{at}-diagonal",
            $"{name}: Θ_{{aa}} = v (1 + χ_1 + … + χ_1^l) with χ_1 = σ_w^2 Ṫ(1)/v = {chi:G6}: largest deviation of the ratio from 1 over all depths",
            Source,
            0,
            growth.Max(ratio => Math.Abs(ratio - 1)),
            1e-10,
            "exact; rounding of a few hundred layers");
        (double First, double Second)[] resolved = [.. measured.ConditionNumber.Zip(plain.Curves.ConditionNumber).Where(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second))];
        double largest = resolved.Max(pair => pair.First), rounding = measured.Network.Activation.IsHomogeneous ? 1.5e-8 : 1e-14;
        yield return Claim.Within(
            $"{at}-equivalent",
            $"{name}: κ is that of the plain network with σ_w^2/v, σ_b^2/v at q* = 1: largest relative difference over the depths that double precision resolves",
            Source,
            0,
            resolved.Max(pair => Math.Abs((pair.First / pair.Second) - 1)),
            rounding * largest,
            $"exact but for rounding of {rounding:G2} κ ({(measured.Network.Activation.IsHomogeneous ? "a kinked dual loses half the digits at correlation 1" : "fifty units in the last place")}), κ up to {largest:G3}");
    }

    // LayerNorm with bias orders a ReLU network: 1 - c ∝ χ_1^l, and the kink makes the NTK's gap its square root.
    private static IEnumerable<Claim> OrderedRelu(BlockCurve curve)
    {
        DepthCurves measured = curve.Curves;
        double w = curve.WeightVariance, b = curve.BiasVariance, chi = BlockTheory.NormalizedChi1(measured.Network.Activation, w, b);
        double weight = w / BlockTheory.NormalizedScale(measured.Network.Activation, w, b), rate = Math.Log(chi);
        int[] rows =
        [
            .. Enumerable.Range(0, measured.Depths.Count).Where(i => measured.Depths[i] >= FirstFitted && double.IsFinite(measured.ConditionNumber[i]) && double.IsFinite(measured.NngpConditionNumber[i])),
        ];
        string at = $"layernorm-relu-{Phases.Number(w)}-{Phases.Number(b)}", name = curve.Name;
        if (rows.Length < 3)
        {
            yield return Claim.NotTested($"{at}-rates", $"{name}: ordered, so differences decay exponentially", Source, $"Double precision resolves {rows.Length} of the fitted depths; a rate needs three.");
            yield break;
        }

        int first = measured.Depths[rows[0]];
        double[] l = [.. rows.Select(i => (double)measured.Depths[i])];
        double smooth = Math.Sqrt(measured.CorrelationGap[rows[0]]), kinked = weight / (2 * Math.PI) * first * Math.Pow(chi, first / 2.0);
        string smoothReason = $"next order of the map, below √(1 - c) = {smooth:G2} at layer {first}, a layer", kinkedReason = $"next order (σ_w^2/2πv) l χ_1^{{l/2}} = {kinked:G2} at layer {first}, times the law's own rate";
        double Rate(Func<int, double> value) => RateFit.Exponential(l, [.. rows.Select(value)]).Rate;
        yield return Claim.Within($"{at}-correlation", $"{name}: 1 - c ∝ χ_1^l: rate log χ_1", Source, rate, Rate(i => measured.CorrelationGap[i]), smooth, smoothReason);
        yield return Claim.Within($"{at}-nngp-kappa", $"{name}: κ of the NNGP ∝ χ_1^{{-l}}: rate -log χ_1", Source, -rate, Rate(i => measured.NngpConditionNumber[i]), smooth, smoothReason);
        yield return Claim.Within($"{at}-ntk-gap", $"{name}: Θ_{{aa}} - Θ_{{ab}} ∝ χ_1^{{l/2}}: rate (log χ_1)/2", Source, rate / 2, Rate(i => measured.Diagonal[i] - measured.OffDiagonal[i]), kinked * -rate / 2, kinkedReason);
        yield return Claim.Within($"{at}-ntk-kappa", $"{name}: κ of the NTK ∝ χ_1^{{-l/2}}: rate -(log χ_1)/2", Source, -rate / 2, Rate(i => measured.ConditionNumber[i]), kinked * -rate / 2, kinkedReason);
    }

    private static double Geometric(double ratio, int terms) => Math.Abs(ratio - 1) < 1e-12 ? terms : (Math.Pow(ratio, terms) - 1) / (ratio - 1);
}
