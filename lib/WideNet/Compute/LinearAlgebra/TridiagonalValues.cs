using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Eigenvalues of a symmetric tridiagonal matrix by the root-free QL iteration.</summary>
/// <remarks>Pal, Walker and Kahan's variant; see B. Parlett, The Symmetric Eigenvalue Problem, section 8.15. Works on squares of the off-diagonal
/// entries.</remarks>
internal static class TridiagonalValues
{
    private const int MaxSweepsPerValue = 30;
    private const double EpsilonSquared = 1.232595164407831e-32;

    /// <summary>The eigenvalues, ascending. The norm of the matrix should be near 1.</summary>
    /// <param name="diagonal">Diagonal [n]; used as scratch.</param>
    /// <param name="offDiagonal">Entry i couples i and i + 1; length at least n - 1.</param>
    public static double[] Compute(double[] diagonal, double[] offDiagonal)
    {
        int n = diagonal.Length;
        double[] squares = new double[n];
        for (int i = 0; i + 1 < n; i++) squares[i] = offDiagonal[i] * offDiagonal[i];
        int sweeps = 0;
        for (int first = 0; first < n;)
        {
            int last = first;
            while (last + 1 < n && !Negligible(diagonal, squares, last)) last++;
            Iterate(diagonal.AsSpan(first, last - first + 1), squares.AsSpan(first, last - first + 1), ref sweeps, n * MaxSweepsPerValue);
            first = last + 1;
        }

        Array.Sort(diagonal);
        return diagonal;
    }

    private static bool Negligible(ReadOnlySpan<double> d, ReadOnlySpan<double> e2, int i) =>
        e2[i] <= (EpsilonSquared * Math.Abs(d[i] * d[i + 1])) + (EpsilonSquared * EpsilonSquared);

    private static void Iterate(Span<double> d, Span<double> e2, ref int sweeps, int cap)
    {
        // QL finds the values at the top first and likes the small ones there.
        if (Math.Abs(d[^1]) < Math.Abs(d[0]))
        {
            d.Reverse();
            e2[..^1].Reverse();
        }

        for (int l = 0; l < d.Length;)
        {
            int m = l;
            while (m + 1 < d.Length && !Negligible(d, e2, m)) m++;
            if (m + 1 < d.Length) e2[m] = 0;
            if (m == l)
            {
                l++;
                continue;
            }

            if (m == l + 1)
            {
                (d[l], d[m]) = TwoByTwo(d[l], d[m], e2[l]);
                e2[l] = 0;
                l += 2;
                continue;
            }

            if (sweeps++ >= cap) throw new EigenConvergenceException(cap, Math.Sqrt(e2[l]));
            Sweep(d, e2, l, m);
        }
    }

    private static (double First, double Second) TwoByTwo(double a, double b, double e2)
    {
        double mean = 0.5 * (a + b), half = 0.5 * (a - b), radius = Math.Sqrt((half * half) + e2);
        double large = mean >= 0 ? mean + radius : mean - radius;
        if (large == 0) return (0, 0);

        // The other root from the determinant when that does not cancel, from the trace otherwise.
        double small = radius > 0.5 * Math.Abs(mean) ? (mean >= 0 ? mean - radius : mean + radius) : ((a / large) * b) - (e2 / large);
        return (small, large);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sweep(Span<double> d, Span<double> e2, int l, int m)
    {
        double root = Math.Sqrt(e2[l]);
        double shift = (d[l + 1] - d[l]) / (2 * root);
        shift = d[l] - (root / (shift + Math.CopySign(double.Hypot(shift, 1), shift)));
        double c = 1, s = 0, gamma = d[m] - shift, p = gamma * gamma;
        for (int i = m - 1; i >= l; i--)
        {
            double bb = e2[i], r = p + bb;
            if (i != m - 1) e2[i + 1] = s * r;
            double oldC = c, oldGamma = gamma, alpha = d[i];
            c = p / r;
            s = bb / r;
            gamma = (c * (alpha - shift)) - (s * oldGamma);
            d[i + 1] = oldGamma + (alpha - gamma);
            p = c != 0 ? gamma * gamma / c : oldC * bb;
        }

        e2[l] = s * p;
        d[l] = shift + gamma;
    }
}
