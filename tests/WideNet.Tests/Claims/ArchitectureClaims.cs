using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Tests.Claims;

/// <summary>What theory says about κ, its eigenvalues and P(Θ)Y of FCN, CNN-F and CNN-P at large depth: the claims of notebook 04 and more.</summary>
internal static class ArchitectureClaims
{
    private const string Source = "large-depth asymptotics of the NTK";

    /// <summary>Every statement about one scan; <paramref name="at"/> ends the names.</summary>
    public static IEnumerable<Claim> Of(DepthScan scan, string at) => scan.Theory.Phase switch
    {
        Phase.Ordered => Ordered(scan, at),
        Phase.Critical => Critical(scan, at),
        _ => Rates(scan, at).Concat(Sizes(scan, at)),
    };

    private static IEnumerable<Claim> Ordered(DepthScan scan, string at)
    {
        NtkLaws theory = scan.Laws;
        bool isKinked = theory.IsHomogeneous;
        int last = scan.Rows[^1].Depth;
        double rate = Math.Log(theory.OrderedFactor), share = isKinked ? scan.Network.WeightVariance / (2 * Math.PI) : 1;
        var law = new ExponentialClaims
        {
            Rows = [.. scan.Resolved.Where(row => row.Depth >= last / 2)],
            Source = Source,
            NextOrder = l => share * l * Math.Exp(rate * l),
            NextOrderText = isKinked ? "next order (σ_w^2/2π) l χ_1^{l/2}" : "next order l χ_1^l",
        };
        yield return law.Rate($"kappa-rate-{at}", "κ ∝ χ_1^{-l}/l, at a kink χ_1^{-l/2}", -rate, row => row.Log10ConditionNumber,
            isKinked ? DepthFactor.Constant : DepthFactor.InverseLinear);

        // A smooth kernel is (A + Bl) χ_1^l, so the predictor has corrections of relative size ξ_1/l.
        yield return law.Constant($"predictor-limit-{at}", "P(Θ)Y keeps its size", row => row.Log10MeanPredictor,
            isKinked ? null : l => scan.Theory.Xi1 / l, "correction");
        double left = (10 * law.NextOrder(last)) + GapKernel.Rounding(last);
        yield return Claim.WithinRelative($"lambda-max-limit-{at}", "λ_{max} → m p*", Source, theory.LambdaMax(last), scan.Rows[^1].LambdaMax, left,
            "ten times the order of the gaps at the last layer, and rounding");
        yield return law.Rate($"lambda-bulk-rate-{at}", "λ_{bulk} ∝ l χ_1^l, at a kink χ_1^{l/2}", rate, row => row.Log10LambdaBulk,
            isKinked ? DepthFactor.Constant : DepthFactor.Linear);
    }

    private static IEnumerable<Claim> Critical(DepthScan scan, string at)
    {
        var law = new CriticalClaims { Rows = scan.Resolved, Source = Source };
        string limit = scan.Laws.IsHomogeneous ? "κ → (md+3)/3" : "κ → (md+2)/2";
        yield return law.ConditionNumber(
            $"kappa-limit-{at}", limit, scan.Laws.CriticalConditionNumber, scan.Laws.CriticalBulkSlope);
        yield return law.Exponent($"predictor-exponent-{at}", "P(Θ)Y ∝ 1/l", -1, row => row.MeanPredictor);
    }

    private static IEnumerable<Claim> Rates(DepthScan scan, string at)
    {
        double chi = scan.Theory.Chi1, chiC = scan.Theory.ChiCStar;
        var law = new ExponentialClaims
        {
            Rows = scan.Resolved,
            Source = Source,
            NextOrder = l => (l * Math.Pow(chiC, l)) + scan.Laws.ChaoticExcess(l),
            NextOrderText = "next orders l χ_{c*}^l + κ - 1",
        };
        yield return law.Rate($"kappa-rate-{at}", "κ - 1 ∝ χ_1^{-l}", -Math.Log(chi), row => row.Log10ConditionExcess);
        yield return law.Rate(
            $"predictor-rate-{at}", "P(Θ)Y ∝ l (χ_{c*}/χ_1)^l", Math.Log(chiC / chi), row => row.Log10MeanPredictor, DepthFactor.Linear);
        ExponentialClaims eigenvalues = law with { NextOrder = l => scan.Laws.ChaoticExcess(l) + Math.Pow(chi, -l) };
        yield return eigenvalues.Rate($"lambda-bulk-rate-{at}", "λ_{bulk} ∝ χ_1^l", Math.Log(chi), row => row.Log10LambdaBulk);
        yield return eigenvalues.Rate($"lambda-max-rate-{at}", "λ_{max} ∝ χ_1^l", Math.Log(chi), row => row.Log10LambdaMax);
    }

