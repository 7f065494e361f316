using WideNet.Laws;
using WideNet.Numerics;

namespace WideNet.Tests.Laws;

public sealed class WidthScalingTests
{
    [Fact]
    public void Of_ExactPower_FindsItWithItsValues()
    {
        WidthScaling scaling = WidthScaling.Of(Values((width, seed) => (seed == 1 ? 3 : 4) * Math.Pow(width, -0.7), [16, 64, 256], 2));
        Assert.Equal(-0.7, scaling.Exponent, 1e-14);
        Assert.Equal([16, 64, 256], scaling.Widths);

        // Root mean square of 3 and 4.
        for (int i = 0; i < 3; i++) Assert.Equal(Math.Sqrt(12.5) * Math.Pow(scaling.Widths[i], -0.7), scaling.Values[i], 1e-14);
        Assert.Equal(Math.Sqrt(12.5) * Math.Pow(1000, -0.7), scaling.At(1000), 1e-14);

        // x²/mean - 1 = ∓ 7/25 everywhere: v = 2·(7/25)², weights 4·2/v, Σ w (t - t̄)² = 2 w log²4.
        double v = 2 * Math.Pow(7.0 / 25, 2);
        Assert.Equal(Math.Sqrt(v / 8 / 2) / Math.Log(4), scaling.ExponentError, 1e-14);
        Assert.Equal(scaling.Values[1] * Math.Sqrt(v / 8), scaling.Errors[1], 1e-14);
    }

    // 400 fits to 8 seeds of |normal| scatter at five widths: their spread must be what the fits say. The standard deviation of 400 numbers is
    // known to 1/√800 = 3.5 %; the logarithm of a mean of eight squares adds curvature of order 1/(2·8), together less than a fifth.
    [Fact]
    public void Of_ScatteredSeeds_StatesTheSpreadOfItsExponent()
    {
        const int fits = 400;
        double[] exponents = new double[fits], errors = new double[fits], normal = new double[40];
        for (int fit = 0; fit < fits; fit++)
        {
            new RandomStream(7).Split(fit).FillNormal(normal);
            int next = 0;
            WidthScaling scaling = WidthScaling.Of(Values((width, _) => Math.Abs(normal[next++]) / Math.Sqrt(width), [32, 64, 128, 256, 512], 8));
            (exponents[fit], errors[fit]) = (scaling.Exponent, scaling.ExponentError);
        }

        double mean = exponents.Average(), spread = Math.Sqrt(exponents.Sum(x => (x - mean) * (x - mean)) / (fits - 1));
        Assert.Equal(-0.5, mean, 4 * spread / Math.Sqrt(fits));
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)) / spread, 0.8, 1.2);
    }

    [Fact]
    public void Of_OneSeedOrOneWidth_SaysWhatIsMissing()
    {
        var error = Assert.Throws<ArgumentException>(() => WidthScaling.Of(Values((width, _) => width, [16, 64], 1)));
        Assert.Equal("There are 2 widths with 1, 1 seeds; a fit needs two widths with two seeds each. (Parameter 'measured')", error.Message);
        Assert.Throws<ArgumentException>(() => WidthScaling.Of(Values((width, _) => width, [16], 3)));
    }

    [Fact]
    public void Of_SeedsWithoutScatter_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => WidthScaling.Of(Values((width, _) => 0.1 * width, [16, 64], 3)));
        Assert.Equal(
            "All seeds of a width have the same value, at every width; they must differ, for the fit weighs by their scatter. (Parameter 'measured')",
            error.Message);
    }

    private static IEnumerable<(int Width, double Value)> Values(Func<int, int, double> value, int[] widths, int seeds) =>
        from width in widths.Reverse() from seed in Enumerable.Range(1, seeds) select (width, value(width, seed));
}
