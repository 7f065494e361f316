using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by divide and conquer.</summary>
/// <remarks>
/// The matrix is torn into halves by a rank-one change and the halves' solutions are merged (J. Cuppen, Numer. Math. 36, 1981);
/// see <see cref="TridiagonalMerge"/>.
/// </remarks>
/// <param name="diagonal">Diagonal [n]; becomes <see cref="Values"/>.</param>
/// <param name="offDiagonal">Entry i couples i and i + 1; length n.</param>
/// <param name="threads">Threads used at most.</param>
internal sealed class TridiagonalVectors(double[] diagonal, double[] offDiagonal, int? threads)
{
    private const int LeafSize = 32;
    private readonly int _n = diagonal.Length;

    /// <summary>Eigenvalues [n], ascending after <see cref="Run"/>.</summary>
    public double[] Values => diagonal;

    /// <summary>Eigenvectors [n, n] as rows.</summary>
    public double[] Rows { get; } = new double[diagonal.Length * diagonal.Length];

    /// <summary>Solves the whole problem.</summary>
    public void Run()
    {
        if (_n > 0) Solve(0, _n);
    }

    private void Solve(int start, int size)
    {
        if (size <= LeafSize)
        {
            double[] e = offDiagonal.AsSpan(start, size).ToArray();
            e[^1] = 0;
            TridiagonalLeaf.Solve(diagonal.AsSpan(start, size), e, Rows.AsSpan((start * _n) + start), _n);
            return;
        }

        // T = diag(T1, T2) + |ρ| u uᵀ, u = (…, 0, 1, sign ρ, 0, …), with |ρ| taken off the two diagonal entries that touch.
        int left = size / 2, middle = start + left;
        double rho = offDiagonal[middle - 1];
        diagonal[middle - 1] -= Math.Abs(rho);
        diagonal[middle] -= Math.Abs(rho);
        ParallelTiles.For(2, threads, half => Solve(half == 0 ? start : middle, half == 0 ? left : size - left));
        new TridiagonalMerge(diagonal, Rows, _n, start, left, size, rho, threads).Run();
    }
}
