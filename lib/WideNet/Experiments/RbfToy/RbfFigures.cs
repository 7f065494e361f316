using WideNet.Experiments.AccuracyMaps;
using WideNet.Figures;

namespace WideNet.Experiments.RbfToy;

/// <summary>Figures of RBF regression against bandwidth.</summary>
public static class RbfFigures
{
    /// <summary>Condition number, predictor and accuracies against h in units of the mean distance.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="found">The results.</param>
    public static Figure Bandwidth(string id, RbfResults found)
    {
        ArgumentNullException.ThrowIfNull(found);
        RbfScales scales = found.Scales;
        double mean = scales.Mean, smallest = scales.SmallestPair, nearest = scales.Nearest;
        int m = scales.TrainCount, n = scales.TestCount;
        double[] h = [.. found.Curve.Select(point => point.Bandwidth / mean)];
        Axis bandwidth = Axis.Log("bandwidth h/D̄");
        LineSeries Law(string name, Func<double, double> law, Func<double, bool> where) =>
            LineSeries.Dashed(name, h.Where(where), h.Where(where).Select(law)) with { Color = Palette.Black, Width = 1.2, ExtendsRange = false };
        LineSeries Accuracy(string name, Func<RbfPoint, double> value) =>
            LineSeries.Line(name, h, found.Curve.Select(value)).WithErrors(found.Curve.Select(point => TrainedNetworkAccuracy.StandardError(value(point), n)));
        return new Figure
        {
            Id = id,
            Title = "RBF regression: bandwidth in the place of depth",
            DataLabel = scales.DataLabel,
            Caption = "h → 0 is the chaotic phase (trivially trainable, no generalisation), h → ∞ the ordered phase (untrainable, a prediction remains). Dashed: the derived laws, no constant fitted. Bars: binomial standard errors; all points share their test images.",
            Columns = 2,
            Panels =
            [
                new Panel
                {
                    Title = "condition number: trainability",
                    X = bandwidth,
                    Y = Axis.Log("κ - 1", 1e-16),
                    Layers = [LineSeries.Line("κ - 1", h, found.Curve.Select(point => point.ConditionExcess)), Law("e^{-D/h}, D smallest; m h/D̄", x => Math.Exp(-smallest / (x * mean)), x => x < 0.3), Law("", x => m * x, x => x > 3)],
                },
                new Panel
                {
                    Title = "mean predictor: generalisation",
                    X = bandwidth,
                    Y = Axis.Log("output", 1e-16, 10),
                    Layers =
                    [
                        LineSeries.Line("largest |P Y|", h, found.Curve.Select(point => point.LargestOutput)),
                        LineSeries.Line("rms of P Y", h, found.Curve.Select(point => point.Predictor)),
                        Law("0.9 e^{-D/h}, D smallest", x => 0.9 * Math.Exp(-nearest / (x * mean)), x => x < 0.3),
                    ],
                },
                new Panel
                {
                    Title = "distance to the affine limit",
                    X = bandwidth,
                    Y = Axis.Log("largest |P Y - limit|"),
                    Layers = [LineSeries.Line("", h, found.Curve.Select(point => point.FlatDistance)), Law("∝ 1/h through the last point", x => found.Curve[^1].FlatDistance * h[^1] / x, x => x > 3)],
                },
                new Panel
                {
                    Title = "test accuracy",
                    X = bandwidth,
                    Y = Axis.Linear("test accuracy", 0),
                    Layers = [Accuracy("P Y", point => point.Mean), Accuracy("one draw, f_0 + P(Y - f_0)", point => point.OneNetwork), ReferenceLine.Horizontal(1.0 / scales.ClassCount)],
                },
            ],
        };
    }
}
