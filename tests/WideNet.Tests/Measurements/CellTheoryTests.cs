using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Tests.Spectra;

namespace WideNet.Tests.Measurements;

public sealed class CellTheoryTests
{
    private const double WeightVariance = 1.2;
    private const int Steps = 12;
    private static readonly FixedPointNetwork Network = FixedPointNetwork.Create(ActivationCatalog.Parse("erf"), WeightVariance, 0.05, 2);
    private static readonly DatasetPair Images = SyntheticImages.Create(20, 40).Preprocess(new Preprocessing { Size = 4, Variance = Network.QStar });
    private static readonly CellTheory Theory = CellTheory.Compute(Network.Description, Images, 0.5, Steps);

    [Fact]
    public void Compute_AccuraciesOnTest_AreThoseOfTheLawOfTrainedNetworks()
    {
        KernelPair train = InfiniteNetwork.Kernel(Network.Description, Images.Train.Inputs), test = InfiniteNetwork.Kernel(
            Network.Description, Images.Test.Inputs, Images.Train.Inputs);
        var flow = new GradientFlow(train.Ntk, Images.Train.CentredLabels(), 0.5 * Theory.LargestLearningRate, SquaredLoss.Mean);
        Matrix predictor = flow.Predictor(test.Ntk, Steps);
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(
            predictor, Images.Train.CentredLabels(), train.Nngp, test.Nngp, InfiniteNetwork.Kernel(Network.Description, Images.Test.Inputs).Nngp);
        double[] variances = [.. Enumerable.Range(0, 40).Select(i => law.Covariance[i, i])];
        Assert.Equal(TrainedNetworkAccuracy.OfOneNetwork(law.Mean, variances, Images.Test.Labels), Theory.TestAccuracy, 10);
        Assert.Equal(TrainedNetworkAccuracy.OfMean(law.Mean, Images.Test.Labels), Theory.TestAccuracyOfMean);
        Matrix change = MatrixProduct.Multiply(predictor, MatrixProduct.Multiply(train.Nngp, predictor, transposeB: true));
        Assert.Equal(
            TrainedNetworkAccuracy.OfOneNetwork(law.Mean, [.. Enumerable.Range(0, 40).Select(i => change[i, i])], Images.Test.Labels),
            Theory.TestAccuracyOfChange, 10);
    }

    [Fact]
    public void Compute_LargestLearningRate_IsTheEdgeOfStabilityOfTheAveragedLoss()
    {
        // Gradient descent on 1/2mk Σ (f - y)² multiplies the top mode by 1 - η λ_max/(mk); at the edge that is -1.
        double[] eigenvalues = SymmetricEigen.Values(InfiniteNetwork.Kernel(Network.Description, Images.Train.Inputs).Ntk);
        Assert.Equal(-1, 1 - (Theory.LargestLearningRate * eigenvalues[^1] / (20 * 10)), 12);
        Assert.Equal(eigenvalues[^1] / eigenvalues[..^1].Average(), Theory.ConditionNumber, 10);
    }

    [Fact]
    public void Compute_WideNetworks_ReachTheseAccuraciesOnAverage()
    {
        // 24 networks of width 512: four standard errors over them, and 0.02 for what one part in 512 of the kernel and η = 0.5 η_theory (discrete
        // steps, not a flow) may change on 20 training images (0.05 each). Training accuracy is near 0.8 here, so time off by a factor 2 would show.
        NetworkShape shape = NetworkShape.For(Network.Description, Images.Train.Inputs, 512, 10);
        TrainingGridSizes sizes = SampleGrid.Sizes with { Fraction = 0.5, Steps = Steps, GoalLoss = 0 };
        TrainingRun[] cells =
            [.. Enumerable.Range(1, 24).Select(seed => TrainedCell.Train(shape, Images, Theory, sizes, subtract: false, seed, new RandomStream(seed)))];
        AssertMean(Theory.TrainAccuracy, cells, cell => cell.TrainAccuracy);
        AssertMean(Theory.TestAccuracy, cells, cell => cell.TestAccuracy);
        AssertMean(Theory.TestAccuracyOfChange, cells, cell => cell.TestAccuracyChange);
        TrainingRun[] changes =
            [.. Enumerable.Range(1, 24).Select(seed => TrainedCell.Train(shape, Images, Theory, sizes, subtract: true, seed, new RandomStream(seed)))];
        AssertMean(Theory.TestAccuracyOfSum, changes, cell => cell.TestAccuracy);
        AssertMean(Theory.TestAccuracyOfMean, changes, cell => cell.TestAccuracyChange);
    }

    // Hardly trained, f - f_0 is 0 still, whatever f_0 is.
    [Fact]
    public void Train_WithoutTheInitialOutput_HasTheTestLossOfTheChange()
    {
        NetworkShape shape = NetworkShape.For(Network.Description, Images.Train.Inputs, 32, 10);
        TrainingGridSizes sizes = SampleGrid.Sizes with { Fraction = 1e-7, Steps = 1, GoalLoss = 0 };
        double TestLoss(bool subtract) => TrainedCell.Train(shape, Images, Theory, sizes, subtract, 1, new RandomStream(1)).TestLoss;
        double ofZero = Images.Test.CentredLabels().Values.ToArray().Average(y => y * y) / 2;
        Assert.Equal(ofZero, TestLoss(subtract: true), 1e-5);
        Assert.True(TestLoss(subtract: false) > 1.5 * ofZero);
    }

    [Fact]
    public void Compute_ImagesOfDifferentNorms_SaysWhich()
    {
        double[] values = Images.Train.Inputs.Values.ToArray();
        for (int i = 48; i < 96; i++) values[i] *= 2;
        DatasetPair uneven = Images with { Train = Images.Train.WithInputs(new InputBatch(20, 4, 4, 3, values)) };
        Assert.Contains(
            "images 0 and 1 have the variances", Assert.Throws<ArgumentException>(() => CellTheory.Compute(Network.Description, uneven, 0.5, 1)).Message,
            StringComparison.Ordinal);
    }

    private static void AssertMean(double expected, TrainingRun[] cells, Func<TrainingRun, double> value)
    {
        Assert.All(cells, cell => Assert.Equal((false, Steps), (cell.Diverged, cell.Steps)));
        SeedMean mean = SeedMean.Of([.. cells.Select(value)]);
        Assert.True(
            Math.Abs(mean.Value - expected) <= (4 * mean.Error) + 0.02, FormattableString.Invariant($"{mean.Value} ± {mean.Error} instead of {expected}"));
    }
}
