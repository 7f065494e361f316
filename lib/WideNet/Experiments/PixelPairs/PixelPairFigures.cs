using WideNet.Figures;
using WideNet.Laws;
using WideNet.MeanField;

namespace WideNet.Experiments.PixelPairs;

/// <summary>Figures of Θ for single pairs of pixels against depth.</summary>
public static class PixelPairFigures
{
    /// <summary>The mean and the range of all pairs of one image and of two images, beside the law: gaps (ordered), Θ_ab/(q* l) (critical), Θ_ab/t* (chaotic).</summary>
    /// <param name="id">Figure id.</param>
    /// <param name="spectra">One spectrum for each panel.</param>
    public static Figure Entries(string id, params IReadOnlyList<PixelPairSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new Figure
        {
            Id = id,
            Title = "Every pair of pixels obeys one law, some of them late",
            DataLabel = string.Join("; ", spectra.Select(spectrum => spectrum.DataLabel).Distinct()),
            Caption = "Θ of pairs of different pixels before pooling: lines are means, bands reach from the least to the greatest pair. Dashed: l χ_1^l through the mean of pairs of two images (ordered), the limits without any fitted constant (critical, chaotic).",
            Panels = [.. spectra.Select(Panel)],
        };
    }

    private static Panel Panel(PixelPairSpectrum spectrum)
    {
        Phase phase = spectrum.Theory.Phase;
        bool isOrdered = phase == Phase.Ordered;
        double limit = phase == Phase.Critical ? (spectrum.Network.Activation.IsHomogeneous ? 1.0 / 4 : 1.0 / 3) : 1;
        return new Panel
        {
            Title = $"{spectrum.Network.Activation.Name}, {Phases.Name(phase)}, σ_w^2 = {Phases.Number(spectrum.Network.WeightVariance)}",
            X = isOrdered ? Axis.Linear("depth l") : Axis.Log("depth l"),
            Y = isOrdered ? Axis.Log("(Θ_{aa} - Θ_{ab})/p*") : Axis.Linear(phase == Phase.Critical ? "Θ_{ab}/(q* l)" : "Θ_{ab}/t*"),
            Layers =
            [
                Band(spectrum, ofOneImage: true),
                Band(spectrum, ofOneImage: false),
                isOrdered ? Law(spectrum) : LineSeries.Dashed("prediction", spectrum.Depths, spectrum.Depths.Select(_ => limit)) with { Color = Palette.Black, Width = 1.1 },
            ],
        };
    }

    private static LineSeries Band(PixelPairSpectrum spectrum, bool ofOneImage)
    {
        IReadOnlyList<IReadOnlyList<double>> curves = spectrum.Theory.Phase == Phase.Ordered ? spectrum.Gaps(ofOneImage) : spectrum.Entries(ofOneImage);
        double[] Over(Func<IEnumerable<double>, double> statistic) => [.. spectrum.Depths.Select((l, i) => statistic(curves.Select(curve => curve[i])) / Unit(spectrum, l))];
        return LineSeries.Line(ofOneImage ? "one image" : "two images", spectrum.Depths, Over(values => values.Average())).WithBand(Over(values => values.Min()), Over(values => values.Max())) with
        {
            Color = Palette.Categorical[ofOneImage ? 1 : 0],
        };
    }

    private static LineSeries Law(PixelPairSpectrum spectrum)
    {
        var theory = new NtkLaws(spectrum.Theory, 2, spectrum.Network.Activation.IsHomogeneous);
        int last = spectrum.Depths[^1];
        double anchor = spectrum.Gaps(ofOneImage: false).Average(curve => curve[^1]) / Unit(spectrum, last);
        int[] depths = [.. spectrum.Depths.Where(l => l >= last / 5)];
        return LineSeries.Dashed("prediction", depths, depths.Select(l => anchor * Math.Pow(10, theory.Log10ConditionNumber(last) - theory.Log10ConditionNumber(l)))) with { Color = Palette.Black, Width = 1.1 };
    }

    private static double Unit(PixelPairSpectrum spectrum, int depth) => spectrum.Theory.Phase switch
    {
        Phase.Ordered => spectrum.Theory.PStar!.Value,
        Phase.Critical => spectrum.QStar * depth,
        _ => spectrum.Theory.TStar!.Value,
    };
}
