namespace WideNet.Training;

/// <summary>A learning rate η, given as a number or as a fraction of the largest one that theory allows.</summary>
/// <remarks>
/// For gradient descent on a loss ½ mean over m examples and k outputs, η_theory = 2 m k/λ_max with λ_max the largest eigenvalue of the
/// analytic Θ(X, X) (<c>TrainingDynamicsTests</c>). With momentum μ the bound is (1 + μ) times that.
/// </remarks>
public sealed record LearningRate
{
    private LearningRate(double value, double? fraction, double? maximum)
    {
        Value = value;
        Fraction = fraction;
        Maximum = maximum;
    }

    /// <summary>η.</summary>
    public double Value { get; }

    /// <summary>η/η_theory, or null for an absolute rate.</summary>
    public double? Fraction { get; }

    /// <summary>η_theory, or null for an absolute rate.</summary>
    public double? Maximum { get; }

    /// <summary>A given number.</summary>
    /// <param name="value">η, finite and above 0.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static LearningRate Absolute(double value) => new(Positive(value, "The learning rate"), null, null);

    /// <summary>A fraction of the maximum.</summary>
    /// <param name="fraction">η/η_theory, finite and above 0; above 1 training is expected to diverge.</param>
    /// <param name="maximum">η_theory, finite and above 0.</param>
    /// <exception cref="ArgumentException">A number is not.</exception>
    public static LearningRate FractionOfMaximum(double fraction, double maximum) => new(
        Positive(fraction, "The fraction of the maximum learning rate") * Positive(maximum, "The maximum learning rate"), fraction, maximum);

    private static double Positive(double value, string what) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentException(Invariant($"{what} is {value}; it must be finite and above 0."));
}
