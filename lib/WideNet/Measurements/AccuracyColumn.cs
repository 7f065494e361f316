using WideNet.MeanField;

namespace WideNet.Measurements;

/// <summary>The points of an <see cref="AccuracyMap"/> at one weight variance.</summary>
/// <param name="Theory">Fixed points and depth scales.</param>
/// <param name="WeightVariance">σ_w².</param>
/// <param name="Points">One point for each depth, increasing.</param>
public sealed record AccuracyColumn(MeanFieldPoint Theory, double WeightVariance, IReadOnlyList<AccuracyPoint> Points)
{
    /// <summary>Where the accuracy of P Y ends: the depth at which it falls for good below half way from its largest value to chance, or null.</summary>
    public double? End => FallingCurve.HalfDepth(
        [.. Points.Select(point => point.Depth)], [.. Points.Select(point => point.MeanPredictor)], 1.0 / Points[0].Classes);
}
