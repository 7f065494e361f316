using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a small symmetric tridiagonal matrix by the implicit QL iteration.</summary>
internal static class TridiagonalLeaf
{
    private const int MaxSweepsPerValue = 40;
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Overwrites the diagonal by the eigenvalues, ascending, and the block by the eigenvectors as rows in the same order.</summary>
    /// <param name="d">Diagonal [n].</param>
    /// <param name="e">Off-diagonal, length n: entry i couples i and i + 1, the last one is scratch. Destroyed.</param>
    /// <param name="block">Starts at entry (0, 0) of the n × n block.</param>
    /// <param name="stride">Distance from one row of the block to the next.</param>
    public static void Solve(Span<double> d, Span<double> e, Span<double> block, int stride)
    {
        int n = d.Length;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = block.Slice(i * stride, n);
            row.Clear();
            row[i] = 1;
        }

        int sweeps = 0;
        for (int l = 0; l < n; l++)
        {
            while (true)
            {
                int m = l;
                while (m + 1 < n && !(Math.Abs(e[m]) <= (Epsilon * Math.Sqrt(Math.Abs(d[m])) * Math.Sqrt(Math.Abs(d[m + 1]))) + (Epsilon * Epsilon))) m++;
                if (m == l) break;
                if (sweeps++ >= n * MaxSweepsPerValue) throw new EigenConvergenceException(n * MaxSweepsPerValue, Math.Abs(e[l]));
                Sweep(d, e, l, m, block, stride);
            }
        }

        Sort(d, block, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sweep(Span<double> d, Span<double> e, int l, int m, Span<double> block, int stride)
    {
        int n = d.Length;
        double half = (d[l + 1] - d[l]) / (2 * e[l]);
        double g = d[m] - d[l] + (e[l] / (half + Math.CopySign(double.Hypot(half, 1), half)));
        double s = 1, c = 1, p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i], b = c * e[i], r = double.Hypot(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                // The matrix splits here: the bulge is gone before it reached the top.
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            double t = ((d[i] - g) * s) + (2 * c * b);
            p = s * t;
            d[i + 1] = g + p;
            g = (c * t) - b;
            Rotate(block.Slice(i * stride, n), block.Slice((i + 1) * stride, n), c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rotate(Span<double> x, Span<double> y, double c, double s)
    {
        for (int k = 0; k < x.Length; k++)
        {
            double old = y[k];
            y[k] = (s * x[k]) + (c * old);
            x[k] = (c * x[k]) - (s * old);
        }
    }

    private static void Sort(Span<double> d, Span<double> block, int stride)
    {
        int n = d.Length;
        for (int i = 0; i < n - 1; i++)
        {
            int smallest = i;
            for (int j = i + 1; j < n; j++) if (d[j] < d[smallest]) smallest = j;
            if (smallest == i) continue;
            (d[i], d[smallest]) = (d[smallest], d[i]);
            Span<double> x = block.Slice(i * stride, n), y = block.Slice(smallest * stride, n);
            for (int k = 0; k < n; k++) (x[k], y[k]) = (y[k], x[k]);
        }
    }
}
