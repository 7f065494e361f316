using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.DepthScales;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Tests.Experiments.DepthScales;

public sealed class DepthScaleTests
{
    private static readonly Provenance Run = new() { Notebook = "02-depth-scales", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 4, 0);
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");

    [Fact]
    public void Evaluate_FourHundredLayers_ReproducesEveryClaim()
    {
        ClaimTable claims = Evaluate(400, 0.05);
        Assert.Equal(10, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.Equal(Verdict.Reproduced, claim.Verdict));
    }

    [Fact]
    public void Evaluate_ThirtyLayers_DoesNotClaimRates()
    {
        ClaimTable claims = Evaluate(30, 0.05);
        Assert.Equal(Verdict.NotTestedAtThisScale, claims["correlation-rate-ordered-1.25"].Verdict);
        Assert.Equal("30 layers do not bring all correlations within 0.0001 of c*.", claims["correlation-rate-ordered-1.25"].Note);
        Assert.Equal(Verdict.NotTestedAtThisScale, claims["correlation-exponent-critical"].Verdict);
    }

    [Fact]
    public void Rate_OfTheWrongWeightVariance_IsNotReproduced()
    {
        // The check can fail: correlations of one network held against the fixed points of a slightly different one.
        CorrelationConvergence curve = CorrelationConvergence.Compute(Erf, 1.25, 0.05, 400, Images);
        CorrelationConvergence wrong = curve with { Theory = MeanFieldTheory.Analyze(Erf, 1.251, 0.05) };
        DepthScaleCurves near = DepthScaleCurves.AroundCriticality(Erf, 0.05, Grid.Logarithmic(1e-4, 1e-3, 5));
        ClaimTable claims = DepthScaleClaims.Evaluate(Run, [wrong], CorrelationConvergence.Compute(Erf, MeanFieldTheory.CriticalWeightVariance(Erf, 0.05), 0.05, 100, Images), near);
        Assert.Equal(Verdict.NotReproduced, claims["correlation-rate-ordered-1.25"].Verdict);
    }

    [Fact]
    public void FixedPointNetwork_WithoutFixedPoint_SaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() => FixedPointNetwork.Create(ActivationCatalog.Parse("relu"), 2.5, 0.1, 3));
        Assert.StartsWith("relu has no positive q* at σ_w² = 2.5, σ_b² = 0.1; inputs cannot be scaled to it. Choose variances with a fixed point.", error.Message, StringComparison.Ordinal);
    }

    private static ClaimTable Evaluate(int depth, double biasVariance)
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(Erf, biasVariance);
        CorrelationConvergence[] curves = [.. new[] { 1.25, 1.5, 2.5 }.Select(w => CorrelationConvergence.Compute(Erf, w, biasVariance, depth, Images))];
        CorrelationConvergence atCriticality = CorrelationConvergence.Compute(Erf, critical, biasVariance, depth, Images);
        DepthScaleCurves near = DepthScaleCurves.AroundCriticality(Erf, biasVariance, Grid.Logarithmic(1e-4, 1e-1, 25));
        return DepthScaleClaims.Evaluate(Run, curves, atCriticality, near);
    }
}
