using WideNet.Measurements;

namespace WideNet.Tests.Measurements;

public sealed class FallingCurveTests
{
    [Fact]
    public void HalfDepth_AccuracyThatFalls_IsInterpolatedAtHalfItsHeight()
    {
        // Half way between 0.1 and 0.5 is 0.3, a third of the way from 0.4 at depth 4 to 0.1 at depth 10.
        Assert.Equal(6, FallingCurve.HalfDepth([1, 2, 4, 10], [0.2, 0.5, 0.4, 0.1], 0.1)!.Value, 1e-12);
        Assert.Null(FallingCurve.HalfDepth([1, 2], [0.5, 0.4], 0.1));
        Assert.Null(FallingCurve.HalfDepth([1, 2], [double.NaN, double.NaN], 0.1));
    }

    [Fact]
    public void Below_CurveThatComesBack_IsReadWhereItFallsForGood() =>
        Assert.Equal(9, FallingCurve.Below([1, 2, 8, 10], [3, 1, 4, 2], 3)!.Value, 1e-12);

    [Fact]
    public void Below_CurveWithoutAnEnd_IsNull()
    {
        Assert.Null(FallingCurve.Below([1, 2], [1, 2], 3));
        Assert.Null(FallingCurve.Below([1, 2], [1, 3], 3));
        Assert.Null(FallingCurve.Below([1, 2], [4, double.NaN], 3));
        Assert.StartsWith(
            "There are 2 places and 1 values; give one for each.",
            Assert.Throws<ArgumentException>(() => FallingCurve.Below([1, 2], [1], 0)).Message,
            StringComparison.Ordinal);
    }
}
