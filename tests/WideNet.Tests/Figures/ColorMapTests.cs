using WideNet.Figures;

namespace WideNet.Tests.Figures;

public sealed class ColorMapTests
{
    // Lightness carries the order, so it survives colour blindness and grey printing. Rounding to bytes may hold it back by 0.2 for a step.
    [Fact]
    public void At_SequentialMap_GrowsInLightness()
    {
        double[] lightness = [.. Enumerable.Range(0, 256).Select(i => Lightness(ColorMap.Sequential.At(i / 255.0)))];
        Assert.All(lightness.Zip(lightness.Skip(1)), p => Assert.True(p.Second > p.First - 0.2, $"{p.First} then {p.Second}"));
        Assert.True(lightness[0] < 30 && lightness[255] > 80, $"{lightness[0]} to {lightness[255]}");
    }

    [Fact]
    public void At_DivergingMap_IsLightestInTheMiddleAndBalanced()
    {
        double low = Lightness(ColorMap.Diverging.At(0));
        double high = Lightness(ColorMap.Diverging.At(1));
        Assert.True(Lightness(ColorMap.Diverging.At(0.5)) > 90);

        // The two ends have equal OKLab lightness; in CIE lightness they differ by a few units.
        Assert.Equal(low, high, 6.0);
    }

    [Fact]
    public void At_OutsideOrNaN_ClampsOrThrows()
    {
        Assert.Equal(ColorMap.Sequential.At(0), ColorMap.Sequential.At(-3));
        Assert.Equal(ColorMap.Sequential.At(1), ColorMap.Sequential.At(double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => ColorMap.Sequential.At(double.NaN));
    }

    [Fact]
    public void Categorical_AnyTwo_DifferForDeuteranopes()
    {
        // Viénot, Brettel and Mollon (1999), deuteranopia, on linear RGB; 5 units of CIE lightness or of blue-yellow separate two colours.
        double[][] seen = [.. Palette.Categorical.Select(Deuteranope)];
        for (int i = 0; i < seen.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double distance = Math.Sqrt(seen[i].Zip(seen[j], (a, b) => (a - b) * (a - b)).Sum());
                Assert.True(distance > 0.05, $"{Palette.Categorical[i]} and {Palette.Categorical[j]} differ by {distance}");
            }
        }
    }

    private static double[] Deuteranope(string hex)
    {
        double[] c = Linear(hex);
        double redGreen = (0.29275 * c[0]) + (0.70725 * c[1]);
        return [redGreen, (-0.02234 * c[0]) + (0.02234 * c[1]) + c[2]];
    }

    private static double Lightness(string hex)
    {
        double[] c = Linear(hex);
        double y = (0.2126 * c[0]) + (0.7152 * c[1]) + (0.0722 * c[2]);
        return y > 216.0 / 24389 ? (116 * Math.Cbrt(y)) - 16 : y * 24389 / 27;
    }

    private static double[] Linear(string hex) => [.. Enumerable.Range(0, 3).Select(i =>
    {
        double v = Convert.ToInt32(hex.Substring(1 + (2 * i), 2), 16) / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    })];
}
