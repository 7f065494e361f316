using WideNet.Activations;
using WideNet.MeanField;
using WideNet.Numerics;

namespace WideNet.Laws;

/// <summary>The NTK of a smooth activation where depth and distance from criticality go together: l → ∞ with x = l log χ_1 fixed.</summary>
/// <remarks>
/// With ε = log χ_1 and u = 1 - c the correlation map is du/dl = εu - αu² near c = 1, so that u = (ε/α)/(1 - e^{-εl}) once the images are forgotten, and
/// dΘ_ab/dl = q* + (ε - 2αu) Θ_ab. Then Θ_aa = (q*/ε) E(x) with E = e^x - 1, and Θ_ab = (q*/ε) G(x) with G = (sinh x - x)/(2 sinh²(x/2)): activation, α
/// and images drop out. κ = 1 + m G/(E - G). An image's own 1/(αu_0) shifts its depth, so P(Θ)Y ∝ (1/l)·xG'/(E - G). At x = 0 these are the critical
/// limits (m+2)/2 and 1/l; for x → -∞ the ordered laws, for x → ∞ the chaotic ones (ours, not in the paper; CriticalScalingTests integrates the equations).
/// </remarks>
public static class CriticalScaling
{
    // Below this size of x the Taylor series to third order is as good as the closed forms (next term: 1e-9).
    private const double SmallX = 0.02;

    /// <summary>Θ_ab/Θ_aa at x = l log χ_1: 1/3 at criticality, → 1 in order, → 0 in chaos.</summary>
    /// <param name="x">l log χ_1.</param>
    public static double EntryRatio(double x) => Math.Abs(x) < SmallX ? (1.0 / 3) - (x / 6) + (x * x / 60) + (x * x * x / 180) : G(x) / (Math.Exp(x) - 1);

    /// <summary>The limit of κ at x = l log χ_1.</summary>
    /// <param name="trainCount">m.</param>
    /// <param name="x">l log χ_1.</param>
    public static double ConditionNumber(int trainCount, double x)
    {
        double ratio = EntryRatio(x);
        return 1 + (trainCount * ratio / (1 - ratio));
    }

    /// <summary>The limit of l·P(Θ)Y at x over its limit at x = 0.</summary>
    /// <param name="x">l log χ_1.</param>
    public static double PredictorRatio(double x)
    {
        if (Math.Abs(x) < SmallX) return 1 - (0.75 * x) + (x * x * 47 / 240) - (x * x * x * 3 / 320);
        double half = Math.Sinh(x / 2), g = G(x);
        double slope = 1 - (g * Math.Sinh(x) / (2 * half * half));
        return 2 * x * slope / (Math.Exp(x) - 1 - g);
    }

    /// <summary>The σ_w² whose χ_1 has a given logarithm.</summary>
    /// <param name="activation">A smooth activation.</param>
    /// <param name="biasVariance">σ_b², positive.</param>
    /// <param name="logChi1">log χ_1.</param>
    public static double WeightVariance(Activation activation, double biasVariance, double logChi1)
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(activation, biasVariance);
        if (logChi1 == 0) return critical;
        double Excess(double w) => Math.Log(MeanFieldTheory.Analyze(activation, w, biasVariance).Chi1) - logChi1;
        return logChi1 < 0 ? RootFinding.Bracketed(Excess, critical / 4, critical) : RootFinding.Bracketed(Excess, critical, 4 * critical);
    }

    private static double G(double x)
    {
        double half = Math.Sinh(x / 2);
        return (Math.Sinh(x) - x) / (2 * half * half);
    }
}
