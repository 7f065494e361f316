using MathNet.Numerics;

namespace WideNet.Activations;

/// <summary>φ(x) = erf(x), the smooth sigmoidal activation whose duals are closed: T = (2/π) atan2(2k, s), Ṫ = (4/π)/s, s² = (1+2q_a)(1+2q_b) - 4k².</summary>
/// <remarks>
/// Source: C. K. I. Williams, Computing with infinite networks (1997), the arcsine kernel. Both duals are accurate to a few units
/// in the last place at any correlation, ±1 included; spans and single pairs give the same bits (<c>ErfTests</c>, <c>DualLoopsTests</c>).
/// </remarks>
public sealed class Erf() : ClosedActivation(DualLoops.Of(default(ErfFormula)))
{
    /// <inheritdoc/>
    public override string Name => "erf";

    /// <inheritdoc/>
    public override double Evaluate(double x) => SpecialFunctions.Erf(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
}
