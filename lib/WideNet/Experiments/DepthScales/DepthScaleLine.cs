using WideNet.Figures;
using WideNet.MeanField;

namespace WideNet.Experiments.DepthScales;

/// <summary>A multiple of a depth scale as a curve over σ_w².</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Multiple">The multiple.</param>
/// <param name="Scale">The scale at a point, or null where it is not drawn.</param>
/// <param name="Color">Colour.</param>
/// <param name="Dash">Stroke pattern.</param>
public sealed record DepthScaleLine(string Name, double Multiple, Func<MeanFieldPoint, double?> Scale, string Color, DashStyle Dash)
{
    /// <summary>A multiple of ξ_1 in the ordered phase.</summary>
    /// <param name="multiple">The multiple.</param>
    public static DepthScaleLine Ordered(double multiple) =>
        new($"{multiple}ξ_1", multiple, point => point.Phase == Phase.Ordered ? point.DepthScaleOrdered : null, Palette.White, DashStyle.Dashed);

    /// <summary>A multiple of ξ_* in the chaotic phase.</summary>
    /// <param name="multiple">The multiple.</param>
    public static DepthScaleLine Ntk(double multiple) =>
        new($"{multiple}ξ_*", multiple, point => point.DepthScaleNtk, Palette.OverMaps[0], multiple > 6 ? DashStyle.Dotted : DashStyle.Solid);

    /// <summary>A multiple of ξ_c* in the chaotic phase.</summary>
    /// <param name="multiple">The multiple.</param>
    public static DepthScaleLine Signal(double multiple) =>
        new($"{multiple}ξ_{{c*}}", multiple, point => point.Phase == Phase.Chaotic ? point.DepthScaleSignal : null, Palette.White, DashStyle.Solid);
}
