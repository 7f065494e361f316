using WideNet.Activations;
using WideNet.Figures;
using WideNet.MeanField;
using WideNet.Numerics;

namespace WideNet.Measurements;

/// <summary>A multiple of a depth scale as a curve over σ_w².</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Multiple">The multiple.</param>
/// <param name="Scale">The scale at a point, or null where it is not drawn.</param>
/// <param name="Color">Colour.</param>
/// <param name="Dash">Stroke pattern.</param>
public sealed record DepthScaleLine(string Name, double Multiple, Func<MeanFieldPoint, double?> Scale, string Color, DashStyle Dash)
{
    /// <summary>Lines as they are drawn over a map, each where its scale exists; those that lie outside are left out.</summary>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="weightVariances">Columns of the map.</param>
    /// <param name="depths">Its rows.</param>
    /// <param name="lines">The lines.</param>
    public static IEnumerable<LineSeries> Over(
        Activation activation, double biasVariance, IReadOnlyList<double> weightVariances, IReadOnlyList<int> depths, params IEnumerable<DepthScaleLine> lines)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(lines);
        double[] fine = Grid.Linear(weightVariances[0], weightVariances[^1], 400);
        MeanFieldPoint[] points = [.. fine.Select(weightVariance => MeanFieldTheory.Analyze(activation, weightVariance, biasVariance))];
        return
        [
            .. from line in lines
               let depth = points.Select(point => line.Multiple * line.Scale(point) is { } l && l <= depths[^1] ? l : double.NaN).ToArray()
               where depth.Any(double.IsFinite)
               select LineSeries.Line(line.Name, fine, depth) with { Dash = line.Dash, Color = line.Color, Width = 2 },
        ];
    }

    /// <summary>A multiple of ξ_1 in the ordered phase.</summary>
    /// <param name="multiple">The multiple.</param>
    public static DepthScaleLine Ordered(double multiple) =>
        new(Invariant($"{multiple}ξ_1"), multiple, point => point.Phase == Phase.Ordered ? point.Xi1 : null, Palette.White, DashStyle.Dashed);

    /// <summary>A multiple of ξ_* in the chaotic phase.</summary>
    /// <param name="multiple">The multiple.</param>
    public static DepthScaleLine Ntk(double multiple) =>
        new(Invariant($"{multiple}ξ_*"), multiple, point => point.XiStar, Palette.OverMaps[0], DashStyle.Solid);

    /// <summary>A multiple of ξ_c* in the chaotic phase.</summary>
    /// <param name="multiple">The multiple.</param>
    public static DepthScaleLine Signal(double multiple) =>
        new(Invariant($"{multiple}ξ_{{c*}}"), multiple, point => point.Phase == Phase.Chaotic ? point.XiCStar : null, Palette.White, DashStyle.Solid);
}
