using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class GaussianExpectationTests
{
    [Fact]
    public void Univariate_OfKnownFunctions_IsExactToTheTolerance()
    {
        Assert.Equal(2.5, GaussianExpectation.Univariate(x => x * x, 2.5), 1e-11);
        Assert.Equal(Math.Exp(-1.5), GaussianExpectation.Univariate(Math.Cos, 3), 1e-12);
        Assert.Equal(Math.Sqrt(2 * 0.7 / Math.PI), GaussianExpectation.Univariate(Math.Abs, 0.7), 1e-12);
        Assert.Equal(1.25, GaussianExpectation.Univariate(x => x + 1.25, 0), 0);
    }

    [Fact]
    public void Univariate_OfASharpPeak_AdaptsWhereAFixedRuleFails()
    {
        // E[sech⁴(√q z)] at q = 5: 25 Gauss-Hermite nodes are off by several percent, the adaptive rule is not.
        double Peak(double x) => Math.Pow(Math.Cosh(x), -4);
        double exact = GaussianExpectation.Univariate(Peak, 5);
        Assert.Equal(exact, new GaussHermite(500).Expectation(Peak, 5), 1e-6);
        Assert.True(Math.Abs((new GaussHermite(25).Expectation(Peak, 5) / exact) - 1) > 0.01);
    }

    [Fact]
    public void Bivariate_OfProducts_IsTheCovariance()
    {
        Assert.Equal(-0.8, GaussianExpectation.Bivariate(x => x, x => x, 2, 0.5, -0.8), 1e-10);
        Assert.Equal((2 * 0.5) + (2 * 0.64), GaussianExpectation.Bivariate(x => x * x, x => x * x, 2, 0.5, -0.8), 1e-9);
    }

    [Fact]
    public void Univariate_OfAFunctionWithAKinkElsewhere_ReportsItsResidual()
    {
        var error = Assert.Throws<QuadratureException>(() => GaussianExpectation.Univariate(x => x > 0.1234567 ? 1 : 0, 1, 1e-14));
        Assert.True(error.Residual > error.Tolerance);
    }

    [Fact]
    public void Bivariate_WithTooLargeACovariance_NamesTheNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => GaussianExpectation.Bivariate(x => x, x => x, 1, 1, 2));
        Assert.StartsWith("The covariance is 2; its square must not exceed the product of the variances 1 and 1.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GaussianExpectation.Univariate(x => x, double.NaN));
    }
}
