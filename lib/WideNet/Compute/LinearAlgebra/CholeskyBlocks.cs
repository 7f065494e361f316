using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Recursive Cholesky factorization in place on the lower triangle of a row-major square array.</summary>
/// <remarks>Halving turns nearly all work into matrix products; only blocks of <see cref="Base"/> are left to plain loops.</remarks>
internal sealed class CholeskyBlocks(double[] a, int n, double[] diagonal, int? threads)
{
    private const int Base = 32;
    private const int RowsPerTask = 128;
    private const double PivotTolerance = 4.5e-16;

    /// <summary>Factors the whole matrix. Returns -1, or the index of the pivot that failed with its value left on the diagonal.</summary>
    public int Factor() => Factor(0, n);

    private int Factor(int start, int size)
    {
        if (size <= Base) return FactorBase(start, size);
        int half = Half(size);
        int failed = Factor(start, half);
        if (failed >= 0) return failed;
        SolveRight(start, half, start + half, size - half);
        Subtract(start + half, size - half, start + half, size - half, start, half, start + half, ProductPart.Lower);
        return Factor(start + half, size - half);
    }

    /// <summary>C ← C - A Bᵀ with C at (row, column), A at (row, k0) and B at (bRow, k0).</summary>
    private void Subtract(int row, int rows, int column, int columns, int k0, int depth, int bRow, ProductPart part) => MatrixProduct.Run(
        -1,
        new ReadOnlyMatrixView<double>(a.AsSpan((row * n) + k0), rows, depth, n),
        new ReadOnlyMatrixView<double>(a.AsSpan((bRow * n) + k0), columns, depth, n).Transposed,
        1,
        new MatrixView<double>(a.AsSpan((row * n) + column), rows, columns, n),
        part,
        threads);

    /// <summary>Rows row … row + rows - 1 of columns start … start + size - 1: X ← X L⁻ᵀ with the factored diagonal block there.</summary>
    private void SolveRight(int start, int size, int row, int rows)
    {
        if (size > Base)
        {
            int half = Half(size);
            SolveRight(start, half, row, rows);
            Subtract(row, rows, start + half, size - half, start, half, start + half, ProductPart.Full);
            SolveRight(start + half, size - half, row, rows);
            return;
        }

        ParallelTiles.For((rows + RowsPerTask - 1) / RowsPerTask, threads, task =>
        {
            int first = row + (task * RowsPerTask);
            SolveRightBase(start, size, first, Math.Min(RowsPerTask, row + rows - first));
        });
    }

    private int FactorBase(int start, int size)
    {
        for (int i = start; i < start + size; i++)
        {
            for (int j = start; j < i; j++) a[(i * n) + j] = (a[(i * n) + j] - BaseDot(i, j, start)) / a[(j * n) + j];
            double pivot = a[(i * n) + i] - BaseDot(i, i, start);
            if (!(pivot > PivotTolerance * diagonal[i]))
            {
                a[(i * n) + i] = pivot;
                return i;
            }

            a[(i * n) + i] = Math.Sqrt(pivot);
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double BaseDot(int i, int j, int start)
    {
        ReadOnlySpan<double> x = a.AsSpan((i * n) + start, j - start), y = a.AsSpan((j * n) + start, j - start);
        double sum = 0;
        for (int k = 0; k < x.Length; k++) sum += x[k] * y[k];
        return sum;
    }

    // Lanes hold rows of X, so every row sees the same operations in the same order whatever the width.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveRightBase(int start, int size, int row, int rows)
    {
        int lanes = Vector<double>.Count, width = 4 * lanes;
        Span<double> x = stackalloc double[size * width];
        for (int r0 = 0; r0 < rows; r0 += width)
        {
            int count = Math.Min(width, rows - r0);
            for (int r = 0; r < count; r++)
            {
                ReadOnlySpan<double> source = a.AsSpan(((row + r0 + r) * n) + start, size);
                for (int k = 0; k < size; k++) x[(k * width) + r] = source[k];
            }

            for (int j = 0; j < size; j++)
            {
                ReadOnlySpan<double> l = a.AsSpan(((start + j) * n) + start, j + 1);
                Span<double> target = x.Slice(j * width, width);
                Vector<double> p = new(target), q = new(target[lanes..]), s = new(target[(2 * lanes)..]), t = new(target[(3 * lanes)..]);
                for (int k = 0; k < j; k++)
                {
                    var factor = new Vector<double>(-l[k]);
                    ReadOnlySpan<double> known = x.Slice(k * width, width);
                    p = Vector.MultiplyAddEstimate(factor, new Vector<double>(known), p);
                    q = Vector.MultiplyAddEstimate(factor, new Vector<double>(known[lanes..]), q);
                    s = Vector.MultiplyAddEstimate(factor, new Vector<double>(known[(2 * lanes)..]), s);
                    t = Vector.MultiplyAddEstimate(factor, new Vector<double>(known[(3 * lanes)..]), t);
                }

                var pivot = new Vector<double>(l[j]);
                (p / pivot).CopyTo(target);
                (q / pivot).CopyTo(target[lanes..]);
                (s / pivot).CopyTo(target[(2 * lanes)..]);
                (t / pivot).CopyTo(target[(3 * lanes)..]);
            }

            for (int r = 0; r < count; r++)
            {
                Span<double> target = a.AsSpan(((row + r0 + r) * n) + start, size);
                for (int k = 0; k < size; k++) target[k] = x[(k * width) + r];
            }
        }
    }

    private static int Half(int size) => ((size / 2) + Base - 1) / Base * Base;
}
