using System.Numerics;
using System.Runtime.Intrinsics.X86;
using WideNet.Compute.LinearAlgebra;
using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class MatrixProductTests
{
    /// <summary>Sizes on both sides of tile heights (6, 12), tile widths (4 … 32), the depth block (256) and the row block.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 2, 3, 4 }, { 5, 7, 3 }, { 6, 8, 10 }, { 7, 9, 11 }, { 11, 15, 255 }, { 12, 16, 256 }, { 13, 17, 257 },
        { 23, 31, 5 }, { 24, 32, 512 }, { 25, 33, 513 }, { 1, 100, 40 }, { 100, 1, 40 }, { 100, 100, 1 }, { 253, 65, 30 }, { 61, 800, 20 }, { 500, 37, 9 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Multiply_AnySize_EqualsScalarTwinBitByBit(int m, int n, int k)
    {
        foreach ((double alpha, double beta) in new[] { (1.0, 0.0), (1.0, 1.0), (-0.7, 0.3) })
        {
            Compare(m, n, k, alpha, beta, x => x);
            Compare(m, n, k, (float)alpha, (float)beta, x => (float)x);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Multiply_TransposedOperands_EqualsExplicitTransposes(bool transposeA, bool transposeB)
    {
        var numbers = new TestNumbers(3);
        Matrix a = numbers.Matrix(37, 53), b = numbers.Matrix(53, 41);
        Matrix plain = MatrixProduct.Multiply(a, b);
        Matrix viewed = MatrixProduct.Multiply(transposeA ? a.Transpose() : a, transposeB ? b.Transpose() : b, transposeA, transposeB);
        Assert.Equal(plain.Values, viewed.Values);
    }

    [Fact]
    public void Multiply_ColumnMajorResult_IsTheTranspose()
    {
        var numbers = new TestNumbers(4);
        Matrix a = numbers.Matrix(19, 23), b = numbers.Matrix(23, 29), result = new(29, 19);
        MatrixProduct.Multiply(1, View(a), View(b), 0, new MatrixView<double>(result.Values, 19, 29, 1, 19));
        Assert.Equal(MatrixProduct.Multiply(a, b).Transpose().Values, result.Values);
    }

    [Fact]
    public void Multiply_BlockOfALargerMatrix_LeavesTheRestAlone()
    {
        var numbers = new TestNumbers(5);
        Matrix a = numbers.Matrix(13, 7), b = numbers.Matrix(7, 18), c = new(40, 50);
        c.Values.Fill(double.NaN);
        MatrixProduct.Multiply(1, View(a), View(b), 0, new MatrixView<double>(c.Values[((10 * 50) + 20)..], 13, 18, 50));
        Assert.Equal(MatrixProduct.Multiply(a, b).Values, c.Block(10, 13, 20, 18).Values);
        Assert.Equal((40 * 50) - (13 * 18), c.Values.ToArray().Count(double.IsNaN));
    }

    [Fact]
    public void Multiply_AnyThreads_SameBits()
    {
        var numbers = new TestNumbers(6);
        Matrix a = numbers.Matrix(301, 555), b = numbers.Matrix(555, 407);
        Matrix one = MatrixProduct.Multiply(a, b, threads: 1);
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(one.Values, MatrixProduct.Multiply(a, b, threads: threads).Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_OneTriangle_EqualsThatTriangleOfTheFullProduct(bool lower)
    {
        ProductPart part = lower ? ProductPart.Lower : ProductPart.Upper;
        var numbers = new TestNumbers(7);
        Matrix a = numbers.Matrix(333, 70), full = MatrixProduct.Multiply(a, a, transposeB: true), triangle = new(333, 333);
        MatrixProduct.Run(1, View(a), View(a).Transposed, 0, new MatrixView<double>(triangle.Values, 333, 333, 333), part, 2);
        for (int i = 0; i < 333; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                (int r, int c) = lower ? (i, j) : (j, i);
                Assert.Equal(full[r, c], triangle[r, c]);
            }
        }
    }

    [Fact]
    public void Multiply_NothingToSum_ScalesC()
    {
        double[] c = [1, 2, 3, 4];
        MatrixProduct.Multiply(
            1, new ReadOnlyMatrixView<double>([], 2, 0, 0), new ReadOnlyMatrixView<double>([], 0, 2, 2), 0.5, new MatrixView<double>(c, 2, 2, 2));
        Assert.Equal([0.5, 1, 1.5, 2], c);
        MatrixProduct.Multiply(
            1, new ReadOnlyMatrixView<double>([], 2, 0, 0), new ReadOnlyMatrixView<double>([], 0, 2, 2), 0, new MatrixView<double>(c, 2, 2, 2));
        Assert.Equal([0.0, 0, 0, 0], c);
        Assert.Empty(MatrixProduct.Multiply(new Matrix(0, 3), new Matrix(3, 0)).Values.ToArray());
    }

    [Fact]
    public void Multiply_NaN_IsNotHidden()
    {
        Matrix a = Matrix.Identity(20), b = new(20, 20);
        a[3, 4] = double.NaN;
        Matrix c = MatrixProduct.Multiply(a, b);
        Assert.All(c.Row(3).ToArray(), value => Assert.True(double.IsNaN(value)));
        Assert.All(c.Row(4).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Multiply_SizesDoNotFit_Throws()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(new Matrix(2, 3), new Matrix(4, 5)));
        Assert.Equal("A 2×3 matrix times a 4×5 matrix cannot be stored in a 2×5 matrix: the sizes must be [m, k], [k, n] and [m, n].", thrown.Message);
    }

    [Fact]
    public void View_LeavesTheSpan_Throws()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new ReadOnlyMatrixView<float>(new float[11], 3, 4, 4));
        Assert.Equal("A 3×4 view with strides 4 and 1 needs 12 values, but the span has 11.", thrown.Message);
    }

    private static ReadOnlyMatrixView<double> View(Matrix a) => new(a.Values, a.Rows, a.Columns, a.Columns);

    private static void Compare<T>(int m, int n, int k, T alpha, T beta, Func<double, T> convert)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new TestNumbers((ulong)((m * 1000) + n + k));
        T[] a = [.. numbers.Vector(m * k).Select(convert)], b = [.. numbers.Vector(k * n).Select(convert)];
        T[] actual = [.. numbers.Vector(m * n).Select(convert)], expected = [.. actual];
        if (beta == T.Zero) actual.AsSpan().Fill(T.NaN);
        MatrixProduct.Run(alpha, new(a, m, k, k), new(b, k, n, n), beta, new(actual, m, n, n), ProductPart.Full, 2);
        MatrixProduct.ScalarTwin(alpha, new(a, m, k, k), new(b, k, n, n), beta, new(expected, m, n, n));
        if (Fma.IsSupported)
        {
            Assert.Equal(expected, actual);
            return;
        }

        // Without fused multiply-add each of k products is rounded once more; all factors are at most 1 in size.
        double epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        double tolerance = (k + 2) * (k + 2) * epsilon;
        for (int i = 0; i < m * n; i++) Assert.Equal(double.CreateChecked(expected[i]), double.CreateChecked(actual[i]), tolerance);
    }
}
