using System.Globalization;
using WideNet.MeanField;

namespace WideNet.Experiments.NtkSpectra;

/// <summary>The large-depth laws of the NTK's entries, eigenvalues, condition number and mean predictor, tested on measured spectra.</summary>
/// <remarks>
/// Every rate is the one of the law with its next-order term (<see cref="DepthLaws"/>), fitted where that term is small; the tolerance is the size
/// of the first term left out at the start of the window. A window that the depth does not reach gives "not tested".
/// </remarks>
public static class NtkSpectrumClaims
{
    private const string Source = "large-depth asymptotics of the NTK";
    private const int ShortestWindow = 20;

    /// <summary>The claims of all spectra, in order.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different weight variances.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<NtkSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(Evaluate)).From(run);
    }

    private static IEnumerable<Claim> Evaluate(NtkSpectrum spectrum)
    {
        var theory = new NtkPredictions(spectrum.Theory, spectrum.TrainCount);
        string at = Phases.Name(spectrum.Theory.Phase) + "-" + spectrum.WeightVariance.ToString("0.###", CultureInfo.InvariantCulture);
        Claim diagonal = Diagonal(spectrum, theory, at);
        return spectrum.Theory.Phase switch
        {
            Phase.Ordered => [diagonal, .. Ordered(spectrum, theory, at)],
            Phase.Critical => [diagonal, .. Critical(spectrum, theory, at)],
            _ => [diagonal, .. Chaotic(spectrum, theory, at)],
        };
    }

    private static Claim Diagonal(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        double worst = spectrum.Depths.Zip(spectrum.Diagonal, (depth, value) => Math.Abs((value / theory.Diagonal(depth)) - 1)).Max();
        return Claim.Below(
            $"ntk-diagonal-{at}",
            $"Θ_{{aa}} = q*(1 + χ_1 + … + χ_1^l) at every depth up to {spectrum.Depths[^1]} (largest relative difference)",
            Source,
            1e-10,
            worst,
            "rounding of 400 layers, each a few units in the last place, and of q* itself");
    }

    private static IEnumerable<Claim> Ordered(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        int last = spectrum.Depths[^1], first = last / 2;
        double chi = spectrum.Theory.Chi1, next = first * Math.Pow(chi, first), atEnd = last * Math.Pow(chi, last);
        if (last < ShortestWindow || next > 0.5)
        {
            yield return Claim.NotTested($"ntk-rates-{at}", "The NTK converges at the rate l χ_1^l", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        string reason = $"next order, relative size l χ_1^l = {next:G2} at layer {first}, over half the window";
        double tolerance = next / ((last - first) / 2);
        IReadOnlyList<double> gap = [.. spectrum.Diagonal.Zip(spectrum.OffDiagonal, (aa, ab) => aa - ab)];
        yield return Claim.Within($"ntk-gap-rate-{at}", "Θ_{aa} - Θ_{ab} ∝ l χ_1^l: rate log χ_1", Source, Math.Log(chi), LinearRate(spectrum, gap, first, last), tolerance, reason);
        yield return Claim.WithinRelative(
            $"lambda-max-limit-{at}", "λ_{max} → m p*", Source, theory.LambdaMax(last), spectrum.LambdaMax[^1], 10 * atEnd, $"ten times the gap's order l χ_1^l at layer {last}");
        yield return Claim.Within(
            $"lambda-bulk-rate-{at}", "λ_{bulk} ∝ l χ_1^l: rate log χ_1", Source, Math.Log(chi), LinearRate(spectrum, spectrum.LambdaBulk, first, last), tolerance, reason);
        yield return Claim.Within(
            $"kappa-rate-{at}",
            "κ grows like χ_1^{-l}/l: rate -log χ_1",
            Source,
            -Math.Log(chi),
            -LinearRate(spectrum, [.. spectrum.ConditionNumber.Select(kappa => 1 / kappa)], first, last),
            tolerance,
            reason);
        yield return Claim.WithinRelative(
            $"predictor-limit-{at}",
            $"P(Θ)Y keeps its size: the ratio of layer {last} to layer {first}",
            Source,
            1,
            spectrum.MeanPredictor[last - 1] / spectrum.MeanPredictor[first - 1],
            spectrum.Theory.DepthScaleOrdered / first,
            $"the kernel is (A + Bl) χ_1^l, so the predictor has corrections of relative size ξ_1/l at layer {first}");
    }

    private static IEnumerable<Claim> Critical(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        int last = spectrum.Depths[^1], first = last / 4;
        if (first < ShortestWindow)
        {
            yield return Claim.NotTested($"ntk-slopes-{at}", "The NTK grows linearly with depth", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        double order = Math.Pow(Math.Log(first) / first, 2);
        string reason = $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 5 for its constant";
        double unit = theory.QStar;
        int[] depths = Grid.Integers(first, last);
        double Slope(IReadOnlyList<double> curve) => DepthLaws.SlopeWithLogCorrection(depths, NtkSpectrum.Window(curve, first, last)) / unit;
        int m = spectrum.TrainCount;
        yield return Claim.WithinRelative($"ntk-off-diagonal-slope-{at}", "Θ_{ab} → q* l/3: slope over q*", Source, 1 / 3.0, Slope(spectrum.OffDiagonal), 5 * order, reason);
        yield return Claim.WithinRelative($"lambda-max-slope-{at}", "λ_{max} → (m+2) q* l/3: slope over q*", Source, (m + 2) / 3.0, Slope(spectrum.LambdaMax), 5 * order, reason);
        yield return Claim.WithinRelative($"lambda-bulk-slope-{at}", "λ_{bulk} → 2 q* l/3: slope over q*", Source, 2 / 3.0, Slope(spectrum.LambdaBulk), 5 * order, reason);
        yield return Claim.WithinRelative(
            $"kappa-limit-{at}",
            "κ → (m+2)/2",
            Source,
            (m + 2) / 2.0,
            DepthLaws.LimitWithLogCorrection(depths, NtkSpectrum.Window(spectrum.ConditionNumber, first, last)),
            5 * order,
            reason);
        yield return Claim.Within(
            $"predictor-exponent-{at}",
            "P(Θ)Y ∝ 1/l: exponent",
            Source,
            -1,
            DepthLaws.PowerWithLogCorrection(depths, NtkSpectrum.Window(spectrum.MeanPredictor, first, last)),
            5 * order * Math.Log(first),
            reason + ", and a factor log l for the exponent's share of it");
    }

    private static IEnumerable<Claim> Chaotic(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        double chi = spectrum.Theory.Chi1, chiC = spectrum.Theory.ChiCStar;
        double Correction(int depth) => depth * Math.Pow(chiC, depth);
        int first = NtkPredictions.FirstAsymptoticDepth(spectrum.Theory, spectrum.Depths[^1]) ?? 0;
        int resolved = first == 0 ? 0 : spectrum.Depths.Last(depth => depth == first || (Correction(depth) > 1e-11 && spectrum.ConditionNumber[depth - 1] - 1 > 1e-10));
        if (resolved - first < ShortestWindow)
        {
            yield return Claim.NotTested(
                $"ntk-rates-{at}", "The NTK's differences decay at the rates χ_1^{-l} and l (χ_{c*}/χ_1)^l", Source, $"{spectrum.Depths[^1]} layers do not reach the asymptotic range.");
            yield break;
        }

        int last = spectrum.Depths[^1];
        double next = Correction(first);
        yield return Claim.WithinRelative(
            $"ntk-off-diagonal-limit-{at}",
            "Θ_{ab} → q* c*/(1 - χ_{c*})",
            Source,
            theory.OffDiagonal(last),
            spectrum.OffDiagonal[^1],
            Math.Max(10 * Correction(last), 1e-10),
            $"ten times the law's own correction l χ_{{c*}}^l at layer {last}, at least the rounding of its sum");
        double[] excess = [.. NtkSpectrum.Window(spectrum.ConditionNumber, first, resolved).Select(kappa => kappa - 1)];
        yield return Claim.Within(
            $"kappa-rate-{at}",
            "κ - 1 ∝ χ_1^{-l}: rate -log χ_1",
            Source,
            -Math.Log(chi),
            RateFit.Exponential([.. Grid.Integers(first, resolved).Select(depth => (double)depth)], excess).Rate,
            (next * -Math.Log(chiC)) + (excess[0] * Math.Log(chi)),
            $"next orders l χ_{{c*}}^l = {next:G2} and κ - 1 = {excess[0]:G2} at layer {first}, times their own rates");
        double tolerance = next / ((resolved - first) / 2);
        yield return Claim.Within(
            $"predictor-rate-{at}",
            "P(Θ)Y ∝ l (χ_{c*}/χ_1)^l: rate log χ_{c*} - log χ_1 = -1/ξ_*",
            Source,
            Math.Log(chiC / chi),
            LinearRate(spectrum, spectrum.MeanPredictor, first, resolved),
            tolerance,
            $"next order, relative size l χ_{{c*}}^l = {next:G2} at layer {first}, over half the window");
    }

    private static double LinearRate(NtkSpectrum spectrum, IReadOnlyList<double> curve, int first, int last)
    {
        int end = last - ((last - first) % 2);
        return DepthLaws.RateWithLinearFactor([.. spectrum.Depths.Skip(first - 1).Take(end - first + 1)], NtkSpectrum.Window(curve, first, end));
    }
}
