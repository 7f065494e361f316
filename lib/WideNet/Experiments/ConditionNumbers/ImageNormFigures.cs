using WideNet.Figures;
using WideNet.Kernels;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>Figures of κ - 1 and P(Θ)Y in the chaotic phase with one norm per image and with one norm per pixel.</summary>
public static class ImageNormFigures
{
    /// <summary>κ - 1 and the size of P(Θ)Y against depth, both normalisations.</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="imageNorm">Spectra with one norm per image.</param>
    /// <param name="pixelNorm">Spectra of the same network and training count with one norm per pixel.</param>
    public static Figure Compare(string id, IReadOnlyList<ImageNormSpectrum> imageNorm, IReadOnlyList<ArchitectureSpectrum> pixelNorm)
    {
        ArgumentNullException.ThrowIfNull(imageNorm);
        ArgumentNullException.ThrowIfNull(pixelNorm);
        int last = imageNorm[0].Depths[^1];
        return new Figure
        {
            Id = id,
            Title = "One norm per image: κ stays above 1, and the mean predictor decays more slowly",
            DataLabel = imageNorm[0].DataLabel,
            Caption = "Chaotic phase. Solid: one norm per image; dotted: one norm per pixel. Dashed: the limits from the variances of each image's own pixels, without any fitted constant.",
            Panels =
            [
                Panel("κ - 1", 1e-12, imageNorm.Select(s => Curves(s, s.ConditionNumber.Select(kappa => kappa - 1), s.PredictedConditionNumber.Select(kappa => kappa - 1))), pixelNorm.Select(s => Dotted(s, s.ConditionExcess, last))),
                Panel("rms of P(Θ)Y", 1e-30, imageNorm.Select(s => Curves(s, s.MeanPredictor, s.PredictedMeanPredictor)), pixelNorm.Select(s => Dotted(s, s.MeanPredictor, last))),
            ],
        };
    }

    private static Panel Panel(string label, double least, IEnumerable<IReadOnlyList<LineSeries>> curves, IEnumerable<LineSeries> dotted)
    {
        IReadOnlyList<LineSeries>[] groups = [.. curves];
        return new Panel
        {
            X = Axis.Linear("depth l"),
            Y = Axis.Log(label, least),
            Layers = [.. dotted, .. groups.Select(group => group[0]), .. groups.Select((group, i) => group[1] with { Name = i == 0 ? group[1].Name : "" })],
        };
    }

    private static LineSeries[] Curves(ImageNormSpectrum spectrum, IEnumerable<double> measured, IEnumerable<double> predicted)
    {
        int first = spectrum.Depths.Count / 4;
        return
        [
            LineSeries.Line(spectrum.Name, spectrum.Depths, measured) with { Color = Color(spectrum.Network.Architecture) },
            LineSeries.Dashed("prediction", spectrum.Depths.Skip(first), predicted.Skip(first)) with { Color = Palette.Black, Width = 1.1, ExtendsRange = false },
        ];
    }

    private static LineSeries Dotted(ArchitectureSpectrum spectrum, IReadOnlyList<double> values, int last)
    {
        int count = Math.Min(last, values.TakeWhile(double.IsFinite).Count());
        return LineSeries.Line("", spectrum.Depths.Take(count), values.Take(count)) with { Color = Color(spectrum.Network.Architecture), Dash = DashStyle.Dotted };
    }

    private static string Color(Architecture architecture) => Palette.Categorical[(int)architecture];
}
