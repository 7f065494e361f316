using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Tests.Experiments.TrainingGrids;

public sealed class TrainingClaimsTests
{
    private const double Xi1 = 6.9545; // of Erf at σ_w² = 2, σ_b² = 0.05

    [Theory]
    [InlineData(1, Verdict.Reproduced)]
    [InlineData(2, Verdict.NotReproduced)]
    [InlineData(0.5, Verdict.NotReproduced)]
    public void Trainability_BoundaryOfTheory_TellsAFactorOfTwo(double factor, Verdict expected)
    {
        TrainingGrid grid = SampleGrid.Create((p, name) => name switch
        {
            "train_accuracy" => Fall(p, factor),
            "theory_train_accuracy" => Fall(p, 1),
            _ => 0,
        });
        Claim claim = TrainabilityClaims.Of(grid)["boundary-fcn"];
        Assert.Equal(expected, claim.Verdict);
        Assert.Equal(factor, claim.Measurement!.Value, factor / 4); // interpolation between depths a factor 2 apart
    }

    [Fact]
    public void Trainability_CriticalAndChaoticCells_AreJudgedByTheLargestShortfall()
    {
        Claim Trains(double worst) => TrainabilityClaims.Of(SampleGrid.Create((p, name) => name switch
        {
            "theory_train_accuracy" => 0.98,
            "train_accuracy" => p is { WeightVariance: 2, Depth: 8 } ? worst : p.WeightVariance < 1 ? 0.2 : 0.97,
            _ => 0,
        }))["trains-fcn"];
        Assert.Equal(Verdict.Reproduced, Trains(0.94).Verdict);
        Assert.Equal(0.04, Trains(0.94).Measurement!.Value, 12);
        Assert.Equal(Verdict.NotReproduced, Trains(0.92).Verdict);
    }

    [Fact]
    public void UntrainedOutput_LawsSwapped_IsNotReproduced()
    {
        ClaimTable Claims(bool swapped) => UntrainedOutputClaims.Of(SampleGrid.Create((p, name) => name switch
        {
            "theory_test_accuracy" => 0.15,
            "theory_test_accuracy_change" => 0.25,
            "test_accuracy" => swapped ? 0.25 : 0.16,
            "test_accuracy_change" => swapped ? 0.15 : 0.24,
            _ => 0,
        }));
        Assert.Equal((Verdict.Reproduced, Verdict.Reproduced), (Claims(false)["output-fcn"].Verdict, Claims(false)["change-fcn"].Verdict));
        Assert.Equal((Verdict.NotReproduced, Verdict.NotReproduced), (Claims(true)["output-fcn"].Verdict, Claims(true)["change-fcn"].Verdict));
        Assert.Equal(0.08, Claims(false)["cost-fcn"].Measurement!.Value, 12);
    }

    [Theory]
    [InlineData(0.5, Verdict.Reproduced)]
    [InlineData(1.0, Verdict.NotReproduced)]
    public void Width_NoiseOfAGivenLaw_IsFound(double exponent, Verdict expected)
    {
        ClaimTable claims = WidthClaims.Of(Noisy(exponent));
        Claim noise = claims["noise-exponent-fcn"], shift = claims["alignment-shift-fcn"];
        Assert.Equal(expected, noise.Verdict);
        Assert.Equal(-exponent, noise.Measurement!.Value, 10);

        // ν/S = √3 where l/ξ_1 = exponent·log N + const: linear in log N, and log ν is linear in l, so interpolation is exact.
        Assert.Equal(exponent * Xi1, shift.Measurement!.Value, 2);
    }

    [Fact]
    public void Width_KernelThatCollapsesToo_DoesNotOutliveTheNetwork()
    {
        Claim Before(double kernel) => WidthClaims.Of(SampleGrid.Create((p, name) => name == "theory_test_accuracy_change" ? kernel : name is "noise" or "signal" or "theory_size" ? 1 : 0.1))["kernel-outlives-network-fcn"];
        Assert.Equal(Verdict.Reproduced, Before(0.35).Verdict);
        Assert.Equal(Verdict.NotReproduced, Before(0.2).Verdict); // three binomial errors of 20 images are 0.2
    }

    // ν/S = √3 χ_1^l N^-exponent, scaled to be √3 at depth 6 for N = 64. The accuracies do not matter.
    private static TrainingGrid Noisy(double exponent) => SampleGrid.Create((p, name) => name switch
    {
        "noise" => Math.Sqrt(3) * Math.Exp((p.Depth - 6) / Xi1) * Math.Pow(p.Width / 64.0, -exponent) * (p.Seed == 1 ? 1.1 : 1 / 1.1),
        "signal" or "theory_size" => 1,
        _ => 0.1,
    }, SampleGrid.Sizes with { Width = 64, OtherWidths = [48, 96] });

    // Training accuracy that falls from 1 to 0.1 at 4, 5 and 6 layers (times a factor) in the three ordered columns.
    private static double Fall(SampleGrid.Point p, double factor)
    {
        double boundary = factor * (4 + ((p.WeightVariance - 0.5) / 0.15));
        return p.WeightVariance > 1 ? 1 : 0.1 + (0.9 / (1 + Math.Exp(4 * (Math.Log(p.Depth) - Math.Log(boundary)))));
    }
}
