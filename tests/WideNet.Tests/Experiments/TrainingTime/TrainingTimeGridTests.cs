using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments;
using WideNet.Experiments.TrainingTime;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Tests.Experiments.TrainingTime;

public sealed class TrainingTimeGridTests
{
    private static readonly Provenance Run = new() { Notebook = "11-training-time", Preset = Preset.Quick, Dataset = "CIFAR-10" };
    private static readonly Activation Erf = ActivationCatalog.Parse("erf");
    private static readonly DatasetPair Data = DatasetCatalog.Load("cifar10", 64, 40);
    private static readonly double[] Times = [1, 8, 64];

    // One step of gradient descent of rate η on the averaged loss is f ← f - ηΘ(f - Y)/(mk); many small ones are the flow.
    [Fact]
    public void Compute_OneCell_IsTheLimitOfGradientDescentWithSmallSteps()
    {
        TrainingTimeCell cell = TrainingTimeGrid.Compute(Erf, 0.18, [1.5], [3], Times, Data).Cells[0][0];
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 1.5, 0.18, 3);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        Matrix kernel = InfiniteNetwork.Kernel(network.Description, scaled.Train.Inputs).Ntk, labels = scaled.Train.CentredLabels();
        Assert.Equal(2.0 * 64 * 10 / KernelSpectrum.Of(kernel).Largest, cell.MaximalRate, 1e-9);

        const int steps = 2000;
        foreach ((double rate, TrainingScore score) in new[] { (cell.MaximalRate, cell.AtMaximalRate[1]), (1, cell.AtUnitRate[1]) })
        {
            Matrix error = labels.Clone();
            for (int step = 0; step < steps; step++)
            {
                Matrix change = MatrixProduct.Multiply(kernel, error);
                for (int i = 0; i < error.Values.Length; i++) error.Values[i] -= rate * Times[1] / steps / 640 * change.Values[i];
            }

            // Euler's method: a mode of exponent x = 2t = 16 or less is off by x²/(2 steps) of itself, at most 0.5·e^{-2}·4/2000 in all.
            double norm = Math.Sqrt(labels.Values.ToArray().Sum(v => v * v)), residual = Math.Sqrt(error.Values.ToArray().Sum(v => v * v)) / norm;
            Assert.Equal(residual, score.Residual, 1e-3);
        }
    }

    [Fact]
    public void Compute_LongTime_IsKernelRegression()
    {
        TrainingTimeCell cell = TrainingTimeGrid.Compute(Erf, 0.18, [2], [4], [1e6], Data).Cells[0][0];
        FixedPointNetwork network = FixedPointNetwork.Create(Erf, 2, 0.18, 4);
        DatasetPair scaled = Data.Preprocess(new Preprocessing { Variance = network.QStar });
        KernelPair train = InfiniteNetwork.Kernel(network.Description, scaled.Train.Inputs), test = InfiniteNetwork.Kernel(network.Description, scaled.Test.Inputs, scaled.Train.Inputs);
        Matrix mean = new KernelRegression(train.Ntk, scaled.Train.CentredLabels()).Predict(test.Ntk);
        Assert.Equal(1, cell.AtMaximalRate[0].Train);
        Assert.Equal(TrainedNetworkAccuracy.OfMean(mean, scaled.Test.Labels), cell.AtMaximalRate[0].Test);
        Assert.InRange(cell.AtMaximalRate[0].Residual, 0, 1e-9);
    }

    [Fact]
    public void Compute_TwoUnitsOfTime_AgreeWhereTheRatesDo()
    {
        // η t is all that counts: time t at the rate 1 is time t/η at the rate η.
        TrainingTimeCell first = TrainingTimeGrid.Compute(Erf, 0.18, [1.5], [3], [8], Data).Cells[0][0];
        TrainingTimeCell second = TrainingTimeGrid.Compute(Erf, 0.18, [1.5], [3], [8 * first.MaximalRate], Data).Cells[0][0];
        Assert.Equal(first.AtMaximalRate[0].Residual, second.AtUnitRate[0].Residual, 1e-12);
    }

    [Fact]
    public void Evaluate_SmallGrids_GiveEveryClaimAVerdictOrAReason()
    {
        double critical = MeanFieldTheory.CriticalWeightVariance(Erf, 0.18);
        double[] times = [1, 8, 64, 512];
        TrainingTimeGrid grid = TrainingTimeGrid.Compute(Erf, 0.18, [1, 3], [40, 50], times, Data);
        TrainingTimeGrid ordered = TrainingTimeGrid.Compute(Erf, 0.18, [1], Grid.Integers(1, 40), times, Data);
        TrainingTimeGrid atCriticality = TrainingTimeGrid.Compute(Erf, 0.18, [critical], [100, 150, 200, 250, 300], times, Data);
        ClaimTable table = TrainingTimeClaims.Evaluate(new TrainingTimeResults(Run, grid, ordered, atCriticality));
        Assert.Equal(7, table.Claims.Count);
        Assert.All(table.Claims, claim => Assert.NotEqual(Verdict.NotReproduced, claim.Verdict));
        Assert.True(double.IsNaN(TrainingTimeClaims.TrainableDepth(TrainingTimeGrid.Compute(Erf, 0.18, [1], [30, 40], times, Data), 0, 0)));
    }

    [Fact]
    public void Figures_OfAGrid_NameTheirData()
    {
        TrainingTimeGrid grid = TrainingTimeGrid.Compute(Erf, 0.18, [1, 1.7476, 3], [1, 2, 4], Times, Data);
        Assert.Contains("64 of 50,000 training", TrainingTimeFigures.Train("train", grid).ToSvg(), StringComparison.Ordinal);
        Assert.Equal(6, TrainingTimeFigures.Test("test", grid).Panels.Count);
        Assert.Single(TrainingTimeFigures.TrainableDepth("depth", grid).Panels);
    }

    [Theory]
    [InlineData(Preset.Quick, 256, 256)]
    [InlineData(Preset.Paper, 256, 10_000)]
    public void For_Preset_HasItsSizes(Preset preset, int train, int test)
    {
        TrainingTimeSizes sizes = TrainingTimeSizes.For(preset);
        Assert.Equal((train, test), (sizes.TrainCount, sizes.TestCount));
        Assert.Equal(sizes.Map.Depths, sizes.Map.Depths.Distinct().Order());
        var error = Assert.Throws<ArgumentException>(() => TrainingTimeSizes.For(preset, -1));
        Assert.Equal("-1 training and 0 test images are asked for; numbers must be positive, or 0 for the preset's.", error.Message);
    }
}
