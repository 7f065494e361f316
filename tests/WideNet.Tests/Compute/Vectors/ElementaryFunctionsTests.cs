using WideNet.Compute.Vectors;

namespace WideNet.Tests.Compute.Vectors;

public sealed class ElementaryFunctionsTests
{
    // The C runtime's own functions are within 1 ulp, ours within 2: 3 is what the comparison can show.
    private const double UlpsAgainstRuntime = 3;

    [Fact]
    public void AcuteAngle_OnADenseGrid_AgreesWithAtan2ToThreeUlps()
    {
        double worst = 0;
        for (int i = 0; i <= 200_000; i++)
        {
            double ratio = Math.Pow(10, -12 + (24.0 * i / 200_000));
            double x = 1 + (i % 97 / 31.0);
            double y = ratio * x;
            double angle = ElementaryFunctions.AcuteAngle(new ScalarLanes(y), new ScalarLanes(x), out _).Value;
            worst = Math.Max(worst, Ulps(angle, Math.Atan2(y, x)));
        }

        Assert.InRange(worst, 0, UlpsAgainstRuntime);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, Math.PI / 2)]
    [InlineData(1, 1, Math.PI / 4)]
    public void AcuteAngle_OnTheAxes_IsExact(double y, double x, double expected) =>
        Assert.Equal(expected, ElementaryFunctions.AcuteAngle(new ScalarLanes(y), new ScalarLanes(x), out _).Value);

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1e-4)]
    [InlineData(1e-2)]
    [InlineData(0.3)]
    [InlineData(0.41)]
    public void AcuteAngle_ExcessOfASmallAngle_FollowsItsSeries(double t)
    {
        // t - atan t = t³/3 - t⁵/5 + …: 60 terms are exact to rounding up to 0.41, and the alternating sum keeps its digits.
        double series = 0;
        for (int n = 60; n >= 1; n--)
        {
            series += (n % 2 == 1 ? 1 : -1) * Math.Pow(t, (2 * n) + 1) / ((2 * n) + 1);
        }

        ElementaryFunctions.AcuteAngle(new ScalarLanes(3 * t), new ScalarLanes(3), out ScalarLanes excess);
        Assert.InRange(excess.Value / (3 * series), 1 - 4e-15, 1 + 4e-15);
    }

    [Fact]
    public void Exp_OnADenseGrid_AgreesWithTheRuntimeToThreeUlps()
    {
        double worst = 0;
        for (int i = 0; i <= 200_000; i++)
        {
            double x = -707 + (1415.0 * i / 200_000);
            worst = Math.Max(worst, Ulps(ElementaryFunctions.Exp(new ScalarLanes(x)).Value, Math.Exp(x)));
        }

        Assert.InRange(worst, 0, UlpsAgainstRuntime);
        Assert.Equal(1, ElementaryFunctions.Exp(new ScalarLanes(0)).Value);
        Assert.Equal(0, ElementaryFunctions.Exp(new ScalarLanes(-800)).Value);
        Assert.Equal(0, ElementaryFunctions.Exp(new ScalarLanes(double.NegativeInfinity)).Value);
    }

    [Fact]
    public void SmallHyperbolicSine_UpToOneHalf_AgreesWithTheRuntimeToThreeUlps()
    {
        double worst = 0;
        for (int i = -50_000; i <= 50_000; i++)
        {
            double x = i / 100_000.0;
            worst = Math.Max(worst, Ulps(ElementaryFunctions.SmallHyperbolicSine(new ScalarLanes(x)).Value, Math.Sinh(x)));
        }

        Assert.InRange(worst, 0, UlpsAgainstRuntime);
    }

    [Fact]
    public void Log_OnADenseGrid_AgreesWithTheRuntimeToThreeUlps()
    {
        double worst = 0;
        for (int i = 1; i <= 200_000; i++)
        {
            worst = Math.Max(worst, Ulps(ElementaryFunctions.Log(new ScalarLanes(i / 100_000.0)).Value, Math.Log(i / 100_000.0)));
            double wide = Math.Pow(10, -300 + (600.0 * i / 200_000));
            worst = Math.Max(worst, Ulps(ElementaryFunctions.Log(new ScalarLanes(wide)).Value, Math.Log(wide)));
        }

        Assert.InRange(worst, 0, UlpsAgainstRuntime);
        Assert.Equal(0, ElementaryFunctions.Log(new ScalarLanes(1)).Value);
    }

    [Fact]
    public void CosineOfTurns_OverTwoTurns_AgreesWithTheRuntime()
    {
        for (int i = -200_000; i <= 200_000; i++)
        {
            // 2πx is rounded before the runtime sees it: an error of up to 2⁻⁵⁰ in the angle.
            double turns = i / 100_000.0;
            double cosine = ElementaryFunctions.CosineOfTurns(new ScalarLanes(turns), out ScalarLanes sine).Value;
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cosine, 2e-15);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sine.Value, 2e-15);
        }

        Assert.Equal(0, ElementaryFunctions.CosineOfTurns(new ScalarLanes(0.25), out _).Value);
        Assert.Equal(-1, ElementaryFunctions.CosineOfTurns(new ScalarLanes(0.5), out _).Value);
    }

    [Fact]
    public void DifferenceOfProducts_OfNearlyEqualProducts_KeepsItsDigits()
    {
        // (1 + e)(1 - e) - 1·1 = -e² exactly; the plain difference gives 0 or 1e-16.
        double e = Math.ScaleB(1, -30);
        var difference = ElementaryFunctions.DifferenceOfProducts(new ScalarLanes(1 + e), new ScalarLanes(1 - e), new ScalarLanes(1), new ScalarLanes(1));
        Assert.Equal(-e * e, difference.Value);
        var same = ElementaryFunctions.DifferenceOfProducts(new ScalarLanes(0.3), new ScalarLanes(0.3), new ScalarLanes(0.3), new ScalarLanes(0.3));
        Assert.Equal(0, same.Value);
    }

    private static double Ulps(double actual, double expected) =>
        actual == expected ? 0 : Math.Abs(actual - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
}
