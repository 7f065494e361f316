using MathNet.Numerics;

namespace WideNet.Activations;

/// <summary>φ(x) = x·Φ(x) with Φ the standard normal distribution function: the exact GELU, not its tanh approximation.</summary>
/// <remarks>
/// With S = q_a + q_b, Q = (1+q_a)(1+q_b), Δ = √(Q - k²), ψ = atan2(k, Δ): T = k/4 + [(k² + q_a q_b Δ²)/(QΔ) + kψ]/2π and
/// Ṫ = 1/4 + ψ/2π + k/(2πΔ)·[1/Δ² + (2 + S)/Q] (<c>ActivationDualsTests</c>, reference cases <c>fcn-gelu</c>).
/// </remarks>
internal sealed class Gelu() : ClosedActivation(DualLoops.Of(default(GeluFormula)))
{
    /// <inheritdoc/>
    public override string Name => "gelu";

    /// <inheritdoc/>
    public override double Evaluate(double x) => x * NormalCdf(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => NormalCdf(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));

    // erfc keeps the relative accuracy of the left tail.
    private static double NormalCdf(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;
}
