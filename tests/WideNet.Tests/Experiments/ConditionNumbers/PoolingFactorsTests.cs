using WideNet.Activations;
using WideNet.Experiments.ConditionNumbers;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Tests.Experiments.ConditionNumbers;

public sealed class PoolingFactorsTests
{
    private static readonly Provenance Run = new() { Notebook = "04-condition-numbers", Preset = Preset.Quick, Dataset = "random pixels" };

    [Theory]
    [InlineData(1.25)]
    [InlineData(2.5)]
    public void OnRandomPixels_ManyDraws_AveragesIndependentPixels(double weightVariance)
    {
        IReadOnlyList<PoolingFactors> draws = PoolingFactors.OnRandomPixels(weightVariance, 0.05, 60, side: 3, trainCount: 8, seeds: 12);
        Claim claim = Assert.Single(PoolingFactorClaims.OnRandomPixels(Run, draws).Claims);
        Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString());

        // A check that can fail: one image row of pixels more.
        Assert.Equal(1, PoolingFactorClaims.OnRandomPixels(Run, [.. draws.Select(draw => draw with { Pixels = 25 })]).Count(Verdict.NotReproduced));
    }

    [Fact]
    public void OnSignalImages_BeyondOrder_GainsTheFactorD()
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(new Erf(), 0.05);
        PoolingFactors slow = PoolingFactors.OnSignalImages(critical, 0.05, [.. Enumerable.Range(10, 31).Select(i => 10 * i)], trainCount: 8), fast = PoolingFactors.OnSignalImages(2.5, 0.05, [100], trainCount: 8);
        ClaimTable claims = PoolingFactorClaims.OnSignalImages(Run, slow, fast);
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));
        Assert.Equal(2, PoolingFactorClaims.OnSignalImages(Run, slow with { Pixels = 7 }, fast with { Pixels = 10 }).Count(Verdict.NotReproduced));
    }

    [Fact]
    public void OnSignalImages_OfOnePixel_HaveNoFactor()
    {
        PoolingFactors single = PoolingFactors.OnSignalImages(2.5, 0.05, [5, 20], side: 1, trainCount: 6);
        Assert.All(single.PredictorRatio.Concat(single.BulkRatio), ratio => Assert.Equal(1, ratio, 1e-9));
    }

    [Fact]
    public void Claims_OfTheWrongPhase_SayWhichIsNeeded()
    {
        PoolingFactors ordered = PoolingFactors.OnSignalImages(1.25, 0.05, [5], trainCount: 4);
        Assert.StartsWith("The mean predictor has the factor d in the critical and the chaotic phase; this network is ordered.", Assert.Throws<ArgumentException>(() => PoolingFactorClaims.OnSignalImages(Run, ordered)).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 1 draws of a network that is ordered; at least three, ordered or chaotic, are needed.", Assert.Throws<ArgumentException>(() => PoolingFactorClaims.OnRandomPixels(Run, [ordered])).Message, StringComparison.Ordinal);
    }
}
