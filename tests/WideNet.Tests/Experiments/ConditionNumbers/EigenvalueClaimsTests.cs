using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Tests.Experiments.ConditionNumbers;

public sealed class EigenvalueClaimsTests
{
    private static readonly Provenance Run = new() { Notebook = "04-condition-numbers", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 10, 6);

    [Theory]
    [InlineData("erf", Architecture.FullyConnected, 1.25, 2)]
    [InlineData("erf", Architecture.ConvolutionalFlatten, 1.25, 2)]
    [InlineData("erf", Architecture.ConvolutionalPool, 1.25, 2)]
    [InlineData("relu", Architecture.ConvolutionalPool, 1.8, 2)]
    [InlineData("erf", Architecture.FullyConnected, 2.5, 4)]
    [InlineData("erf", Architecture.ConvolutionalFlatten, 2.5, 4)]
    [InlineData("erf", Architecture.ConvolutionalPool, 2.5, 4)]
    public void Evaluate_OffCriticality_ReproducesBothEigenvalues(string activation, Architecture architecture, double weightVariance, int count)
    {
        ClaimTable claims = EigenvalueClaims.Evaluate(Run, [.. ArchitectureSpectrum.Compute(architecture, ActivationCatalog.Parse(activation), weightVariance, 0.05, 400, Images, 4)]);
        Assert.Equal(count, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));
    }

    [Fact]
    public void Evaluate_AnotherNumberOfPixelsOrExamples_IsNotReproduced()
    {
        // The constants are tested, not the rates alone: one pixel or one example more is noticed.
        ArchitectureSpectrum pooled = ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, 2.5, 0.05, 400, Images, 4)[0];
        Assert.Equal([Verdict.NotReproduced, Verdict.Reproduced, Verdict.Reproduced, Verdict.NotReproduced], Verdicts(pooled with { Pixels = 17 }));
        Assert.Equal([Verdict.Reproduced, Verdict.Reproduced, Verdict.Reproduced, Verdict.NotReproduced], Verdicts(pooled with { TrainCount = 11 }));
        Assert.All(Verdicts(pooled with { Theory = MeanFieldTheory.Analyze(Erf, 2.52, 0.05) }), verdict => Assert.Equal(Verdict.NotReproduced, verdict));
        ArchitectureSpectrum ordered = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.25, 0.05, 400, Images)[0];
        Assert.All(Verdicts(ordered with { Theory = MeanFieldTheory.Analyze(Erf, 1.22, 0.05) }), verdict => Assert.Equal(Verdict.NotReproduced, verdict));

        static IEnumerable<Verdict> Verdicts(ArchitectureSpectrum spectrum) => EigenvalueClaims.Evaluate(Run, spectrum).Claims.Select(claim => claim.Verdict);
    }

    [Fact]
    public void Corrections_CriticalRandomPixels_HaveTheFactorDM()
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(Erf, 0.05);
        DatasetPair random = RandomPixels.Create(10, 2, 3);
        ArchitectureSpectrum dense = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, critical, 0.05, 400, random, 3)[0];
        IReadOnlyList<ArchitectureSpectrum> pooled = ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, critical, 0.05, 400, random, 3, 1, 5, 10);
        ClaimTable claims = EigenvalueClaims.Corrections(Run, pooled[1], dense, pooled[0]);
        Assert.Equal([9, 2], claims.Claims.Select(claim => claim.Prediction!.Value));
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));

        // A correction half as large is noticed, one that is no correction any more is not tested.
        ArchitectureSpectrum Closer(double part) => pooled[1] with { LambdaMax = [.. pooled[1].LambdaBulk.Select((bulk, i) => bulk * (46 - (part * (46 - pooled[1].ConditionNumber[i]))))] };
        Assert.Equal(Verdict.NotReproduced, EigenvalueClaims.Corrections(Run, Closer(0.5), dense).Claims[0].Verdict);
        Assert.Equal(Verdict.NotTestedAtThisScale, EigenvalueClaims.Corrections(Run, Closer(5), dense).Claims[0].Verdict);
        ArgumentException error = Assert.Throws<ArgumentException>(() => EigenvalueClaims.Corrections(Run, dense, ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.25, 0.05, 10, Images)[0]));
        Assert.StartsWith("Corrections of two critical networks with the same variances and depth are compared; these are critical and ordered.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.25)]
    [InlineData(2.5)]
    public void Evaluate_TenLayers_ClaimsNothing(double weightVariance)
    {
        ClaimTable claims = EigenvalueClaims.Evaluate(Run, [.. ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, weightVariance, 0.05, 10, Images)]);
        Assert.Equal((Verdict.NotTestedAtThisScale, "10 layers do not reach the asymptotic range."), (Assert.Single(claims.Claims).Verdict, claims.Claims[0].Note));
    }

    [Fact]
    public void Factors_FewerPixelsAndExamples_AreTheProductOfBoth()
    {
        IReadOnlyList<ArchitectureSpectrum> large = ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, 2.5, 0.05, 200, Images, 4, 1, 5, 10);
        ArchitectureSpectrum small = ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, 2.5, 0.05, 200, Images, 3)[0];
        ClaimTable claims = EigenvalueClaims.Factors(Run, large[1], small, large[0]);
        Assert.Equal([16.0 / 9, 2], claims.Claims.Select(claim => claim.Prediction!.Value));
        Assert.Equal(2, claims.Count(Verdict.Reproduced));
        Assert.Equal(1, EigenvalueClaims.Factors(Run, large[1], small with { Pixels = 10 }).Count(Verdict.NotReproduced));
    }

    [Fact]
    public void Factors_OrderedNetwork_SaysWhatIsCompared()
    {
        ArchitectureSpectrum ordered = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.25, 0.05, 10, Images)[0];
        ArgumentException error = Assert.Throws<ArgumentException>(() => EigenvalueClaims.Factors(Run, ordered, ordered));
        Assert.StartsWith("κ - 1 of two chaotic networks with the same variances is compared; these are ordered and ordered.", error.Message, StringComparison.Ordinal);
    }
}
