using WideNet.Compute.LinearAlgebra;
using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Sizes around the leaf of divide and conquer (32) and the blocks (32, 64), with every kind of spectrum.</summary>
    public static TheoryData<string, int> Spectra()
    {
        var data = new TheoryData<string, int>();
        string[] kinds = ["random", "clustered", "repeated", "graded", "rank-one", "diagonal", "identity", "zero", "huge-and-small", "signed-pairs"];
        foreach (string kind in kinds)
        {
            foreach (int n in new[] { 1, 2, 3, 4, 31, 33, 65, 130, 200 }) data.Add(kind, n);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Decompose_AnySpectrum_HasSmallResidualAndIsOrthogonal(string kind, int n)
    {
        Matrix a = WithSpectrum(kind, n);
        SymmetricEigenDecomposition eigen = SymmetricEigen.Decompose(a);
        Assert.Equal(eigen.Values.Order(), eigen.Values);
        Matrix v = eigen.Vectors, scaled = v.Clone();
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++) scaled[i, k] *= eigen.Values[k];
        }

        // LAPACK's own test suite accepts 30 n ε in the 1-norm; entries are held to 4 n ε here.
        double norm = Norm(a);
        AssertNear(a, MatrixProduct.Multiply(scaled, v, transposeB: true), 4 * n * Epsilon * norm);
        AssertNear(Matrix.Identity(n), MatrixProduct.Multiply(v, v, transposeA: true), 4 * n * Epsilon);
    }

    [Theory]
    [MemberData(nameof(Spectra))]
    public void Values_KnownSpectrum_AreWithinNEpsilon(string kind, int n)
    {
        double[] expected = [.. Spectrum(kind, n).Order()];
        Matrix a = WithSpectrum(kind, n);
        double norm = expected.Max(Math.Abs), tolerance = 4 * n * Epsilon * norm;
        double[] values = SymmetricEigen.Values(a), withVectors = SymmetricEigen.Decompose(a).Values;
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(expected[i], values[i], tolerance);
            Assert.Equal(expected[i], withVectors[i], tolerance);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(257)]
    public void Values_SecondDifference_AreTheCosines(int n)
    {
        var a = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            a[i, i] = 2;
            if (i > 0) a[i, i - 1] = a[i - 1, i] = -1;
        }

        double[] values = SymmetricEigen.Values(a), withVectors = SymmetricEigen.Decompose(a).Values;
        for (int k = 0; k < n; k++)
        {
            double expected = 4 * Math.Pow(Math.Sin((k + 1) * Math.PI / (2 * (n + 1))), 2);
            Assert.Equal(expected, values[k], n * Epsilon * 4);
            Assert.Equal(expected, withVectors[k], n * Epsilon * 4);
        }
    }

    [Fact]
    public void Values_RandomMatrix_AgreeWithMathNet()
    {
        const int Size = 120;
        Matrix a = new TestNumbers(21).Symmetric(Size);
        double[] peer = [.. MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(Size, Size, [.. a.Values])
            .Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Select(value => value.Real).Order()];
        double[] values = SymmetricEigen.Values(a);
        for (int i = 0; i < Size; i++) Assert.Equal(peer[i], values[i], 4 * Size * Epsilon * Norm(a));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(401)]
    public void Decompose_AnyThreads_SameBits(int n)
    {
        Matrix a = new TestNumbers(22).Symmetric(n);
        double[] values = SymmetricEigen.Values(a, 1);
        SymmetricEigenDecomposition one = SymmetricEigen.Decompose(a, 1);
        foreach (int threads in new[] { 2, 5 })
        {
            Assert.Equal(values, SymmetricEigen.Values(a, threads));
            SymmetricEigenDecomposition several = SymmetricEigen.Decompose(a, threads);
            Assert.Equal(one.Values, several.Values);
            Assert.Equal(one.Vectors.Values, several.Vectors.Values);
        }
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-150)]
    [InlineData(1e150)]
    [InlineData(1e300)]
    public void Decompose_ExtremeScale_ScalesTheValues(double scale)
    {
        Matrix a = new TestNumbers(23).Symmetric(40), b = a.Clone();
        foreach (ref double value in b.Values) value *= scale;
        double[] expected = SymmetricEigen.Values(a), values = SymmetricEigen.Values(b), withVectors = SymmetricEigen.Decompose(b).Values;
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(expected[i], values[i] / scale, 160 * Epsilon * Norm(a));
            Assert.Equal(expected[i], withVectors[i] / scale, 160 * Epsilon * Norm(a));
        }
    }

    [Fact]
    public void Decompose_EmptyMatrix_IsEmpty()
    {
        Assert.Empty(SymmetricEigen.Values(new Matrix(0, 0)));
        SymmetricEigenDecomposition eigen = SymmetricEigen.Decompose(new Matrix(0, 0));
        Assert.Empty(eigen.Values);
        Assert.Equal(0, eigen.Vectors.Rows);
    }

    [Fact]
    public void Decompose_DoesNotChangeTheInput()
    {
        Matrix a = new TestNumbers(24).Symmetric(70), copy = a.Clone();
        SymmetricEigen.Values(a);
        SymmetricEigen.Decompose(a);
        Assert.Equal(copy.Values, a.Values);
    }

    [Fact]
    public void Values_BadInput_SaysWhatIsWrong()
    {
        Assert.StartsWith(
            "The matrix is 3×2, but it must be square.", Assert.Throws<ArgumentException>(() => SymmetricEigen.Values(new Matrix(3, 2))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Entry (0, 0) of the matrix is NaN, but every entry must be finite.",
            Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new Matrix(1, 1, [double.NaN]))).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Entry (1, 0) of the matrix is 2 but entry (0, 1) is 1;",
            Assert.Throws<ArgumentException>(() => SymmetricEigen.Values(new Matrix(2, 2, [0, 1, 2, 0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void VectorProduct_AnySize_AgreesWithScalarTwin()
    {
        for (int n = 1; n < 50; n++)
        {
            double[] a = new TestNumbers(25).Vector(n * n), x = new TestNumbers(26).Vector(n), fast = new double[n], scalar = new double[n];
            fixed (double* pa = a, px = x, pf = fast, ps = scalar)
            {
                SymmetricVectorProduct.Run(pa, n, n, 0, n, px, pf);
                SymmetricVectorProduct.RunScalar(pa, n, n, 0, n, px, ps);
            }

            // n products of numbers of at most 1, each sum at most n in size.
            for (int i = 0; i < n; i++) Assert.Equal(scalar[i], fast[i], n * n * Epsilon);
        }
    }

    private static double[] Spectrum(string kind, int n) => [.. Enumerable.Range(0, n).Select(i => kind switch
    {
        "random" => new TestNumbers((ulong)(i + 77)).Vector(3)[2],
        "clustered" => (i % 3) + (i * 1e-14),
        "repeated" => i % 3,
        "graded" => Math.Pow(10, -16.0 * i / n),
        "rank-one" => i == 0 ? n : 0,
        "diagonal" => i - 3.5,
        "identity" => 1,
        "zero" => 0,
        "huge-and-small" => i == 0 ? 1e4 * n : 1e-3 * (1 + ((double)i / n)),
        _ => (i % 2 == 0 ? 1 : -1) * (1.0 + (i / 2)),
    })];

    /// <summary>H2 H1 diag(λ) H1 H2 with two reflections, so every entry is filled, symmetrised exactly.</summary>
    private static Matrix WithSpectrum(string kind, int n)
    {
        var a = new Matrix(n, n);
        double[] values = Spectrum(kind, n);
        for (int i = 0; i < n; i++) a[i, i] = values[i];
        if (kind == "diagonal") return a;
        for (ulong seed = 31; seed < 33; seed++)
        {
            double[] v = new TestNumbers(seed).Vector(n);
            double length = v.Sum(x => x * x);
            var h = Matrix.Identity(n);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) h[i, j] -= 2 * v[i] * v[j] / length;
            }

            a = MatrixProduct.Multiply(MatrixProduct.Multiply(h, a), h);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) a[i, j] = a[j, i] = 0.5 * (a[i, j] + a[j, i]);
        }

        return a;
    }

    private static double Norm(Matrix a)
    {
        double norm = 0;
        for (int i = 0; i < a.Rows; i++) norm = Math.Max(norm, a.Row(i).ToArray().Sum(Math.Abs));
        return norm;
    }

    private static void AssertNear(Matrix expected, Matrix actual, double tolerance)
    {
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], tolerance);
    }
}
