using WideNet.Activations;

namespace WideNet.Tests.Activations;

public sealed class ErfTests
{
    private static readonly Erf Phi = new();

    [Theory]
    [InlineData(0.7, 1.3, 0.4)]
    [InlineData(5, 1.3, -2.5)]
    [InlineData(2, 2, 0)]
    public void Dual_OfErf_IsTheArcsineKernel(double qa, double qb, double k)
    {
        Assert.Equal(2 / Math.PI * Math.Asin(2 * k / Math.Sqrt((1 + (2 * qa)) * (1 + (2 * qb)))), Phi.Dual(qa, qb, k), 2e-16);
        Assert.Equal(4 / Math.PI / Math.Sqrt(((1 + (2 * qa)) * (1 + (2 * qb))) - (4 * k * k)), Phi.DualDerivative(qa, qb, k), 1e-15);
    }

    [Fact]
    public void Dual_WithHugeVariancesAtCorrelationOne_DoesNotCancel()
    {
        // s² = 1 + 4q exactly, where (1+2q)² - 4q² would round to 0 beyond q = 1e16.
        double q = Math.ScaleB(1, 60);
        Assert.Equal(4 / Math.PI / Math.Sqrt(1 + (4 * q)), Phi.DualDerivative(q, q, q));
        Assert.Equal(Phi.DualDiagonal(q), Phi.Dual(q, q, q));
    }

    [Fact]
    public void Dual_AtVarianceZero_IsZero()
    {
        Assert.Equal(0, Phi.Dual(0, 3, 0));
        Assert.Equal(4 / Math.PI, Phi.DualDerivativeDiagonal(0));
    }

    [Fact]
    public void Derivative_OfErf_IsItsSlope()
    {
        // Central differences of step h err by h²/6·φ''' + ε/h: about 1e-10 at h = 1e-5.
        foreach (double x in new[] { -2.0, -0.5, 0, 0.3, 1.7 })
        {
            Assert.Equal((Phi.Evaluate(x + 1e-5) - Phi.Evaluate(x - 1e-5)) / 2e-5, Phi.Derivative(x), 1e-9);
        }
    }
}
