using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.ConditionNumbers;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Experiments.ConditionNumbers;

public sealed class NngpClaimsTests
{
    private static readonly Provenance Run = new() { Notebook = "04-condition-numbers", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly DatasetPair Images = DatasetCatalog.Load("cifar10", 8, 4);

    [Theory]
    [InlineData("erf", 1.25, 400, 7)]
    [InlineData("relu", 1.8, 400, 3)]
    [InlineData("erf", 2.5, 200, 3)]
    public void Evaluate_OffCriticality_ReproducesEveryClaim(string activation, double weightVariance, int depth, int count)
    {
        ClaimTable claims = NngpClaims.Evaluate(Run, NngpSpectrum.ForEach(ActivationCatalog.Parse(activation), weightVariance, 0.05, depth, Images, 3));
        Assert.Equal(count, claims.Claims.Count);
        Assert.All(claims.Claims, claim => Assert.True(claim.Verdict == Verdict.Reproduced, claim.ToString()));
    }

    [Fact]
    public void Evaluate_NtkInThePlaceOfTheNngp_IsNotReproduced()
    {
        // The two kernels have different laws: κ of one is not taken for that of the other.
        NngpSpectrum ordered = NngpSpectrum.ForEach(ActivationCatalog.Parse("relu"), 1.8, 0.05, 400, Images, 3)[0], chaotic = NngpSpectrum.ForEach(Erf, 2.5, 0.05, 200, Images, 3)[0];
        Assert.Equal(1, NngpClaims.Evaluate(Run, ordered with { NngpConditionNumber = [.. ordered.NtkBulk.Select(bulk => 1 / bulk)] }).Count(Verdict.NotReproduced));
        Assert.Equal(1, NngpClaims.Evaluate(Run, chaotic with { NngpConditionNumber = [.. chaotic.NngpConditionNumber.Select(_ => 1.0)] }).Count(Verdict.NotReproduced));
        IReadOnlyList<NngpSpectrum> smooth = NngpSpectrum.ForEach(Erf, 1.25, 0.05, 400, Images, 3);
        NngpSpectrum pooled = smooth[2] with { NtkBulk = [.. smooth[2].NtkBulk.Select(bulk => 1.05 * bulk)] };
        Assert.Equal(1, NngpClaims.Evaluate(Run, smooth[1], pooled).Count(Verdict.NotReproduced));
    }

    [Fact]
    public void ForEach_ShallowNetwork_HasTheNumbersOfThePlainKernel()
    {
        IReadOnlyList<NngpSpectrum> spectra = NngpSpectrum.ForEach(Erf, 1.25, 0.05, 4, Images, 3);
        foreach (NngpSpectrum spectrum in spectra)
        {
            FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.25, 0.05, 4, spectrum.Network.Architecture);
            DatasetPair scaled = Images.Preprocess(new Preprocessing { Size = 3, Normalization = Normalization.Pixel, Variance = network.QStar });
            IReadOnlyList<KernelPair> plain = InfiniteNetwork.Kernels(network.Description, [1, 2, 3, 4], scaled.Train.Inputs);
            for (int i = 0; i < 4; i++)
            {
                KernelSpectrum nngp = KernelSpectrum.Of(plain[i].Nngp), ntk = KernelSpectrum.Of(plain[i].Ntk);
                Assert.Equal(1, spectrum.NngpConditionNumber[i] / nngp.ConditionNumber, 1e-9);
                Assert.Equal(1, spectrum.NtkBulk[i] / ntk.Eigenvalues.SkipLast(1).Average(), 1e-9);
            }

            // P(Θ)Y and P(K)Y by the plain route.
            Matrix labels = scaled.Train.MeanFreeLabels();
            IReadOnlyList<KernelPair> cross = InfiniteNetwork.Kernels(network.Description, [4], scaled.Test.Inputs, scaled.Train.Inputs);
            Matrix one = new KernelRegression(plain[3].Ntk, labels).Predict(cross[0].Ntk), other = new KernelRegression(plain[3].Nngp, labels).Predict(cross[0].Nngp);
            double[] pairs = [.. Enumerable.Range(0, one.Values.Length).Select(i => one.Values[i] - other.Values[i])];
            Assert.Equal(Math.Sqrt(pairs.Sum(x => x * x) / one.Values.ToArray().Sum(x => x * x)), spectrum.PredictorDifference[3], 1e-8);
        }
    }

    [Theory]
    [InlineData(1.25)]
    [InlineData(2.5)]
    public void Evaluate_TenLayers_ClaimsNothing(double weightVariance)
    {
        ClaimTable claims = NngpClaims.Evaluate(Run, NngpSpectrum.ForEach(Erf, weightVariance, 0.05, 10, Images, 3));
        Assert.Equal(claims.Claims.Count, claims.Count(Verdict.NotTestedAtThisScale));
    }

    [Fact]
    public void ForEach_CriticalNetwork_ClaimsNoLimit()
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(Erf, 0.05);
        Assert.Equal(3, NngpClaims.Evaluate(Run, NngpSpectrum.ForEach(Erf, critical, 0.05, 20, Images, 2)).Count(Verdict.NotTestedAtThisScale));
    }
}
