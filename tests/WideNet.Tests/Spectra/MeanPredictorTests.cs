using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

public sealed class MeanPredictorTests
{
    [Fact]
    public void Compute_TestEqualToTrain_IsTheIdentity()
    {
        Matrix predictor = MeanPredictor.Compute(SpectraSamples.TrainTrain.Ntk, SpectraSamples.TrainTrain.Ntk);

        // m κ ε with a κ of tens.
        SpectraSamples.AssertClose(Matrix.Identity(SpectraSamples.Train), predictor, 1e-13);
    }

    [Fact]
    public void Compute_TimesTheKernel_GivesTestTrainBack()
    {
        Matrix predictor = MeanPredictor.Compute(SpectraSamples.TrainTrain.Ntk, SpectraSamples.TestTrain.Ntk);
        SpectraSamples.AssertClose(SpectraSamples.TestTrain.Ntk, MatrixProduct.Multiply(predictor, SpectraSamples.TrainTrain.Ntk), 1e-13);
    }

    [Fact]
    public void Compute_WithRidge_AddsItToTheDiagonal()
    {
        Matrix shifted = SpectraSamples.TrainTrain.Ntk.Clone();
        for (int i = 0; i < shifted.Rows; i++)
        {
            shifted[i, i] += 0.5;
        }

        Matrix expected = MeanPredictor.Compute(shifted, SpectraSamples.TestTrain.Ntk);
        SpectraSamples.AssertClose(expected, MeanPredictor.Compute(SpectraSamples.TrainTrain.Ntk, SpectraSamples.TestTrain.Ntk, ridge: 0.5), 1e-14);
    }

    [Fact]
    public void Compute_SingularKernel_NamesPivotAndConditionNumber()
    {
        var ones = new Matrix(3, 3);
        ones.Values.Fill(1);
        var error = Assert.Throws<NotPositiveDefiniteException>(() => MeanPredictor.Compute(ones, new Matrix(1, 3)));
        Assert.Equal(1, error.PivotIndex);
        Assert.Contains("pivot 1 is 0 and the condition number κ is about ", error.Message, StringComparison.Ordinal);
        Assert.Contains("pass an explicit ridge", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_SizesThatDoNotFit_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => MeanPredictor.Compute(SpectraSamples.TrainTrain.Ntk, new Matrix(2, 3)));
        Assert.Equal("The test-train kernel is 2×3, but there are 14 training examples; it must have one column for each.", error.Message);
    }
}
