using WideNet.Experiments;
using WideNet.Experiments.Breakdown;

namespace WideNet.Tests.Experiments.Breakdown;

public sealed class BreakdownCurvesTests
{
    private static readonly Provenance Run = new() { Notebook = "03-ntk-spectrum", Preset = Preset.Quick, Dataset = "±1" };
    private static readonly BreakdownCurves[] Curves = [.. BreakdownReference.Load().Select(BreakdownCurves.Compute)];

    [Fact]
    public void Evaluate_BothActivations_ReproducesEveryClaim()
    {
        ClaimTable claims = BreakdownClaims.Evaluate(Run, Curves);
        Assert.Equal(8, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
    }

    [Fact]
    public void Compute_DeepOrder_LosesEveryDigitButThoseOfGaps()
    {
        foreach (BreakdownCurves curves in Curves)
        {
            Assert.InRange(curves.DoublePrecision[0], 0, 1e-13);
            Assert.InRange(curves.SinglePrecision[0], 0, 1e-5);
            Assert.InRange(curves.DoublePrecision[^1], 0.99, 1);
            Assert.InRange(curves.SinglePrecision[^1], 0.99, 1);
            Assert.InRange(curves.Gaps.Max(), 0, 1e-13);
        }
    }

    [Fact]
    public void BreakingPoint_OfACurve_IsTheLastConditionNumberBelowTheBound()
    {
        double[] errors = [.. Curves[0].Reference.Depths.Select((_, i) => i < 3 ? 0.001 : i == 3 ? 0.1 : 0.0001)];
        Assert.Equal(Curves[0].Reference.ConditionNumbers[2], Curves[0].BreakingPoint(errors, 0.01));
        Assert.Equal(1, Curves[0].BreakingPoint(errors, 1e-5));
    }

    [Fact]
    public void Errors_OfBothActivations_IsAFigureOfTwoPanels() => Assert.Equal(2, BreakdownFigures.Errors("breakdown", Curves).Panels.Count);
}
