namespace WideNet.Activations;

/// <summary>φ(x) = sin x: T = e^{-S/2} sinh k, Ṫ = e^{-S/2} cosh k with S = q_a + q_b.</summary>
/// <remarks>
/// From E[e^{i(u ± v)}] = e^{-(S ± 2k)/2}. T keeps its relative accuracy as k goes to 0 (<c>ActivationDualsTests</c>).
/// </remarks>
internal sealed class Sin() : ClosedActivation(DualLoops.Of(default(SineFormula)))
{
    /// <inheritdoc/>
    public override string Name => "sin";

    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Sin(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Math.Cos(x);
}
