using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>Chaos with one norm per image instead of one per pixel: κ tends to a constant above 1, and P(Θ)Y decays like χ_1^-l only.</summary>
/// <remarks>Constants are predicted from the pixels' own variances (<see cref="ImageNormSpectrum"/>), nothing is fitted. Test: ImageNormClaimsTests.</remarks>
public static class ImageNormClaims
{
    private const string Source = "large-depth asymptotics of the NTK; normalisation of convolutional inputs";
    private const int FewestDepths = 10;

    /// <summary>The claims of all spectra, in order.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different architectures.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<ImageNormSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(Evaluate)).From(run);
    }

    private static IEnumerable<Claim> Evaluate(ImageNormSpectrum spectrum)
    {
        double chi = spectrum.Theory.Chi1;
        int end = spectrum.Depths.Count - 1, start = 2 * spectrum.Depths.Count / 3, first = spectrum.Depths[start], last = spectrum.Depths[end];
        string id = $"{spectrum.Name.ToLowerInvariant()}-image-norm-m{spectrum.TrainCount}", where = $"({spectrum.Name}, {spectrum.Network.Activation.Name}, one norm per image, m = {spectrum.TrainCount}, d = {spectrum.Pixels})";
        double Left(int depth) => depth * Math.Pow(spectrum.Theory.ChiCStar, depth);
        double left = 10 * Left(last) / spectrum.Spread, leftFirst = 10 * Left(first) / spectrum.Spread;
        if (end + 1 < FewestDepths || NtkLaws.FirstAsymptoticDepth(spectrum.Theory, first) is null || leftFirst > 0.5 || spectrum.CommonExcess[start] > 0.5)
        {
            yield return Claim.NotTested($"kappa-limit-{id}", $"κ tends to a constant above 1 {where}", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        yield return Claim.WithinRelative(
            $"kappa-limit-{id}",
            $"κ → max_a D_a over the mean of the others, not 1, with D_a = Θ_{{aa}} from the pixels of image a alone {where}",
            Source,
            spectrum.PredictedConditionNumber[end],
            spectrum.ConditionNumber[end],
            (2 * spectrum.CommonExcess[end]) + (10 * spectrum.Pixels * GapKernel.Rounding(last)),
            $"twice m d t*/D_a = {spectrum.CommonExcess[end]:G2}, what the off-diagonal entries change at layer {last}, and rounding") with
        {
            Note = $"D_a varies by {spectrum.Spread:P1} from image to image.",
        };
        yield return Claim.Within(
            $"predictor-rate-{id}",
            $"P(Θ)Y ∝ χ_1^{{-l}}: rate -log χ_1, slower than -1/ξ_* = {-1 / spectrum.Theory.DepthScaleNtk:G4} {where}",
            Source,
            -Math.Log(chi),
            Math.Log(spectrum.MeanPredictor[end] / spectrum.MeanPredictor[start]) / (last - first),
            (leftFirst + spectrum.CommonExcess[start]) / (last - first),
            $"ten times l χ_{{c*}}^l over the spread of D_a, {leftFirst:G2}, and m d t*/D_a = {spectrum.CommonExcess[start]:G2} at layer {first}, over the window");
        yield return Claim.WithinRelative(
            $"predictor-size-{id}",
            $"P(Θ)Y → t* 1^T B^{{-1}} Y with B = diag(D_a - t*)/d, the same for every test image: ratio of its size at layer {last} {where}",
            Source,
            1,
            spectrum.MeanPredictor[end] / spectrum.PredictedMeanPredictor[end],
            left + spectrum.CommonExcess[end] + (GapKernel.Rounding(last) * 10 / spectrum.Spread),
            $"ten times l χ_{{c*}}^l over the spread of D_a, {left:G2}, at layer {last}, and rounding");
    }
}
