using WideNet.Figures;
using WideNet.Laws;

namespace WideNet.Experiments.NearCriticality;

/// <summary>Figures of condition number and mean predictor near criticality, plain and rescaled.</summary>
public static class NearCriticalityFigures
{
    // Rescaled curves start here: before, the images are not yet forgotten.
    private const int FirstScaledDepth = 50;

    // Range of x that is drawn.
    private const double LargestX = 6;

    /// <summary>κ and l·P(Θ)Y against depth (top) and against x = l log χ_1 (bottom), with the universal functions.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="found">Curves, the critical one among them.</param>
    public static Figure Collapse(string id, NearCriticalityResults found)
    {
        ArgumentNullException.ThrowIfNull(found);
        IReadOnlyList<CriticalCurve> curves = found.Curves;
        int m = curves[0].Curves.TrainCount;
        CriticalCurve critical = curves.Single(curve => curve.LogChi1 == 0);
        double[] x = Grid.Linear(-LargestX, LargestX, 241);
        double largest = 3 * CriticalScaling.ConditionNumber(m, -LargestX);
        return new Figure
        {
            Id = id,
            Title = "Near criticality one variable decides: x = l log χ_1 = ± l/ξ_1",
            DataLabel = found.DataLabel,
            Caption = $"Top: against depth. Bottom: the same curves from layer {FirstScaledDepth} on against x; l·P(Θ)Y in units of its value at criticality and the same depth. Dashed: the limit for smooth activations, without any fitted constant.",
            Columns = 2,
            Panels =
            [
                Plain("condition number", "κ", curves, curve => curve.Curves.ConditionNumber, 0.8, largest),
                Plain("mean predictor", "l · rms of P(Θ)Y", curves, Scaled, 1e-6, null),
                Rescaled("condition number, rescaled", "κ", curves, curve => curve.Curves.ConditionNumber, x, v => CriticalScaling.ConditionNumber(m, v)),
                Rescaled(
                    "mean predictor, rescaled",
                    "l · P(Θ)Y over its critical value",
                    curves,
                    curve => [.. Scaled(curve).Zip(Scaled(critical), (value, unit) => value / unit)],
                    x,
                    CriticalScaling.PredictorRatio),
            ],
        };
    }

    private static IReadOnlyList<double> Scaled(CriticalCurve curve) => [.. curve.Curves.MeanPredictor.Zip(curve.Curves.Depths, (p, l) => p * l)];

    private static Panel Plain(string title, string label, IReadOnlyList<CriticalCurve> curves, Func<CriticalCurve, IReadOnlyList<double>> value, double minimum, double? maximum)
    {
        IReadOnlyList<string> colors = Palette.Ordered(curves.Count);
        return new Panel
        {
            Title = title,
            X = Axis.Log("depth l"),
            Y = Axis.Log(label, minimum, maximum),
            Layers =
            [
                .. curves.Select((curve, i) => LineSeries.Line($"log χ_1 = {Phases.Number(curve.LogChi1)}", curve.Curves.Depths, value(curve)) with { Color = curve.LogChi1 == 0 ? Palette.Vermilion : colors[i] }),
            ],
            Legend = LegendPlacement.Below,
        };
    }

    private static Panel Rescaled(
        string title, string label, IReadOnlyList<CriticalCurve> curves, Func<CriticalCurve, IReadOnlyList<double>> value, IReadOnlyList<double> x, Func<double, double> law)
    {
        IReadOnlyList<string> colors = Palette.Ordered(curves.Count);
        IEnumerable<LineSeries> measured = curves.SelectMany((curve, i) =>
        {
            int[] shown = [.. Enumerable.Range(0, curve.X.Count).Where(k => curve.Curves.Depths[k] >= FirstScaledDepth && Math.Abs(curve.X[k]) <= LargestX)];
            IReadOnlyList<double> y = value(curve);
            string color = curve.LogChi1 == 0 ? Palette.Vermilion : colors[i];
            return shown.Length == 0 ? [] : (LineSeries[])[LineSeries.Points("", shown.Select(k => curve.X[k]), shown.Select(k => y[k])) with { Color = color }];
        });
        return new Panel
        {
            Title = title,
            X = Axis.Linear("x = l log χ_1", -LargestX, LargestX),
            Y = Axis.Log(label),
            Layers = [.. measured, LineSeries.Dashed("limit l → ∞", x, x.Select(law)) with { Color = Palette.Black }],
            Legend = LegendPlacement.Below,
        };
    }
}
