using WideNet.Measurements;

namespace WideNet.Tests.Measurements;

public sealed class SeedMeanTests
{
    [Fact]
    public void Average_OfIndependentMeans_AddsTheSquaresOfTheirErrors()
    {
        var mean = SeedMean.Average([new SeedMean(1, 0.3, 2), new SeedMean(2, 0.4, 3)]);
        Assert.Equal((1.5, 5), (mean.Value, mean.Count));
        Assert.Equal(0.25, mean.Error, 1e-15);
        Assert.Equal((double.NaN, 0.0, 0), (SeedMean.Average([]).Value, SeedMean.Average([]).Error, SeedMean.Average([]).Count));
    }

    // Three seeds 1, 2, 6: deviation √7, error √(7/3). One seed tells no error.
    [Fact]
    public void Of_Seeds_IsTheirMeanWithItsStandardError()
    {
        var mean = SeedMean.Of([1, 2, 6]);
        Assert.Equal((3.0, 3), (mean.Value, mean.Count));
        Assert.Equal(Math.Sqrt(7 / 3.0), mean.Error, 1e-15);
        Assert.Equal(new SeedMean(4, 0, 1), SeedMean.Of([4]));
    }
}
