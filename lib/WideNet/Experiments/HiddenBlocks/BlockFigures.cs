using WideNet.Figures;
using WideNet.Kernels;
using WideNet.Laws;

namespace WideNet.Experiments.HiddenBlocks;

/// <summary>Figures of residual and layer-normalised networks beside plain ones.</summary>
public static class BlockFigures
{
    /// <summary>Variance, correlation and Θ_aa/K_aa against depth, with the derived laws.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="curves">One curve per network.</param>
    /// <param name="dataLabel">What was computed on.</param>
    public static Figure Propagation(string id, IReadOnlyList<BlockCurve> curves, string dataLabel)
    {
        ArgumentNullException.ThrowIfNull(curves);
        IEnumerable<LineSeries> Laws(Func<BlockCurve, int, double?> law, int first) => curves
            .Where(curve => law(curve, curve.Curves.Depths[^1]) is not null)
            .Select(curve => LineSeries.Dashed("prediction", curve.Curves.Depths.Where(l => l >= first), curve.Curves.Depths.Where(l => l >= first).Select(l => law(curve, l)!.Value)) with
            {
                Color = Palette.Black,
                Width = 1,
                ExtendsRange = false,
            });
        return new Figure
        {
            Id = id,
            Title = "What passes through: variance, correlation, and how much the NTK exceeds the NNGP",
            DataLabel = dataLabel,
            Caption = "Means over training images and pairs. Dashed: predictions without any fitted constant.",
            Columns = 3,
            Panels =
            [
                Draw("variance", "q", 1e-3, 1e12, curves, curve => curve.Curves.Variance, Laws(Variance, 3)),
                Draw("correlation", "1 - c", 1e-6, 2, curves, curve => curve.Curves.CorrelationGap, Laws(Gap, 20)),
                Draw("NTK over NNGP", "Θ_{aa}/K_{aa}", 1, 1e8, curves, curve => [.. curve.Curves.Diagonal.Zip(curve.Curves.Variance, (theta, q) => theta / q)], Laws(Excess, 1)),
            ],
        };
    }

    /// <summary>Condition number and mean predictor against depth.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="curves">One curve per network.</param>
    /// <param name="dataLabel">What was computed on.</param>
    public static Figure Trainability(string id, IReadOnlyList<BlockCurve> curves, string dataLabel)
    {
        ArgumentNullException.ThrowIfNull(curves);
        int m = curves[0].Curves.TrainCount;
        return new Figure
        {
            Id = id,
            Title = "What it does to trainability and generalisation",
            DataLabel = dataLabel,
            Caption = "κ = λ_{max}/λ_{bulk} of the NTK; root mean square of P(Θ)Y on test images for centred labels. Dotted: (m+3)/3, the limit of every residual ReLU network.",
            Columns = 2,
            Panels =
            [
                Draw("condition number", "κ", 0.8, 1e5, curves, curve => curve.Curves.ConditionNumber, [ReferenceLine.Horizontal((m + 3) / 3.0)]),
                Draw("mean predictor", "rms of P(Θ)Y", 1e-8, 1, curves, curve => curve.Curves.MeanPredictor, []),
            ],
        };
    }

    private static Panel Draw(
        string title, string label, double minimum, double maximum, IReadOnlyList<BlockCurve> curves, Func<BlockCurve, IReadOnlyList<double>> value, IEnumerable<PanelLayer> laws) => new()
        {
            Title = title,
            X = Axis.Log("depth l"),
            Y = Axis.Log(label, minimum, maximum),
            Layers =
            [
                .. curves.Select((curve, i) => LineSeries.Line(curve.Name, curve.Curves.Depths, value(curve)) with
                {
                    Color = Palette.Categorical[i % Palette.Categorical.Count],
                    Dash = curve.Curves.Network.Block == HiddenBlock.Plain ? DashStyle.Dotted : DashStyle.Solid,
                }),
                .. laws,
            ],
            Legend = LegendPlacement.Below,
        };

    private static double? Variance(BlockCurve curve, int l) => (curve.Curves.Network.Block, curve.Curves.Network.Activation.Name) switch
    {
        (HiddenBlock.Residual, "relu") when curve.BiasVariance == 0 => Math.Pow(1 + (curve.WeightVariance / 2), l),
        (HiddenBlock.Residual, "erf") => BlockTheory.ResidualErfVariance(curve.WeightVariance, curve.BiasVariance, l),
        _ => null,
    };

    private static double? Gap(BlockCurve curve, int l) =>
        curve.Curves.Network is { Block: HiddenBlock.Residual, Activation.Name: "relu", BiasVariance: 0 } ? BlockTheory.ResidualReluGap(curve.WeightVariance, l) : null;

    private static double? Excess(BlockCurve curve, int l) =>
        curve.Curves.Network is { Block: HiddenBlock.Residual, Activation.Name: "relu", BiasVariance: 0 } ? 1 + (BlockTheory.ResidualShare(curve.WeightVariance) * l) : null;
}
