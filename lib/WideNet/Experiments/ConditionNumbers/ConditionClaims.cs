using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.ConditionNumbers;

/// <summary>The large-depth laws of κ and P(Θ)Y, tested on fully-connected and convolutional networks.</summary>
/// <remarks>
/// Laws are fitted with their next-order terms (<see cref="DepthLaws"/>); the tolerance is the size of the first term left out at the start of the
/// window. Where the correction to a law is not small within the depth computed, the claim is "not tested", with the value reached in its note.
/// </remarks>
public static class ConditionClaims
{
    private const string Source = "Figure 2; large-depth asymptotics of the NTK";
    private const int ShortestWindow = 20;

    /// <summary>The claims of all spectra, in order.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="spectra">Spectra of different networks, data or training counts.</param>
    public static ClaimTable Evaluate(Provenance run, params IReadOnlyList<ArchitectureSpectrum> spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        return new ClaimTable(spectra.SelectMany(Evaluate)).From(run);
    }

    private static IEnumerable<Claim> Evaluate(ArchitectureSpectrum spectrum)
    {
        var at = SpectrumLabel.Of(spectrum);
        return spectrum.Theory.Phase switch
        {
            Phase.Ordered when spectrum.Network.DropoutKeep < 1 => Dropout(spectrum, at),
            Phase.Ordered => Ordered(spectrum, at),
            Phase.Critical => Critical(spectrum, at),
            _ => Chaotic(spectrum, at),
        };
    }

