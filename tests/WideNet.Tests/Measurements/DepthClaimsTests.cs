using WideNet.Data;
using WideNet.MeanField;
using WideNet.Measurements;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Tests.Claims;

namespace WideNet.Tests.Measurements;

/// <summary>Claims with known laws: what is fitted, how wide the tolerance is, and that a wrong statement is not reproduced.</summary>
public sealed class DepthClaimsTests
{
    private const double Rate = -0.04;
    private static readonly int[] Depths = Grid.Multiples(2000, 400);

    [Fact]
    public void Rate_OfALinearFactor_IsTheRateOfTheExponential()
    {
        ExponentialClaims law = Exponential(l => Math.Log10((3 + (2.0 * l)) * Math.Exp(Rate * l)));
        Claim claim = law.Rate("rate", "u ∝ l e^{rl}", Rate, row => row.Log10Gap, DepthFactor.Linear);
        Assert.Equal(Rate, claim.Measurement!.Value, 1e-9);

        // l e^{-0.04 l} < 0.1 from layer 190 on, and 363 depths from there to the last are an odd number.
        const string Reason = "next order l e^{-0.04 l} = 0.095 at layer 190, over half the window of 1810 layers, and rounding ";
        Assert.StartsWith(Reason, claim.ToleranceReason, StringComparison.Ordinal);

        // Its inverse is the law of κ; a plain exponential through the ends takes the factor for a part of the rate.
        ExponentialClaims inverse = Exponential(l => -Math.Log10((3 + (2.0 * l)) * Math.Exp(Rate * l)));
        Assert.Equal(-Rate, inverse.Rate("rate", "u ∝ e^{-rl}/l", -Rate, row => row.Log10Gap, DepthFactor.InverseLinear).Measurement!.Value, 1e-9);
        Assert.Equal(Verdict.NotReproduced, law.Rate("rate", "u ∝ e^{rl}", Rate, row => row.Log10Gap).Verdict);
    }

    [Fact]
    public void Constant_OfACurveThatCreeps_ComparesTheEndsOfTheWindow()
    {
        ExponentialClaims law = Exponential(l => Math.Log10(1 + (5.0 / l)));
        Claim kept = law.Constant("size", "u stays", row => row.Log10Gap, l => 10.0 / l, "the correction 10/l");
        int first = law.Rows.First(row => row.Depth >= 100 && row.Depth * Math.Exp(Rate * row.Depth) < 0.1).Depth;
        Assert.Equal($"u stays: the ratio of layer 2000 to layer {first}", kept.Statement);
        Assert.Equal((1 + (5.0 / 2000)) / (1 + (5.0 / first)), kept.Measurement!.Value, 1e-12);
        Assert.Equal(10.0 / first, kept.Tolerance!.Value, 1e-9);
        Assert.Equal(Verdict.Reproduced, kept.Verdict);
        Assert.Equal(Verdict.NotReproduced, (law with { NextOrder = _ => 1e-3 }).Constant("size", "u stays", row => row.Log10Gap).Verdict);
    }

    [Fact]
    public void Limit_OfTheLastDepth_AllowsTenTimesTheNextOrder()
    {
        ExponentialClaims law = Exponential(_ => 2) with { NextOrder = l => 1e-4 };
        Assert.Equal(1e-3, law.Limit("limit", "u → 2", 2, row => row.Log10Gap).Tolerance!.Value, 1e-9);
        Assert.Equal(Verdict.Reproduced, law.Limit("limit", "u → 2", 2.001, row => row.Log10Gap).Verdict);
        Assert.Equal(Verdict.NotReproduced, law.Limit("limit", "u → 2", 2.01, row => row.Log10Gap).Verdict);
    }

