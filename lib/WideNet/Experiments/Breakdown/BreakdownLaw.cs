using WideNet.Activations;

namespace WideNet.Experiments.Breakdown;

/// <summary>How the error of κ by a plain recursion grows with κ in the ordered phase.</summary>
/// <remarks>
/// Θ is constant up to a gap g = Θ_aa - Θ_ab ∝ Θ_aa/κ, and an entry has the relative error u: the error of κ is uκ for a smooth activation. At a kink g is proportional to the angle
/// θ = √(2δ/q), and δ = q - K_ab is known to uq only, so that the error of θ is u/θ² ∝ uκ². Constants of order 1 and the number of layers are left open.
/// </remarks>
public static class BreakdownLaw
{
    /// <summary>Unit roundoff of single precision, 2⁻²⁴.</summary>
    public static double SingleRoundoff { get; } = Math.ScaleB(1, -24);

    /// <summary>Unit roundoff of double precision, 2⁻⁵³.</summary>
    public static double DoubleRoundoff { get; } = Math.ScaleB(1, -53);

    /// <summary>uκ for a smooth activation, uκ² at a kink.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="kappa">κ.</param>
    /// <param name="roundoff">u.</param>
    public static double Error(Activation activation, double kappa, double roundoff)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return roundoff * kappa * (activation.IsHomogeneous ? kappa : 1);
    }

    /// <summary>The κ at which the law reaches an error.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="error">Relative error of κ.</param>
    /// <param name="roundoff">u.</param>
    public static double BreakingPoint(Activation activation, double error, double roundoff)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return activation.IsHomogeneous ? Math.Sqrt(error / roundoff) : error / roundoff;
    }
}
