using WideNet.Numerics;

namespace WideNet.Tests.Spectra;

public sealed class GaussianPredictionTests
{
    [Fact]
    public void OfPosterior_TwoPoints_IsTheTextbookFormula()
    {
        GaussianPrediction posterior = GaussianPrediction.OfPosterior(
            new Matrix(1, 1, [2]), new Matrix(1, 1, [0.5]), new Matrix(1, 1, [3]), new Matrix(1, 1, [4]), noiseVariance: 0.5);
        Assert.Equal(0.5 / 2.5 * 4, posterior.Mean[0, 0], 1e-15);
        Assert.Equal(3 - (0.5 * 0.5 / 2.5), posterior.Covariance[0, 0], 1e-15);
    }

    [Fact]
    public void OfPosterior_AtTheTrainingInputs_HasNoVarianceLeft()
    {
        Matrix k = SpectraSamples.TrainTrain.Nngp;
        GaussianPrediction posterior = GaussianPrediction.OfPosterior(k, k, k, SpectraSamples.Targets);
        SpectraSamples.AssertClose(SpectraSamples.Targets, posterior.Mean, 1e-12);
        Assert.All(posterior.Covariance.Values.ToArray(), value => Assert.InRange(Math.Abs(value), 0, 1e-13));
    }

    [Fact]
    public void OfPosterior_OnTestInputs_LowersTheVarianceAndStaysSymmetric()
    {
        GaussianPrediction posterior = GaussianPrediction.OfPosterior(
            SpectraSamples.TrainTrain.Nngp, SpectraSamples.TestTrain.Nngp, SpectraSamples.TestTest.Nngp, SpectraSamples.Targets);
        Assert.Equal(posterior.Covariance.Transpose().Values, posterior.Covariance.Values);
        Assert.All(SymmetricEigen.Values(posterior.Covariance), value => Assert.True(value > 0));
        for (int i = 0; i < SpectraSamples.Test; i++)
        {
            Assert.InRange(posterior.Covariance[i, i], 0, SpectraSamples.TestTest.Nngp[i, i]);
        }
    }
}
