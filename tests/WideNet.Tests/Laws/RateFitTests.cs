using WideNet.Laws;

namespace WideNet.Tests.Laws;

public sealed class RateFitTests
{
    private static readonly double[] L = [.. Enumerable.Range(1, 200).Select(i => (double)i)];

    [Theory]
    [InlineData(-0.25)]
    [InlineData(0.1)]
    [InlineData(-3)]
    public void Exponential_ExactLaw_GivesTheRate(double rate)
    {
        RateFit fit = RateFit.Exponential(L, [.. L.Select(l => -7 * Math.Exp(rate * l))]);

        // Logarithms of size 600 are rounded to 1e-13.
        Assert.Equal(rate, fit.Rate, 1e-13);
        Assert.Equal(Math.Log(7), fit.Intercept, 1e-11);
        Assert.True(fit.StandardError < 1e-13);
    }

    [Fact]
    public void PowerLaw_ExactLaw_GivesTheExponent()
    {
        RateFit fit = RateFit.PowerLaw(L, [.. L.Select(l => 3 / Math.Sqrt(l))], from: 10);
        Assert.Equal(-0.5, fit.Rate, 1e-14);
        Assert.Equal(Math.Log(3), fit.Intercept, 1e-13);
    }

    [Fact]
    public void Exponential_FourPoints_GivesTheTextbookError()
    {
        // log y = 0, 1, 1, 2 at 0, 1, 2, 3: slope 0.6, residuals -0.1, 0.3, -0.3, 0.1, s² = 0.2/2, Σ(t - t̄)² = 5.
        RateFit fit = RateFit.Exponential([0, 1, 2, 3], [1, Math.E, Math.E, Math.E * Math.E]);
        Assert.Equal(0.6, fit.Rate, 1e-14);
        Assert.Equal(Math.Sqrt(0.1 / 5), fit.StandardError, 1e-14);
    }

    [Fact]
    public void StraightLine_WeightTwo_EqualsThePointTwice()
    {
        StraightLine weighted = StraightLine.Fit([0, 1, 2], [1, 3, 4], [1, 2, 1]), twice = StraightLine.Fit([0, 1, 1, 2], [1, 3, 3, 4]);
        Assert.Equal(twice.Slope, weighted.Slope, 1e-14);
        Assert.Equal(twice.Intercept, weighted.Intercept, 1e-14);
    }

    [Fact]
    public void Exponential_Window_LeavesOutTheRest()
    {
        double[] y = [.. L.Select(l => l < 50 ? double.NaN : Math.Exp(-l))];
        Assert.Equal(-1, RateFit.Exponential(L, y, from: 50, to: 60).Rate, 1e-13);
        var error = Assert.Throws<ArgumentException>(() => RateFit.Exponential(L, y, from: 49));
        Assert.Equal(
            "The point l = 49, y = NaN has no place in the fit: logarithms must be finite. Choose a narrower window.", error.Message);
        Assert.Equal(
            "The window from 300 to ∞ holds 0 points; a line needs two at different places.".Replace("∞", "Infinity", StringComparison.Ordinal),
            Assert.Throws<ArgumentException>(() => RateFit.Exponential(L, y, from: 300)).Message);
    }
}
