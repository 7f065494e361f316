using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class CholeskyFactorizationTests
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Sizes around the base block (32), twice that, and the rows of a task (128).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(129)]
    [InlineData(200)]
    [InlineData(301)]
    public void Factor_PositiveDefinite_ReproducesTheMatrix(int n)
    {
        Matrix a = new TestNumbers(11).PositiveDefinite(n, 1e-3);
        Matrix lower = CholeskyFactorization.Factor(a).Lower;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double product = 0, size = 0;
                for (int k = 0; k <= Math.Min(i, j); k++)
                {
                    product += lower[i, k] * lower[j, k];
                    size += Math.Abs(lower[i, k] * lower[j, k]);
                }

                // Higham, theorem 10.3, and as much again for the check itself.
                Assert.Equal(a[i, j], product, 2 * (n + 1) * Epsilon * size);
                if (j > i) Assert.Equal(0, lower[i, j]);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 3)]
    [InlineData(100, 1)]
    [InlineData(130, 200)]
    public void Solve_SeveralRightHandSides_HasSmallResidual(int n, int k)
    {
        var numbers = new TestNumbers(12);
        Matrix a = numbers.PositiveDefinite(n, 0.01), b = numbers.Matrix(n, k);
        var factor = CholeskyFactorization.Factor(a);
        Matrix x = factor.Solve(b), product = MatrixProduct.Multiply(a, x);
        double scale = x.Values.ToArray().Max(Math.Abs) * a.Values.ToArray().Max(Math.Abs);
        for (int i = 0; i < b.Values.Length; i++) Assert.Equal(b.Values[i], product.Values[i], 4 * n * n * Epsilon * scale);
        double[] column = [.. Enumerable.Range(0, n).Select(i => b[i, 0])];
        Matrix alone = factor.Solve(new Matrix(n, 1, column));
        for (int i = 0; i < n; i++) Assert.Equal(x[i, 0], alone[i, 0], 1e-9);
    }

    [Fact]
    public void Factor_AnyThreads_SameBits()
    {
        Matrix a = new TestNumbers(13).PositiveDefinite(333, 0.1), b = new TestNumbers(14).Matrix(333, 150);
        var one = CholeskyFactorization.Factor(a, threads: 1);
        Matrix x = one.Solve(b, threads: 1);
        foreach (int threads in new[] { 2, 5 })
        {
            var several = CholeskyFactorization.Factor(a, threads: threads);
            Assert.Equal(one.Lower.Values, several.Lower.Values);
            Assert.Equal(x.Values, several.Solve(b, threads: threads).Values);
        }
    }

    [Fact]
    public void Factor_RankOne_NamesPivotConditionAndRemedy()
    {
        var ones = new Matrix(3, 3);
        ones.Values.Fill(1);
        NotPositiveDefiniteException thrown = Assert.Throws<NotPositiveDefiniteException>(() => CholeskyFactorization.Factor(ones));
        Assert.Equal(1, thrown.PivotIndex);
        Assert.Equal(0, thrown.PivotValue);
        Assert.InRange(thrown.ConditionNumber, 1e15, 1e18);
        Assert.Equal(
            "The 3×3 matrix is not positive definite in double precision: pivot 1 is 0 and the condition number κ is about 2.7E+16; pass an explicit "
                + "ridge, starting at 2E-15, or a better conditioned matrix.", thrown.Message);
        Assert.Equal(1 + thrown.SuggestedRidge, CholeskyFactorization.Factor(ones, thrown.SuggestedRidge).Lower[0, 0], 1e-14);
    }

    // [[1, 1], [1, 1 - 1e-6]] has an eigenvalue of about -5e-7, far beyond rounding.
    [Fact]
    public void Factor_WithAPivotBelowZero_SuggestsARidgeThatHelps()
    {
        var a = new Matrix(2, 2, [1, 1, 1, 1 - 1e-6]);
        NotPositiveDefiniteException thrown = Assert.Throws<NotPositiveDefiniteException>(() => CholeskyFactorization.Factor(a));
        Assert.InRange(thrown.SuggestedRidge, 5e-7, 2e-6);
        Assert.True(CholeskyFactorization.Factor(a, thrown.SuggestedRidge).Lower[1, 1] > 0);
    }

    [Fact]
    public void Factor_Indefinite_ReportsTheNegativePivot()
    {
        Matrix a = Matrix.Identity(100);
        a[70, 70] = -2;
        NotPositiveDefiniteException thrown = Assert.Throws<NotPositiveDefiniteException>(() => CholeskyFactorization.Factor(a));
        Assert.Equal(70, thrown.PivotIndex);
        Assert.Equal(-2, thrown.PivotValue);
        Assert.InRange(thrown.ConditionNumber, 0.5, 1.01);
    }

    [Theory]
    [InlineData(1e8)]
    [InlineData(1e12)]
    [InlineData(1e18)]
    public void Factor_NearlyEqualRows_EstimatesTheConditionNumber(double kappa)
    {
        // [[1, c], [c, 1]] has eigenvalues 1 ± c, so 1 - c = 2/κ (zero in double precision for the last).
        double c = 1 - (2 / kappa);
        var a = new Matrix(2, 2, [1, c, c, 1 - (8 / kappa)]);
        NotPositiveDefiniteException thrown = Assert.Throws<NotPositiveDefiniteException>(() => CholeskyFactorization.Factor(a));
        Assert.InRange(thrown.ConditionNumber, Math.Min(kappa, 4e15) / 3, Math.Min(kappa * 3, 4e16));
    }

    [Fact]
    public void Factor_ExtremeScales_Succeeds()
    {
        foreach (double scale in new[] { 1e-300, 1e-150, 1e150, 1e300 })
        {
            Matrix a = new TestNumbers(15).PositiveDefinite(40, 0.1);
            foreach (ref double value in a.Values) value *= scale;
            Assert.All(CholeskyFactorization.Factor(a).Lower.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Factor_BadInput_SaysWhatIsWrong()
    {
        Assert.StartsWith("The matrix is 2×3, but it must be square.", Message(new Matrix(2, 3), 0), StringComparison.Ordinal);
        Assert.StartsWith(
            "Entry (1, 0) of the matrix is NaN, but every entry must be finite.", Message(new Matrix(2, 2, [1, 0, double.NaN, 1]), 0),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Entry (0, 1) of the matrix is Infinity, but every entry must be finite.", Message(new Matrix(2, 2, [1, double.PositiveInfinity, 0, 1]), 0),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Entry (1, 0) of the matrix is 0.25 but entry (0, 1) is 0.5; the matrix must be symmetric to 1E-12 of its largest entry.",
            Message(new Matrix(2, 2, [1, 0.5, 0.25, 1]), 0), StringComparison.Ordinal);
        Assert.StartsWith("The ridge is -1, but it must be finite and at least 0.", Message(Matrix.Identity(2), -1), StringComparison.Ordinal);
        Assert.StartsWith(
            "The right-hand side has 3 rows, but the factored matrix has 2.",
            Assert.Throws<ArgumentException>(() => CholeskyFactorization.Factor(Matrix.Identity(2)).Solve(new Matrix(3, 1))).Message, StringComparison.Ordinal);

        static string Message(Matrix a, double ridge) => Assert.Throws<ArgumentException>(() => CholeskyFactorization.Factor(a, ridge)).Message;
    }
}
