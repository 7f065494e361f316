using WideNet.Activations;
using WideNet.Figures;
using WideNet.MeanField;

namespace WideNet.Experiments.DepthScales;

/// <summary>The depth scales ξ_1, ξ_c* and ξ_* along a line of constant σ_b².</summary>
/// <remarks>ξ_1 = 1/|log χ_1|, ξ_c* = -1/log χ_c*, ξ_* = 1/(log χ_1 - log χ_c*); the last is infinite in the ordered phase.</remarks>
public sealed record DepthScaleCurves
{
    private DepthScaleCurves()
    {
    }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b².</summary>
    public required double BiasVariance { get; init; }

    /// <summary>σ_w² with χ_1 = 1.</summary>
    public required double CriticalWeightVariance { get; init; }

    /// <summary>σ_w² of the points.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>Mean field at each point.</summary>
    public required IReadOnlyList<MeanFieldPoint> Points { get; init; }

    /// <summary>Analyses the mean field at each σ_w².</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="weightVariances">σ_w², increasing.</param>
    public static DepthScaleCurves Compute(Activation activation, double biasVariance, IReadOnlyList<double> weightVariances)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        return new DepthScaleCurves
        {
            Activation = activation,
            BiasVariance = biasVariance,
            CriticalWeightVariance = MeanFieldTheory.CriticalWeightVariance(activation, biasVariance),
            WeightVariances = weightVariances,
            Points = [.. weightVariances.Select(w => MeanFieldTheory.Analyze(activation, w, biasVariance))],
        };
    }

    /// <summary>Points on both sides of the critical line, at the same distances |σ_w² - σ_c²|: first those below, then those above.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="distances">|σ_w² - σ_c²|, positive, increasing.</param>
    public static DepthScaleCurves AroundCriticality(Activation activation, double biasVariance, IReadOnlyList<double> distances)
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(activation, biasVariance);
        return Compute(activation, biasVariance, [.. distances.Reverse().Select(d => critical - d), .. distances.Select(d => critical + d)]);
    }

    /// <summary>The three scales against σ_w².</summary>
    /// <param name="id">Figure id.</param>
    public Figure Scales(string id) => new()
    {
        Id = id,
        Title = $"Depth scales of {Activation.Name} networks, σ_b^2 = {Phases.Number(BiasVariance)}",
        DataLabel = "theory, no data",
        Caption = "All three diverge at χ_1 = 1. ξ_* exists in the chaotic phase only and is the shortest: the NTK forgets the data first.",
        Panels =
        [
            new Panel
            {
                X = Axis.Linear("weight variance σ_w^2"),
                Y = Axis.Log("depth scale ξ", null, 1e3) with { Unit = "layers" },
                Layers =
                [
                    LineSeries.Line("ξ_1", WeightVariances, Values(point => point.DepthScaleOrdered)),
                    LineSeries.Dashed("ξ_{c*}", WeightVariances, Values(point => point.DepthScaleSignal)),
                    LineSeries.Line("ξ_*", WeightVariances, Values(point => point.DepthScaleNtk)),
                    ReferenceLine.Vertical(CriticalWeightVariance, "χ_1 = 1"),
                ],
            },
        ],
    };

    /// <summary>One scale at every point, NaN where it does not exist or is infinite.</summary>
    /// <param name="scale">The scale.</param>
    public IReadOnlyList<double> Values(Func<MeanFieldPoint, double?> scale) =>
        [.. Points.Select(point => scale(point) is { } value && double.IsFinite(value) ? value : double.NaN)];
}
