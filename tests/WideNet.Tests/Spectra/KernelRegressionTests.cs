using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

public sealed class KernelRegressionTests
{
    [Fact]
    public void Predict_OnTheTrainingInputs_GivesTheTargets()
    {
        var regression = new KernelRegression(SpectraSamples.TrainTrain.Ntk, SpectraSamples.Targets);
        SpectraSamples.AssertClose(SpectraSamples.Targets, regression.Predict(SpectraSamples.TrainTrain.Ntk), 1e-13);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Predict_OnTestInputs_IsTheMeanPredictorTimesTheTargets(double ridge)
    {
        var regression = new KernelRegression(SpectraSamples.TrainTrain.Ntk, SpectraSamples.Targets, ridge);
        Matrix predictor = MeanPredictor.Compute(SpectraSamples.TrainTrain.Ntk, SpectraSamples.TestTrain.Ntk, ridge);
        SpectraSamples.AssertClose(MatrixProduct.Multiply(predictor, SpectraSamples.Targets), regression.Predict(SpectraSamples.TestTrain.Ntk), 1e-13);
    }

    [Fact]
    public void Constructor_TargetsOfAnotherCount_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => new KernelRegression(SpectraSamples.TrainTrain.Ntk, new Matrix(13, 3)));
        Assert.Equal("The targets are 13×3, but there are 14 training examples; they must have one row for each and at least one column.", error.Message);
    }

    [Fact]
    public void Constructor_NegativeRidge_SaysWhatItMustBe()
    {
        var error = Assert.Throws<ArgumentException>(() => new KernelRegression(SpectraSamples.TrainTrain.Ntk, SpectraSamples.Targets, -1));
        Assert.StartsWith("The ridge is -1, but it must be finite and at least 0.", error.Message, StringComparison.Ordinal);
    }
}
