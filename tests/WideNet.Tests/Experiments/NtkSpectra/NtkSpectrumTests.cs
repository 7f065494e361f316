using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.NtkSpectra;
using WideNet.MeanField;

namespace WideNet.Tests.Experiments.NtkSpectra;

public sealed class NtkSpectrumTests
{
    private static readonly Provenance Run = new() { Notebook = "03-ntk-spectrum", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 16, 8);
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");

    [Theory]
    [InlineData("erf", 0.5, 6)]
    [InlineData("erf", 1.25, 6)]
    [InlineData("erf", 1.375839007346680455163, 7)]
    [InlineData("erf", 1.5, 6)]
    [InlineData("erf", 2.5, 6)]
    [InlineData("relu", 1.5, 6)]
    public void Evaluate_TwoThousandLayers_ReproducesEveryClaim(string activation, double weightVariance, int count)
    {
        NtkSpectrum spectrum = NtkSpectrum.Compute(ActivationCatalog.Parse(activation), weightVariance, 0.05, 2000, Data);
        Assert.InRange(spectrum.LargestError, 0, 1e-6);
        ClaimTable claims = NtkSpectrumClaims.Evaluate(Run, spectrum);
        Assert.Equal(count, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.EndsWith($" ({activation}, σ_w^2 = {Phases.Number(weightVariance)})", claim.Statement, StringComparison.Ordinal));
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, $"{claim.Id}: {claim.Prediction:R} {claim.Measurement:R} ± {claim.Tolerance:G3}"));
    }

    [Fact]
    public void CriticalErfLogCorrection_OfTheCorrelationMap_FollowsFromItsDerivatives()
    {
        // 1 - 2C'''/3C''² from one-sided differences of χ(c) = σ_w² Ṫ(q, q, qc) at c = 1.
        const double Critical = 1.375839007346680455163, H = 1e-4;
        MeanFieldPoint theory = MeanFieldTheory.Analyze(Erf, Critical, 0.05);
        double q = theory.QStar!.Value;
        double Chi(double c) => Critical * Erf.DualDerivative(q, q, q * c);
        double second = ((3 * Chi(1)) - (4 * Chi(1 - H)) + Chi(1 - (2 * H))) / (2 * H), third = (Chi(1) - (2 * Chi(1 - H)) + Chi(1 - (2 * H))) / (H * H);

        // The second difference belongs to 1 - H, an error of order H.
        Assert.Equal(1 - (2 * third / (3 * second * second)), new NtkPredictions(theory, 16).CriticalErfLogCorrection, 20 * H);
    }

    [Theory]
    [InlineData(1.25)]
    [InlineData(1.5)]
    public void Evaluate_TenLayers_ClaimsNoRate(double weightVariance)
    {
        ClaimTable claims = NtkSpectrumClaims.Evaluate(Run, NtkSpectrum.Compute(Erf, weightVariance, 0.05, 10, Data));
        Assert.Equal(Verdict.NotTestedAtThisScale, claims.Claims[^1].Verdict);
        Assert.Equal("10 layers do not reach the asymptotic range.", claims.Claims[^1].Note);
    }

    [Fact]
    public void Evaluate_SpectrumOfAnotherNetwork_IsNotReproduced()
    {
        // The checks can fail: the spectrum of one weight variance against the theory of another that is 1 % away.
        NtkSpectrum wrong = NtkSpectrum.Compute(Erf, 1.25, 0.05, 400, Data) with { Theory = MeanFieldTheory.Analyze(Erf, 1.2375, 0.05) };
        ClaimTable claims = NtkSpectrumClaims.Evaluate(Run, wrong);
        Assert.Equal(5, claims.Count(Verdict.NotReproduced));
    }

    [Fact]
    public void Diagonal_OfTheLaw_IsTheGeometricSum()
    {
        MeanFieldPoint theory = MeanFieldTheory.Analyze(Erf, 2.5, 0.05);
        double sum = Enumerable.Range(0, 31).Sum(j => Math.Pow(theory.Chi1, j));
        Assert.Equal(theory.QStar!.Value * sum, new NtkPredictions(theory, 16).Diagonal(30), theory.QStar.Value * sum * 1e-13);
    }

    [Fact]
    public void MeanPredictor_OfConstantLabels_IsZero()
    {
        // Every training image of one class: the centred labels vanish, so the predictor must.
        int[] labels = new int[Data.Train.Count];
        var oneClass = new DatasetPair(new LabeledDataset(Data.Train.Inputs, labels, Data.Train.ClassNames, "one class"), Data.Test, "one class");
        NtkSpectrum spectrum = NtkSpectrum.Compute(Erf, 1.5, 0.05, 3, oneClass);
        Assert.All(spectrum.Log10MeanPredictor, size => Assert.Equal(double.NegativeInfinity, size));
    }
}
