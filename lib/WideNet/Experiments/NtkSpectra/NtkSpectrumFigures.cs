using WideNet.Figures;
using WideNet.MeanField;

namespace WideNet.Experiments.NtkSpectra;

/// <summary>Figures of NTK spectra, one panel per weight variance: measured curves solid, predictions dashed.</summary>
public static class NtkSpectrumFigures
{
    /// <summary>Θ_aa and the mean Θ_ab against depth.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure Entries(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Entries of the NTK",
        "Diagonal Θ_{aa} and mean off-diagonal Θ_{ab} of the training kernel. Dashed: predictions without any fitted constant.",
        spectra,
        Axis.Log("NTK entry"),
        (spectrum, theory) =>
        [
            .. Pair("Θ_{aa}", 0, spectrum.Depths, spectrum.Diagonal, theory.Diagonal, 0),
            .. Pair("Θ_{ab}", 1, spectrum.Depths, spectrum.OffDiagonal, theory.OffDiagonal, 0),
        ]);

    /// <summary>λ_max and λ_bulk against depth, as logarithms.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure Eigenvalues(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Eigenvalues of the NTK",
        "Dashed: predictions; λ_{bulk} in the ordered phase is the law l χ_1^l (erf) or χ_1^{l/2} (relu) drawn through the last point.",
        spectra,
        Axis.Linear("log_{10} of the eigenvalue"),
        (spectrum, theory) =>
        [
            .. Pair("λ_{max}", 0, spectrum.Depths, spectrum.Log10LambdaMax, depth => Math.Log10(theory.LambdaMax(depth)), 0),
            .. Pair("λ_{bulk}", 1, spectrum.Depths, spectrum.Log10LambdaBulk, theory.Log10LambdaBulk, Anchor(spectrum, spectrum.Log10LambdaBulk, theory.Log10LambdaBulk, Phase.Ordered)),
        ]);

    /// <summary>log₁₀ κ against depth; in the chaotic phase log₁₀(κ - 1), which is what decays.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure ConditionNumbers(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Condition number of the NTK",
        "κ = λ_{max}/λ_{bulk}; in the chaotic phase κ - 1. Dashed: χ_1^{-l}/l (ordered, erf), χ_1^{-l/2} (ordered, relu) and χ_1^{-l} (chaotic) through one point, (m+2)/2 at criticality.",
        spectra,
        Axis.Linear("log_{10} κ"),
        (spectrum, theory) =>
        [
            .. Pair(
                spectrum.Theory.Phase == Phase.Chaotic ? "κ - 1" : "κ",
                0,
                spectrum.Depths,
                spectrum.Theory.Phase == Phase.Chaotic ? spectrum.Log10ConditionExcess : spectrum.Log10ConditionNumber,
                theory.Log10ConditionNumber,
                spectrum.Theory.Phase == Phase.Critical ? 0 : Anchor(spectrum, spectrum.Theory.Phase == Phase.Chaotic ? spectrum.Log10ConditionExcess : spectrum.Log10ConditionNumber, theory.Log10ConditionNumber, spectrum.Theory.Phase)),
        ]);

    /// <summary>The size of the mean predictor P(Θ)Y on test images against depth, as a logarithm.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure MeanPredictors(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Mean predictor on test images",
        "Root mean square of P(Θ)Y for centred labels. Dashed: constant (ordered), 1/l (critical), l (χ_{c*}/χ_1)^l (chaotic), through one point.",
        spectra,
        Axis.Linear("log_{10} of the rms of P(Θ)Y"),
        (spectrum, theory) =>
        [
            .. Pair("P(Θ)Y", 0, spectrum.Depths, spectrum.Log10MeanPredictor, theory.Log10MeanPredictor, Anchor(spectrum, spectrum.Log10MeanPredictor, theory.Log10MeanPredictor, spectrum.Theory.Phase)),
        ]);

    private static Figure Build(
        string id,
        string title,
        string caption,
        IReadOnlyList<NtkSpectrum> spectra,
        Axis y,
        Func<NtkSpectrum, NtkPredictions, IReadOnlyList<PanelLayer>> layers) => new()
        {
            Id = id,
            Title = title,
            Caption = caption,
            DataLabel = spectra[0].DataLabel,
            Columns = 2,
            Panels =
            [
                .. spectra.Select(spectrum => new Panel
                {
                    Title = $"{Phases.Name(spectrum.Theory.Phase)}, {spectrum.Activation.Name}, σ_w^2 = {Phases.Number(spectrum.WeightVariance)}",
                    X = Axis.Linear("depth l"),
                    Y = spectrum.Theory.Phase == Phase.Chaotic && y.Label == "log_{10} κ" ? y with { Label = "log_{10} (κ - 1)" } : y,
                    Layers = layers(spectrum, spectrum.Predictions),
                }),
            ],
        };

    // The constant of a law that the theory leaves open: the measured logarithm at the anchor depth less the law's there.
    private static double Anchor(NtkSpectrum spectrum, IReadOnlyList<double> log10, Func<int, double> law, Phase phase)
    {
        if (spectrum.Theory.Phase != phase)
        {
            return 0;
        }

        int first = phase == Phase.Chaotic ? NtkPredictions.FirstAsymptoticDepth(spectrum.Theory, spectrum.Depths[^1]) ?? spectrum.Depths[^1] : spectrum.Depths[^1];
        int index = spectrum.Depths.Count(depth => depth < first);
        return log10[index] - law(spectrum.Depths[index]);
    }

    private static IEnumerable<LineSeries> Pair(string name, int color, IReadOnlyList<int> depths, IReadOnlyList<double> measured, Func<int, double> law, double offset)
    {
        yield return LineSeries.Line(name, depths, measured) with { Color = Palette.Categorical[color] };
        yield return LineSeries.Dashed(color == 0 ? "prediction" : "", depths, depths.Select(depth => offset + law(depth))) with
        {
            Color = Palette.Black,
            Width = 1.2,
            ExtendsRange = false,
        };
    }
}
