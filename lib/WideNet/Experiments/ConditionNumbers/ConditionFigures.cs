using WideNet.Figures;
using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>Figures of κ and P(Θ)Y against depth for several architectures: one colour each, the largest training set solid, smaller ones dotted, predictions dashed.</summary>
public static class ConditionFigures
{
    private static readonly Phase[] Order = [Phase.Ordered, Phase.Critical, Phase.Chaotic];

    /// <summary>κ against depth, one panel per phase; in the chaotic phase κ - 1.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">Spectra of one data set in the phases to draw.</param>
    public static Figure ConditionNumbers(string id, IReadOnlyList<ArchitectureSpectrum> spectra) => Build(
        id,
        $"Condition number of the NTK, {spectra[0].Network.Activation.Name}",
        "κ = λ_{max}/λ_{bulk}; in the chaotic phase κ - 1. Dashed: χ_1^{-l}/l and χ_1^{-l} through one point (ordered, chaotic), the limits without any fitted constant (critical).",
        spectra,
        phase => phase == Phase.Chaotic ? "κ - 1" : "condition number κ",
        Condition,
        (spectrum, l) => spectrum.Predictions.ConditionLaw(l));

    /// <summary>The size of P(Θ)Y on test images against depth, one panel per phase.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">Spectra of one data set in the phases to draw.</param>
    public static Figure MeanPredictors(string id, IReadOnlyList<ArchitectureSpectrum> spectra) => Build(
        id,
        $"Mean predictor on test images, {spectra[0].Network.Activation.Name}",
        "Root mean square of P(Θ)Y for centred labels, where its error estimate is below 1 %. Dashed, through one point: constant (ordered), 1/l (critical), l (χ_{c*}/χ_1)^l (chaotic).",
        spectra,
        _ => "rms of P(Θ)Y",
        spectrum => spectrum.MeanPredictor,
        (spectrum, l) => spectrum.Predictions.MeanPredictorLaw(l));

    /// <summary>κ over its predicted limit at criticality against depth, one panel per group.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="groups">Critical spectra for each panel.</param>
    public static Figure CriticalLimits(string id, params IReadOnlyList<IReadOnlyList<ArchitectureSpectrum>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return new Figure
        {
            Id = id,
            Title = "How fast κ reaches its limit at criticality",
            DataLabel = string.Join("; ", groups.Select(group => group[0].DataLabel).Distinct()),
            Caption = "κ over (md+2)/2 (erf) or (md+3)/3 (ReLU). Solid: the larger m, dotted: the smaller. Corrections are d·O(log l/l), with a constant that grows when neighbouring pixels are alike.",
            ShareY = true,
            Panels =
            [
                .. groups.Select(group => new Panel
                {
                    Title = $"{group[0].Network.Activation.Name}, {(group[0].DataLabel.StartsWith("random", StringComparison.Ordinal) ? "random pixels" : "images")}",
                    X = Axis.Log("depth l"),
                    Y = Axis.Linear("κ over its limit", 0, 1.5),
                    Layers =
                    [
                        .. group.Select(spectrum => Curve(spectrum, group, [.. spectrum.ConditionNumber.Select(kappa => kappa / spectrum.Predictions.CriticalConditionNumber)])),
                        ReferenceLine.Horizontal(1),
                    ],
                }),
            ],
        };
    }

    /// <summary>κ and P(Θ)Y in the ordered phase with and without dropout, one row per architecture.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="groups">Ordered spectra of one architecture and different keep probabilities for each row.</param>
    public static Figure Dropout(string id, params IReadOnlyList<IReadOnlyList<ArchitectureSpectrum>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return new Figure
        {
            Id = id,
            Title = "Dropout before the read-out makes κ finite, and the mean predictor vanish",
            DataLabel = groups[0][0].DataLabel,
            Caption = "Ordered phase; ρ is the keep probability. Dashed: the limit of κ without any fitted constant; l χ_1^l through the last point.",
            Columns = 2,
            Panels = [.. groups.SelectMany(group => (Panel[])[DropoutPanel(group, "condition number κ", s => s.ConditionNumber, isLimit: true), DropoutPanel(group, "rms of P(Θ)Y", s => s.MeanPredictor, isLimit: false)])],
        };
    }

