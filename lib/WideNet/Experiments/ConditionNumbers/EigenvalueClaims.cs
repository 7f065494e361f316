using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>λ_max and λ_bulk by themselves off the critical line, and the constant d·m of κ - 1 in the chaotic phase.</summary>
/// <remarks>
/// Ordered: λ_max → m p*, λ_bulk ∝ l χ_1^l (smooth) or χ_1^{l/2} (ReLU family). Chaotic, with D = Θ_aa of a pixel and t* = q*c*/(1 - χ_c*):
/// λ_bulk → (D - t*)/d, λ_max → λ_bulk + m t*, so both grow like χ_1^l/d, and κ - 1 → d m t*/(D - t*). Nothing is fitted but rates.
/// On the critical line <see cref="ConditionClaims"/> tests the ratio and ArchitectureRateLawTests both slopes;
/// here the factor d m of its correction (md+2)/2 - κ = d m O(log l/l). Test: EigenvalueClaimsTests.
/// </remarks>
public static class EigenvalueClaims
{
    private const string Source = "large-depth asymptotics of the NTK";
    private const int ShortestWindow = 20;

    /// <summary>The claims of all spectra that are ordered without dropout, or chaotic, in order.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different networks, data or training counts.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<ArchitectureSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(spectrum => spectrum.Theory.Phase switch
        {
            Phase.Ordered when spectrum.Network.DropoutKeep == 1 => Ordered(spectrum, SpectrumLabel.Of(spectrum)),
            Phase.Chaotic => Chaotic(spectrum, SpectrumLabel.Of(spectrum)),
            _ => [],
        })).From(run);
    }

    /// <summary>κ - 1 of a chaotic network over that of another with the same variances: (d m)/(d' m').</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectrum">The larger one.</param>
    /// <param name="others">Spectra with fewer pixels or training images.</param>
    /// <exception cref="ArgumentException">A spectrum is not chaotic, or the variances differ.</exception>
    public static ClaimTable Factors(Provenance run, ArchitectureSpectrum spectrum, params IReadOnlyList<ArchitectureSpectrum> others)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(others);
        return new ClaimTable(others.Select(other => Factor(spectrum, other))).From(run);
    }

    /// <summary>How far κ of a critical network is from its limit, over that of another with the same variances at the last depth: (d m)/(d' m').</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectrum">The larger one.</param>
    /// <param name="others">Spectra with fewer pixels or training images.</param>
    /// <exception cref="ArgumentException">A spectrum is not critical, or variances or depths differ.</exception>
    public static ClaimTable Corrections(Provenance run, ArchitectureSpectrum spectrum, params IReadOnlyList<ArchitectureSpectrum> others)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(others);
        return new ClaimTable(others.Select(other => Correction(spectrum, other))).From(run);
    }

    private static IEnumerable<Claim> Ordered(ArchitectureSpectrum spectrum, SpectrumLabel at)
    {
        ArchitecturePredictions theory = spectrum.Predictions;
        int last = spectrum.ResolvedDepth, first = last / 2;
        double factor = theory.OrderedFactor, share = theory.IsHomogeneous ? spectrum.Network.WeightVariance / (2 * Math.PI) : 1;
        double Next(int depth) => share * depth * Math.Pow(factor, depth);
        string law = theory.IsHomogeneous ? "χ_1^{l/2}: rate ½ log χ_1" : "l χ_1^l: rate log χ_1";
        if (last < ShortestWindow || Next(first) > 0.5)
        {
            yield return Claim.NotTested($"lambda-bulk-rate-{at.Id}", $"λ_{{bulk}} ∝ {law} ({at.Text})", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        yield return Claim.WithinRelative(
            $"lambda-max-limit-{at.Id}",
            $"λ_{{max}} → m p*, so η_{{theory}} → 2/(m p*) ({at.Text})",
            Source,
            theory.OrderedMaximum,
            spectrum.LambdaMax[last - 1],
            (10 * Next(last)) + GapKernel.Rounding(last),
            $"ten times the order {(theory.IsHomogeneous ? "(σ_w^2/2π) l χ_1^{l/2}" : "l χ_1^l")} of the gaps at layer {last}, and rounding");
        double next = Next(first);
        int half = (last - first) / 2;
        yield return Claim.Within(
            $"lambda-bulk-rate-{at.Id}",
            $"λ_{{bulk}} ∝ {law} ({at.Text})",
            Source,
            Math.Log(factor),
            theory.IsHomogeneous ? Rate(spectrum.LambdaBulk, first, last) : ConditionClaims.LinearRate(spectrum.LambdaBulk, first, last),
            (next / half) + (GapKernel.Rounding(last) / half),
            $"next order, relative size {(theory.IsHomogeneous ? "(σ_w^2/2π) l χ_1^{l/2}" : "l χ_1^l")} = {next:G2} at layer {first}, over half the window, and rounding");
    }

    private static IEnumerable<Claim> Chaotic(ArchitectureSpectrum spectrum, SpectrumLabel at)
    {
        ArchitecturePredictions theory = spectrum.Predictions;
        double chi = spectrum.Theory.Chi1;
        if (Asymptotic(spectrum) is not { } window)
        {
            yield return Claim.NotTested($"lambda-bulk-rate-{at.Id}", $"λ_{{bulk}} ∝ χ_1^l ({at.Text})", Source, $"{spectrum.Depths[^1]} layers do not reach the asymptotic range.");
            yield break;
        }

        (int first, int last) = window;
        int middle = (first + last) / 2;
        double lead = theory.ChaoticExcess(first), share = theory.PairLimit / (spectrum.Pixels * theory.ChaoticBulk(first)), left = Signal(spectrum, middle);
        double subleading = lead + (Math.Max(1, share) * Math.Pow(chi, -first));
        string where = $"({at.Text}, d = {spectrum.Pixels})";
        yield return Claim.WithinRelative(
            $"lambda-bulk-size-{at.Id}",
            $"λ_{{bulk}} → (Θ_{{aa}} - t*)/d with t* = q*c*/(1 - χ_{{c*}}): ratio at layer {middle} {where}",
            Source,
            1,
            spectrum.LambdaBulk[middle - 1] / theory.ChaoticBulk(middle),
            (10 * left * spectrum.Pixels * share * Math.Pow(chi, first - middle)) + (spectrum.Pixels * GapKernel.Rounding(middle)),
            $"ten times the order l χ_{{c*}}^l = {left:G2} of what is left in d t*/Θ_{{aa}}, and d times the rounding of {middle} layers");
        Claim Growth(string id, string law, IReadOnlyList<double> eigenvalue) => Claim.Within(
            $"{id}-{at.Id}",
            $"{law}: rate log χ_1 {where}",
            Source,
            Math.Log(chi),
            Rate(eigenvalue, first, last),
            subleading * Math.Log(chi),
            $"next orders χ_1^{{-l}} and κ - 1 = {lead:G2} at layer {first}, times their own rate");
        yield return Growth("lambda-bulk-rate", "λ_{bulk} ∝ χ_1^l", spectrum.LambdaBulk);
        yield return Growth("lambda-max-rate", "λ_{max} ∝ χ_1^l, so η_{theory} ∝ χ_1^{-l}", spectrum.LambdaMax);
        yield return Claim.WithinRelative(
            $"kappa-constant-{at.Id}",
            $"κ - 1 → d m t*/(Θ_{{aa}} - t*), constant included: ratio at layer {middle} {where}",
            Source,
            1,
            spectrum.ConditionExcess[middle - 1] / theory.ChaoticExcess(middle),
            10 * left,
            $"ten times the order l χ_{{c*}}^l = {left:G2} of what is left of the pairs' distance from t* at layer {middle}");
    }

    private static Claim Correction(ArchitectureSpectrum larger, ArchitectureSpectrum smaller)
    {
        if (larger.Theory.Phase != Phase.Critical || smaller.Theory != larger.Theory || smaller.Depths[^1] != larger.Depths[^1])
        {
            throw new ArgumentException($"Corrections of two critical networks with the same variances and depth are compared; these are {Phases.Name(larger.Theory.Phase)} and {Phases.Name(smaller.Theory.Phase)}.", nameof(smaller));
        }

        int last = larger.Depths[^1];
        (string what, string changed) = Change(larger, smaller);
        string id = $"kappa-correction-{what}", statement = $"κ = (md+2)/2 - d m O(log l/l): the distance from the limit at layer {last}, {changed} ({larger.Name} over {smaller.Name}, {larger.Network.Activation.Name}, random pixels)";
        double Left(ArchitectureSpectrum spectrum) => spectrum.Predictions.CriticalConditionNumber - spectrum.ConditionNumber[^1];
        double share = Math.Max(Math.Abs(Left(larger) / larger.Predictions.CriticalConditionNumber), Math.Abs(Left(smaller) / smaller.Predictions.CriticalConditionNumber));
        return last < 4 * ShortestWindow || share > 0.1
            ? Claim.NotTested(id, statement, Source, $"κ is still {share:P0} from its limit after {last} layers: too far for an expansion about it.")
            : Claim.WithinRelative(
                id,
                statement,
                Source,
                (double)larger.Pixels * larger.TrainCount / (smaller.Pixels * smaller.TrainCount),
                Left(larger) / Left(smaller),
                1 / Math.Log(last),
                $"the law is d m (A log l + B)/l with one A; B depends on the pixels and is 1/log l = {1 / Math.Log(last):G2} of the whole for a B of the order of A");
    }

    private static Claim Factor(ArchitectureSpectrum larger, ArchitectureSpectrum smaller)
    {
        if (larger.Theory.Phase != Phase.Chaotic || smaller.Theory != larger.Theory)
        {
            throw new ArgumentException($"κ - 1 of two chaotic networks with the same variances is compared; these are {Phases.Name(larger.Theory.Phase)} and {Phases.Name(smaller.Theory.Phase)}.", nameof(smaller));
        }

        (string what, string changed) = Change(larger, smaller);
        string id = $"kappa-factor-{what}", statement = $"κ - 1 ∝ d m χ_1^{{-l}} in the chaotic phase: {changed} ({larger.Name}, {larger.Network.Activation.Name}, images)";
        if (Asymptotic(larger) is not { } one || Asymptotic(smaller) is not { } other)
        {
            return Claim.NotTested(id, statement, Source, $"{larger.Depths[^1]} layers do not reach the asymptotic range.");
        }

        int layer = (Math.Max(one.First, other.First) + Math.Min(one.Last, other.Last)) / 2;
        double left = Signal(larger, layer);
        return Claim.WithinRelative(
            id,
            statement,
            Source,
            (double)larger.Pixels * larger.TrainCount / (smaller.Pixels * smaller.TrainCount),
            larger.ConditionExcess[layer - 1] / smaller.ConditionExcess[layer - 1],
            20 * left,
            $"ten times the order l χ_{{c*}}^l = {left:G2} of what is left of the pairs' distance from t* at layer {layer}, for each of the two");
    }

    // What differs between two spectra, for ids and for readers: d, or m where the counts differ.
    private static (string Id, string Text) Change(ArchitectureSpectrum larger, ArchitectureSpectrum smaller)
    {
        (string name, int one, int other) = larger.TrainCount == smaller.TrainCount ? ("d", larger.Pixels, smaller.Pixels) : ("m", larger.TrainCount, smaller.TrainCount);
        return ($"{larger.Name.ToLowerInvariant()}-{name}{one}-{name}{other}", $"{name} = {one} over {name} = {other}");
    }

    // From where both corrections are small to where κ - 1 is last resolved.
    private static (int First, int Last)? Asymptotic(ArchitectureSpectrum spectrum)
    {
        int last = spectrum.ConditionExcess.TakeWhile(double.IsFinite).Count();
        int first = Math.Max(NtkLaws.FirstAsymptoticDepth(spectrum.Theory, last) ?? last, 1 + spectrum.ConditionExcess.TakeWhile(value => !(value < 0.05)).Count());
        return last - first < ShortestWindow ? null : (first, last);
    }

    private static double Signal(ArchitectureSpectrum spectrum, int depth) => depth * Math.Pow(spectrum.Theory.ChiCStar, depth);

    private static double Rate(IReadOnlyList<double> curve, int first, int last) => Math.Log(curve[last - 1] / curve[first - 1]) / (last - first);
}
