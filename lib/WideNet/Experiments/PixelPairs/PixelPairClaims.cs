using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.PixelPairs;

/// <summary>The large-depth laws of Θ for every single pair of pixels: what is measured is the pair farthest from the law.</summary>
/// <remarks>
/// Ordered: Θ_aa - Θ_ab ∝ l χ_1^l (smooth) or χ_1^{l/2} (ReLU family). Critical: Θ_ab → q* l/3 (smooth) or q* l/4 (ReLU family). Chaotic: Θ_ab → t* = q*c*/(1 - χ_c*).
/// The laws do not ask whether two pixels belong to one image; both kinds are tested apart. Test: PixelPairClaimsTests.
/// </remarks>
public static class PixelPairClaims
{
    private const string Source = "large-depth asymptotics of the NTK, convolutional networks";
    private const int FewestDepths = 20;

    /// <summary>The claims of all spectra: pairs of one image, then of two.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different networks or images.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<PixelPairSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(spectrum => (Claim[])[Evaluate(spectrum, ofOneImage: true), Evaluate(spectrum, ofOneImage: false)])).From(run);
    }

    private static Claim Evaluate(PixelPairSpectrum spectrum, bool ofOneImage)
    {
        string data = spectrum.DataLabel.StartsWith("random", StringComparison.Ordinal) ? "random" : "images", name = spectrum.Network.Activation.Name;
        string id = $"{name}-{Phases.Name(spectrum.Theory.Phase)}-{data}-{(ofOneImage ? "one-image" : "two-images")}";
        string text = $"every pair of pixels of {(ofOneImage ? "one image" : "two images")}, {name}, {(data == "random" ? "random pixels" : "images")}";
        return spectrum.Theory.Phase switch
        {
            Phase.Ordered => Ordered(spectrum, spectrum.Gaps(ofOneImage), id, text),
            Phase.Critical => Critical(spectrum, spectrum.Entries(ofOneImage), id, text),
            _ => Chaotic(spectrum, spectrum.Entries(ofOneImage), id, text),
        };
    }

    private static Claim Ordered(PixelPairSpectrum spectrum, IReadOnlyList<IReadOnlyList<double>> gaps, string id, string text)
    {
        bool isKinked = spectrum.Network.Activation.IsHomogeneous;
        int last = spectrum.Depths.Count - 1, half = spectrum.Depths.Count / 4, first = last - (2 * half), layer = spectrum.Depths[first];
        double rate = Math.Log(spectrum.Theory.Chi1) / (isKinked ? 2 : 1), next = (isKinked ? spectrum.Network.WeightVariance / (2 * Math.PI) : 1) * layer * Math.Exp(rate * layer);
        string law = isKinked ? "χ_1^{l/2}: rate ½ log χ_1" : "l χ_1^l: rate log χ_1", statement = $"Θ_{{aa}} - Θ_{{ab}} ∝ {law} of the pair farthest from it ({text})";
        if (last + 1 < FewestDepths || next > 0.5 || gaps.Count == 0)
        {
            return TooShallow(spectrum, $"pixel-gap-rate-{id}", statement);
        }

        int[] depths = [spectrum.Depths[first], spectrum.Depths[first + half], spectrum.Depths[last]];
        double Rate(IReadOnlyList<double> curve) => isKinked
            ? Math.Log(curve[last] / curve[first]) / (depths[2] - depths[0])
            : DepthLaws.RateWithLinearFactor(depths, [curve[first], curve[first + half], curve[last]]);
        return Claim.Within(
            $"pixel-gap-rate-{id}",
            statement,
            Source,
            rate,
            Farthest(gaps.Select(Rate), rate),
            next / (depths[1] - depths[0]),
            $"next order, relative size {(isKinked ? "(σ_w^2/2π) l χ_1^{l/2}" : "l χ_1^l")} = {next:G2} at layer {layer}, over half the window") with
        {
            Note = $"{gaps.Count} pairs.",
        };
    }

    private static Claim Critical(PixelPairSpectrum spectrum, IReadOnlyList<IReadOnlyList<double>> entries, string id, string text)
    {
        bool isKinked = spectrum.Network.Activation.IsHomogeneous;
        double slope = isKinked ? 1.0 / 4 : 1.0 / 3;
        int offset = spectrum.Depths.Count / 4, first = spectrum.Depths[offset];
        string statement = $"Θ_{{ab}} → q* l/{(isKinked ? 4 : 3)}: slope over q* of the pair farthest from it ({text})";
        if (spectrum.Depths.Count < FewestDepths || first < FewestDepths || entries.Count == 0)
        {
            return TooShallow(spectrum, $"pixel-ntk-slope-{id}", statement);
        }

        int[] depths = [.. spectrum.Depths.Skip(offset)];
        double order = Math.Pow(Math.Log(first) / first, 2);
        return Claim.WithinRelative(
            $"pixel-ntk-slope-{id}",
            statement,
            Source,
            slope,
            Farthest(entries.Select(curve => DepthLaws.SlopeWithLogCorrection(depths, [.. curve.Skip(offset)]) / spectrum.QStar), slope),
            5 * order,
            $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 5 for its constant") with
        {
            Note = $"{entries.Count} pairs.",
        };
    }

    private static Claim Chaotic(PixelPairSpectrum spectrum, IReadOnlyList<IReadOnlyList<double>> entries, string id, string text)
    {
        int last = spectrum.Depths[^1];
        double limit = spectrum.Theory.TStar!.Value, left = last * Math.Pow(spectrum.Theory.ChiCStar, last);
        string statement = $"Θ_{{ab}} → t* = q*c*/(1 - χ_{{c*}}) at layer {last} of the pair farthest from it ({text})";
        if (NtkLaws.FirstAsymptoticDepth(spectrum.Theory, last) is null || entries.Count == 0)
        {
            return TooShallow(spectrum, $"pixel-ntk-limit-{id}", statement);
        }

        return Claim.WithinRelative(
            $"pixel-ntk-limit-{id}",
            statement,
            Source,
            limit,
            Farthest(entries.Select(curve => curve[^1]), limit),
            Math.Max(10 * left, 1e-10),
            $"ten times the law's own correction l χ_{{c*}}^l = {left:G2} at layer {last}, at least the rounding of its sum") with
        {
            Note = $"{entries.Count} pairs.",
        };
    }

    private static Claim TooShallow(PixelPairSpectrum spectrum, string id, string statement) =>
        Claim.NotTested(id, statement, Source, $"{spectrum.Depths[^1]} layers do not reach the asymptotic range, or no two pixels differ.");

    private static double Farthest(IEnumerable<double> values, double from) => values.MaxBy(value => double.IsNaN(value) ? double.PositiveInfinity : Math.Abs(value - from));
}
