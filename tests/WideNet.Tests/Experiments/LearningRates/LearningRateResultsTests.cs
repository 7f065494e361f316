using WideNet.Activations;
using WideNet.Experiments.LearningRates;
using WideNet.Results;

namespace WideNet.Tests.Experiments.LearningRates;

public sealed class LearningRateResultsTests
{
    private const double Ratio = 1.25;

    private static readonly LearningRateSizes Sizes = LearningRateSizes.Of(Preset.Quick) with
    {
        Seeds = 2,
        WeightVariances = [0.5, 1, 1.376, 2, 4],
        Rates = [.. Enumerable.Range(0, 36).Select(i => Math.Pow(Ratio, i))],
    };

    [Fact]
    public void Of_MadeUpBoundaries_FindsThemWithinASpacing()
    {
        LearningRateResults results = Results(1, 2);
        foreach (LearningRateBoundary boundary in results.Boundaries)
        {
            Assert.InRange(boundary.Onset!.Value / boundary.Theory, 1 / Ratio, Ratio);
            Assert.InRange(boundary.Failure!.Value / boundary.Theory, 2 / Ratio, 2 * Ratio);
            Assert.Equal(Math.Log(Ratio) / Math.Sqrt(12), boundary.Onset.RelativeError, 1e-6);
        }

        Assert.Equal(["ordered", "ordered", "critical", "chaotic", "chaotic"], results.OfBatch(Sizes.TrainCount).Select(boundary => boundary.PhaseName));
    }

    [Fact]
    public void Evaluate_TheoryHolds_ReproducesEverything()
    {
        ClaimTable claims = LearningRateClaims.Evaluate(Results(1, 2));
        Assert.All(claims.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
        Assert.Equal(11, claims.Claims.Count);
    }

    // A bound that is off by a factor 2 must not pass.
    [Theory]
    [InlineData(2, 4, "rate-onset-ordered")]
    [InlineData(0.5, 2, "rate-onset-chaotic")]
    [InlineData(0.5, 0.6, "rate-failure-least")]
    [InlineData(0.5, 0.6, "rate-success-below")]
    [InlineData(1, 6, "rate-failure-factor")]
    [InlineData(1, 6, "rate-success-above")]
    public void Evaluate_BoundaryElsewhere_IsNotReproduced(double onset, double failure, string claim) =>
        Assert.Equal(Verdict.NotReproduced, LearningRateClaims.Evaluate(Results(onset, failure))[claim].Verdict);

    // Boundaries that do not follow λ_max at all.
    [Fact]
    public void Evaluate_BoundaryIndependentOfTheKernel_HasAnotherExponent()
    {
        ClaimTable claims = LearningRateClaims.Evaluate(Results(1, 2, fixedRate: 30));
        Assert.Equal(Verdict.NotReproduced, claims["rate-onset-exponent"].Verdict);
        Assert.Equal(Verdict.NotReproduced, claims["rate-failure-exponent"].Verdict);
        Assert.Equal(0, claims["rate-onset-exponent"].Measurement!.Value, 1e-6);
    }

    [Fact]
    public void Evaluate_GridTooNarrow_IsNotTested() =>
        Assert.Equal(Verdict.NotTestedAtThisScale, LearningRateClaims.Evaluate(Results(1e6, 1e6))["rate-onset-ordered"].Verdict);

    // λ_max = 40·2^column on the full set; runs become unstable at onset × η_theory and fail at failure × η_theory.
    private static LearningRateResults Results(double onset, double failure, double? fixedRate = null)
    {
        ResultColumn[] columns =
        [
            ResultColumn.Number("weight_variance"), ResultColumn.WholeNumber("batch_size", "examples"), ResultColumn.Number("learning_rate"), ResultColumn.WholeNumber("seed"),
            ResultColumn.Number("rate_theory"), ResultColumn.Number("lambda_max"), ResultColumn.Number("final_over_first_loss"), ResultColumn.Number("largest_rise"),
        ];
        var table = new ResultTable(new Provenance { Notebook = "07-maximum-learning-rate", Preset = Preset.Quick, Dataset = "made up" }, columns);
        for (int column = 0; column < Sizes.WeightVariances.Count; column++)
        {
            foreach (int batch in (int[])[Sizes.TrainCount, Sizes.BatchSize])
            {
                double lambda = 40 * Math.Pow(2, column) * batch / Sizes.TrainCount, theory = 20 * batch / lambda, at = fixedRate ?? theory;
                foreach (double rate in Sizes.Rates)
                {
                    for (int seed = 1; seed <= Sizes.Seeds; seed++) table.Add(Sizes.WeightVariances[column], batch, rate, seed, theory, lambda, rate >= failure * at ? 1e4 : 0.1, rate >= onset * at ? 1.5 : 0.9);
                }
            }
        }

        return LearningRateResults.Of(table, Sizes, new Erf(), 0.05);
    }
}
