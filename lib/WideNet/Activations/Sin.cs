namespace WideNet.Activations;

/// <summary>φ(x) = sin x: T = e^{-S/2} sinh k, Ṫ = e^{-S/2} cosh k with S = q_a + q_b.</summary>
/// <remarks>
/// From E[e^{i(u ± v)}] = e^{-(S ± 2k)/2}. T keeps its relative accuracy as k goes to 0 (<c>ActivationDualsTests</c>).
/// </remarks>
public sealed class Sin : Activation
{
    /// <inheritdoc/>
    public override string Name => "sin";

    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Sin(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Math.Cos(x);

    /// <inheritdoc/>
    public override double Dual(double qa, double qb, double k) => DualLoops.Dual(default(SineFormula), qa, qb, k);

    /// <inheritdoc/>
    public override double DualDerivative(double qa, double qb, double k) => DualLoops.DualDerivative(default(SineFormula), qa, qb, k);

    /// <inheritdoc/>
    public override double DualDiagonal(double q) => Dual(q, q, q);

    /// <inheritdoc/>
    public override double DualDerivativeDiagonal(double q) => DualDerivative(q, q, q);

    /// <inheritdoc/>
    public override void Duals(
        ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative) =>
        DualLoops.Evaluate(default(SineFormula), qa, qb, k, dual, dualDerivative);
}
