using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Tests.Experiments.ConditionNumbers;

public sealed class ConditionClaimsTests
{
    private static readonly Provenance Run = new() { Notebook = "04-condition-numbers", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly Activation Relu = ActivationCatalog.Parse("relu");
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 10, 6);
    private static readonly double Critical = MeanFieldTheory.CriticalWeightVariance(Erf, 0.05);

    [Theory]
    [InlineData(Architecture.FullyConnected, 1.25)]
    [InlineData(Architecture.FullyConnected, 2.5)]
    [InlineData(Architecture.ConvolutionalPool, 1.25)]
    [InlineData(Architecture.ConvolutionalPool, 2.5)]
    public void Evaluate_OffCriticality_ReproducesBothRates(Architecture architecture, double weightVariance) =>
        AllReproduced(2, ArchitectureSpectrum.Compute(architecture, Erf, weightVariance, 0.05, 400, Images, 4));

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Evaluate_CriticalOnRandomPixels_ReproducesLimitAndExponent(Architecture architecture) =>
        AllReproduced(2, ArchitectureSpectrum.Compute(architecture, Erf, Critical, 0.05, 400, RandomPixels.Create(10, 6, 4), 4));

    [Fact]
    public void Evaluate_PooledErfOnImages_IsNotTestedAtFourHundredLayers()
    {
        ClaimTable claims = ConditionClaims.Evaluate(Run, [.. ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, Critical, 0.05, 400, Images, 6)]);
        Assert.Equal(2, claims.Count(Verdict.NotTestedAtThisScale));
        Assert.Contains("after 400 layers: the correction d·O(log l/l) to λ_{bulk} is still", claims.Claims[0].Note, StringComparison.Ordinal);
        Assert.Equal(((10 * 36) + 2) / 2.0, claims.Claims[0].Prediction);
    }

    [Fact]
    public void Evaluate_PooledErfOnCoarseImages_AllowsForTheSquareOfItsLargeCorrection()
    {
        Claim limit = ConditionClaims.Evaluate(Run, [.. ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, Critical, 0.05, 400, Images, 4)]).Claims[0];
        Assert.Equal(Verdict.Reproduced, limit.Verdict);
        Assert.Contains("and its square moves the slope by", limit.ToleranceReason, StringComparison.Ordinal);

        // (log l/l)² l through the fit of a line with a logarithm over layers 100 to 400 leaves 0.094 of itself at layer 100 in the slope; the correction is below 1.
        Assert.InRange(limit.Tolerance!.Value, 0.0212, 2 * 0.0938);
    }

    [Fact]
    public void Evaluate_Relu_ReproducesItsOwnLaws()
    {
        AllReproduced(2, ArchitectureSpectrum.Compute(Architecture.FullyConnected, Relu, 1.8, 0.05, 300, Images));
        AllReproduced(2, ArchitectureSpectrum.Compute(Architecture.FullyConnected, Relu, 2, 0, 400, Images));
    }

    [Theory]
    [InlineData(Architecture.FullyConnected)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Evaluate_Dropout_ReproducesTheFiniteLimit(Architecture architecture) =>
        AllReproduced(3, ArchitectureSpectrum.Compute(architecture, Erf, 1.25, 0.05, 400, Images, 4, dropoutKeep: 0.8));

    [Fact]
    public void Evaluate_DropoutWithRelu_ReproducesTheLimitAndClaimsNoUnresolvedRate()
    {
        ClaimTable claims = ConditionClaims.Evaluate(Run, [.. ArchitectureSpectrum.Compute(Architecture.FullyConnected, Relu, 1.5, 0.05, 400, Images, dropoutKeep: 0.8)]);
        Assert.Equal([Verdict.Reproduced, Verdict.Reproduced], claims.Claims.Take(2).Select(claim => claim.Verdict));
        Assert.NotEqual(Verdict.NotReproduced, claims.Claims[2].Verdict);
    }

    [Fact]
    public void Evaluate_SpectrumOfAnotherNetwork_IsNotReproduced()
    {
        // The checks can fail: each spectrum against a theory that is a few per cent away.
        ArchitectureSpectrum ordered = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.25, 0.05, 400, Images)[0];
        ArchitectureSpectrum chaotic = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 2.5, 0.05, 400, Images)[0];
        ArchitectureSpectrum critical = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, Critical, 0.05, 400, Images)[0];
        Assert.Equal(Verdict.NotReproduced, First(ordered with { Theory = MeanFieldTheory.Analyze(Erf, 1.22, 0.05) }));
        Assert.Equal(Verdict.NotReproduced, First(chaotic with { Theory = MeanFieldTheory.Analyze(Erf, 2.6, 0.05) }));
        Assert.Equal(Verdict.NotReproduced, First(critical with { TrainCount = 11 }));

        static Verdict First(ArchitectureSpectrum spectrum) => ConditionClaims.Evaluate(Run, spectrum).Claims[0].Verdict;
    }

    [Theory]
    [InlineData(1.25, "10 layers do not reach the asymptotic range.")]
    [InlineData(2.5, "10 layers do not reach the asymptotic range.")]
    public void Evaluate_TenLayers_ClaimsNothing(double weightVariance, string note)
    {
        ClaimTable claims = ConditionClaims.Evaluate(Run, [.. ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, weightVariance, 0.05, 10, Images)]);
        Assert.Equal((Verdict.NotTestedAtThisScale, note), (claims.Claims[0].Verdict, claims.Claims[0].Note));
    }

    [Fact]
    public void Figures_OfAllKinds_Render()
    {
        ArchitectureSpectrum[] spectra = [.. new[] { 1.25, Critical, 2.5 }.SelectMany(w => ArchitectureSpectrum.Compute(Architecture.ConvolutionalPool, Erf, w, 0.05, 60, Images, 3, 1, 6, 10))];
        ArchitectureSpectrum dropout = ArchitectureSpectrum.Compute(Architecture.FullyConnected, Erf, 1.25, 0.05, 60, Images, 3, 0.8)[0];
        Assert.Contains("κ - 1", ConditionFigures.ConditionNumbers("kappa", spectra).ToString(), StringComparison.Ordinal);
        Assert.All(
            [ConditionFigures.ConditionNumbers("a", spectra), ConditionFigures.MeanPredictors("b", spectra), ConditionFigures.CriticalLimits("c", [spectra[2], spectra[3]]), ConditionFigures.Dropout("d", [spectra[1], dropout])],
            figure => Assert.StartsWith("<svg", figure.ToSvg(), StringComparison.Ordinal));
        Assert.Equal(1, ConditionTables.AtDepth(Run, 60, spectra).Numbers("kappa_over_fcn")[0]);
    }

    private static void AllReproduced(int count, IReadOnlyList<ArchitectureSpectrum> spectra)
    {
        ClaimTable claims = ConditionClaims.Evaluate(Run, spectra);
        Assert.Equal(count, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));
    }
}
