using WideNet.Laws;
using WideNet.Numerics;

namespace WideNet.Tests.Laws;

public sealed class DepthLawsTests
{
    private static readonly int[] Depths = Grid.Integers(100, 400);

    [Fact]
    public void RateWithLinearFactorOfLogs_OfLinearTimesExponential_IsTheRateOfTheExponential()
    {
        int[] window = Grid.Integers(200, 400);
        double[] values = [.. window.Select(l => (7 + (2 * l)) * Math.Exp(-0.04 * l))];

        // Cancellation in the double root costs half the digits: |error| is about √ε / h.
        Assert.Equal(-0.04, DepthLaws.RateWithLinearFactorOfLogs(window, [.. values.Select(value => Math.Log10(value))]), 1e-9);

        // A plain exponential fit of the same values is off by about 1/l: the reason for this estimator.
        Assert.True(Math.Abs(RateFit.Exponential([.. window.Select(l => (double)l)], values).Rate + 0.04) > 1e-3);
    }

    [Fact]
    public void PowerWithLogCorrection_OfACorrectedPower_IsThePower()
    {
        double[] values = [.. Depths.Select(l => 2 / (double)l * Math.Exp(((3 * Math.Log(l)) - 1) / l))];
        Assert.Equal(-1, DepthLaws.PowerWithLogCorrection(Depths, values), 1e-9);
    }

    [Fact]
    public void LimitWithLogCorrection_OfACorrectedConstant_IsTheConstant()
    {
        double[] values = [.. Depths.Select(l => 33 + (((-20 * Math.Log(l)) + 5) / l))];
        Assert.Equal(33, DepthLaws.LimitWithLogCorrection(Depths, values), 1e-9);
    }

    [Fact]
    public void SlopeWithLogCorrection_OfALineWithALogarithm_IsTheSlope()
    {
        double[] values = [.. Depths.Select(l => (0.17 * l) - (0.3 * Math.Log(l)) + 4)];
        Assert.Equal(0.17, DepthLaws.SlopeWithLogCorrection(Depths, values), 1e-11);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void PowerWithLogCorrection_ValueThatHasNoLogarithm_IsNamed(double bad)
    {
        var error = Assert.Throws<ArgumentException>(() => DepthLaws.PowerWithLogCorrection([1, 2, 3, 4], [1, bad, 1, 1]));
        Assert.StartsWith($"The value at 2 is {bad}; a rate needs positive, finite values.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitWithLogCorrection_TooFewPoints_SaysHowManyAreNeeded()
    {
        var error = Assert.Throws<ArgumentException>(() => DepthLaws.LimitWithLogCorrection([1, 2], [1, 2]));
        Assert.StartsWith("The window has 2 depths; this law needs at least 3.", error.Message, StringComparison.Ordinal);
    }
}
