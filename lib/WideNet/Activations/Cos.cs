namespace WideNet.Activations;

/// <summary>φ(x) = cos x: T = e^{-S/2} cosh k, Ṫ = e^{-S/2} sinh k with S = q_a + q_b.</summary>
/// <remarks>
/// From E[e^{i(u ± v)}] = e^{-(S ± 2k)/2}; the duals of <see cref="Sin"/> exchanged (<c>ActivationDualsTests</c>).
/// </remarks>
public sealed class Cos : Activation
{
    /// <inheritdoc/>
    public override string Name => "cos";

    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Cos(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => -Math.Sin(x);

    /// <inheritdoc/>
    public override double Dual(double qa, double qb, double k) => DualLoops.Dual(default(CosineFormula), qa, qb, k);

    /// <inheritdoc/>
    public override double DualDerivative(double qa, double qb, double k) => DualLoops.DualDerivative(default(CosineFormula), qa, qb, k);

    /// <inheritdoc/>
    public override double DualDiagonal(double q) => Dual(q, q, q);

    /// <inheritdoc/>
    public override double DualDerivativeDiagonal(double q) => DualDerivative(q, q, q);

    /// <inheritdoc/>
    public override void Duals(
        ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative) =>
        DualLoops.Evaluate(default(CosineFormula), qa, qb, k, dual, dualDerivative);
}
