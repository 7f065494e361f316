using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class RootFindingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(1e-20)]
    [InlineData(1e20)]
    public void Bracketed_OfASquare_HasFullRelativeAccuracy(double square)
    {
        double root = RootFinding.Bracketed(x => (x * x) - square, 0, Math.Max(1, square));
        Assert.InRange(root / Math.Sqrt(square), 1 - 2e-15, 1 + 2e-15);
    }

    [Fact]
    public void Bracketed_OfASteepFunction_StaysUnderItsCap()
    {
        int calls = 0;
        double root = RootFinding.Bracketed(x => Count(ref calls, Math.Pow(x - 0.3, 9)), 0, 1);
        Assert.Equal(0.3, root, 1e-15);
        Assert.InRange(calls, 1, 120);
    }

    [Fact]
    public void Bracketed_WithARootAtAnEnd_ReturnsIt()
    {
        Assert.Equal(1, RootFinding.Bracketed(x => x - 1, 0, 1));
        Assert.Equal(0, RootFinding.Bracketed(x => x, 0, 1));
    }

    [Fact]
    public void Bracketed_WithoutASignChange_NamesBothEnds()
    {
        var error = Assert.Throws<RootFindingException>(() => RootFinding.Bracketed(x => (x * x) + 1, 0, 1));
        Assert.Equal("No root found after 2 function values: f has no sign change between its ends; f(1) = 2, f(0) = 1.", error.Message);
        Assert.Equal((2, 1.0, 0.0, 1.0), (error.Iterations, error.Residual, error.Low, error.High));
    }

    [Fact]
    public void Bracketed_MeetingNotANumber_Throws()
    {
        Assert.Throws<RootFindingException>(() => RootFinding.Bracketed(x => x is > 0 and < 1 ? double.NaN : x - 0.5, 0, 1));
        Assert.Throws<RootFindingException>(() => RootFinding.Bracketed(_ => double.NaN, 0, 1));
    }

    private static double Count(ref int calls, double value)
    {
        calls++;
        return value;
    }
}
