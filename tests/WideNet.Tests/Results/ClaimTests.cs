using WideNet.Results;

namespace WideNet.Tests.Results;

public sealed class ClaimTests
{
    [Theory]
    [InlineData(1.0, 1.1, 0.1000001, Verdict.Reproduced)]
    [InlineData(1.0, 0.9, 0.1000001, Verdict.Reproduced)]
    [InlineData(1.0, 1.1, 0.09, Verdict.NotReproduced)]
    [InlineData(1.0, 1.0, 0.0, Verdict.Reproduced)]
    [InlineData(1.0, double.NaN, 1e300, Verdict.NotReproduced)]
    [InlineData(1.0, double.PositiveInfinity, 1e300, Verdict.NotReproduced)]
    public void Within_Difference_DecidesTheVerdict(double predicted, double measured, double tolerance, Verdict expected) =>
        Assert.Equal(expected, Claim.Within("a", "b", "c", predicted, measured, tolerance, "reason").Verdict);

    [Theory]
    [InlineData(-200, -198, 0.011, Verdict.Reproduced)]
    [InlineData(-200, -198, 0.009, Verdict.NotReproduced)]
    [InlineData(-200, double.NaN, 1, Verdict.NotReproduced)]
    public void WithinRelative_Difference_IsAFractionOfThePrediction(double predicted, double measured, double tolerance, Verdict expected) =>
        Assert.Equal(expected, Claim.WithinRelative("a", "b", "c", predicted, measured, tolerance, "reason").Verdict);

    [Fact]
    public void BelowAndAbove_Bound_IsOneSided()
    {
        Assert.Equal(Verdict.Reproduced, Claim.Below("a", "b", "c", 1, -5, 0, "reason").Verdict);
        Assert.Equal(Verdict.NotReproduced, Claim.Below("a", "b", "c", 1, 1.5, 0, "reason").Verdict);
        Assert.Equal(Verdict.Reproduced, Claim.Below("a", "b", "c", 1, 1.5, 0.5, "reason").Verdict);
        Assert.Equal(Verdict.NotReproduced, Claim.Below("a", "b", "c", 1, double.NegativeInfinity, 0, "reason").Verdict);
        Assert.Equal(Verdict.Reproduced, Claim.Above("a", "b", "c", 1, 5, 0, "reason").Verdict);
        Assert.Equal(Verdict.NotReproduced, Claim.Above("a", "b", "c", 1, 0.5, 0, "reason").Verdict);
        Assert.Equal(Verdict.NotReproduced, Claim.Above("a", "b", "c", 1, double.NaN, 0, "reason").Verdict);
    }

    [Theory]
    [InlineData(0.91, true)]
    [InlineData(0.89, false)]
    public void Above_WithATolerance_LetsTheMeasurementFallBelowTheBoundByIt(double measurement, bool isReproduced)
    {
        Claim claim = Claim.Above("a", "b", "c", 1, measurement, 0.1, "reason");
        Assert.Equal(isReproduced ? Verdict.Reproduced : Verdict.NotReproduced, claim.Verdict);
    }

    [Theory]
    [InlineData(1.09, true)]
    [InlineData(1.11, false)]
    public void Below_WithATolerance_LetsTheMeasurementExceedTheBoundByIt(double measurement, bool isReproduced)
    {
        Claim claim = Claim.Below("a", "b", "c", 1, measurement, 0.1, "reason");
        Assert.Equal(isReproduced ? Verdict.Reproduced : Verdict.NotReproduced, claim.Verdict);
    }

    [Theory]
    [InlineData(0.05, 0.02, Verdict.Reproduced)]
    [InlineData(-0.05, 0.02, Verdict.Reversed)]
    [InlineData(0.03, 0.02, Verdict.NotTestedAtThisScale)]
    [InlineData(-0.04, 0.02, Verdict.NotTestedAtThisScale)]
    [InlineData(0.0, 0.0, Verdict.NotTestedAtThisScale)]
    [InlineData(double.NaN, 0.02, Verdict.NotReproduced)]
    [InlineData(double.NegativeInfinity, 0.02, Verdict.NotReproduced)]
    public void Greater_SignOfADifference_IsDecidedBeyondTwoErrors(double difference, double error, Verdict expected)
    {
        Claim claim = Claim.Greater("a", "b", "c", difference, error, "paired");
        Assert.Equal(expected, claim.Verdict);
        Assert.Equal(expected == Verdict.NotTestedAtThisScale ? "Within two standard errors of 0." : "", claim.Note);
    }

    [Fact]
    public void Greater_Reversed_GivesItsNumbers()
    {
        Claim claim = Claim.Greater("a", "b", "c", -0.05, 0.02, "paired");
        Assert.Equal("reversed: a: predicted > 0, measured -0.05 ± 0.02, tolerance 0.04", claim.ToString());
        Assert.Throws<ArgumentException>(() => Claim.Greater("a", "b", "c", -0.05, double.NaN, "paired"));
    }

    [Fact]
    public void NotTested_Reason_BecomesTheNote()
    {
        Claim claim = Claim.NotTested("a", "b", "c", "needs 16,000 images");
        Assert.Equal(Verdict.NotTestedAtThisScale, claim.Verdict);
        Assert.Equal("not tested at this scale: a: needs 16,000 images", claim.ToString());
    }

    [Fact]
    public void ToString_Compared_GivesTheNumbers() => Assert.Equal(
        "reproduced: a: predicted ≤ 33, measured 32.5 ± 0.12, tolerance 0",
        Claim.Below("a", "b", "c", 33, 32.5, 0, "limit", uncertainty: 0.1234).ToString());

    [Fact]
    public void Within_BadInput_SaysWhat()
    {
        Assert.StartsWith(
            "The claim 'a' predicts NaN; a prediction must be finite.",
            Assert.Throws<ArgumentException>(() => Claim.Within("a", "b", "c", double.NaN, 1, 1, "r")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The claim 'a' has the tolerance -1; it must be finite and not negative.",
            Assert.Throws<ArgumentException>(() => Claim.Within("a", "b", "c", 1, 1, -1, "r")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "toleranceReason of a claim is empty", Assert.Throws<ArgumentException>(() => Claim.Within("a", "b", "c", 1, 1, 1, " ")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The claim 'a' predicts 0", Assert.Throws<ArgumentException>(() => Claim.WithinRelative("a", "b", "c", 0, 1, 1, "r")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Claim.Within("a", "b", "c", 1, 1, 1, "r", uncertainty: double.NaN));
    }
}
