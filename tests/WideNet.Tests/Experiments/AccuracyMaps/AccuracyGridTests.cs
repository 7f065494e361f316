using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Figures;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Experiments.AccuracyMaps;

public sealed class AccuracyGridTests
{
    private static readonly Provenance Run = new() { Notebook = "06-nngp-versus-ntk", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 100, 40);

    [Fact]
    public void Compute_OneCell_IsKernelRegressionWithThatKernel()
    {
        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.FullyConnected, Erf, 0.05, [1.7], [1, 4], Data);
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.7, 0.05, 4);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        KernelPair train = InfiniteNetwork.Kernel(network.Description, scaled.Train.Inputs), testTrain = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs, scaled.Train.Inputs);
        KernelPair test = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs);
        Matrix mean = new KernelRegression(train.Ntk, scaled.Train.CentredLabels()).Predict(testTrain.Ntk);
        Assert.Equal(TrainedNetworkAccuracy.OfMean(mean, scaled.Test.Labels), grid.Ntk[1][0].MeanPredictor);

        GaussianPrediction law = TrainedNetworkLaw.Compute(MeanPredictor.Compute(train.Ntk, testTrain.Ntk), scaled.Train.CentredLabels(), train.Nngp, testTrain.Nngp, test.Nngp);
        double[] variances = [.. Enumerable.Range(0, 40).Select(i => law.Covariance[i, i])];
        Assert.Equal(TrainedNetworkAccuracy.OfOneNetwork(law.Mean, variances, scaled.Test.Labels), grid.Ntk[1][0].OneNetwork, 1e-9);

        // A network whose read-out alone is inferred is the NNGP's posterior.
        GaussianPrediction posterior = NngpPosterior.Compute(train.Nngp, testTrain.Nngp, test.Nngp, scaled.Train.CentredLabels());
        double[] spread = [.. Enumerable.Range(0, 40).Select(i => posterior.Covariance[i, i])];
        Assert.Equal(TrainedNetworkAccuracy.OfOneNetwork(posterior.Mean, spread, scaled.Test.Labels), grid.Nngp[1][0].OneNetwork, 1e-9);
    }

    [Fact]
    public void Compute_BalancedImages_GivesBothAccuraciesAlike()
    {
        DatasetPair balanced = DatasetCatalog.Load("cifar10", 50, 30, subset: SubsetRule.Balanced);
        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.ConvolutionalPool, Erf, 0.05, [1.7], [2], balanced, 4);
        Assert.Equal(50, grid.BalancedCount);
        Assert.Equal(grid.Ntk[0][0].MeanPredictor, grid.Ntk[0][0].Balanced);
    }

    [Fact]
    public void Compute_DeepOrderedPhase_LeavesUnsolvableCellsOpen()
    {
        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.FullyConnected, Erf, 0.05, [0.3], [1, 100], Data);
        Assert.True(double.IsFinite(grid.Ntk[0][0].MeanPredictor));
        Assert.True(double.IsNaN(grid.Ntk[1][0].MeanPredictor) && double.IsNaN(grid.Ntk[1][0].PredictorSize));
    }

    [Fact]
    public void Compute_ClassWithoutImages_SaysSo()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => AccuracyGrid.Compute(Architecture.FullyConnected, Erf, 0.05, [1.7], [1], DatasetCatalog.Load("cifar10", 5, 5)));
        Assert.StartsWith("A class has no image among the 5 training images, so none is equally frequent; use more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NngpAgainstNtk_DeepGrid_ReproducesTheRatesAndTheOrder()
    {
        AccuracyGrid grid = AccuracyGrid.Compute(Architecture.FullyConnected, Erf, 0.05, [1.0, 2, 2.5, 3], [1, 4, 12, 20, 28, 36, 44, 52, 60, 68], DatasetCatalog.Load("cifar10", 300, 200));
        ClaimTable claims = AccuracyClaims.NngpAgainstNtk(Run, grid);
        Assert.Equal(Verdict.Reproduced, claims["predictor-rate-nngp-fcn"].Verdict);
        Assert.Equal(Verdict.Reproduced, claims["predictor-rate-ntk-fcn"].Verdict);
        Assert.Equal(Verdict.Reproduced, claims["nngp-deeper-fcn"].Verdict);

        // The checks can fail: the two kernels exchanged.
        ClaimTable exchanged = AccuracyClaims.NngpAgainstNtk(Run, grid with { Ntk = grid.Nngp, Nngp = grid.Ntk });
        Assert.Equal(Verdict.NotReproduced, exchanged["predictor-rate-nngp-fcn"].Verdict);
        Assert.Equal(Verdict.NotReproduced, exchanged["predictor-rate-ntk-fcn"].Verdict);
        Assert.Equal(Verdict.NotReproduced, exchanged["nngp-deeper-fcn"].Verdict);
    }

    [Fact]
    public void PoolAgainstFlatten_ShallowGrid_DoesNotTestTheCollapse()
    {
        AccuracyGrid flatten = AccuracyGrid.Compute(Architecture.ConvolutionalFlatten, Erf, 0.05, [1.0, 1.7], [1, 3], Data, 3);
        AccuracyGrid pool = AccuracyGrid.Compute(Architecture.ConvolutionalPool, Erf, 0.05, [1.0, 1.7], [1, 3], Data, 3);
        ClaimTable claims = AccuracyClaims.PoolAgainstFlatten(Run, flatten, pool);
        Assert.Equal(Verdict.NotTestedAtThisScale, claims["collapse-cnn-p"].Verdict);
        Assert.Equal("0 weight variances collapse within 3 layers; an exponent needs three.", claims["collapse-cnn-p"].Note);
        Assert.Contains("40 test images do not decide its sign.", claims["pool-over-flatten-network"].Note, StringComparison.Ordinal);
        Figure[] figures =
        [
            AccuracyFigures.ThreeAccuracies("a", "Test accuracy", AccuracyMap.OfNtk(flatten), AccuracyMap.OfNngp(pool)),
            AccuracyFigures.PredictorSizes("b", AccuracyMap.OfNtk(flatten), AccuracyMap.OfNtk(pool)),
            AccuracyFigures.Sections("c", 1.7, AccuracyMap.OfNtk(flatten)),
        ];
        Assert.All(figures, figure => Assert.StartsWith("<svg", figure.ToSvg(), StringComparison.Ordinal));
    }
}
