using MathNet.Numerics.Integration;
using WideNet.Activations;

namespace WideNet.MeanField;

/// <summary>The maps that one layer applies to the variance and to the correlation of pre-activations in a wide network.</summary>
/// <remarks>S. S. Schoenholz, J. Gilmer, S. Ganguli, J. Sohl-Dickstein, Deep information propagation, 2017 (<c>MeanFieldMapsTests</c>).</remarks>
public sealed record MeanFieldMaps
{
    // Beyond this gap a plain difference loses less than a digit and a half.
    private const double LargeGap = 1.0 / 16;

    private const int Nodes = 20;

    private static readonly GaussLegendreRule Rule = new(0, 1, Nodes);

    /// <summary>The nonlinearity φ.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_w², finite and at least 0.</summary>
    public required double WeightVariance { get; init => field = Variance(value, "weight"); }

    /// <summary>σ_b², finite and at least 0.</summary>
    public required double BiasVariance { get; init => field = Variance(value, "bias"); }

    /// <summary>V(q) = σ_w² E[φ(√q z)²] + σ_b², the variance one layer on.</summary>
    /// <param name="q">Variance, at least 0.</param>
    public double NextVariance(double q) => (WeightVariance * Activation.DualDiagonal(q)) + BiasVariance;

    /// <summary>C(c) = (σ_w² E[φ(u)φ(v)] + σ_b²)/V(q), the correlation one layer on; 1 at c = 1. At q = q* the divisor is q* itself.</summary>
    /// <param name="correlation">c in [-1, 1].</param>
    /// <param name="q">Variance of both pre-activations, above 0.</param>
    public double NextCorrelation(double correlation, double q) =>
        ((WeightVariance * Activation.Dual(q, q, correlation * q)) + BiasVariance) / NextVariance(q);

    /// <summary>χ(c) = σ_w² E[φ'(u)φ'(v)] at correlation c; at q = q* the slope of the correlation map.</summary>
    /// <param name="correlation">c in [-1, 1].</param>
    /// <param name="q">Variance of both pre-activations, at least 0.</param>
    public double Slope(double correlation, double q) =>
        WeightVariance * (correlation == 1 ? Activation.DualDerivativeDiagonal(q) : Activation.DualDerivative(q, q, correlation * q));

    /// <summary>The mean of χ over [1 - γ, 1], which is σ_w² (T(1) - T(1 - γ))/(γ q): decreasing from χ_1 at γ = 0.</summary>
    /// <param name="gap">γ = 1 - c in [0, 2].</param>
    /// <param name="q">Variance of both pre-activations, above 0.</param>
    internal double MeanSlope(double gap, double q)
    {
        if (gap > LargeGap)
        {
            return WeightVariance * (Activation.DualDiagonal(q) - Activation.Dual(q, q, (1 - gap) * q)) / (gap * q);
        }

        // With s = t² the singularity √(1 - c) of a kinked activation becomes smooth; for a smooth one nothing is lost.
        Span<double> variances = stackalloc double[Nodes];
        Span<double> covariances = stackalloc double[Nodes];
        Span<double> slopes = stackalloc double[Nodes];
        variances.Fill(q);
        for (int i = 0; i < Nodes; i++)
        {
            double t = Rule.GetAbscissa(i);
            covariances[i] = q - (gap * t * t * q);
        }

        Activation.Duals(variances, variances, covariances, covariances, slopes);
        double sum = 0;
        for (int i = 0; i < Nodes; i++)
        {
            sum += Rule.GetWeight(i) * 2 * Rule.GetAbscissa(i) * slopes[i];
        }

        return WeightVariance * sum;
    }

    private static double Variance(double value, string name) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentException(Invariant($"The {name} variance is {value}; a variance must be finite and at least 0."));
}
