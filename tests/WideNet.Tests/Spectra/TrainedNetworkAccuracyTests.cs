using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

public sealed class TrainedNetworkAccuracyTests
{
    private static readonly int[] Labels = [0, 2, 1, 1];

    [Fact]
    public void OfMean_RowsWithTheLargestEntryAtTheLabel_AreCounted() =>
        Assert.Equal(0.75, TrainedNetworkAccuracy.OfMean(new Matrix(4, 3, [3, 1, 2, 0, 0, 1, 5, 1, 2, -3, -1, -2]), Labels));

    [Fact]
    public void IsRight_OfATie_TakesTheFirstClass()
    {
        Assert.True(TrainedNetworkAccuracy.IsRight([1, 2, 2], 1));
        Assert.False(TrainedNetworkAccuracy.IsRight([1, 2, 2], 2));
    }

    [Fact]
    public void OfOneNetwork_EqualMeans_IsChance() =>
        Assert.Equal(1 / 3.0, TrainedNetworkAccuracy.OfOneNetwork(new Matrix(4, 3), [1, 2, 3, 4], Labels), 1e-14);

    [Fact]
    public void OfOneNetwork_TwoClasses_IsTheNormalDistributionOfTheDifference()
    {
        // P(a > b) = Φ((μ_a - μ_b)/√(2v)); Φ(1) to 16 digits.
        var mean = new Matrix(1, 2, [Math.Sqrt(8), 0]);
        Assert.Equal(0.8413447460685429, TrainedNetworkAccuracy.OfOneNetwork(mean, [4], [0]), 1e-13);
    }

    [Fact]
    public void OfOneNetwork_NoVariance_IsTheMeanItself()
    {
        var mean = new Matrix(2, 2, [1, 0, 1, 0]);
        Assert.Equal(0.5, TrainedNetworkAccuracy.OfOneNetwork(mean, [0, -1e-18], [0, 1]));
    }

    [Fact]
    public void OfOneNetwork_AgainstDraws_AgreesWithinFourStandardErrors()
    {
        var mean = new Matrix(4, 3, [0.5, 0.1, -0.3, 0, 0.2, 0.4, -1, 0.5, 0.6, 0.3, 0.2, 0.1]);
        double[] variances = [0.1, 0.5, 0.3, 1];
        const int Draws = 20_000;
        double[] normal = new double[12];
        RandomStream stream = new RandomStream(7).Split("trained networks");
        double sum = 0, squares = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            stream.FillNormal(normal, (long)draw * normal.Length);
            var outputs = new Matrix(4, 3, [.. normal.Select((z, i) => mean[i / 3, i % 3] + (Math.Sqrt(variances[i / 3]) * z))]);
            double accuracy = TrainedNetworkAccuracy.OfMean(outputs, Labels);
            sum += accuracy;
            squares += accuracy * accuracy;
        }

        double average = sum / Draws, error = Math.Sqrt(((squares / Draws) - (average * average)) / Draws);
        Assert.Equal(average, TrainedNetworkAccuracy.OfOneNetwork(mean, variances, Labels), 4 * error);
    }

    // The interval's ends are the shares p that lie one standard error √(p(1-p)/n) from the measured one, found here by bisection.
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(0, 1)]
    [InlineData(0.3, 1000)]
    [InlineData(0.9, 40)]
    public void StandardError_IsHalfTheIntervalOfWilson(double accuracy, int count)
    {
        double End(double outside)
        {
            double inside = accuracy;
            for (int i = 0; i < 200; i++)
            {
                double p = (inside + outside) / 2;
                if (Math.Abs(p - accuracy) <= Math.Sqrt(p * (1 - p) / count)) inside = p;
                else outside = p;
            }

            return inside;
        }

        Assert.Equal((End(1) - End(0)) / 2, TrainedNetworkAccuracy.StandardError(accuracy, count), 1e-12);
    }

    [Fact]
    public void OfMean_TooFewLabels_SaysSo()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => TrainedNetworkAccuracy.OfMean(new Matrix(4, 3), [1]));
        Assert.StartsWith(
            "There are 4 rows of outputs and 1 labels or variances; there must be one for each row, and at least one.", error.Message,
            StringComparison.Ordinal);
    }
}
