using WideNet.Activations;
using WideNet.Cli.Regressions;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;
using WideNet.Tests.Data;

namespace WideNet.Tests.Regressions;

public sealed class RegressionSweepTests : IDisposable
{
    private static readonly RegressionSettings Settings = new()
    {
        Network = new NetworkDescription
        {
            Architecture = Architecture.ConvolutionalPool,
            Activation = new Erf(),
            Depth = 1,
            WeightVariance = 1.7,
            BiasVariance = 0.1,
        },
        Depths = [1, 2, 4],
        Kernels = [RegressionKernel.Ntk, RegressionKernel.Nngp],
    };

    private static readonly DatasetPair Images = SyntheticImages.Create(30, 70, side: 8).Preprocess(new Preprocessing { Normalization = Normalization.Pixel });
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_EveryRow_IsTheRegressionOfItsKernel()
    {
        RegressionResult result = new RegressionSweep(Settings, Images).Run();
        Assert.Equal(
            [(RegressionKernel.Ntk, 1), (RegressionKernel.Ntk, 2), (RegressionKernel.Ntk, 4), (RegressionKernel.Nngp, 1), (RegressionKernel.Nngp, 2),
                (RegressionKernel.Nngp, 4)], result.Rows.Select(r => (r.Kernel, r.Depth)));
        Assert.Same(result.Predictions[4], result.PredictionsOf(RegressionKernel.Nngp)[1]);
        for (int i = 0; i < result.Rows.Count; i++)
        {
            NetworkDescription network = Settings.Network with { Depth = result.Rows[i].Depth };
            KernelPair train =
                InfiniteNetwork.Kernel(network, Images.Train.Inputs), test = InfiniteNetwork.Kernel(network, Images.Test.Inputs, Images.Train.Inputs);
            bool isNtk = result.Rows[i].Kernel == RegressionKernel.Ntk;
            Matrix expected = new KernelRegression(isNtk ? train.Ntk : train.Nngp, Images.Train.CentredLabels()).Predict(isNtk ? test.Ntk : test.Nngp);
            int right = 0;
            double square = 0;
            for (int image = 0; image < 70; image++)
            {
                int best = 0;
                for (int c = 0; c < 10; c++)
                {
                    // One sweep and three, one product and many: equal up to the rounding of sums of 30 numbers of order 1.
                    Assert.Equal(expected[image, c], result.Predictions[i][image, c], 1e-11);
                    best = expected[image, c] > expected[image, best] ? c : best;
                    square += Math.Pow(expected[image, c] - (c == Images.Test.Labels[image] ? 0.9 : -0.1), 2);
                }

                right += best == Images.Test.Labels[image] ? 1 : 0;
            }

            double accuracy = right / 70.0;
            Assert.Equal((accuracy, (string?)null), (result.Rows[i].Accuracy, result.Rows[i].Failure));
            Assert.Equal(Math.Sqrt((accuracy * (1 - accuracy) / 70) + (0.25 / 4900)) * 70 / 71, result.Rows[i].StandardError, 1e-15);
            Assert.Equal(square / 700, result.Rows[i].MeanSquaredError, 1e-11);
        }
    }

