using WideNet.Compute.LinearAlgebra;

namespace WideNet.Numerics;

/// <summary>The Cholesky factorization A + ridge·I = L Lᵀ of a symmetric positive definite matrix, with L lower triangular.</summary>
/// <remarks>
/// Backward stable: |A - L Lᵀ| ≤ (n + 1) ε |L||Lᵀ| entry by entry (N. Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.3;
/// test <c>Factor_PositiveDefinite_ReproducesTheMatrix</c>). The same bits for any number of threads. Nothing is ever added to the diagonal but the ridge
/// asked for.
/// </remarks>
public sealed class CholeskyFactorization
{
    private CholeskyFactorization(Matrix lower) => Lower = lower;

    /// <summary>The factor L [n, n]; entries above the diagonal are zero.</summary>
    public Matrix Lower { get; }

    /// <summary>Factors A + ridge·I.</summary>
    /// <param name="a">Symmetric matrix [n, n]; its lower triangle is used.</param>
    /// <param name="ridge">Added to every diagonal entry, finite and at least 0.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not finite or not symmetric, or the ridge is negative or not finite.</exception>
    /// <exception cref="NotPositiveDefiniteException">A pivot is at most 2 ε times its diagonal entry: it is negative, or no digit of it is right.</exception>
    public static CholeskyFactorization Factor(Matrix a, double ridge = 0, int? threads = null)
    {
        SymmetricInput.Check(a, nameof(a), threads);
        if (!double.IsFinite(ridge) || ridge < 0)
        {
            throw new ArgumentException(Invariant($"The ridge is {ridge}, but it must be finite and at least 0."), nameof(ridge));
        }

        int n = a.Rows;
        var lower = new Matrix(n, n);
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++)
        {
            a.Row(i)[..(i + 1)].CopyTo(lower.Row(i));
            diagonal[i] = lower[i, i] += ridge;
        }

        int failed = new CholeskyBlocks(lower.Storage(), n, diagonal, threads).Factor();
        if (failed >= 0) throw CholeskyFailure.Describe(a, ridge, lower, failed);

        // The products overwrite parts of the upper triangle.
        for (int i = 0; i < n; i++) lower.Row(i)[(i + 1)..].Clear();
        return new CholeskyFactorization(lower);
    }

    /// <summary>Solves (A + ridge·I) X = B for several right-hand sides.</summary>
    /// <param name="b">Right-hand sides [n, k], one per column.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>X [n, k].</returns>
    /// <exception cref="ArgumentException">B does not have n rows.</exception>
    public Matrix Solve(Matrix b, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(b);
        if (b.Rows != Lower.Rows) throw new ArgumentException(
            Invariant($"The right-hand side has {b.Rows} rows, but the factored matrix has {Lower.Rows}."), nameof(b));
        Matrix x = b.Clone();
        var solve = new TriangularSolve(Lower.Storage(), Lower.Rows, x.Storage(), x.Columns, threads);
        solve.Forward();
        solve.Backward();
        return x;
    }
}
