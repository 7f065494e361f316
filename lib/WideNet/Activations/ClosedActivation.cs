namespace WideNet.Activations;

/// <summary>An activation whose duals are one formula, which this class runs for a pair, at equal inputs and along spans.</summary>
/// <remarks>All three give the same bits for the same pair (<c>DualLoopsTests</c>).</remarks>
public abstract class ClosedActivation : Activation
{
    private readonly DualLoops _duals;

    private protected ClosedActivation(DualLoops duals) => _duals = duals;

    /// <inheritdoc/>
    public sealed override double Dual(double qa, double qb, double k) => _duals.Dual(qa, qb, k);

    /// <inheritdoc/>
    public sealed override double DualDerivative(double qa, double qb, double k) => _duals.DualDerivative(qa, qb, k);

    /// <inheritdoc/>
    public override double DualDiagonal(double q) => Dual(q, q, q);

    /// <inheritdoc/>
    public override double DualDerivativeDiagonal(double q) => DualDerivative(q, q, q);

    /// <inheritdoc/>
    public sealed override void Duals(
        ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative) =>
        _duals.Evaluate(qa, qb, k, dual, dualDerivative);
}