    private static Panel DropoutPanel(IReadOnlyList<ArchitectureSpectrum> group, string label, Func<ArchitectureSpectrum, IReadOnlyList<double>> values, bool isLimit)
    {
        var layers = new List<PanelLayer>();
        for (int i = 0; i < group.Count; i++)
        {
            ArchitectureSpectrum spectrum = group[i];
            IReadOnlyList<double> curve = values(spectrum);
            layers.Add(LineSeries.Line($"ρ = {Phases.Number(spectrum.Network.DropoutKeep)}", spectrum.Depths, curve) with { Color = Palette.Categorical[i] });
            if (spectrum.Network.DropoutKeep < 1)
            {
                Func<int, double> law = isLimit ? spectrum.Predictions.ConditionLaw : spectrum.Predictions.MeanPredictorLaw;
                int start = isLimit ? 0 : spectrum.Depths.Count / 3;
                double constant = isLimit ? 1 : curve[^1] / law(spectrum.Depths[^1]);
                layers.Add(Prediction(layers.Count == 3 ? "prediction" : "", spectrum.Depths.Skip(start), l => constant * law(l)));
            }
        }

        return new Panel { Title = $"{group[0].Name}, m = {group[0].TrainCount}", X = Axis.Linear("depth l"), Y = Axis.Log(label), Layers = layers };
    }

    private static Figure Build(
        string id,
        string title,
        string caption,
        IReadOnlyList<ArchitectureSpectrum> spectra,
        Func<Phase, string> label,
        Func<ArchitectureSpectrum, IReadOnlyList<double>> values,
        Func<ArchitectureSpectrum, int, double> law) => new()
        {
            Id = id,
            Title = title,
            Caption = caption + " Solid: the larger training set, dotted: the smaller.",
            DataLabel = spectra[0].DataLabel,
            Panels =
            [
                .. Order.Where(phase => spectra.Any(s => s.Theory.Phase == phase)).Select(phase => new Panel
                {
                    Title = $"{Phases.Name(phase)}, σ_w^2 = {Phases.Number(spectra.First(s => s.Theory.Phase == phase).Network.WeightVariance)}",
                    X = Axis.Linear("depth l", 0, spectra.Where(s => s.Theory.Phase == phase).Max(s => values(s).Count(double.IsFinite))),
                    Y = Axis.Log(label(phase)),
                    Layers = Layers([.. spectra.Where(s => s.Theory.Phase == phase)], values, law, isLimit: phase == Phase.Critical && label(phase).Contains('κ', StringComparison.Ordinal)),
                }),
            ],
        };

    private static PanelLayer[] Layers(
        IReadOnlyList<ArchitectureSpectrum> group, Func<ArchitectureSpectrum, IReadOnlyList<double>> values, Func<ArchitectureSpectrum, int, double> law, bool isLimit)
    {
        var layers = new List<PanelLayer>();
        int largest = group.Max(spectrum => spectrum.TrainCount);
        foreach (ArchitectureSpectrum spectrum in group)
        {
            IReadOnlyList<double> curve = values(spectrum);
            layers.Add(Curve(spectrum, group, curve));
            if (isLimit || spectrum.TrainCount == largest)
            {
                int last = curve.TakeWhile(double.IsFinite).Count(), first = isLimit ? 0 : last / 5;
                int anchor = spectrum.Theory.Phase == Phase.Chaotic ? Math.Max(1, last / 2) : last;
                double constant = isLimit ? 1 : curve[anchor - 1] / law(spectrum, anchor);
                layers.Add(Prediction(layers.Any(layer => layer is LineSeries { Name: "prediction" }) ? "" : "prediction", spectrum.Depths.Take(last).Skip(first), l => constant * law(spectrum, l)) with { ExtendsRange = isLimit });
            }
        }

        // Predictions on top of the measured curves.
        return [.. layers.OfType<LineSeries>().OrderBy(series => series.Color == Palette.Black)];
    }

    private static IReadOnlyList<double> Condition(ArchitectureSpectrum spectrum) =>
        spectrum.Theory.Phase == Phase.Chaotic ? spectrum.ConditionExcess : spectrum.ConditionNumber;

    private static LineSeries Curve(ArchitectureSpectrum spectrum, IReadOnlyList<ArchitectureSpectrum> group, IReadOnlyList<double> values)
    {
        bool isLargest = spectrum.TrainCount == group.Max(other => other.TrainCount);
        return LineSeries.Line(isLargest ? spectrum.Name : "", spectrum.Depths, values) with
        {
            Color = Palette.Categorical[(int)spectrum.Network.Architecture],
            Dash = isLargest ? DashStyle.Solid : DashStyle.Dotted,

            // FCN and CNN-F nearly coincide: the wider line shows on both sides of the other.
            Width = isLargest && spectrum.Network.Architecture == Architecture.FullyConnected ? 4 : 1.7,
        };
    }

    private static LineSeries Prediction(string name, IEnumerable<int> depths, Func<int, double> law)
    {
        int[] at = [.. depths];
        return LineSeries.Dashed(name, at, at.Select(law)) with { Color = Palette.Black, Width = 1.1, ExtendsRange = false };
    }
}