    private static IEnumerable<Claim> Ordered(ArchitectureSpectrum spectrum, SpectrumLabel at)
    {
        bool isKinked = spectrum.Predictions.IsHomogeneous;
        int last = spectrum.ResolvedDepth, first = last / 2;
        double chi = spectrum.Theory.Chi1, factor = spectrum.Predictions.OrderedFactor;
        double next = (isKinked ? spectrum.Network.WeightVariance / (2 * Math.PI) : 1) * first * Math.Pow(factor, first);
        string law = isKinked ? "χ_1^{-l/2}" : "χ_1^{-l}/l";
        if (last < ShortestWindow || next > 0.5)
        {
            yield return Claim.NotTested($"kappa-rate-{at.Id}", $"κ grows like {law} ({at.Text})", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        IReadOnlyList<double> kappa = spectrum.ConditionNumber;
        double measured = isKinked
            ? RateFit.Exponential([.. Grid.Integers(first, last).Select(l => (double)l)], DepthLaws.Window(kappa, first, last)).Rate
            : -LinearRate([.. kappa.Select(k => 1 / k)], first, last);
        yield return Claim.Within(
            $"kappa-rate-{at.Id}",
            $"κ grows like {law}: rate ({at.Text})",
            Source,
            -Math.Log(factor),
            measured,
            isKinked ? next * -Math.Log(factor) : next / ((last - first) / 2),
            isKinked
                ? $"next order (σ_w^2/2π) l χ_1^{{l/2}} = {next:G2} at layer {first}, times its own rate"
                : $"next order, relative size l χ_1^l = {next:G2} at layer {first}, over half the window");
        yield return Claim.WithinRelative(
            $"predictor-limit-{at.Id}",
            $"P(Θ)Y keeps its size: the ratio of layer {last} to layer {first} ({at.Text})",
            Source,
            1,
            spectrum.MeanPredictor[last - 1] / spectrum.MeanPredictor[first - 1],
            isKinked ? next : spectrum.Theory.DepthScaleOrdered / first,
            isKinked ? $"next order (σ_w^2/2π) l χ_1^{{l/2}} at layer {first}" : $"the kernel is (A + Bl) χ_1^l, so the predictor has corrections of relative size ξ_1/l at layer {first}");
    }

    private static IEnumerable<Claim> Dropout(ArchitectureSpectrum spectrum, SpectrumLabel at)
    {
        int last = spectrum.ResolvedDepth, first = last - (last / 4);
        double factor = spectrum.Predictions.OrderedFactor, atEnd = last * Math.Pow(factor, last) * 10 / ((1 / spectrum.Network.DropoutKeep) - 1);
        if (last < ShortestWindow || atEnd > 0.5)
        {
            yield return Claim.NotTested($"kappa-limit-{at.Id}", $"Dropout makes κ finite ({at.Text})", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        bool isKinked = spectrum.Predictions.IsHomogeneous;
        string decay = isKinked ? "χ_1^{l/2}" : "l χ_1^l", reason = $"ten times the order {(isKinked ? "l χ_1^{l/2}" : "l χ_1^l")} at layer {last} of what dropout is added to, over 1/ρ - 1, and the rounding of a plain recursion{(isKinked ? ", √ε at a kink" : "")}, times κ";
        atEnd += spectrum.Predictions.DropoutConditionNumber * GapKernel.Rounding(last, Math.ScaleB(1, isKinked ? -26 : -53));
        yield return Claim.WithinRelative(
            $"lambda-bulk-limit-{at.Id}",
            $"Dropout ρ = {Phases.Number(spectrum.Network.DropoutKeep)}: λ_{{bulk}} → (1/ρ - 1)(p^* - σ_b^2)/d ({at.Text})",
            Source,
            spectrum.Predictions.DropoutBulk,
            spectrum.LambdaBulk[last - 1],
            atEnd,
            reason);
        yield return Claim.WithinRelative(
            $"kappa-limit-{at.Id}",
            $"Dropout ρ = {Phases.Number(spectrum.Network.DropoutKeep)}: κ → 1 + m p^*/λ_{{bulk}} ({at.Text})",
            Source,
            spectrum.Predictions.DropoutConditionNumber,
            spectrum.LambdaMax[last - 1] / spectrum.LambdaBulk[last - 1],
            atEnd,
            reason);
        int end = Math.Min(last, spectrum.MeanPredictor.TakeWhile(double.IsFinite).Count());
        first = end - (end / 4);
        double next = (spectrum.LambdaSecond[Math.Max(1, first) - 1] / spectrum.Predictions.DropoutBulk) - 1 + (first * Math.Pow(factor, first));
        int half = (end - first) / 2;
        if (end < ShortestWindow || next > 0.5)
        {
            yield return Claim.NotTested($"predictor-rate-{at.Id}", $"With dropout P(Θ)Y decays like {decay} ({at.Text})", Source, $"The plain recursion resolves the predictor for {end} layers, which do not reach the asymptotic range.");
            yield break;
        }

        yield return Claim.Within(
            $"predictor-rate-{at.Id}",
            $"With dropout P(Θ)Y decays like {decay}: rate {(isKinked ? "½ " : "")}log χ_1 ({at.Text})",
            Source,
            Math.Log(factor),
            isKinked ? Math.Log(spectrum.MeanPredictor[end - 1] / spectrum.MeanPredictor[first - 1]) / (end - first) : LinearRate(spectrum.MeanPredictor, first, end),
            isKinked ? next / (end - first) : next * (1 + ((double)first / (2 * half))) / half,
            isKinked
                ? $"λ_2 and l χ_1^{{l/2}} are within {next:G2} of their limits at layer {first}, over the window"
                : $"λ_2 is within {next:G2} of its limit at layer {first}; over half the window h, and with the factor l/2h by which a fit of (A + Bl) χ^l amplifies errors");
    }

    private static IEnumerable<Claim> Critical(ArchitectureSpectrum spectrum, SpectrumLabel at)
    {
        int last = spectrum.Depths[^1], first = last / 4;
        double limit = spectrum.Predictions.CriticalConditionNumber, reached = spectrum.ConditionNumber[^1];
        string law = $"κ → {(spectrum.Predictions.IsHomogeneous ? "(md+3)/3" : "(md+2)/2")} ({at.Text}, d = {spectrum.Pixels})";
        string exponent = $"P(Θ)Y ∝ 1/l: exponent ({at.Text})";
        double correction = Math.Abs((spectrum.LambdaBulk[Math.Max(1, first) - 1] / (spectrum.Predictions.CriticalBulkSlope * spectrum.QStar * first)) - 1);
        if (first < ShortestWindow || correction > 1)
        {
            string why = first < ShortestWindow
                ? $"{last} layers do not reach the asymptotic range."
                : $"κ is {reached:G4} after {last} layers: the correction d·O(log l/l) to λ_{{bulk}} is still {correction:P0} at layer {first}, because neighbouring pixels are almost equal.";
            yield return Claim.NotTested($"kappa-limit-{at.Id}", law, Source, why, limit);
            yield return Claim.NotTested($"predictor-exponent-{at.Id}", exponent, Source, why, -1);
            yield break;
        }

        double order = Math.Pow(Math.Log(first) / first, 2);
        string reason = $"log corrections are fitted; the next order is (log l/l)^2 = {order:G2} at layer {first}, with a factor of 5 for its constant";
        int[] depths = Grid.Integers(first, last);
        double Slope(IReadOnlyList<double> curve) => DepthLaws.SlopeWithLogCorrection(depths, DepthLaws.Window(curve, first, last));

        // What the square of λ_bulk's own correction, the next order there, does to the fitted slope.
        double square = Math.Abs(Slope([.. Grid.Integers(1, last).Select(l => l * Math.Pow(correction * Math.Log(l) / l * first / Math.Log(first), 2))])), both = 2 * 5 * order;
        yield return Claim.WithinRelative(
            $"kappa-limit-{at.Id}",
            law,
            Source,
            limit,
            Slope(spectrum.LambdaMax) / Slope(spectrum.LambdaBulk),
            Math.Max(both, 2 * square),
            both >= 2 * square
                ? reason + ", for both slopes, λ_{max}/l and λ_{bulk}/l"
                : $"log corrections are fitted; that of λ_{{bulk}}, d·O(log l/l), is {correction:P0} at layer {first}, and its square moves the slope by {square:G2}; a factor of 2 for its constant") with
        {
            Note = $"κ itself is {reached:G4} after {last} layers.",
        };
        if (correction > 0.1)
        {
            yield return Claim.NotTested($"predictor-exponent-{at.Id}", exponent, Source, $"The correction d·O(log l/l) to λ_{{bulk}} is still {correction:P0} at layer {first}.", -1);
            yield break;
        }

        yield return Claim.Within(
            $"predictor-exponent-{at.Id}",
            exponent,
            Source,
            -1,
            DepthLaws.PowerWithLogCorrection(depths, DepthLaws.Window(spectrum.MeanPredictor, first, last)),
            5 * order * Math.Log(first),
            reason + ", and a factor log l for the exponent's share of it");
    }

    private static IEnumerable<Claim> Chaotic(ArchitectureSpectrum spectrum, SpectrumLabel at)
    {
        double chi = spectrum.Theory.Chi1, chiC = spectrum.Theory.ChiCStar;
        int last = spectrum.Depths[^1];
        double[] excess = [.. spectrum.ConditionExcess];
        double Correction(int depth) => depth * Math.Pow(chiC, depth);
        int first = NtkLaws.FirstAsymptoticDepth(spectrum.Theory, last) ?? 0;
        first = first == 0 ? 0 : Math.Max(first, 1 + Array.FindIndex(excess, value => value < 0.05));
        int resolved = first == 0 ? 0 : first + spectrum.MeanPredictor.Zip(excess).Skip(first).TakeWhile(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second)).Count();
        if (resolved - first < ShortestWindow)
        {
            yield return Claim.NotTested($"kappa-rate-{at.Id}", $"κ - 1 ∝ χ_1^{{-l}} ({at.Text})", Source, $"{last} layers do not reach the asymptotic range.");
            yield break;
        }

        double next = Correction(first);
        yield return Claim.Within(
            $"kappa-rate-{at.Id}",
            $"κ - 1 ∝ χ_1^{{-l}}: rate -log χ_1 ({at.Text})",
            Source,
            -Math.Log(chi),
            RateFit.Exponential([.. Grid.Integers(first, resolved).Select(depth => (double)depth)], DepthLaws.Window(excess, first, resolved)).Rate,
            (next * -Math.Log(chiC)) + (excess[first - 1] * Math.Log(chi)),
            $"next orders l χ_{{c*}}^l = {next:G2} and κ - 1 = {excess[first - 1]:G2} at layer {first}, times their own rates");
        double order = next + excess[first - 1];
        yield return Claim.Within(
            $"predictor-rate-{at.Id}",
            $"P(Θ)Y ∝ l (χ_{{c*}}/χ_1)^l: rate -1/ξ_* ({at.Text})",
            Source,
            Math.Log(chiC / chi),
            LinearRate(spectrum.MeanPredictor, first, resolved),
            order / ((resolved - first) / 2),
            $"next orders l χ_{{c*}}^l + κ - 1 = {order:G2} at layer {first}, over half the window");
    }

    internal static double LinearRate(IReadOnlyList<double> curve, int first, int last)
    {
        int end = last - ((last - first) % 2);
        return DepthLaws.RateWithLinearFactor(Grid.Integers(first, end), DepthLaws.Window(curve, first, end));
    }
}
