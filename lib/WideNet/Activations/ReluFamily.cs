using System.Globalization;

namespace WideNet.Activations;

/// <summary>φ(x) = a·min(x, 0) + b·max(x, 0): ReLU (0, 1), leaky ReLU (α, 1), absolute value (-1, 1).</summary>
/// <remarks>
/// With P = q_a q_b, s = √(P - k²), θ = atan2(s, k) in [0, π], f = (a-b)²/2π: Ṫ = (a²+b²)/2 - fθ and T = f·s + Ṫ·k
/// (Y. Cho and L. K. Saul, Kernel methods for deep learning, 2009). Accurate to a few units in the last place at any correlation,
/// ±1 included (<c>ReluFamilyTests</c>). Where one variance is 0 the pair counts as independent: T = 0, Ṫ = (a+b)²/4;
/// the diagonal at q = 0 is the limit q → 0, Ṫ = (a²+b²)/2.
/// </remarks>
public sealed class ReluFamily : ClosedActivation
{
    private ReluFamily(string name, double negativeSlope, double positiveSlope)
        : base(DualLoops.Of(new ReluFormula(negativeSlope, positiveSlope)))
    {
        Name = name;
        NegativeSlope = negativeSlope;
        PositiveSlope = positiveSlope;
    }

    /// <summary>max(x, 0), named <c>relu</c>.</summary>
    public static ReluFamily Relu { get; } = new("relu", 0, 1);

    /// <summary>|x|, named <c>abs</c>.</summary>
    public static ReluFamily Abs { get; } = new("abs", -1, 1);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>a, the slope for x &lt; 0.</summary>
    public double NegativeSlope { get; }

    /// <summary>b, the slope for x &gt; 0.</summary>
    public double PositiveSlope { get; }

    /// <inheritdoc/>
    public override bool IsHomogeneous => true;

    /// <summary>max(x, αx) for α &lt; 1, named <c>leaky_relu_α</c>.</summary>
    /// <param name="negativeSlope">α, the slope below 0; finite.</param>
    /// <exception cref="ArgumentException">The slope is not finite.</exception>
    public static ReluFamily LeakyRelu(double negativeSlope) =>
        double.IsFinite(negativeSlope)
            ? new ReluFamily("leaky_relu_" + negativeSlope.ToString("R", CultureInfo.InvariantCulture), negativeSlope, 1)
            : throw new ArgumentException(Invariant($"The slope of a leaky ReLU is {negativeSlope}; it must be finite."), nameof(negativeSlope));

    /// <inheritdoc/>
    public override double Evaluate(double x) => x > 0 ? PositiveSlope * x : NegativeSlope * x;

    /// <inheritdoc/>
    public override double Derivative(double x) => x > 0 ? PositiveSlope : x < 0 ? NegativeSlope : KinkSlope;

    /// <inheritdoc/>
    public override double DualDiagonal(double q) => DualDerivativeDiagonal(q) * q;

    /// <inheritdoc/>
    public override double DualDerivativeDiagonal(double q) => ((NegativeSlope * NegativeSlope) + (PositiveSlope * PositiveSlope)) / 2;

    // PyTorch's convention: relu and leaky_relu take the negative side at 0, abs takes sign(0) = 0.
    private double KinkSlope => NegativeSlope == -PositiveSlope ? 0 : NegativeSlope;
}