    [Fact]
    public void Run_TestImagesInBlocks_GivesTheSameBits()
    {
        RegressionResult whole = new RegressionSweep(Settings, Images).Run();
        RegressionResult blocks = new RegressionSweep(Settings, Images, new KernelOptions { MaxThreads = 3 }) { BlockBytes = 1 }.Run();
        Assert.Equal(whole.Predictions.SelectMany(p => p.Values.ToArray()), blocks.Predictions.SelectMany(p => p.Values.ToArray()));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.7)]
    public void Run_StoppedAndResumed_GivesTheSameBits(double fraction)
    {
        RegressionResult whole = new RegressionSweep(Settings, Images).Run();
        using var stop = new CancellationTokenSource();
        var stopped = new RegressionSweep(Settings, Images, new KernelOptions { MaxThreads = 1, Cancellation = stop.Token }) { BlockBytes = 1 };
        JobFolder folder = JobFolder.Open(_folder.FullName, stopped.Describe(), resume: false);
        Assert.ThrowsAny<OperationCanceledException>(() => stopped.Run(folder, new Receiver(f => StopAt(f, fraction, stop))));
        double first = -1;
        var resumed = new RegressionSweep(Settings, Images) { BlockBytes = 1 };
        RegressionResult result = resumed.Run(
            JobFolder.Open(_folder.FullName, resumed.Describe(), resume: true), new Receiver(f => Interlocked.CompareExchange(ref first, f, -1)));
        Assert.Equal(whole.Predictions.SelectMany(p => p.Values.ToArray()), result.Predictions.SelectMany(p => p.Values.ToArray()));
        Assert.True(first > 0.1, $"the resumed job began at {first}");
    }

    // Shards in any order fill one folder; nothing is left to compute for the run behind them.
    [Fact]
    public void ComputeParts_InShards_GivesTheSameBits()
    {
        RegressionResult whole = new RegressionSweep(Settings, Images).Run();
        for (int shard = 2; shard >= 0; shard--)
        {
            int number = shard;
            var part = new RegressionSweep(Settings, Images, new KernelOptions { Stripes = stripe => stripe % 3 == number }) { BlockBytes = 1 };
            part.ComputeParts(JobFolder.Open(_folder.FullName, part.Describe(), resume: null));
        }

        string[] files = Directory.GetFiles(_folder.FullName, "stripe-*.bin", SearchOption.AllDirectories);
        DateTime[] written = [.. files.Select(File.GetLastWriteTimeUtc)];
        var merge = new RegressionSweep(Settings, Images) { BlockBytes = 1 };
        RegressionResult result = merge.Run(JobFolder.Open(_folder.FullName, merge.Describe(), resume: true));
        Assert.Equal(whole.Predictions.SelectMany(p => p.Values.ToArray()), result.Predictions.SelectMany(p => p.Values.ToArray()));
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder.FullName, "stripe-*.bin", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.Equal(written, files.Select(File.GetLastWriteTimeUtc));
        Assert.True(merge.ShardBudget(merge.Stripes).TotalBytes < merge.Budget(keepKernels: true).TotalBytes);
    }

    [Fact]
    public void Run_WithKernelFolder_WritesTheKernelsOfEveryDepth()
    {
        RegressionSweep sweep = new(Settings with { Kernels = [RegressionKernel.Nngp] }, Images);
        sweep.Run(kernelFolder: _folder.FullName);
        Assert.Equal(["nngp.npy", "nngp21.npy"], _folder.Files());
        NpyArray square = NpyFile.Read(_folder["nngp.npy"]), cross = NpyFile.Read(_folder["nngp21.npy"]);
        Assert.Equal([3, 30, 30], square.Shape);
        Assert.Equal([3, 70, 30], cross.Shape);
        IReadOnlyList<KernelPair> expected = InfiniteNetwork.Kernels(Settings.Network, Settings.Depths, Images.Test.Inputs, Images.Train.Inputs);
        Assert.Equal(expected.SelectMany(pair => pair.Nngp.Values.ToArray()), cross.ToDoubles());
    }

    [Fact]
    public void Run_TrainingImageTwice_IsNotSolvedAndSaysWhy()
    {
        double[] values = Images.Train.Inputs.Values.ToArray();
        values.AsSpan(0, 192).CopyTo(values.AsSpan(192));
        DatasetPair twice = Images with { Train = Images.Train.WithInputs(new InputBatch(30, 8, 8, 3, values)) };
        RegressionResult result = new RegressionSweep(Settings with { Depths = [2], Kernels = [RegressionKernel.Ntk] }, twice).Run();
        Assert.Matches(@"^not positive definite, κ about \d", result.Rows[0].Failure);
        Assert.True(double.IsNaN(result.Rows[0].Accuracy) && double.IsNaN(result.Rows[0].MeanSquaredError) && double.IsNaN(result.Predictions[0][3, 3]));
        Assert.Null(new RegressionSweep(Settings with { Depths = [2], RelativeRidge = 1e-3 }, twice).Run().Rows[0].Failure);
    }

    [Fact]
    public void Run_Ridge_IsInUnitsOfTheMeanDiagonal()
    {
        RegressionSettings settings = Settings with { Depths = [3], Kernels = [RegressionKernel.Ntk], RelativeRidge = 0.5 };
        NetworkDescription network = Settings.Network with { Depth = 3 };
        Matrix train =
            InfiniteNetwork.Kernel(network, Images.Train.Inputs).Ntk, test = InfiniteNetwork.Kernel(network, Images.Test.Inputs, Images.Train.Inputs).Ntk;
        double ridge = 0.5 * Enumerable.Range(0, 30).Average(i => train[i, i]);
        Matrix expected = new KernelRegression(train, Images.Train.CentredLabels(), ridge).Predict(test);
        Matrix got = new RegressionSweep(settings, Images).Run().Predictions[0];
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], got.Values[i], 1e-12);
    }

    [Fact]
    public void Budget_OfAJob_CountsWhatIsHeldAtOnce()
    {
        RegressionSweep sweep = new(Settings, Images);
        KernelBudget budget = sweep.Budget(keepKernels: true);
        long predictions = 2 * 3 * 100 * 10 * 8;
        Assert.Equal((30 * 31 / 2) + (70 * 30), budget.Entries);
        Assert.Equal((2 * 3 * 8 * 70 * 30) + predictions, budget.OutputBytes);
        Assert.Equal((2 * 3 * 8 * 32 * 30) + predictions, (sweep = new RegressionSweep(Settings, Images) { BlockBytes = 1 }).Budget().OutputBytes);
        Assert.Equal(2 * 3 * 8 * 100 * 30, sweep.CheckpointBytes);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Equal(
            "The kernels are 'Ntk, Ntk'; name Ntk, Nngp or both, each once. (Parameter 'Kernels')",
            Assert.Throws<ArgumentException>(() => Settings with { Kernels = [RegressionKernel.Ntk, RegressionKernel.Ntk] }).Message);
        Assert.Equal(
            "The relative ridge is -1; it must be finite and at least 0. (Parameter 'RelativeRidge')",
            Assert.Throws<ArgumentException>(() => Settings with { RelativeRidge = -1 }).Message);
        Assert.Throws<ArgumentException>(() => Settings with { Depths = [2, 2] });
        DatasetPair none = SyntheticImages.Create(4, 0, side: 8);
        Assert.Equal(
            "There is no test image; an accuracy needs at least one. (Parameter 'data')",
            Assert.Throws<ArgumentException>(() => new RegressionSweep(Settings, none)).Message);
    }

    private static void StopAt(double fraction, double limit, CancellationTokenSource stop)
    {
        if (fraction > limit) stop.Cancel();
    }

    private sealed class Receiver(Action<double> receive) : IProgress<double>
    {
        public void Report(double value) => receive(value);
    }
}
