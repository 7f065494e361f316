using System.Globalization;
using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Experiments.NtkSpectra;

/// <summary>The large-depth laws of the NTK's entries, eigenvalues, condition number and mean predictor, tested on measured spectra.</summary>
/// <remarks>
/// Every rate is the one of the law with its next-order term (<see cref="DepthLaws"/>), fitted from the first depth, 100 at least, at which that term is small; the tolerance is the
/// size of the first term left out there, plus the rounding of as many layers. A window that the depth does not reach gives "not tested".
/// </remarks>
public static class NtkSpectrumClaims
{
    private const string Source = "large-depth asymptotics of the NTK";
    private const int ShortestWindow = 20;
    private const int Earliest = 100;
    private const double SmallestNext = 0.1;

    /// <summary>The claims of all spectra, in order.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different networks.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<NtkSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(Evaluate)).From(run);
    }

    private static IEnumerable<Claim> Evaluate(NtkSpectrum spectrum)
    {
        NtkPredictions theory = spectrum.Predictions;
        string at = (spectrum.Activation.Name == "erf" ? "" : spectrum.Activation.Name + "-") + Phases.Name(spectrum.Theory.Phase) + "-" + spectrum.WeightVariance.ToString("0.###", CultureInfo.InvariantCulture);
        IEnumerable<Claim> laws = spectrum.Theory.Phase switch
        {
            Phase.Ordered => Ordered(spectrum, theory, at),
            Phase.Critical => Critical(spectrum, theory, at),
            _ => Chaotic(spectrum, theory, at),
        };
        string network = $" ({spectrum.Activation.Name}, σ_w^2 = {Phases.Number(spectrum.WeightVariance)})";
        return laws.Prepend(Diagonal(spectrum, theory, at)).Select(claim => claim with { Statement = claim.Statement + network });
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
            "rounding of as many layers, each a few units in the last place, and of q* itself");
    }

    private static IEnumerable<Claim> Ordered(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        int last = spectrum.Depths[^1];
        double rate = theory.OrderedRate, share = theory.IsKinked ? spectrum.WeightVariance / (2 * Math.PI) : 1;
        double Next(int depth) => share * depth * Math.Exp(rate * depth);
        Window window = Window.Of(spectrum, last >= 2 * Earliest ? Earliest : last / 2, depth => Next(depth) < SmallestNext);
        if (window.Count < ShortestWindow)
        {
            yield return Claim.NotTested($"ntk-rates-{at}", $"The NTK converges at the rate {(theory.IsKinked ? "χ_1^{l/2}" : "l χ_1^l")}", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        double next = Next(window.First), rounding = GapKernel.Rounding(last) / window.Half;
        string law = theory.IsKinked ? "χ_1^{l/2}: rate ½ log χ_1" : "l χ_1^l: rate log χ_1";
        string reason = theory.IsKinked
            ? $"next order (σ_w^2/2π) l χ_1^{{l/2}} = {next:G2} at layer {window.First}, over half the window of {2 * window.Half} layers, and rounding {rounding:G2}"
            : $"next order, relative size l χ_1^l = {next:G2} at layer {window.First}, over half the window of {2 * window.Half} layers, and rounding {rounding:G2}";
        double tolerance = (next / window.Half) + rounding;
        double Rate(IReadOnlyList<double> log10) => theory.IsKinked ? window.ExponentialRate(log10) : window.RateWithLinearFactor(log10);
        yield return Claim.Within($"ntk-gap-rate-{at}", $"Θ_{{aa}} - Θ_{{ab}} ∝ {law}", Source, rate, Rate(spectrum.Log10Gap), tolerance, reason);
        yield return Claim.WithinRelative(
            $"lambda-max-limit-{at}",
            "λ_{max} → m p*",
            Source,
            theory.LambdaMax(last),
            Math.Pow(10, spectrum.Log10LambdaMax[^1]),
            (10 * Next(last)) + (10 * GapKernel.Rounding(last)),
            $"ten times the gap's order at layer {last}, and rounding");
        yield return Claim.Within($"lambda-bulk-rate-{at}", $"λ_{{bulk}} ∝ {law}", Source, rate, Rate(spectrum.Log10LambdaBulk), tolerance, reason);
        yield return Claim.Within(
            $"kappa-rate-{at}",
            theory.IsKinked ? "κ grows like χ_1^{-l/2}: rate -½ log χ_1" : "κ grows like χ_1^{-l}/l: rate -log χ_1",
            Source,
            -rate,
            -Rate([.. spectrum.Log10ConditionNumber.Select(kappa => -kappa)]),
            tolerance,
            reason);
        yield return Claim.WithinRelative(
            $"predictor-limit-{at}",
            $"P(Θ)Y keeps its size: the ratio of layer {last} to layer {window.First}",
            Source,
            1,
            Math.Pow(10, spectrum.Log10MeanPredictor[^1] - window.Start(spectrum.Log10MeanPredictor)),
            (theory.IsKinked ? next : spectrum.Theory.DepthScaleOrdered / window.First) + (100 * GapKernel.Rounding(last)),
            theory.IsKinked ? $"next order at layer {window.First}, and rounding" : $"the kernel is (A + Bl) χ_1^l, so the predictor has corrections of relative size ξ_1/l at layer {window.First}");
    }

    private static IEnumerable<Claim> Critical(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        int last = spectrum.Depths[^1];
        Window window = Window.Of(spectrum, Math.Max(ShortestWindow, last / 4), _ => true);
        if (last / 4 < ShortestWindow)
        {
            yield return Claim.NotTested($"ntk-slopes-{at}", "The NTK grows linearly with depth", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        double order = Math.Pow(Math.Log(window.First) / window.First, 2);
        string reason = $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {window.First}, with a factor of 5 for its constant";
        double unit = theory.QStar;
        int m = spectrum.TrainCount;
        IReadOnlyList<double> Linear(IReadOnlyList<double> log10) => [.. window.Values(log10).Select(value => Math.Pow(10, value))];
        double Slope(IReadOnlyList<double> values) => DepthLaws.SlopeWithLogCorrection(window.Depths, values) / unit;
        IReadOnlyList<double> offDiagonal = window.Values(spectrum.OffDiagonal);
        yield return Claim.WithinRelative($"ntk-off-diagonal-slope-{at}", "Θ_{ab} → q* l/3: slope over q*", Source, 1 / 3.0, Slope(offDiagonal), 5 * order, reason);
        if (spectrum.Activation.Name == "erf")
        {
            double correction = theory.CriticalErfLogCorrection, left = Math.Abs(correction) * Math.Log(window.First) / window.First;
            yield return Claim.WithinRelative(
                $"ntk-log-correction-{at}",
                "Θ_{ab} = (q*/3)(l + a log l + O(1)) with a = -1 - 2/(3v), v = 4q*^2/(1 + 4q*): the fitted a",
                "own derivation from the correlation map's second and third derivative at c = 1",
                correction,
                DepthLaws.LogCorrectionOfSlope(window.Depths, offDiagonal),
                5 * left,
                $"the next terms are a log l/l = {left:G2} of this one at layer {window.First}, with a factor of 5 for their constants");
        }

        yield return Claim.WithinRelative($"lambda-max-slope-{at}", "λ_{max} → (m+2) q* l/3: slope over q*", Source, (m + 2) / 3.0, Slope(Linear(spectrum.Log10LambdaMax)), 5 * order, reason);
        yield return Claim.WithinRelative($"lambda-bulk-slope-{at}", "λ_{bulk} → 2 q* l/3: slope over q*", Source, 2 / 3.0, Slope(Linear(spectrum.Log10LambdaBulk)), 5 * order, reason);
        yield return Claim.WithinRelative(
            $"kappa-limit-{at}", "κ → (m+2)/2", Source, (m + 2) / 2.0, DepthLaws.LimitWithLogCorrection(window.Depths, Linear(spectrum.Log10ConditionNumber)), 5 * order, reason);
        yield return Claim.Within(
            $"predictor-exponent-{at}",
            "P(Θ)Y ∝ 1/l: exponent",
            Source,
            -1,
            DepthLaws.PowerWithLogCorrection(window.Depths, Linear(spectrum.Log10MeanPredictor)),
            5 * order * Math.Log(window.First),
            reason + ", and a factor log l for the exponent's share of it");
    }

    private static IEnumerable<Claim> Chaotic(NtkSpectrum spectrum, NtkPredictions theory, string at)
    {
        double chi = spectrum.Theory.Chi1, chiC = spectrum.Theory.ChiCStar;
        int last = spectrum.Depths[^1];
        double Correction(int depth) => depth * Math.Pow(chiC, depth);
        double Next(int depth) => Correction(depth) + (spectrum.TrainCount * Math.Pow(chi, -depth));
        Window window = Window.Of(spectrum, last >= 2 * Earliest ? Earliest : last / 4, depth => Next(depth) < SmallestNext);
        if (window.Count < ShortestWindow || NtkPredictions.FirstAsymptoticDepth(spectrum.Theory, last) is null)
        {
            yield return Claim.NotTested(
                $"ntk-rates-{at}", "The NTK's differences decay at the rates χ_1^{-l} and l (χ_{c*}/χ_1)^l", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        double next = Next(window.First), rounding = GapKernel.Rounding(last) / window.Half;
        yield return Claim.WithinRelative(
            $"ntk-off-diagonal-limit-{at}",
            "Θ_{ab} → q* c*/(1 - χ_{c*})",
            Source,
            theory.OffDiagonal(last),
            spectrum.OffDiagonal[^1],
            Math.Max(10 * Correction(last), 1e-10),
            $"ten times the law's own correction l χ_{{c*}}^l at layer {last}, at least the rounding of its sum");
        string reason = $"next orders l χ_{{c*}}^l + m χ_1^{{-l}} = {next:G2} at layer {window.First}, over half the window of {2 * window.Half} layers, and rounding {rounding:G2}";
        yield return Claim.Within($"lambda-max-rate-{at}", "λ_{max} ∝ χ_1^l: rate log χ_1", Source, Math.Log(chi), window.ExponentialRate(spectrum.Log10LambdaMax), (next / window.Half) + rounding, reason);
        yield return Claim.Within($"lambda-bulk-rate-{at}", "λ_{bulk} ∝ χ_1^l: rate log χ_1", Source, Math.Log(chi), window.ExponentialRate(spectrum.Log10LambdaBulk), (next / window.Half) + rounding, reason);
        yield return Claim.Within(
            $"kappa-rate-{at}", "κ - 1 ∝ χ_1^{-l}: rate -log χ_1", Source, -Math.Log(chi), window.ExponentialRate(spectrum.Log10ConditionExcess), (next / window.Half) + rounding, reason);
        yield return Claim.Within(
            $"predictor-rate-{at}",
            "P(Θ)Y ∝ l (χ_{c*}/χ_1)^l: rate log χ_{c*} - log χ_1 = -1/ξ_*",
            Source,
            Math.Log(chiC / chi),
            window.RateWithLinearFactor(spectrum.Log10MeanPredictor),
            (next / window.Half) + rounding,
            reason);
    }

    /// <summary>A run of evenly spaced depths with a middle one.</summary>
    private sealed record Window(int[] Depths, int Offset)
    {
        public int Count => Depths.Length;

        public int First => Depths[0];

        public int Half => (Depths[^1] - Depths[0]) / 2;

        /// <summary>From the first depth, at least <paramref name="from"/>, at which the next order is small, to the last.</summary>
        public static Window Of(NtkSpectrum spectrum, int from, Func<int, bool> isSmall)
        {
            int offset = spectrum.Depths.TakeWhile(depth => depth < from || !isSmall(depth)).Count();
            offset += (spectrum.Depths.Count - offset) % 2 == 0 ? 1 : 0;
            return new Window([.. spectrum.Depths.Skip(offset)], offset);
        }

        public IReadOnlyList<double> Values(IReadOnlyList<double> curve) => [.. curve.Skip(Offset)];

        public double Start(IReadOnlyList<double> curve) => curve[Offset];

        public double RateWithLinearFactor(IReadOnlyList<double> log10) => DepthLaws.RateWithLinearFactorOfLogs(Depths, Values(log10));

        // From the ends: the next order is largest at the start, and least squares would not lessen it.
        public double ExponentialRate(IReadOnlyList<double> log10) => (log10[^1] - Start(log10)) * Math.Log(10) / (Depths[^1] - Depths[0]);
    }
}
