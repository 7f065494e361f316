namespace WideNet.Activations;

/// <summary>φ(x) = cos x: T = e^{-S/2} cosh k, Ṫ = e^{-S/2} sinh k with S = q_a + q_b.</summary>
/// <remarks>
/// From E[e^{i(u ± v)}] = e^{-(S ± 2k)/2}; the duals of <see cref="Sin"/> exchanged (<c>ActivationDualsTests</c>).
/// </remarks>
internal sealed class Cos() : ClosedActivation(DualLoops.Of(default(CosineFormula)))
{
    /// <inheritdoc/>
    public override string Name => "cos";

    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Cos(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => -Math.Sin(x);
}
