using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>How the NNGP differs from the NTK: κ in the ordered and the chaotic phase, the ordered limit of the mean predictor, and the factor that pooling leaves there.</summary>
/// <remarks>
/// Ordered: κ of K ∝ χ_1^-l for every activation, without the factor 1/l (smooth) and at twice the rate (ReLU family) of Θ. For smooth activations g_ab = (A_ab + B h_ab l) χ_1^l with h_ab the limit
/// of δ_ab χ_1^-l and one B for all pairs, so Θ and K have one limit of the mean predictor, 1/l apart, and one limit of κ(CNN-P)/κ(CNN-F).
/// Chaotic: κ of K → 1 + m d c*/(1 - c*), while that of Θ → 1. Test: NngpClaimsTests.
/// </remarks>
public static class NngpClaims
{
    private const string Source = "NNGP versus NTK; large-depth asymptotics";
    private const int FewestDepths = 20;

    /// <summary>The claims of all spectra, in order, and of the factor that pooling leaves where CNN-F and CNN-P follow each other.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of <see cref="NngpSpectrum.ForEach"/>.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<NngpSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        IEnumerable<Claim> factors = spectra.Zip(spectra.Skip(1))
            .Where(pair => pair.First.Name == "CNN-F" && pair.Second.Name == "CNN-P" && pair.First.Theory.Phase == Phase.Ordered && !pair.First.Network.Activation.IsHomogeneous)
            .Select(pair => Factor(pair.First, pair.Second));
        return new ClaimTable([.. spectra.SelectMany(Evaluate), .. factors]).From(run);
    }

    private static IEnumerable<Claim> Evaluate(NngpSpectrum spectrum) => spectrum.Theory.Phase == Phase.Ordered ? Ordered(spectrum) : Chaotic(spectrum);

    private static IEnumerable<Claim> Ordered(NngpSpectrum spectrum)
    {
        bool isKinked = spectrum.Network.Activation.IsHomogeneous;
        (string id, string where) = Label(spectrum);
        int end = spectrum.Depths.Count - 1, start = spectrum.Depths.Count / 2, first = spectrum.Depths[start], last = spectrum.Depths[end];
        double chi = spectrum.Theory.Chi1, next = isKinked ? spectrum.Network.WeightVariance / (2 * Math.PI) * first * Math.Pow(chi, first / 2.0) : first * Math.Pow(chi, first);
        string statement = $"κ of the NNGP ∝ χ_1^{{-l}}{(isKinked ? ", that of the NTK only ∝ χ_1^{-l/2}" : "")}: rate -log χ_1 {where}";
        if (end + 1 < FewestDepths || next > 0.5)
        {
            yield return Claim.NotTested($"nngp-kappa-rate-{id}", statement, Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        yield return Claim.Within(
            $"nngp-kappa-rate-{id}",
            statement,
            Source,
            -Math.Log(chi),
            Math.Log(spectrum.NngpConditionNumber[end] / spectrum.NngpConditionNumber[start]) / (last - first),
            next / (last - first),
            $"next order {(isKinked ? "(σ_w^2/2π) l χ_1^{l/2}" : "l χ_1^l")} = {next:G2} at layer {first}, over the window");
        if (isKinked)
        {
            yield break;
        }

        double offset = spectrum.Theory.DepthScaleOrdered / first;
        yield return Claim.Within(
            $"nngp-predictor-difference-{id}",
            $"NTK and NNGP have one limit of the mean predictor: (P(Θ) - P(K))Y ∝ 1/l: exponent {where}",
            Source,
            -1,
            Math.Log(spectrum.PredictorDifference[end] / spectrum.PredictorDifference[start]) / Math.Log((double)last / first),
            2 * offset,
            $"1/(l + a) with a of order ξ_1: a/l = {offset:G2} at layer {first}, with a factor of 2 for its constant") with
        {
            Note = $"At layer {last} they differ by {spectrum.PredictorDifference[end]:P1} of their size.",
        };
    }

    private static IEnumerable<Claim> Chaotic(NngpSpectrum spectrum)
    {
        (string id, string where) = Label(spectrum);
        int last = spectrum.Depths[^1];
        double c = spectrum.Theory.CStar, size = (double)spectrum.TrainCount * spectrum.Pixels, left = Math.Pow(spectrum.Theory.ChiCStar, last) / (1 - c);
        string statement = $"κ of the NNGP → 1 + m d c*/(1 - c*), while that of the NTK → 1 {where}";
        if (spectrum.Theory.Phase != Phase.Chaotic || spectrum.Pixels * left > 0.01)
        {
            yield return Claim.NotTested($"nngp-kappa-limit-{id}", statement, Source, $"{last} layers do not reach the asymptotic range of the chaotic phase.");
            yield break;
        }

        yield return Claim.WithinRelative(
            $"nngp-kappa-limit-{id}",
            statement,
            Source,
            1 + (size * c / (1 - c)),
            spectrum.NngpConditionNumber[^1],
            (10 * spectrum.Pixels * left) + 1e-12,
            $"ten times what is left of the pairs' distance from c*, d χ_{{c*}}^l/(1 - c*) = {spectrum.Pixels * left:G2} at layer {last}, and rounding");
    }

    private static Claim Factor(NngpSpectrum flattened, NngpSpectrum pooled)
    {
        int end = pooled.Depths.Count - 1, start = 3 * pooled.Depths.Count / 4, first = pooled.Depths[start], last = pooled.Depths[end];
        double chi = pooled.Theory.Chi1, next = first * Math.Pow(chi, first);
        string id = $"pooling-factor-ordered-{pooled.Network.Activation.Name}-m{pooled.TrainCount}", statement = $"κ(CNN-P)/κ(CNN-F) of the NTK tends to that of the NNGP, ordered phase ({pooled.Network.Activation.Name}, images, m = {pooled.TrainCount}, d = {pooled.Pixels})";
        if (end + 1 < FewestDepths || next > 0.5)
        {
            return Claim.NotTested(id, statement, Source, $"{last} layers do not reach the asymptotic range.");
        }

        double Linear(NngpSpectrum spectrum) => (spectrum.NtkBulk[end] * Math.Pow(chi, first - last)) - spectrum.NtkBulk[start];
        double predicted = flattened.NngpBulk[end] / pooled.NngpBulk[end];
        return Claim.WithinRelative(
            id,
            statement,
            Source,
            predicted,
            Linear(flattened) / Linear(pooled),
            10 * next,
            $"λ_{{bulk}} = (A + Bl) χ_1^l, and B is compared; ten times the next order l χ_1^l = {next:G2} at layer {first}") with
        {
            Note = $"Theory fixes no number: it is {predicted:G3} for these images, between 1 (pixels of one image alike) and about d = {pooled.Pixels} (independent pixels). At layer {last} κ itself has the factor {flattened.NtkBulk[end] / pooled.NtkBulk[end]:G3}.",
        };
    }

    private static (string Id, string Where) Label(NngpSpectrum spectrum)
    {
        string name = spectrum.Network.Activation.Name;
        return ($"{name}-{spectrum.Name.ToLowerInvariant()}-{Phases.Name(spectrum.Theory.Phase)}-m{spectrum.TrainCount}", $"({spectrum.Name}, {name}, images, m = {spectrum.TrainCount}, d = {spectrum.Pixels})");
    }
}
