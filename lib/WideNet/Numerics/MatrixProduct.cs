using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using WideNet.Compute.LinearAlgebra;
using WideNet.Compute.Vectors;

namespace WideNet.Numerics;

/// <summary>The dense matrix product C ← alpha A B + beta C, in single and double precision.</summary>
/// <remarks>
/// <para>
/// Entry (i, j) is defined by <see cref="ScalarTwin{T}"/>: partial sums over 256 products in ascending k by fused multiply-add, added to C one after the other.
/// The same bits come out for any number of threads and for AVX-512 and AVX2 with FMA; other processors round products separately
/// (tests <c>Multiply_AnySize_EqualsScalarTwinBitByBit</c> and <c>InstructionSetTests</c>).
/// </para>
/// <para>beta = 0 never reads C, so C may hold anything, NaN included. C must share no entry with A or B.</para>
/// </remarks>
public static class MatrixProduct
{
    /// <summary>A B, or with transposes, as a new matrix.</summary>
    /// <param name="a">Left factor [m, k], or [k, m] if it is transposed.</param>
    /// <param name="b">Right factor [k, n], or [n, k] if it is transposed.</param>
    /// <param name="transposeA">Whether to use the transpose of <paramref name="a"/>.</param>
    /// <param name="transposeB">Whether to use the transpose of <paramref name="b"/>.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>The product [m, n].</returns>
    /// <exception cref="ArgumentException">The inner sizes differ.</exception>
    public static Matrix Multiply(Matrix a, Matrix b, bool transposeA = false, bool transposeB = false, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var left = new ReadOnlyMatrixView<double>(a.Values, a.Rows, a.Columns, a.Columns);
        var right = new ReadOnlyMatrixView<double>(b.Values, b.Rows, b.Columns, b.Columns);
        if (transposeA) left = left.Transposed;
        if (transposeB) right = right.Transposed;
        var result = new Matrix(left.Rows, right.Columns);
        Multiply(1, left, right, 0, new MatrixView<double>(result.Values, result.Rows, result.Columns, result.Columns), threads);
        return result;
    }

    /// <summary>C ← alpha A B + beta C in double precision.</summary>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="a">Left factor [m, k].</param>
    /// <param name="b">Right factor [k, n].</param>
    /// <param name="beta">Factor of the old C; 0 means that C is only written.</param>
    /// <param name="c">Result [m, n]; one of its strides must be 1.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or C has no unit stride.</exception>
    internal static void Multiply(double alpha, ReadOnlyMatrixView<double> a, ReadOnlyMatrixView<double> b, double beta,
        MatrixView<double> c, int? threads = null) =>
        Run(alpha, a, b, beta, c, ProductPart.Full, threads);

    /// <summary>C ← alpha A B + beta C in single precision.</summary>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="a">Left factor [m, k].</param>
    /// <param name="b">Right factor [k, n].</param>
    /// <param name="beta">Factor of the old C; 0 means that C is only written.</param>
    /// <param name="c">Result [m, n]; one of its strides must be 1.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or C has no unit stride.</exception>
    internal static void Multiply(float alpha, ReadOnlyMatrixView<float> a, ReadOnlyMatrixView<float> b, float beta,
        MatrixView<float> c, int? threads = null) =>
        Run(alpha, a, b, beta, c, ProductPart.Full, threads);

    /// <summary>C ← alpha A B + beta C where only one triangle of C may be wanted; the rest of C may be overwritten or not.</summary>
    internal static unsafe void Run<T>(T alpha, ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, T beta, MatrixView<T> c, ProductPart part, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns)
        {
            throw new ArgumentException(
                Invariant($"A {a.Rows}×{a.Columns} matrix times a {b.Rows}×{b.Columns} matrix cannot be stored in a {c.Rows}×{c.Columns} matrix: the sizes ")
                    + "must be [m, k], [k, n] and [m, n].");
        }

        if (c.ColumnStride != 1 && c.Columns > 1)
        {
            // Cᵀ ← alpha Bᵀ Aᵀ + beta Cᵀ is the same product.
            if (c.RowStride != 1 && c.Rows > 1) throw new ArgumentException(
                Invariant($"The result has strides {c.RowStride} and {c.ColumnStride}, but one of them must be 1."), nameof(c));
            ProductPart mirrored = part switch { ProductPart.Lower => ProductPart.Upper, ProductPart.Upper => ProductPart.Lower, _ => part };
            Run(alpha, b.Transposed, a.Transposed, beta, new MatrixView<T>(c.Values, c.Columns, c.Rows, c.ColumnStride), mirrored, threads);
            return;
        }

        _ = ParallelTiles.Count(threads);
        if (c.Rows == 0 || c.Columns == 0) return;
        if (a.Columns == 0 || alpha == T.Zero)
        {
            Scale(beta, c);
            return;
        }

        fixed (T* pa = a.Values, pb = b.Values, pc = c.Values)
        {
            var operands = new ProductOperands<T>
            {
                M = c.Rows,
                N = c.Columns,
                K = a.Columns,
                Alpha = alpha,
                Beta = beta,
                Part = part,
                A = pa,
                ARowStride = a.RowStride,
                AColumnStride = a.ColumnStride,
                B = pb,
                BRowStride = b.RowStride,
                BColumnStride = b.ColumnStride,
                C = pc,
                CStride = c.RowStride,
            };
            if (Avx512F.IsSupported) ProductEngine<T, TileKernel12x2<T, Vector512<T>, Simd512<T>>>.Run(operands, threads);
            else if (Avx2.IsSupported && Fma.IsSupported) ProductEngine<T, TileKernel6x2<T, Vector256<T>, Simd256<T>>>.Run(operands, threads);
            else ProductEngine<T, TileKernel6x2<T, Vector<T>, SimdPortable<T>>>.Run(operands, threads);
        }
    }

    /// <summary>The definition of the product: three loops, no blocking but the order of summation.</summary>
    internal static void ScalarTwin<T>(T alpha, ReadOnlyMatrixView<T> a, ReadOnlyMatrixView<T> b, T beta, MatrixView<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int DepthBlock = 256;
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                ref T target = ref c.Values[(i * c.RowStride) + (j * c.ColumnStride)];
                target = beta == T.Zero ? T.Zero : beta * target;
                for (int k0 = 0; k0 < a.Columns; k0 += DepthBlock)
                {
                    T sum = T.Zero;
                    for (int k = k0; k < Math.Min(k0 + DepthBlock, a.Columns); k++)
                    {
                        sum = T.FusedMultiplyAdd(a.Values[(i * a.RowStride) + (k * a.ColumnStride)], b.Values[(k * b.RowStride) + (j * b.ColumnStride)], sum);
                    }

                    target = T.FusedMultiplyAdd(alpha, sum, target);
                }
            }
        }
    }

    private static void Scale<T>(T beta, MatrixView<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.Rows; i++)
        {
            Span<T> row = c.Values.Slice(i * c.RowStride, c.Columns);
            if (beta == T.Zero) row.Clear();
            else if (beta != T.One) foreach (ref T entry in row) entry *= beta;
        }
    }
}