    [Fact]
    public void CriticalLaws_WithTheirLogarithms_AreFound()
    {
        double Logs(int l) => ((2 * Math.Log(l)) + 3) / l;
        Claim slope = Critical(l => l * (1 + Logs(l))).Slope("slope", "u → l", 1, row => row.Log10Gap);
        Claim limit = Critical(l => 33 * (1 + Logs(l))).Limit("limit", "u → 33", 33, row => row.Log10Gap);
        Claim exponent = Critical(l => (1 + Logs(l)) / l).Exponent("exponent", "u ∝ 1/l", -1, row => row.Log10Gap);
        Assert.Equal(1, slope.Measurement!.Value, 1e-9);
        Assert.Equal(33, limit.Measurement!.Value, 1e-9);
        Assert.All([slope, limit, exponent], claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
        double order = Math.Pow(Math.Log(500) / 500, 2);
        Assert.All(
            [(slope, 5 * order), (limit, 5 * order), (exponent, 5 * order * Math.Log(500))],
            claim => Assert.Equal(claim.Item2, claim.Item1.Tolerance!.Value, 1e-12));
        Assert.Equal(Verdict.NotReproduced, Critical(l => 32.9 * (1 + Logs(l))).Limit("limit", "u → 33", 33, row => row.Log10Gap).Verdict);
    }

    [Fact]
    public void ConditionNumber_OfTwoSlopes_AllowsForTheSquareOfALargeCorrection()
    {
        // λ_bulk = s q l (1 + ε) with the correction ε of pooling, q = 2; λ_max = 33 s q l.
        CriticalClaims Of(double epsilon) => Critical(_ => 0) with
        {
            Rows = [.. Rows(Depths, _ => 0).Select(row => row with
            {
                Diagonal = 2 * (row.Depth + 1),
                Log10LambdaBulk = Math.Log10(0.1 * 2 * row.Depth * (1 + (epsilon * Math.Log(row.Depth) / row.Depth))),
                Log10LambdaMax = Math.Log10(33 * 0.1 * 2 * row.Depth),
                Log10ConditionNumber = Math.Log10(33 / (1 + (epsilon * Math.Log(row.Depth) / row.Depth))),
            })],
        };
        Claim small = Of(1).ConditionNumber("kappa", "κ → 33", 33, 0.1), large = Of(40).ConditionNumber("kappa", "κ → 33", 33, 0.1);
        Assert.All([small, large], claim => Assert.Equal((33, Verdict.Reproduced), (Math.Round(claim.Measurement!.Value, 6), claim.Verdict)));
        Assert.Equal(10 * Math.Pow(Math.Log(500) / 500, 2), small.Tolerance!.Value, 1e-12);
        Assert.InRange(large.Tolerance!.Value, 2 * small.Tolerance.Value, 0.2);
        Assert.Contains("is 50 % at layer 500, and its square moves the slope by", large.ToleranceReason, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotReproduced, Of(1).ConditionNumber("kappa", "κ → 34", 34, 0.1).Verdict);

        Claim open = Of(100).ConditionNumber("kappa", "κ → 33", 33, 0.1);
        Assert.Equal((Verdict.NotTestedAtThisScale, 33), (open.Verdict, open.Prediction));
        Assert.Equal("κ is 23.91 after 2000 layers: the correction d·O(log l/l) to λ_{bulk} is still 124 % at layer 500.", open.Note);
    }

    [Fact]
    public void Statements_OfTenLayers_AreNotTested()
    {
        IReadOnlyList<DepthRow> ten = Rows(Grid.Integers(1, 10), _ => 1);
        Claim[] claims =
        [
            (Exponential(_ => 1) with { Rows = ten }).Rate("rate", "u ∝ e^{rl}", Rate, row => row.Log10Gap),
            (Exponential(_ => 1) with { Rows = ten }).Limit("limit", "u → 1", 1, row => row.Log10Gap),
            (Exponential(_ => 1) with { Rows = ten }).Constant("size", "u stays", row => row.Log10Gap),
            new CriticalClaims { Rows = ten, Source = "test" }.Limit("limit", "u → 1", 1, row => row.Log10Gap),
            new CriticalClaims { Rows = ten, Source = "test" }.ConditionNumber("kappa", "κ → 1", 1, 1),
            new CriticalClaims { Rows = ten, Source = "test" }.Exponent("exponent", "u ∝ 1/l", -1, row => row.Log10Gap),
        ];
        Assert.All(claims, claim => Assert.Equal((Verdict.NotTestedAtThisScale, "10 layers do not reach the asymptotic range."), (claim.Verdict, claim.Note)));
        Assert.Equal("No depth is resolved.", new CriticalClaims { Rows = [], Source = "test" }.Limit("limit", "u → 1", 1, row => row.Log10Gap).Note);
    }

    [Fact]
    public void Statements_AgainstTheTheoryOfAnotherNetwork_AreNotReproduced()
    {
        // The checks can fail: the spectrum of one weight variance against the theory of another that is 1 % away.
        DepthScan scan = NtkSpectrumClaims.Scan("erf", 1.25, 400, DatasetCatalog.Load("cifar10", 16, 8));
        DepthScan wrong = scan with { Theory = MeanFieldTheory.Analyze(scan.Network.Activation, 1.2375, 0.05) };
        Assert.Equal(5, NtkSpectrumClaims.Of(wrong).Count(claim => claim.Verdict == Verdict.NotReproduced));
    }

    private static ExponentialClaims Exponential(Func<int, double> curve) => new()
    {
        Rows = Rows(Depths, curve),
        Source = "test",
        NextOrder = l => l * Math.Exp(Rate * l),
        NextOrderText = "next order l e^{-0.04 l}",
    };

    private static CriticalClaims Critical(Func<int, double> curve) => new() { Rows = Rows(Depths, curve), Source = "test" };

    // Rows that hold one curve.
    private static IReadOnlyList<DepthRow> Rows(IEnumerable<int> depths, Func<int, double> curve) => [.. depths.Select(l => new DepthRow
    {
        Depth = l,
        Log10Gap = curve(l),
        Diagonal = 0,
        OffDiagonal = 0,
        Log10LambdaMax = 0,
        Log10LambdaBulk = 0,
        Log10LambdaMin = 0,
        Log10ConditionNumber = 0,
        ConditionNumberError = 0,
        Log10ConditionExcess = 0,
        ConditionExcessError = 0,
        Log10MeanPredictor = 0,
        MeanPredictorError = 0,
    })];
}
