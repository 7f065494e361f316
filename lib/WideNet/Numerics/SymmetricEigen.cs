using WideNet.Compute.LinearAlgebra;

namespace WideNet.Numerics;

/// <summary>Eigenvalues and eigenvectors of dense symmetric matrices.</summary>
/// <remarks>
/// <para>
/// Blocked Householder reduction to tridiagonal form; then the root-free QL iteration for values alone, or divide and conquer for values and vectors, and a
/// blocked back-transformation. The matrix is scaled by a power of two first, so entries from 1e-300 to 1e300 are safe.
/// </para>
/// <para>
/// Like LAPACK: |λ - exact| and |A - V Λ Vᵀ| are at most a small multiple of n ε |A|, |VᵀV - I| of n ε
/// (tests <c>Decompose_AnySpectrum_HasSmallResidualAndIsOrthogonal</c>, <c>Values_KnownSpectrum_AreWithinNEpsilon</c>). The same bits for any number of
/// threads.
/// </para>
/// </remarks>
public static class SymmetricEigen
{
    /// <summary>All eigenvalues.</summary>
    /// <param name="a">Symmetric matrix [n, n].</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>The eigenvalues [n], ascending.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, not finite or not symmetric.</exception>
    /// <exception cref="EigenConvergenceException">The iteration did not converge.</exception>
    public static double[] Values(Matrix a, int? threads = null)
    {
        Tridiagonalization reduced = Reduce(a, threads, out double scale);
        double[] values = TridiagonalValues.Compute(reduced.Diagonal, reduced.OffDiagonal);
        foreach (ref double value in values.AsSpan()) value *= scale;
        return values;
    }

    /// <summary>All eigenvalues and eigenvectors.</summary>
    /// <param name="a">Symmetric matrix [n, n].</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>The eigenvalues [n], ascending, and the eigenvectors [n, n] as columns in the same order.</returns>
    /// <exception cref="ArgumentException">The matrix is not square, not finite or not symmetric.</exception>
    /// <exception cref="EigenConvergenceException">An iteration did not converge.</exception>
    internal static SymmetricEigenDecomposition Decompose(Matrix a, int? threads = null)
    {
        Tridiagonalization reduced = Reduce(a, threads, out double scale);
        var solver = new TridiagonalVectors(reduced.Diagonal, reduced.OffDiagonal, threads);
        solver.Run();
        reduced.TransformRows(solver.Rows);
        foreach (ref double value in solver.Values.AsSpan()) value *= scale;
        return new SymmetricEigenDecomposition { Values = solver.Values, Vectors = Transpose(solver.Rows, a.Rows, threads) };
    }

    private static Tridiagonalization Reduce(Matrix a, int? threads, out double scale)
    {
        double largest = SymmetricInput.Check(a, nameof(a), threads);
        scale = largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1022, 1023));
        double[] scaled = new double[a.Values.Length];
        double[] values = a.Storage();
        double divisor = scale;
        ParallelTiles.For(a.Rows, threads, i =>
        {
            for (int j = i; j < a.Columns; j++) scaled[(i * a.Columns) + j] = values[(i * a.Columns) + j] / divisor;
        });
        var reduced = new Tridiagonalization(scaled, a.Rows, threads);
        reduced.Run();
        return reduced;
    }

    private static Matrix Transpose(double[] rows, int n, int? threads)
    {
        const int Tile = 32;
        var result = new Matrix(n, n);
        double[] target = result.Storage();
        ParallelTiles.For((n + Tile - 1) / Tile, threads, tile =>
        {
            for (int j0 = 0; j0 < n; j0 += Tile)
            {
                for (int i = tile * Tile; i < Math.Min(n, (tile + 1) * Tile); i++)
                {
                    for (int j = j0; j < Math.Min(n, j0 + Tile); j++) target[(i * n) + j] = rows[(j * n) + i];
                }
            }
        });
        return result;
    }
}
