using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Claims;

/// <summary>
/// Theory checks beside notebook 04b: with dropout before the read-out λ_bulk → (1/ρ - 1)(p* - σ_b²)/d and κ → 1 + m p*/λ_bulk in the ordered phase,
/// and P(Θ)Y decays like the differences of the kernel, l χ_1^l or, at a kink, χ_1^{l/2}.
/// </summary>
public sealed class DropoutLawTests
{
    private const double Keep = 0.8;

    /// <summary>Network, and the tolerances on record of λ_bulk and κ (one) and of the rate.</summary>
    /// <remarks>A plain recursion resolves no rate at a kink but that of the FCN.</remarks>
    [Theory]
    [InlineData("fcn", "erf", 0.0022964223181836285, 0.0002902206342598657)]
    [InlineData("cnn-f", "erf", 0.0022964223181836285, 0.0002912055986571805)]
    [InlineData("cnn-p", "erf", 0.00229642283027073, 0.0029872951045951178)]
    [InlineData("fcn", "relu", 0.0021098057428995767, 0.001165337832238615)]
    [InlineData("cnn-f", "relu", 0.0021098057428995767, null)]
    [InlineData("cnn-p", "relu", 0.2707124252760337, null)]
    public void Statements_FourHundredLayers_Hold(string architecture, string activation, double limits, double? rate)
    {
        Claim[] claims = [.. Statements(ArchitectureNetworks.Of(architecture, activation, "ordered", keep: Keep), architecture)];
        Assert.Equal(rate is null ? 2 : 3, claims.Length);
        Assert.All(claims.Take(2), claim => TheoryChecks.Holds(claim, limits));
        Assert.All(claims.Skip(2), claim => TheoryChecks.Holds(claim, rate));
    }

    [Fact]
    public void Limits_OfAnotherKeepProbability_AreNotReproduced()
    {
        ArchitectureNetworks network = ArchitectureNetworks.Of("fcn", "erf", "ordered", keep: Keep);
        Assert.All(
            Statements(network with { Network = network.Network with { DropoutKeep = 0.81 } }, "fcn").Take(2),
            claim => Assert.Equal(Verdict.NotReproduced, claim.Verdict));
    }

    private static IEnumerable<Claim> Statements(ArchitectureNetworks network, string architecture)
    {
        DepthScan scan = network.Scan();
        NtkLaws theory = scan.Laws;
        bool isKinked = theory.IsHomogeneous;
        string source = "dropout in the ordered phase", at = $"{scan.Network.Activation.Name}-{architecture}-ordered-dropout-{Keep}-images-m{scan.TrainCount}";
        DepthRow last = scan.Rows.TakeWhile(row => row.ConditionNumberError < 0.01).Last();
        double factor = theory.OrderedFactor, size = (1 / scan.Network.DropoutKeep) - 1;
        double left = (last.Depth * Math.Pow(factor, last.Depth) * 10 / size)
            + (theory.DropoutConditionNumber * GapKernel.Rounding(last.Depth, Math.ScaleB(1, isKinked ? -26 : -53)));
        string reason = "ten times what dropout is added to, and the rounding of a plain recursion times κ";
        yield return Claim.WithinRelative(
            $"lambda-bulk-limit-{at}", "λ_{bulk} → (1/ρ - 1)(p* - σ_b^2)/d", source, theory.DropoutBulk, last.LambdaBulk, left, reason);
        yield return Claim.WithinRelative(
            $"kappa-limit-{at}", "κ → 1 + m p*/λ_{bulk}", source, theory.DropoutConditionNumber, last.ConditionNumber, left, reason);

        // λ_2 and the differences of the kernel are the order by which the spectrum is not yet that of dropout.
        int end = scan.Rows.TakeWhile(row => row.IsResolved).Last().Depth, first = end - (end / 4), half = (end - first) / 2;
        double second = GapSpectrum.Of(network.Analyses[first - 1].Train).Eigenvalues[^2];
        double next = (second / theory.DropoutBulk) - 1 + (first * Math.Pow(factor, first));
        if (end < 40 || next > 0.5) yield break;
        double Log(int depth) => scan.Rows[depth - 1].Log10MeanPredictor;
        int[] depths = [first, first + half, first + (2 * half)];
        double measured = isKinked
            ? (Log(end) - Log(first)) * Math.Log(10) / (end - first)
            : DepthLaws.RateWithLinearFactorOfLogs(depths, [.. depths.Select(Log)]);
        double tolerance = isKinked ? next / (end - first) : next * (1 + ((double)first / (2 * half))) / half;
        yield return Claim.Within($"predictor-rate-{at}", "P(Θ)Y decays like l χ_1^l, at a kink χ_1^{l/2}", source, Math.Log(factor), measured, tolerance,
            "λ_2 is within this of its limit; a fit of (A + Bl) χ^l amplifies errors by l/2h");
    }
}
