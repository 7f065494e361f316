using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Activations;

namespace WideNet.Compute.Convolution;

/// <summary>The duals of tanh as a series of products: T = k P(c²) and Ṫ = P(c²) + 2c² P'(c²), P(y) = Σ_m G_m(q_a) G_m(q_b) y^m.</summary>
/// <remarks>
/// tanh is a mixture of error functions (<see cref="LogisticMixture"/>), so T = (2/π) Σ_ij w_i w_j arcsin(k/√((κ_i²+q_a)(κ_j²+q_b))), and the series of
/// the arcsine, Σ_m b_m x^{2m+1}, turns the double sum into products of one number of each pixel:
/// G_m(q) = √(2b_m/π) Σ_i w_i (κ_i²+q)^{-1/2} (q/(κ_i²+q))^m. All terms are positive at c = 1, so by Cauchy and Schwarz what N terms leave out is at most
/// the tails at (q, q, q) for the larger q: <see cref="Terms"/> keeps them below 5e-13 in T and 2e-12 in Ṫ. About 55 terms for q = 1, 105 for q = 2.
/// The scalar definition is <see cref="Tanh"/>; shown by ConvolutionalTanhSeriesTests.
/// </remarks>
internal static class ConvolutionalTanhSeries
{
    /// <summary>Largest error of T that leaving out terms may add.</summary>
    public const double DualTail = 5e-13;

    /// <summary>Largest error of Ṫ that leaving out terms may add.</summary>
    public const double SlopeTail = 2e-12;

    private const int Most = 400;

    /// <summary>√(2b_m/π).</summary>
    private static readonly double[] Factors = [.. RootsOfCoefficients(2 * Most)];

    /// <summary>Terms needed for variances up to q, or null beyond 400 (q above about 8).</summary>
    /// <param name="q">Largest variance, at least 0.</param>
    public static int? Terms(double q)
    {
        // Beyond 800 terms the rest is bounded by a geometric series with the largest ratio of two terms, that of the narrowest error function.
        double[] g = new double[2 * Most];
        Coefficients([q], g, g.Length);
        ReadOnlySpan<double> scales = LogisticMixture.SquaredScales;
        double ratio = Math.Pow(q / (scales[0] + q), 2), last = g[^1] * g[^1] / (1 - ratio);
        double dual = q * last, slope = 2 * g.Length * last / (1 - ratio);
        for (int m = g.Length - 1; m >= 0; m--)
        {
            double square = g[m] * g[m];
            dual += q * square;
            slope += ((2 * m) + 1) * square;
            if (dual > DualTail || slope > SlopeTail) return m + 1 <= Most ? m + 1 : null;
        }

        return 1;
    }

    /// <summary>G_0 … G_{terms-1} of many variances.</summary>
    /// <param name="q">Variances, at least 0.</param>
    /// <param name="destination">Receives [variance][term].</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="first">Where the terms begin in each row of <paramref name="destination"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Coefficients(ReadOnlySpan<double> q, Span<double> destination, int terms, int first = 0)
    {
        int lanes = Vector<double>.Count, row = terms + first;
        ReadOnlySpan<double> scales = LogisticMixture.SquaredScales, weights = LogisticMixture.Weights;
        Span<Vector<double>> power = stackalloc Vector<double>[scales.Length], ratio = stackalloc Vector<double>[scales.Length];
        Span<double> padded = stackalloc double[lanes];
        for (int start = 0; start < q.Length; start += lanes)
        {
            int count = Math.Min(lanes, q.Length - start);
            padded.Fill(1);
            q.Slice(start, count).CopyTo(padded);
            var variance = new Vector<double>(padded);
            for (int i = 0; i < scales.Length; i++)
            {
                Vector<double> sum = new Vector<double>(scales[i]) + variance;
                power[i] = new Vector<double>(weights[i]) / Vector.SquareRoot(sum);
                ratio[i] = variance / sum;
            }

            for (int m = 0; m < terms; m++)
            {
                Vector<double> total = Vector<double>.Zero;
                for (int i = 0; i < scales.Length; i++)
                {
                    total += power[i];
                    power[i] *= ratio[i];
                }

                (total * Factors[m]).CopyTo(padded);
                for (int lane = 0; lane < count; lane++) destination[((start + lane) * row) + first + m] = padded[lane];
            }
        }
    }

    // b_m = (2m)!/(4^m (m!)² (2m+1)).
    private static IEnumerable<double> RootsOfCoefficients(int count)
    {
        double binomial = 1;
        for (int m = 0; m < count; m++)
        {
            if (m > 0) binomial *= (2.0 * m - 1) / (2.0 * m);
            yield return Math.Sqrt(2 / Math.PI * binomial / ((2 * m) + 1));
        }
    }
}
