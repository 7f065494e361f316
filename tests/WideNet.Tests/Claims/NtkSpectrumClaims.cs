using MathNet.Numerics.LinearRegression;
using WideNet.Activations;
using WideNet.Data;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Tests.Claims;

/// <summary>What theory says about the NTK of notebook 03's networks at large depth, statement by statement: its claims and more.</summary>
internal static class NtkSpectrumClaims
{
    private const string Source = "large-depth asymptotics of the NTK";

    /// <summary>A network of notebook 03 on its images.</summary>
    public static DepthScan Scan(string activation, double weightVariance, int depth, DatasetPair images)
    {
        FixedPointNetwork network = FixedPointNetwork.Create(ActivationCatalog.Parse(activation), weightVariance, 0.05, depth);
        return DepthScan.Compute(network.Description, Grid.Multiples(depth, 400), images.Preprocess(new Preprocessing { Variance = network.QStar }));
    }

    /// <summary>Every statement about one scan.</summary>
    public static IEnumerable<Claim> Of(DepthScan scan) => scan.Theory.Phase switch
    {
        Phase.Ordered when scan.Network.Activation.IsHomogeneous => Kinked(scan).Prepend(Diagonal(scan)),
        Phase.Ordered => Ordered(scan).Prepend(Diagonal(scan)),
        Phase.Critical => Critical(scan).Prepend(Diagonal(scan)),
        _ => Chaotic(scan).Prepend(Diagonal(scan)),
    };

    // The network in an id.
    private static string At(DepthScan scan)
    {
        string activation = scan.Network.Activation.Name == "erf" ? "" : scan.Network.Activation.Name + "-";
        return FormattableString.Invariant($"{activation}{scan.Theory.Phase.Word()}-{scan.Network.WeightVariance:0.###}");
    }

    private static Claim Diagonal(DepthScan scan) => Claim.Below(
        $"ntk-diagonal-{At(scan)}",
        "Θ_{aa} = q*(1 + χ_1 + … + χ_1^l) at every depth: largest relative difference",
        Source,
        1e-10,
        scan.Rows.Max(row => Math.Abs((row.Diagonal / scan.Laws.Diagonal(row.Depth)) - 1)), 0,
        "rounding of as many layers, each a few units in the last place, and of q* itself");

    private static IEnumerable<Claim> Ordered(DepthScan scan)
    {
        double chi = scan.Theory.Chi1, rate = Math.Log(chi);
        var law = new ExponentialClaims
        {
            Rows = scan.Rows,
            Source = Source,
            NextOrder = l => l * Math.Pow(chi, l),
            NextOrderText = "next order l χ_1^l",
        };
        yield return law.Rate($"ntk-gap-rate-{At(scan)}", "Θ_{aa} - Θ_{ab} ∝ l χ_1^l: rate log χ_1", rate, row => row.Log10Gap, DepthFactor.Linear);
        yield return law.Limit($"lambda-max-limit-{At(scan)}", "λ_{max} → m p*", scan.Laws.LambdaMax(scan.Rows[^1].Depth), row => row.LambdaMax);
        yield return law.Rate($"lambda-bulk-rate-{At(scan)}", "λ_{bulk} ∝ l χ_1^l: rate log χ_1", rate, row => row.Log10LambdaBulk, DepthFactor.Linear);
        yield return law.Rate($"kappa-rate-{At(scan)}", "κ ∝ χ_1^{-l}/l: rate -log χ_1", -rate, row => row.Log10ConditionNumber, DepthFactor.InverseLinear);

        // The kernel is (A + Bl) χ_1^l, so the predictor has corrections of relative size ξ_1/l.
        yield return law.Constant(
            $"predictor-limit-{At(scan)}", "P(Θ)Y keeps its size", row => row.Log10MeanPredictor, l => scan.Theory.Xi1 / l, "ξ_1/l");
    }

    private static IEnumerable<Claim> Kinked(DepthScan scan)
    {
        double rate = Math.Log(scan.Theory.Chi1) / 2, share = scan.Network.WeightVariance / (2 * Math.PI);
        var law = new ExponentialClaims
        {
            Rows = scan.Rows,
            Source = Source,
            NextOrder = l => share * l * Math.Exp(rate * l),
            NextOrderText = "next order (σ_w^2/2π) l χ_1^{l/2}",
        };
        yield return law.Rate($"ntk-gap-rate-{At(scan)}", "Θ_{aa} - Θ_{ab} ∝ χ_1^{l/2}: rate ½ log χ_1", rate, row => row.Log10Gap);
        yield return law.Limit($"lambda-max-limit-{At(scan)}", "λ_{max} → m p*", scan.Laws.LambdaMax(scan.Rows[^1].Depth), row => row.LambdaMax);
        yield return law.Rate($"lambda-bulk-rate-{At(scan)}", "λ_{bulk} ∝ χ_1^{l/2}: rate ½ log χ_1", rate, row => row.Log10LambdaBulk);
        yield return law.Rate($"kappa-rate-{At(scan)}", "κ ∝ χ_1^{-l/2}: rate -½ log χ_1", -rate, row => row.Log10ConditionNumber);
        yield return law.Constant($"predictor-limit-{At(scan)}", "P(Θ)Y keeps its size", row => row.Log10MeanPredictor);
    }

