using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>The check of matrices that must be symmetric, shared by the Cholesky factorization and the eigensolver.</summary>
internal static class SymmetricInput
{
    /// <summary>Allowed |a_ij - a_ji| relative to the largest entry: rounding of a long sum, not a mistake.</summary>
    public const double Tolerance = 1e-12;

    private const int Tile = 64;

    /// <summary>Returns max |a_ij|, or throws if the matrix is not square, not finite or not symmetric.</summary>
    public static double Check(Matrix a, string name, int? threads)
    {
        ArgumentNullException.ThrowIfNull(a, name);
        if (a.Rows != a.Columns) throw new ArgumentException(Invariant($"The matrix is {a.Rows}×{a.Columns}, but it must be square."), name);
        int tiles = (a.Rows + Tile - 1) / Tile;
        double[] largest = new double[tiles], difference = new double[tiles];
        ParallelTiles.For(tiles, threads, tile => (largest[tile], difference[tile]) = Measure(a, tiles - 1 - tile));
        double max = largest.DefaultIfEmpty().Max();
        if (!double.IsFinite(max)) throw NotFinite(a, name);
        if (difference.DefaultIfEmpty().Max() > Tolerance * max) throw NotSymmetric(a, name, max);
        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Largest, double Difference) Measure(Matrix a, int tileRow)
    {
        double[] values = a.Storage();
        int n = a.Rows, end = Math.Min(n, (tileRow + 1) * Tile);
        double largest = 0, difference = 0;
        for (int j0 = 0; j0 < end; j0 += Tile)
        {
            for (int i = tileRow * Tile; i < end; i++)
            {
                for (int j = j0; j < Math.Min(j0 + Tile, i + 1); j++)
                {
                    double lower = values[(i * n) + j], upper = values[(j * n) + i];
                    largest = Math.Max(largest, Math.Max(Math.Abs(lower), Math.Abs(upper)));
                    difference = Math.Max(difference, Math.Abs(lower - upper));
                }
            }
        }

        return (largest, difference);
    }

    private static ArgumentException NotFinite(Matrix a, string name)
    {
        int at = Array.FindIndex(a.Storage(), value => !double.IsFinite(value));
        return new ArgumentException(
            Invariant($"Entry ({at / a.Columns}, {at % a.Columns}) of the matrix is {a.Values[at]}, but every entry must be finite."), name);
    }

    private static ArgumentException NotSymmetric(Matrix a, string name, double max)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Math.Abs(a[i, j] - a[j, i]) <= Tolerance * max) continue;
                return new ArgumentException(
                    Invariant($"Entry ({i}, {j}) of the matrix is {a[i, j]} but entry ({j}, {i}) is {a[j, i]}; the matrix must be symmetric to ")
                        + Invariant($"{Tolerance} of its largest entry."), name);
            }
        }

        throw new InvalidOperationException("The matrix changed while it was checked.");
    }
}
