using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Tests.Measurements;

public sealed class TrainingGridClaimsTests
{
    [Fact]
    public void BeyondXiStar_Points_AreTheDeepOnesOfChaosAlone()
    {
        double Value(SampleGrid.Point p, string name) =>
            name == "train_accuracy" ? (p is { WeightVariance: 2, Depth: 24, Subtract: false } ? 0.5 + (0.25 * p.Seed) : -9) : 0;
        Claim claim = Claims(Value, SampleGrid.Sizes with { Depths = [2, 16, 24] })
            .BeyondXiStar("id", "training accuracy is 1", 1, run => run.TrainAccuracy, 0.2, "of a test");
        Assert.InRange(SampleGrid.Create((_, _) => 0).Theory(2).XiStar!.Value, 16 / 5.0, 24 / 5.0);
        Assert.Equal("In the chaotic phase beyond 5ξ_* (1 point, f trained and drawn) training accuracy is 1: mean", claim.Statement);
        Assert.Equal((0.875, 0.125, Verdict.Reproduced), (claim.Measurement!.Value, claim.Uncertainty!.Value, claim.Verdict));
        Assert.Equal("Least 0.875, most 0.875, after 8 steps.", claim.Note);
    }

    [Fact]
    public void BeyondXiStar_OneSeed_StatesNoError()
    {
        Claim claim = Claims((_, _) => 0, SampleGrid.Sizes with { Depths = [24], SeedCount = 1 })
            .BeyondXiStar("id", "s", 0, run => run.TrainAccuracy, 0.2, "of a test");
        Assert.Equal((Verdict.Reproduced, null), (claim.Verdict, claim.Uncertainty));
    }

    [Fact]
    public void BeyondXiStar_ShallowGrid_IsNotTested()
    {
        Claim claim = Claims((_, _) => 0, SampleGrid.Sizes with { Depths = [2, 4] }).BeyondXiStar("id", "s", 1, run => run.TrainAccuracy, 0.1, "of a test");
        Assert.Equal(Verdict.NotTestedAtThisScale, claim.Verdict);
    }

    [Theory]
    [InlineData(false, 0.3, 0.28, Verdict.Reproduced)]
    [InlineData(false, 0.3, 0.22, Verdict.NotReproduced)]
    [InlineData(true, 0.2, 0.22, Verdict.Reproduced)]
    [InlineData(true, 0.2, 0.26, Verdict.NotReproduced)]
    public void Law_MeanOfShallowPoints_MustBeNearerToItsOwnLaw(bool subtract, double predicted, double measured, Verdict verdict)
    {
        // Of width 16: only the first depth has 40 l ≤ width or is the first, at the critical point and in chaos. Elsewhere all numbers are far away.
        Claim claim = Claims((p, name) => p.Depth > 2 || p.WeightVariance < 1 ? 9 : name switch
        {
            "theory_test_accuracy" => 0.3,
            "theory_test_accuracy_change" => 0.2,
            "test_accuracy" or "test_accuracy_change" => measured,
            _ => 0,
        }).Law("id", "follow", subtract);
        Assert.Equal("Critical and chaotic networks follow: mean test accuracy", claim.Statement);
        Assert.Equal((predicted, measured), (claim.Prediction!.Value, Math.Round(claim.Measurement!.Value, 12)));
        Assert.Equal(0.05, claim.Tolerance!.Value, 1e-12);
        Assert.Equal(verdict, claim.Verdict);
    }

    [Fact]
    public void Law_OrderedGrid_IsNotTested()
    {
        Claim claim = Claims((_, _) => 0, SampleGrid.Sizes with { WeightVariances = [0.5, 0.65], OtherWidths = [] }).Law("id", "s", subtract: true);
        Assert.Equal(Verdict.NotTestedAtThisScale, claim.Verdict);
    }

    private static TrainingGridClaims Claims(Func<SampleGrid.Point, string, double> value, TrainingGridSizes? sizes = null) =>
        new() { Grid = SampleGrid.Create((p, name) => name == "diverged" ? 0 : value(p, name), sizes), Source = "a test" };
}