    private static IEnumerable<Claim> Critical(DepthScan scan)
    {
        double q = scan.Laws.QStar;
        int m = scan.TrainCount;
        var law = new CriticalClaims { Rows = scan.Rows, Source = Source };
        yield return law.Slope($"ntk-off-diagonal-slope-{At(scan)}", "Θ_{ab} → q* l/3: slope over q*", 1 / 3.0, row => row.OffDiagonal / q);
        yield return LogCorrection(scan);
        yield return law.Slope($"lambda-max-slope-{At(scan)}", "λ_{max} → (m+2) q* l/3: slope over q*", (m + 2) / 3.0, row => row.LambdaMax / q);
        yield return law.Slope($"lambda-bulk-slope-{At(scan)}", "λ_{bulk} → 2 q* l/3: slope over q*", 2 / 3.0, row => row.LambdaBulk / q);
        yield return law.Limit($"kappa-limit-{At(scan)}", "κ → (m+2)/2", (m + 2) / 2.0, row => row.ConditionNumber);
        yield return law.Exponent($"predictor-exponent-{At(scan)}", "P(Θ)Y ∝ 1/l: exponent", -1, row => row.MeanPredictor);
    }

    /// <summary>a of Θ_ab = (q*/3)(l + a log l + O(1)) on the critical line of Erf: a = -1 - 2/(3v) with v = C''(1) = 4q*²/(1 + 4q*).</summary>
    /// <remarks>
    /// Our own derivation. 1 - c = γ obeys γ' = γ - ½C''γ² + C'''γ³/6, so that C''γ/2 = 1/l - (1 - e) log l/l² with e = 2C'''/3C''²; inserted into
    /// Θ_ab' = q*(1 - γ') + C'(c) Θ_ab the terms of order log l/l balance for a = 1 - e. For Erf at χ_1 = 1, C'' = v and C''' = v + 3v².
    /// </remarks>
    public static double CriticalErfLogCorrection(double qStar) => -1 - (2 * (1 + (4 * qStar)) / (12 * qStar * qStar));

    private static Claim LogCorrection(DepthScan scan)
    {
        DepthRow[] rows = [.. scan.Rows.Where(row => row.Depth >= scan.Rows[^1].Depth / 4)];
        double predicted = CriticalErfLogCorrection(scan.QStar), left = Math.Abs(predicted) * Math.Log(rows[0].Depth) / rows[0].Depth;

        // s, a and b of s (l + a log l) + b, the first two as s and s a.
        double[] fit = MultipleRegression.QR([.. rows.Select(row => (double[])[row.Depth, Math.Log(row.Depth), 1])], [.. rows.Select(row => row.OffDiagonal)]);
        return Claim.WithinRelative(
            $"ntk-log-correction-{At(scan)}",
            "Θ_{ab} = (q*/3)(l + a log l + O(1)) with a = -1 - 2/(3v), v = 4q*^2/(1 + 4q*): the fitted a",
            Source,
            predicted,
            fit[1] / fit[0],
            5 * left,
            "the next terms are a log l/l of this one at the first layer, with a factor of 5 for their constants");
    }

    private static IEnumerable<Claim> Chaotic(DepthScan scan)
    {
        double chi = scan.Theory.Chi1, chiC = scan.Theory.ChiCStar, rate = Math.Log(chi);
        int last = scan.Rows[^1].Depth;
        var law = new ExponentialClaims
        {
            Rows = scan.Rows,
            Source = Source,
            NextOrder = l => (l * Math.Pow(chiC, l)) + (scan.TrainCount * Math.Pow(chi, -l)),
            NextOrderText = "next orders l χ_{c*}^l + m χ_1^{-l}",
        };
        yield return Claim.WithinRelative(
            $"ntk-off-diagonal-limit-{At(scan)}",
            "Θ_{ab} → q* c*/(1 - χ_{c*})",
            Source,
            scan.Theory.TStar!.Value,
            scan.Rows[^1].OffDiagonal,
            Math.Max(10 * last * Math.Pow(chiC, last), 1e-10),
            "ten times the law's own correction l χ_{c*}^l at the last layer, at least the rounding of its sum");
        yield return law.Rate($"lambda-max-rate-{At(scan)}", "λ_{max} ∝ χ_1^l: rate log χ_1", rate, row => row.Log10LambdaMax);
        yield return law.Rate($"lambda-bulk-rate-{At(scan)}", "λ_{bulk} ∝ χ_1^l: rate log χ_1", rate, row => row.Log10LambdaBulk);
        yield return law.Rate($"kappa-rate-{At(scan)}", "κ - 1 ∝ χ_1^{-l}: rate -log χ_1", -rate, row => row.Log10ConditionExcess);
        yield return law.Rate(
            $"predictor-rate-{At(scan)}", "P(Θ)Y ∝ l (χ_{c*}/χ_1)^l: rate -1/ξ_*", Math.Log(chiC / chi), row => row.Log10MeanPredictor, DepthFactor.Linear);
    }
}
