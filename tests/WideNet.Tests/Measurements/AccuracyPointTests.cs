using WideNet.Measurements;

namespace WideNet.Tests.Measurements;

public sealed class AccuracyPointTests
{
    [Theory]
    [InlineData(3e-14, true)]
    [InlineData(2e-14, false)]
    [InlineData(-1e-12, false)]
    public void WhereResolved_SmallestEigenvalueBesideItsRounding_HasAccuraciesOnlyAboveIt(double smallest, bool isResolved)
    {
        var point = new AccuracyPoint("ntk", 0.5, 40, 0.3, 0.29, 0.1, 1e-3, 1e-2, 38, 10) { LargestEigenvalue = 100, SmallestEigenvalue = smallest };
        Assert.Equal(isResolved ? (0.3, 0.29, 1e-3) : (double.NaN, double.NaN, double.NaN), (
            point.WhereResolved().MeanPredictor, point.WhereResolved().Balanced, point.WhereResolved().PredictorSize));
    }
}
