using WideNet.Figures;
using WideNet.MeanField;

namespace WideNet.Experiments.DepthScales;

/// <summary>Figures of correlations and depth scales.</summary>
public static class DepthScaleFigures
{
    /// <summary>c^l of every pair of images, one panel per weight variance.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="curves">One entry per panel.</param>
    public static Figure Correlations(string id, IReadOnlyList<CorrelationConvergence> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new Figure
        {
            Id = id,
            Title = "Correlations of pairs of images against depth",
            DataLabel = curves[0].DataLabel,
            Caption = "One line per pair of images; dotted: the fixed point c*.",
            Columns = 2,
            Panels = [.. curves.Select(curve => curve.CorrelationPanel())],
        };
    }

    /// <summary>|c^l - c*| on a logarithmic scale with the predicted slopes, and 1 - c^l at criticality against its power law.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="exponential">Curves off the critical line.</param>
    /// <param name="critical">The curve on the critical line.</param>
    public static Figure Convergence(string id, IReadOnlyList<CorrelationConvergence> exponential, CorrelationConvergence critical)
    {
        ArgumentNullException.ThrowIfNull(exponential);
        ArgumentNullException.ThrowIfNull(critical);
        int first = Math.Max(1, critical.Depths[^1] / 4);
        return new Figure
        {
            Id = id,
            Title = "Distance of correlations from their fixed point",
            DataLabel = critical.DataLabel,
            Caption = "Mean over pairs of images. Dashed: χ_{c*}^l through one point (left), 2/(C''(1) l) without any fitted constant (right).",
            Panels =
            [
                new Panel
                {
                    Title = "off criticality: exponential",
                    X = Axis.Linear("depth l"),
                    Y = Axis.Log("mean |c^l - c^*|", 1e-15, 2),
                    Layers = [.. exponential.SelectMany((curve, i) => curve.DistanceCurves(Palette.Categorical[i], Math.Min(first, 80)))],
                },
                new Panel
                {
                    Title = "at criticality: algebraic",
                    X = Axis.Log("depth l"),
                    Y = Axis.Log("mean 1 - c^l"),
                    Layers =
                    [
                        LineSeries.Line($"σ_w^2 = {Phases.Number(critical.WeightVariance)}", critical.Depths, critical.Distance),
                        LineSeries.Dashed("2/(C''(1) l)", critical.Depths, critical.Depths.Select(l => 2 / (critical.Curvature * l))) with { Color = Palette.Black, Width = 1.2, ExtendsRange = false },
                    ],
                },
            ],
        };
    }

    /// <summary>Depth scales against the distance from criticality, on both sides.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="near">Depth scales around criticality.</param>
    public static Figure Divergence(string id, DepthScaleCurves near)
    {
        ArgumentNullException.ThrowIfNull(near);
        return new Figure
        {
            Id = id,
            Title = "Depth scales diverge like 1/|σ_w^2 - σ_c^2|",
            DataLabel = "theory, no data",
            Caption = $"σ_c^2 = {Phases.Number(near.CriticalWeightVariance)} at σ_b^2 = {Phases.Number(near.BiasVariance)}; dashed: slope -1.",
            ShareY = true,
            Panels = [Side("ordered side", near, point => point < near.CriticalWeightVariance), Side("chaotic side", near, point => point > near.CriticalWeightVariance)],
        };
    }

    private static Panel Side(string title, DepthScaleCurves near, Func<double, bool> belongs)
    {
        var points = near.WeightVariances.Zip(near.Points).Where(point => belongs(point.First)).OrderBy(point => Math.Abs(point.First - near.CriticalWeightVariance)).ToArray();
        double[] distance = [.. points.Select(point => Math.Abs(point.First - near.CriticalWeightVariance))];
        bool isChaotic = points[0].Second.Phase == Phase.Chaotic;
        double constant = points[0].Second.DepthScaleOrdered * distance[0];
        List<PanelLayer> layers = [LineSeries.Points("ξ_1", distance, points.Select(point => point.Second.DepthScaleOrdered))];
        if (isChaotic)
        {
            layers.Add(LineSeries.Points("ξ_{c*}", distance, points.Select(point => point.Second.DepthScaleSignal)) with { Marker = MarkerShape.Square });
            layers.Add(LineSeries.Points("ξ_*", distance, points.Select(point => point.Second.DepthScaleNtk ?? double.NaN)) with { Marker = MarkerShape.Diamond });
        }

        layers.Add(LineSeries.Dashed("slope -1", distance, distance.Select(d => constant / d)) with { Color = Palette.Black, Width = 1 });
        return new Panel { Title = title, X = Axis.Log("|σ_w^2 - σ_c^2|"), Y = Axis.Log("depth scale ξ") with { Unit = "layers" }, Layers = layers };
    }
}
