namespace WideNet.Activations;

/// <summary>φ(x) = tanh x, whose duals have no closed form: tanh is written as a mixture of 22 error functions and their closed duals are added.</summary>
/// <remarks>
/// Absolute error at most 3e-12 in T and 1e-11 in Ṫ for every variance and correlation: tanh and its derivative are matched to 1.2e-12 and
/// 4e-12 at every x (<c>ActivationDualsTests</c>). A pair costs 484 error-function pairs, about a microsecond.
/// </remarks>
public sealed class Tanh() : ClosedActivation(DualLoops.Of(default(TanhFormula)))
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override double Evaluate(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => 1 / (Math.Cosh(x) * Math.Cosh(x));
}
