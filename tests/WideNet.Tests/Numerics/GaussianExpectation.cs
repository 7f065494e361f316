using MathNet.Numerics.Integration;
using static System.FormattableString;

namespace WideNet.Tests.Numerics;

/// <summary>Means of functions of Gaussian variables by adaptive quadrature with a checked error: the oracle for every dual.</summary>
/// <remarks>
/// Functions may have a kink or a jump at 0 (where the integrals are split) and may grow like a polynomial; the tails beyond 12 deviations are dropped
/// (<c>GaussianExpectationTests</c>, <c>ActivationDualsTests</c>).
/// </remarks>
internal static class GaussianExpectation
{
    private const double Tail = 12;
    private const int Depth = 12;

    // Means below this are 0: where the mean of a tail underflows, relative errors mean nothing.
    private const double Negligible = 1e-290;

    /// <summary>E[f(√q z)], z ~ N(0, 1).</summary>
    /// <param name="f">The function; a kink or jump is allowed at 0 only.</param>
    /// <param name="q">Variance, finite and at least 0.</param>
    /// <param name="tolerance">Error allowed, relative to E|f|.</param>
    /// <exception cref="ArgumentException">The variance is negative or not finite.</exception>
    /// <exception cref="QuadratureException">The error estimate exceeds the tolerance.</exception>
    public static double Univariate(Func<double, double> f, double q, double tolerance = 1e-12) => Shifted(f, 0, Deviation(q, nameof(q)), tolerance);

    /// <summary>E[f(u) g(v)] for (u, v) ~ N(0, [[q_a, k], [k, q_b]]).</summary>
    /// <param name="f">Function of u; a kink or jump is allowed at 0 only.</param>
    /// <param name="g">Function of v; likewise.</param>
    /// <param name="qa">Variance of u, finite and at least 0.</param>
    /// <param name="qb">Variance of v, finite and at least 0.</param>
    /// <param name="k">Covariance, |k| ≤ √(q_a q_b).</param>
    /// <param name="tolerance">Error allowed, relative to the mean of the size.</param>
    /// <exception cref="ArgumentException">A variance is negative or not finite, or the covariance too large.</exception>
    /// <exception cref="QuadratureException">The error estimate exceeds the tolerance.</exception>
    public static double Bivariate(Func<double, double> f, Func<double, double> g, double qa, double qb, double k, double tolerance = 1e-10)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(g);
        double deviationA = Deviation(qa, nameof(qa));
        Deviation(qb, nameof(qb));
        if (!(k * k <= qa * qb * (1 + 1e-12)))
        {
            throw new ArgumentException(
                Invariant($"The covariance is {k:R}; its square must not exceed the product of the variances {qa:R} and {qb:R}."), nameof(k));
        }

        // v given u has mean (k/q_a) u and variance q_b - k²/q_a.
        double slope = qa == 0 ? 0 : k / qa;
        double rest = Math.Sqrt(Math.Max(0, qb - (slope * k)));
        return Shifted(u => f(u) * Shifted(g, slope * u, rest, tolerance / 10), 0, deviationA, tolerance);
    }

    // E[f(mean + deviation·z)], split where the argument is 0.
    private static double Shifted(Func<double, double> f, double mean, double deviation, double tolerance)
    {
        if (deviation == 0)
        {
            return f(mean);
        }

        double kink = Math.Clamp(-mean / deviation, -Tail, Tail);
        (double left, double leftError, double leftSize) = Integrate(f, mean, deviation, -Tail, kink, tolerance);
        (double right, double rightError, double rightSize) = Integrate(f, mean, deviation, kink, Tail, tolerance);
        double allowed = tolerance * (leftSize + rightSize);
        double error = leftError + rightError;
        return error <= Math.Max(allowed, Negligible)
            ? left + right
            : throw new QuadratureException(
                Invariant($"The Gaussian mean is uncertain by {error:R} where {allowed:R} was allowed; is the function smooth away from 0?"))
            {
                Residual = error,
                Tolerance = allowed,
            };
    }

    private static (double Value, double Error, double Size) Integrate(
        Func<double, double> f, double mean, double deviation, double low, double high, double tolerance)
    {
        double Density(double z) => f(mean + (deviation * z)) * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

        if (low == high)
        {
            return (0, 0, 0);
        }

        double value = GaussKronrodRule.Integrate(Density, low, high, out double error, out double size, tolerance / 10, Depth, 31);
        return (value, error, size);
    }

    private static double Deviation(double variance, string name) =>
        variance >= 0 && double.IsFinite(variance)
            ? Math.Sqrt(variance)
            : throw new ArgumentException(Invariant($"The variance {name} is {variance:R}; it must be finite and at least 0."), name);
}