    // Constants included: with D = Θ_aa of a pixel, λ_bulk → (D - t*)/d and κ - 1 → d m t*/(D - t*), at the middle of the asymptotic range.
    private static IEnumerable<Claim> Sizes(DepthScan scan, string at)
    {
        NtkLaws theory = scan.Laws;
        (int first, int last) = Asymptotic(scan);
        int middle = (first + last) / 2;
        DepthRow row = scan.Rows.Single(row => row.Depth == middle);
        double left = Left(scan, middle), share = theory.OffDiagonal(first) / (scan.Pixels * theory.ChaoticBulk(first));
        yield return Claim.WithinRelative(
            $"lambda-bulk-size-{at}",
            "λ_{bulk} → (Θ_{aa} - t*)/d",
            Source,
            1,
            row.LambdaBulk / theory.ChaoticBulk(middle),
            (10 * left * scan.Pixels * share * Math.Pow(scan.Theory.Chi1, first - middle)) + (scan.Pixels * GapKernel.Rounding(middle)),
            "ten times l χ_{c*}^l of what is left of d t*/Θ_{aa}, and d times the rounding");
        yield return Claim.WithinRelative(
            $"kappa-constant-{at}",
            "κ - 1 → d m t*/(Θ_{aa} - t*)",
            Source,
            1,
            Math.Pow(10, row.Log10ConditionExcess) / theory.ChaoticExcess(middle),
            10 * left,
            "ten times l χ_{c*}^l of what is left of the pairs' distance from t*");
    }

    /// <summary>κ - 1 of a chaotic network over that of a smaller one: (d m)/(d' m').</summary>
    public static Claim Factor(string id, DepthScan larger, DepthScan smaller)
    {
        (int first, int last) = Asymptotic(larger);
        (int otherFirst, int otherLast) = Asymptotic(smaller);
        int layer = (Math.Max(first, otherFirst) + Math.Min(last, otherLast)) / 2;
        double Log10(DepthScan scan) => scan.Rows.Single(row => row.Depth == layer).Log10ConditionExcess;
        double predicted = (double)larger.Pixels * larger.TrainCount / (smaller.Pixels * smaller.TrainCount);
        return Claim.WithinRelative(id, "κ - 1 ∝ d m χ_1^{-l}", Source, predicted, Math.Pow(10, Log10(larger) - Log10(smaller)), 20 * Left(larger, layer),
            "ten times l χ_{c*}^l of what is left of the pairs' distance from t*, for each of the two");
    }

    /// <summary>How far κ of a critical network is from its limit at the last depth, over that of a smaller one: (d m)/(d' m').</summary>
    public static Claim Correction(string id, DepthScan larger, DepthScan smaller)
    {
        double Missing(DepthScan scan) => scan.Laws.CriticalConditionNumber - scan.Rows[^1].ConditionNumber;
        double predicted = (double)larger.Pixels * larger.TrainCount / (smaller.Pixels * smaller.TrainCount);
        return Claim.WithinRelative(id, "κ = (md+2)/2 - d m O(log l/l)", Source, predicted, Missing(larger) / Missing(smaller),
            1 / Math.Log(larger.Rows[^1].Depth),
            "the law is d m (A log l + B)/l with one A; a B of the order of A is 1/log l of the whole");
    }

    // From where l χ_c*^l and κ - 1 are small to where κ - 1 is last known.
    private static (int First, int Last) Asymptotic(DepthScan scan)
    {
        int last = scan.Rows.TakeWhile(row => row.ConditionExcessError < 0.01).Last().Depth;
        int small = scan.Rows.First(row => row.Log10ConditionExcess < Math.Log10(0.05)).Depth;
        return (Math.Max(NtkLaws.FirstAsymptoticDepth(scan.Theory, last) ?? last, small), last);
    }

    private static double Left(DepthScan scan, int depth) => depth * Math.Pow(scan.Theory.ChiCStar, depth);
}
