using MathNet.Numerics;

namespace WideNet.Activations;

/// <summary>φ(x) = erf(x), the smooth sigmoidal activation whose duals are closed: T = (2/π) atan2(2k, s), Ṫ = (4/π)/s, s² = (1+2q_a)(1+2q_b) - 4k².</summary>
/// <remarks>
/// Source: C. K. I. Williams, Computing with infinite networks (1997), the arcsine kernel. Both duals are accurate to a few units
/// in the last place at any correlation, ±1 included; spans and single pairs give the same bits (<c>ErfTests</c>, <c>DualLoopsTests</c>).
/// </remarks>
public sealed class Erf : Activation
{
    /// <inheritdoc/>
    public override string Name => "erf";

    /// <inheritdoc/>
    public override double Evaluate(double x) => SpecialFunctions.Erf(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

    /// <inheritdoc/>
    public override double Dual(double qa, double qb, double k) => DualLoops.Dual(default(ErfFormula), qa, qb, k);

    /// <inheritdoc/>
    public override double DualDerivative(double qa, double qb, double k) => DualLoops.DualDerivative(default(ErfFormula), qa, qb, k);

    /// <inheritdoc/>
    public override double DualDiagonal(double q) => Dual(q, q, q);

    /// <inheritdoc/>
    public override double DualDerivativeDiagonal(double q) => DualDerivative(q, q, q);

    /// <inheritdoc/>
    public override void Duals(
        ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative) =>
        DualLoops.Evaluate(default(ErfFormula), qa, qb, k, dual, dualDerivative);
}
