using WideNet.Figures;
using WideNet.MeanField;

namespace WideNet.Experiments.NtkSpectra;

/// <summary>Figures of NTK spectra, one panel per weight variance: measured curves solid, predictions dashed.</summary>
public static class NtkSpectrumFigures
{
    /// <summary>Smallest κ - 1 that double precision resolves: two eigenvalues that differ by less are equal up to rounding.</summary>
    internal const double ConditionFloor = 1e-12;

    /// <summary>Θ_aa and the mean Θ_ab against depth.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure Entries(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Entries of the NTK",
        "Diagonal Θ_{aa} and mean off-diagonal Θ_{ab} of the training kernel. Dashed: predictions without any fitted constant.",
        spectra,
        "NTK entry",
        (spectrum, theory) =>
        [
            .. Pair("Θ_{aa}", 0, spectrum.Depths, spectrum.Diagonal, theory.Diagonal, 1),
            .. Pair("Θ_{ab}", 1, spectrum.Depths, spectrum.OffDiagonal, theory.OffDiagonal, 1),
        ]);

    /// <summary>λ_max and λ_bulk against depth.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure Eigenvalues(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Eigenvalues of the NTK",
        "Dashed: predictions; λ_{bulk} in the ordered phase is the law l χ_1^l drawn through the last point.",
        spectra,
        "eigenvalue",
        (spectrum, theory) =>
        [
            .. Pair("λ_{max}", 0, spectrum.Depths, spectrum.LambdaMax, theory.LambdaMax, 1),
            .. Pair("λ_{bulk}", 1, spectrum.Depths, spectrum.LambdaBulk, theory.LambdaBulk, Anchor(spectrum, spectrum.LambdaBulk, theory.LambdaBulk, Phase.Ordered)),
        ]);

    /// <summary>κ against depth; in the chaotic phase κ - 1, which is what decays.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure ConditionNumbers(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Condition number of the NTK",
        "κ = λ_{max}/λ_{bulk}; in the chaotic phase κ - 1, drawn as long as double precision resolves it. Dashed: χ_1^{-l}/l (ordered) and χ_1^{-l} (chaotic) through one point, (m+2)/2 at criticality.",
        spectra,
        "condition number",
        (spectrum, theory) => spectrum.Theory.Phase == Phase.Chaotic ? ChaoticCondition(spectrum, theory) :
        [
            .. Pair(
                "κ",
                0,
                spectrum.Depths,
                spectrum.ConditionNumber,
                theory.ConditionNumber,
                Anchor(spectrum, spectrum.ConditionNumber, theory.ConditionNumber, Phase.Ordered)),
        ]);

    /// <summary>The size of the mean predictor P(Θ)Y on test images against depth.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum per panel.</param>
    public static Figure MeanPredictors(string id, IReadOnlyList<NtkSpectrum> spectra) => Build(
        id,
        "Mean predictor on test images",
        "Root mean square of P(Θ)Y for centred labels. Dashed: constant (ordered), 1/l (critical), l (χ_{c*}/χ_1)^l (chaotic), through one point.",
        spectra,
        "rms of P(Θ)Y",
        (spectrum, theory) =>
        [
            .. Pair("P(Θ)Y", 0, spectrum.Depths, spectrum.MeanPredictor, theory.MeanPredictor, Anchor(spectrum, spectrum.MeanPredictor, theory.MeanPredictor, spectrum.Theory.Phase)),
        ]);

    private static Figure Build(
        string id,
        string title,
        string caption,
        IReadOnlyList<NtkSpectrum> spectra,
        string label,
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
                    Title = $"{Phases.Name(spectrum.Theory.Phase)}, σ_w^2 = {Phases.Number(spectrum.WeightVariance)}",
                    X = Axis.Linear("depth l"),
                    Y = Axis.Log(spectrum.Theory.Phase == Phase.Chaotic && label == "condition number" ? "κ - 1" : label),
                    Layers = layers(spectrum, new NtkPredictions(spectrum.Theory, spectrum.TrainCount)),
                }),
            ],
        };

    private static IReadOnlyList<PanelLayer> ChaoticCondition(NtkSpectrum spectrum, NtkPredictions theory)
    {
        double[] excess = [.. spectrum.ConditionNumber.Select(kappa => kappa - 1 > ConditionFloor ? kappa - 1 : double.NaN)];
        int last = Array.FindLastIndex(excess, double.IsFinite);
        int middle = last / 2;
        return [.. Pair("κ - 1", 0, spectrum.Depths, excess, theory.ConditionNumber, excess[middle] / theory.ConditionNumber(spectrum.Depths[middle]), last + 1)];
    }

    // The constant of a law that the theory leaves open: the measured value at the anchor depth over the law there.
    private static double Anchor(NtkSpectrum spectrum, IReadOnlyList<double> curve, Func<int, double> law, Phase phase)
    {
        if (spectrum.Theory.Phase != phase)
        {
            return 1;
        }

        int depth = phase == Phase.Chaotic ? NtkPredictions.FirstAsymptoticDepth(spectrum.Theory, spectrum.Depths[^1]) ?? spectrum.Depths[^1] : spectrum.Depths[^1];
        return curve[depth - 1] / law(depth);
    }

    private static IEnumerable<LineSeries> Pair(
        string name, int color, IReadOnlyList<int> depths, IReadOnlyList<double> measured, Func<int, double> law, double constant, int count = int.MaxValue)
    {
        yield return LineSeries.Line(name, depths, measured) with { Color = Palette.Categorical[color] };
        yield return LineSeries.Dashed(color == 0 ? "prediction" : "", depths.Take(count), depths.Take(count).Select(depth => constant * law(depth))) with
        {
            Color = Palette.Black,
            Width = 1.2,
            ExtendsRange = false,
        };
    }
}
