using WideNet.Activations;

namespace WideNet.Tests.Activations;

public sealed class ReluFamilyTests
{
    [Theory]
    [InlineData(0.7, 1.3, 0.4)]
    [InlineData(0.7, 1.3, -0.9)]
    [InlineData(2, 2, 0)]
    public void Dual_OfRelu_IsTheArcCosineKernel(double qa, double qb, double k)
    {
        double angle = Math.Acos(k / Math.Sqrt(qa * qb));
        double expected = Math.Sqrt(qa * qb) * (Math.Sin(angle) + ((Math.PI - angle) * Math.Cos(angle))) / (2 * Math.PI);
        Assert.Equal(expected, ReluFamily.Relu.Dual(qa, qb, k), 1e-15);
        Assert.Equal((Math.PI - angle) / (2 * Math.PI), ReluFamily.Relu.DualDerivative(qa, qb, k), 1e-15);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-4)]
    [InlineData(1e-3)]
    public void Dual_NearCorrelationMinusOne_KeepsItsRelativeAccuracy(double angle)
    {
        // cos angle = -(1 - δ) with δ exact: T = q (sin a - a cos a)/2π = q a³/6π (1 - a²/10 + …), Ṫ = a/2π.
        double delta = Math.Round(angle * angle / 2 * Math.ScaleB(1, 52)) / Math.ScaleB(1, 52);
        double a = 2 * Math.Asin(Math.Sqrt(delta / 2));
        double expected = a * a * a / (6 * Math.PI) * (1 - (a * a / 10));
        Assert.InRange(ReluFamily.Relu.Dual(1, 1, delta - 1) / expected, 1 - 1e-12, 1 + 1e-12);
        Assert.InRange(ReluFamily.Relu.DualDerivative(1, 1, delta - 1) / (a / (2 * Math.PI)), 1 - 1e-14, 1 + 1e-14);
    }

    [Fact]
    public void Dual_AtCorrelationOne_IsTheDiagonalBitForBit()
    {
        foreach (double q in new[] { 1e-300, 1e-12, 0.3, 1, 7.77, 1e250 })
        {
            foreach (ReluFamily phi in new[] { ReluFamily.Relu, ReluFamily.Abs, ReluFamily.LeakyRelu(0.1) })
            {
                Assert.Equal(phi.DualDiagonal(q), phi.Dual(q, q, q));
                Assert.Equal(phi.DualDerivativeDiagonal(q), phi.DualDerivative(q, q, q));
            }
        }
    }

    [Fact]
    public void Dual_OfVariancesWhoseProductUnderflows_ScalesExactly()
    {
        double scale = Math.ScaleB(1, -800);
        double plain = ReluFamily.Relu.Dual(0.5, 0.75, 0.25);
        Assert.Equal(plain * scale, ReluFamily.Relu.Dual(0.5 * scale, 0.75 * scale, 0.25 * scale));
        Assert.Equal(plain / scale, ReluFamily.Relu.Dual(0.5 / scale, 0.75 / scale, 0.25 / scale));
        Assert.Equal(ReluFamily.Relu.DualDerivative(0.5, 0.75, 0.25), ReluFamily.Relu.DualDerivative(0.5 * scale, 0.75 * scale, 0.25 * scale));
    }

    [Fact]
    public void Dual_WithOneVarianceZero_IsThatOfIndependentPairs()
    {
        Assert.Equal(0, ReluFamily.Relu.Dual(0, 2, 0));
        Assert.Equal(0.25, ReluFamily.Relu.DualDerivative(0, 2, 0));
        Assert.Equal(0, ReluFamily.Abs.DualDerivative(2, 0, 0));
        Assert.Equal(0.5, ReluFamily.Relu.DualDerivativeDiagonal(0));
    }

    [Fact]
    public void Derivative_AtTheKink_FollowsPyTorch()
    {
        Assert.Equal(0, ReluFamily.Relu.Derivative(0));
        Assert.Equal(0.1, ReluFamily.LeakyRelu(0.1).Derivative(0));
        Assert.Equal(0, ReluFamily.Abs.Derivative(0));
    }

    [Fact]
    public void LeakyRelu_WithASlopeThatIsNotFinite_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() => ReluFamily.LeakyRelu(double.NaN));
        Assert.StartsWith("The slope of a leaky ReLU is NaN; it must be finite.", error.Message, StringComparison.Ordinal);
    }
}
