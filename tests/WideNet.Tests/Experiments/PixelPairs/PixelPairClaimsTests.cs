using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Experiments.PixelPairs;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Tests.Experiments.PixelPairs;

public sealed class PixelPairClaimsTests
{
    private static readonly Provenance Run = new() { Notebook = "04-condition-numbers", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly Activation Relu = ActivationCatalog.Parse("relu");
    private static readonly double Critical = MeanFieldTheory.CriticalWeightVariance(Erf, 0.05);
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 6, 1);

    [Theory]
    [InlineData("erf", 1.25, 0.05)]
    [InlineData("erf", 1.375839007346680455163, 0.05)]
    [InlineData("erf", 2.5, 0.05)]
    [InlineData("relu", 1.8, 0.05)]
    [InlineData("relu", 2, 0)]
    public void Evaluate_FourHundredLayers_HoldsForEveryPair(string activation, double weightVariance, double biasVariance)
    {
        ClaimTable claims = PixelPairClaims.Evaluate(Run, PixelPairSpectrum.Compute(ActivationCatalog.Parse(activation), weightVariance, biasVariance, 400, Images, 2, 4));
        Assert.Equal(2, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));
        Assert.Equal(["240 pairs.", "256 pairs."], claims.Claims.Select(claim => claim.Note));
    }

    [Fact]
    public void Evaluate_AnotherTheory_IsNotReproduced()
    {
        PixelPairSpectrum ordered = PixelPairSpectrum.Compute(Erf, 1.25, 0.05, 400, Images, 2, 3), critical = PixelPairSpectrum.Compute(Erf, Critical, 0.05, 400, Images, 2, 3), chaotic = PixelPairSpectrum.Compute(Erf, 2.5, 0.05, 400, Images, 2, 3);
        PixelPairSpectrum[] wrong =
        [
            ordered with { Theory = MeanFieldTheory.Analyze(Erf, 1.22, 0.05) },
            critical with { QStar = 1.02 * critical.QStar },
            critical with { Network = critical.Network with { Activation = Relu } },
            chaotic with { Theory = MeanFieldTheory.Analyze(Erf, 2.501, 0.05) },
        ];
        Assert.Equal(8, PixelPairClaims.Evaluate(Run, wrong[0], wrong[1]).Count(Verdict.NotReproduced) + PixelPairClaims.Evaluate(Run, wrong[2], wrong[3]).Count(Verdict.NotReproduced));
    }

    [Fact]
    public void Evaluate_TooFewLayersOrEqualPixels_ClaimsNothing()
    {
        Assert.Equal(2, PixelPairClaims.Evaluate(Run, PixelPairSpectrum.Compute(Erf, 2.5, 0.05, 10, Images, 2, 3)).Count(Verdict.NotTestedAtThisScale));

        // One pixel per image: there is no pair of one image.
        ClaimTable single = PixelPairClaims.Evaluate(Run, PixelPairSpectrum.Compute(Erf, 2.5, 0.05, 200, Images, 2, 1));
        Assert.Equal([Verdict.NotTestedAtThisScale, Verdict.Reproduced], single.Claims.Select(claim => claim.Verdict));
    }

    [Fact]
    public void Entries_OfTwoImages_RenderWithAllTheirPairs()
    {
        PixelPairSpectrum[] spectra = [PixelPairSpectrum.Compute(Erf, 1.25, 0.05, 60, Images, 2, 3), PixelPairSpectrum.Compute(Relu, 2, 0, 60, RandomPixels.Create(2, 1, 3), 2, 3)];
        Assert.StartsWith("<svg", PixelPairFigures.Entries("pixel-pairs", spectra).ToSvg(), StringComparison.Ordinal);
        Assert.Equal((2 * 9 * 8 / 2, 81), (spectra[1].Entries(ofOneImage: true).Count, spectra[1].Entries(ofOneImage: false).Count));
        Assert.Equal(40, PixelPairSpectrum.Compute(Erf, 1.25, 0.05, 400, Images, 2, 2).Depths.Count);
    }
}
