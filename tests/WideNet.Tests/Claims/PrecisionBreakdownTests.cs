using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>Where condition numbers break in each arithmetic (the first figure of notebook 03), against 400-digit values.</summary>
/// <remarks>
/// Θ of an ordered network is constant up to a gap g ∝ Θ/κ, and an entry has the relative error u: the error of κ is uκ for a smooth activation. At a kink g
/// is proportional to the angle √(2δ/q), and δ = q - K_ab is known to uq only: the error is uκ². Constants of order 1 and the layers are left open.
/// </remarks>
public sealed class PrecisionBreakdownTests
{
    private const double Bound = 0.01;
    private static readonly Dictionary<string, Lazy<Errors>> Networks =
        ExactConditionNumbers.Load().ToDictionary(exact => exact.Network.Activation.Name, exact => new Lazy<Errors>(() => Measure(exact)));

    [Theory]
    [InlineData("breaks-float32-erf")]
    [InlineData("breaks-float64-erf")]
    [InlineData("gaps-error-erf")]
    [InlineData("gaps-estimate-erf")]
    [InlineData("breaks-float32-relu")]
    [InlineData("breaks-float64-relu")]
    [InlineData("gaps-error-relu")]
    [InlineData("gaps-estimate-relu")]
    public void Statement_AboutOneArithmetic_Holds(string id)
    {
        Claim claim = Statements(Networks[id[(id.LastIndexOf('-') + 1)..]].Value).Single(candidate => candidate.Id == id);
        TheoryChecks.Holds(claim);
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("relu")]
    public void Errors_InDeepOrder_LoseEveryDigitButThoseOfGaps(string activation)
    {
        Errors errors = Networks[activation].Value;
        Assert.InRange(errors.Double[0], 0, 1e-13);
        Assert.InRange(errors.Single[0], 0, 1e-5);
        Assert.InRange(errors.Double[^1], 0.99, 1);
        Assert.InRange(errors.Single[^1], 0.99, 1);
        Assert.InRange(errors.Gaps.Max(), 0, 1e-13);
    }

    private static IEnumerable<Claim> Statements(Errors errors)
    {
        string name = errors.Exact.Network.Activation.Name;
        yield return Breaks("float32", errors.Single, Math.ScaleB(1, -24));
        yield return Breaks("float64", errors.Double, Math.ScaleB(1, -53));
        yield return Claim.Below(
            $"gaps-error-{name}",
            "Gaps keep the digits of κ: largest relative error",
            "400-digit values",
            1e-12,
            errors.Gaps.Max(), 0,
            "roundings of one pair's recursion and of the eigenvalues, a few units in the last place for each layer");
        yield return Claim.Below(
            $"gaps-estimate-{name}",
            "The error estimate that comes with κ covers its true error at every depth: largest ratio",
            "400-digit values",
            1,
            errors.Gaps.Zip(errors.Estimates, (error, estimate) => error / estimate).Max(), 0,
            "an estimate that covers is at least the error");

        Claim Breaks(string arithmetic, double[] found, double roundoff)
        {
            bool isKinked = errors.Exact.Network.Activation.IsHomogeneous;
            double predicted = isKinked ? Math.Sqrt(Bound / roundoff) : Bound / roundoff;
            int good = found.TakeWhile(error => error < Bound).Count();
            return Claim.Within(
                $"breaks-{arithmetic}-{name}",
                $"A plain recursion in {arithmetic} loses 1 % of κ where {(isKinked ? "uκ^2" : "uκ")} = 1 %: log_{{10}} κ",
                "rounding of the recursion",
                Math.Log10(predicted),
                Math.Log10(good == 0 ? 1 : errors.Exact.Values[good - 1]),
                1,
                "one decade: constants of order 1 and the sum of the layers' roundings are open, and κ is computed at every second or fourth layer only");
        }
    }

    // The single-precision kernel is that of a CNN-F on images of one pixel with 1×1 filters, which is the same network.
    private static Errors Measure(ExactConditionNumbers exact)
    {
        NetworkDescription pixel = exact.Network with { Architecture = Architecture.ConvolutionalFlatten };
        var single = InfiniteNetwork.Kernels(pixel, exact.Depths, exact.Inputs, new KernelOptions { Precision = Precision.Float32 });
        GapSpectrum[] gaps = [.. KernelAnalysis.Compute(exact.Network, exact.Depths, exact.Inputs).Select(analysis => analysis.Spectrum())];
        return new Errors(
            exact,
            Plain(single),
            Plain(InfiniteNetwork.Kernels(exact.Network, exact.Depths, exact.Inputs)),
            [.. gaps.Select((spectrum, i) => Math.Abs((spectrum.ConditionNumber / exact.Values[i]) - 1))],
            [.. gaps.Select(spectrum => spectrum.ConditionNumberError)]);

        double[] Plain(IReadOnlyList<KernelPair> kernels) =>
            exact.Errors(kernels.Select(pair => KernelSpectrum.Of(pair.Ntk)).Select(spectrum => spectrum.Largest / spectrum.Bulk));
    }

    private sealed record Errors(ExactConditionNumbers Exact, double[] Single, double[] Double, double[] Gaps, double[] Estimates);
}
