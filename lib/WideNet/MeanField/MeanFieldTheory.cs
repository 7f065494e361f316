using WideNet.Activations;
using WideNet.Numerics;

namespace WideNet.MeanField;

/// <summary>Finds the fixed points of the mean-field maps, the phase they imply and the critical line.</summary>
/// <remarks>
/// Every fixed point is bracketed, never iterated to, so nothing slows down at criticality where plain iteration converges like 1/l.
/// Relative accuracy: 1e-12 for closed-form activations, 1e-9 for tanh (<c>MeanFieldTheoryTests</c>, against 50-digit values).
/// </remarks>
public static class MeanFieldTheory
{
    /// <summary>How close χ_1 must be to 1 for <see cref="Phase.Critical"/>: rounding stays below it, and 1e12 layers are as good as infinite.</summary>
    public const double CriticalTolerance = 1e-12;

    // Beyond this variance the search calls V(q) > q unbounded growth; of bounded activations σ_w² + σ_b² decides where q* lies.
    private const double LargestVariance = 1e300;

    // Where χ_1 is taken when there is no q*.
    private const double AsGoodAsInfinite = 1e12;

    // Below this variance a smooth activation is linear to rounding.
    private const double SmallestVariance = 1e-14;

    /// <summary>Fixed points, slopes and depth scales of one pair of variances.</summary>
    /// <remarks>
    /// With σ_b² = 0 and φ(0) = 0, q = 0 is a fixed point; while it is stable it is returned as q* = 0 with the limits of σ_b² → 0 (c* = 1, p* = 0).
    /// ReLU family: q* = σ_b²/(1 - χ_1) below criticality, none above; at χ_1 = 1 with σ_b² = 0 every q is preserved, so q* is null and the phase critical.
    /// Of several fixed points (possible for GELU) the smallest stable one is taken.
    /// </remarks>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σ_w², finite and at least 0.</param>
    /// <param name="biasVariance">σ_b², finite and at least 0.</param>
    /// <exception cref="ArgumentException">A variance is negative or not finite.</exception>
    /// <exception cref="RootFindingException">A fixed point was bracketed but not found; carries iterations and residual.</exception>
    public static MeanFieldPoint Analyze(Activation activation, double weightVariance, double biasVariance)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var maps = new MeanFieldMaps { Activation = activation, WeightVariance = weightVariance, BiasVariance = biasVariance };
        return activation.IsHomogeneous ? AnalyzeHomogeneous(maps) : AnalyzeGeneral(maps);
    }

    /// <summary>The σ_w² with χ_1 = 1 at a given σ_b²: the order-to-chaos transition.</summary>
    /// <remarks>
    /// On the critical line σ_w² = 1/Ṫ(q) and q = T(q)/Ṫ(q) + σ_b², one equation for q. ReLU family: 2/(a²+b²) whatever σ_b²;
    /// q* exists there only for σ_b² = 0. Below σ_b² = 1e-12 the equation cancels and leaves σ_w² 3e-9 of itself.
    /// </remarks>
    /// <param name="activation">φ.</param>
    /// <param name="biasVariance">σ_b², finite and at least 0.</param>
    /// <exception cref="ArgumentException">The variance is negative or not finite.</exception>
    /// <exception cref="RootFindingException">No critical weight variance exists up to q = 1e300.</exception>
    public static double CriticalWeightVariance(Activation activation, double biasVariance)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var maps = new MeanFieldMaps { Activation = activation, WeightVariance = 1, BiasVariance = biasVariance };
        if (activation.IsHomogeneous || (biasVariance == 0 && activation.Evaluate(0) == 0))
        {
            return 1 / activation.DualDerivativeDiagonal(0);
        }

        double Excess(double q) => q - (activation.DualDiagonal(q) / activation.DualDerivativeDiagonal(q)) - maps.BiasVariance;

        double low = Math.Max(biasVariance, SmallestVariance);
        double high = FirstBelow(q => -Excess(q), low)
            ?? throw new RootFindingException(
                Invariant($"The activation {activation} has no critical weight variance at bias variance {biasVariance:R}: χ_1 = 1 is not reached for any ")
                    + Invariant($"q up to {LargestVariance:R}."));

        // Already beyond the root at the smallest variance: the bias variance is so small that q* = 0 to rounding.
        double q = high == low ? low : RootFinding.Bracketed(Excess, high / 2, high);
        return 1 / activation.DualDerivativeDiagonal(q);
    }

    private static MeanFieldPoint AnalyzeHomogeneous(MeanFieldMaps maps)
    {
        double chi1 = maps.Slope(1, 1);
        Phase phase = chi1 < 1 - CriticalTolerance ? Phase.Ordered
            : chi1 <= 1 + CriticalTolerance && maps.BiasVariance == 0 ? Phase.Critical
            : Phase.Unbounded;
        double? qStar = phase == Phase.Ordered ? maps.BiasVariance / (1 - chi1) : null;
        return new MeanFieldPoint { Phase = phase, QStar = qStar, CStar = 1, Chi1 = chi1, ChiCStar = chi1 };
    }

    private static MeanFieldPoint AnalyzeGeneral(MeanFieldMaps maps)
    {
        double? fixedPoint = FixedVariance(maps);
        double q = fixedPoint ?? AsGoodAsInfinite;
        double chi1 = maps.Slope(1, q);
        Phase phase = fixedPoint is null ? Phase.Unbounded
            : chi1 < 1 - CriticalTolerance ? Phase.Ordered
            : chi1 > 1 + CriticalTolerance ? Phase.Chaotic
            : Phase.Critical;
        double cStar = phase == Phase.Chaotic ? FixedCorrelation(maps, q) : 1;
        return new MeanFieldPoint { Phase = phase, QStar = fixedPoint, CStar = cStar, Chi1 = chi1, ChiCStar = maps.Slope(cStar, q) };
    }

    private static double? FixedVariance(MeanFieldMaps maps)
    {
        if (maps.NextVariance(0) == 0 && maps.Slope(1, 0) <= 1 + CriticalTolerance)
        {
            return 0;
        }

        double Excess(double q) => maps.NextVariance(q) - q;

        // V(q) ≥ σ_b², so V(q) - q is positive below σ_b².
        double low = Math.Max(maps.BiasVariance, SmallestVariance);
        if (low > maps.BiasVariance && Excess(low) <= 0) return RootFinding.Bracketed(Excess, maps.BiasVariance, low);
        return FirstBelow(Excess, low) is { } high ? RootFinding.Bracketed(Excess, high / 2, high) : null;
    }

    // 1 - C(1 - γ) = γ away from γ = 0 means that the mean slope over the gap is 1. Near criticality γ is small and the mean slope is
    // the well-conditioned quantity; in deep chaos c is small and C(c) - c is.
    private static double FixedCorrelation(MeanFieldMaps maps, double q)
    {
        double Excess(double c) => (((maps.WeightVariance * maps.Activation.Dual(q, q, c * q)) + maps.BiasVariance) / q) - c;

        if (Excess(0.5) < 0)
        {
            return Excess(0) <= 0 ? 0 : RootFinding.Bracketed(Excess, 0, 0.5);
        }

        return 1 - RootFinding.Bracketed(gap => gap == 0 ? maps.Slope(1, q) - 1 : maps.MeanSlope(gap, q) - 1, 0, 0.5);
    }

    // The first of low, 2 low, 4 low, … where f is not positive.
    private static double? FirstBelow(Func<double, double> f, double low)
    {
        for (double q = low; q <= LargestVariance; q *= 2)
        {
            if (f(q) <= 0)
            {
                return q;
            }
        }

        return null;
    }
}
