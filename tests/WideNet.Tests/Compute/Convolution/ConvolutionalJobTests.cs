using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Tests.Data;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Compute.Convolution;

/// <summary>Long convolutional jobs: checkpoints, cancellation, progress, estimates.</summary>
public sealed class ConvolutionalJobTests
{
    private static readonly NetworkDescription Network = new()
    {
        Architecture = Architecture.ConvolutionalPool,
        Activation = new Erf(),
        Depth = 4,
        WeightVariance = 1.7,
        BiasVariance = 0.2,
    };

    private static readonly InputBatch Images = TestImages.Uniform(40, 5, 4, 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Kernel_KilledAndResumed_SameBits(bool isTrainTrain)
    {
        using var folder = new TemporaryFolder();
        double[] whole = Run(new KernelOptions(), isTrainTrain);
        using var stop = new CancellationTokenSource();
        var killed = new KernelOptions
        { MaxThreads = 1, CheckpointFolder = folder.FullName, Cancellation = stop.Token, Progress = new Receiver(f => StopAt(f, 0.6, stop)) };
        Assert.Throws<OperationCanceledException>(() => Run(killed, isTrainTrain));
        Assert.NotEmpty(Directory.GetFiles(folder.FullName));
        double first = -1;
        var resumed = new KernelOptions
        { MaxThreads = 3, CheckpointFolder = folder.FullName, Progress = new Receiver(f => Interlocked.CompareExchange(ref first, f, -1)) };
        Assert.Equal(whole, Run(resumed, isTrainTrain));
        Assert.True(first > 0.1, $"the resumed job began at {first}");
        Assert.Equal(whole, Run(resumed with { Progress = null }, isTrainTrain));
    }

    [Fact]
    public void Kernel_CheckpointOfAnotherJob_IsRefusedAndKept()
    {
        using var folder = new TemporaryFolder();
        var options = new KernelOptions { CheckpointFolder = folder.FullName };
        InfiniteNetwork.Kernel(Network, Images, options);
        string file = Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal).First();
        byte[] before = File.ReadAllBytes(file);
        var error = Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernel(Network with { BiasVariance = 0.21 }, Images, options));
        Assert.Equal(
            $"{file} is a checkpoint of another job (other images, network, depths, precision or vector width); delete it or give another folder.",
            error.Message);
        Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernel(Network, Images, options with { Precision = Precision.Float32 }));
        Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernel(Network, Images.Slice(0, 39), options));
        Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernel(Network, Images, Images, options));
        Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernels(Network, [3], Images, options));
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void Kernel_CheckpointOfTheSameNetworkInOtherWords_IsTaken()
    {
        using var folder = new TemporaryFolder();
        var options = new KernelOptions { CheckpointFolder = folder.FullName };
        KernelPair first = InfiniteNetwork.Kernel(Network, Images, options);
        KernelPair second = InfiniteNetwork.Kernel(
            Network with { ReadInBiasVariance = Network.BiasVariance, ReadOutWeightVariance = Network.WeightVariance }, Images, options);
        Assert.Equal(first.Ntk.Values.ToArray(), second.Ntk.Values.ToArray());
        Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernel(Network with { TrainsReadIn = false }, Images, options));
    }

    [Fact]
    public void Kernel_DamagedCheckpoint_IsComputedAgainAndNamed()
    {
        using var folder = new TemporaryFolder();
        var notices = new List<string>();
        var options = new KernelOptions { CheckpointFolder = folder.FullName, Notice = notices.Add };
        double[] whole = InfiniteNetwork.Kernel(Network, Images, options).Ntk.Values.ToArray();
        Assert.Empty(notices);
        string file = Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal).First();
        byte[] sound = File.ReadAllBytes(file);
        foreach (int at in (int[])[0, 7, 8, 20, 40, sound.Length / 2, sound.Length - 40, sound.Length - 1]) Mends(Flipped(at));
        foreach (int length in (int[])[0, 5, 8, 30, 40, 100, sound.Length - 1]) Mends(sound[..length]);
        Mends([.. sound, 0]);
        Mends(new byte[sound.Length]);
        Mends("something else"u8.ToArray());

        byte[] later = [.. sound[..7], (byte)'2', .. sound[8..^32]];
        File.WriteAllBytes(file, [.. later, .. System.Security.Cryptography.SHA256.HashData(later)]);
        Assert.Equal(
            $"{file} has the format WNETCNN2 of another version of the program, and this one reads WNETCNN1; delete it or give another folder.",
            Assert.Throws<DataFormatException>(() => InfiniteNetwork.Kernel(Network, Images, options)).Message);

        byte[] Flipped(int at) => [.. sound[..at], (byte)(sound[at] ^ 1), .. sound[(at + 1)..]];

        void Mends(byte[] content)
        {
            notices.Clear();
            File.WriteAllBytes(file, content);
            Assert.Equal(whole, InfiniteNetwork.Kernel(Network, Images, options).Ntk.Values.ToArray());
            Assert.Equal([$"{file} is cut off or damaged ({content.Length} bytes of {sound.Length}); this part is computed again."], notices);
            Assert.Equal(sound, File.ReadAllBytes(file));
        }
    }

    // Each shard holds its stripes alone; read together they are the kernel, to the bit.
    [Theory]
    [InlineData(true, Architecture.ConvolutionalPool)]
    [InlineData(false, Architecture.ConvolutionalPool)]
    [InlineData(true, Architecture.ConvolutionalFlatten)]
    [InlineData(false, Architecture.ConvolutionalFlatten)]
    public void Kernel_StripesComputedApart_SameBits(bool isTrainTrain, Architecture architecture)
    {
        using var folder = new TemporaryFolder();
        NetworkDescription network = Network with { Architecture = architecture };
        KernelPair whole = Run(new KernelOptions());
        var options = new KernelOptions { CheckpointFolder = folder.FullName };
        foreach (int shard in (int[])[1, 2, 0])
        {
            KernelOptions part = options with { Stripes = stripe => stripe % 3 == shard };
            Assert.Empty(
                isTrainTrain ? InfiniteNetwork.Kernels(network, [network.Depth], Images, part) : InfiniteNetwork.Kernels(network, [network.Depth],
                    Images.Slice(0, 7), Images, part));
        }

        var stripes = KernelEstimate.Measure(network, [network.Depth], isTrainTrain ? Images : Images.Slice(0, 7), isTrainTrain ? null : Images);
        Assert.Equal(stripes.Stripes, Directory.GetFiles(folder.FullName, "stripe-*.bin").Length);
        var notices = new List<string>();
        KernelPair merged = Run(options with { Notice = notices.Add });
        Assert.Empty(notices);
        Assert.Equal(whole.Ntk.Values.ToArray(), merged.Ntk.Values.ToArray());
        Assert.Equal(whole.Nngp.Values.ToArray(), merged.Nngp.Values.ToArray());

        KernelPair Run(KernelOptions with) =>
            isTrainTrain ? InfiniteNetwork.Kernel(network, Images, with) : InfiniteNetwork.Kernel(network, Images.Slice(0, 7), Images, with);
    }

    [Fact]
    public void Kernel_Progress_RisesToOne()
    {
        var seen = new List<double>();
        InfiniteNetwork.Kernel(Network, Images, new KernelOptions { MaxThreads = 1, Progress = new Receiver(seen.Add) });
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1], 1e-12);
        seen.Clear();
        InfiniteNetwork.Kernel(
            Network with { Architecture = Architecture.ConvolutionalFlatten }, Images, Images.Slice(0, 7),
            new KernelOptions { MaxThreads = 1, Progress = new Receiver(seen.Add) });
        Assert.Equal(1, seen[^1], 1e-12);
    }

    [Fact]
    public void Watch_AfterACheckpoint_CountsOnlyNewWork()
    {
        var seen = new List<KernelProgress>();
        IProgress<double> watch = KernelProgress.Watch(seen.Add);
        watch.Report(0.5);
        watch.Report(0.75);
        Assert.Null(seen[0].Remaining);
        Assert.Equal((seen[1].Elapsed - seen[0].Elapsed).TotalSeconds, seen[1].Remaining!.Value.TotalSeconds, 1e-6);
        watch.Report(0.6);
        Assert.Equal(0.75, seen[2].Fraction);
    }

    [Fact]
    public void Measure_OfAJob_CountsEntriesBytesAndTime()
    {
        KernelEstimate train = KernelEstimate.Measure(Network, [1, 4], Images);
        Assert.Equal((820, 2 * 2 * 40 * 40 * 8), (train.Entries, train.OutputBytes));
        Assert.True(train.Time > TimeSpan.Zero && train.Time < TimeSpan.FromMinutes(1));
        KernelEstimate test = KernelEstimate.Measure(Network, [4], Images.Slice(0, 3), Images);
        Assert.Equal(120, test.Entries);
        Assert.Null(KernelEstimate.Measure(Network with { Architecture = Architecture.FullyConnected }, [4], Images).Time);
    }

    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten)]
    [InlineData(Architecture.ConvolutionalPool)]
    public void Measure_ThousandImagesOfCifarSize_StaysUnder200Megabytes(Architecture architecture)
    {
        InputBatch images = TestImages.Uniform(1000, 32, 32, 3);
        foreach (Precision precision in new[] { Precision.Float64, Precision.Float32 })
        {
            var options = new KernelOptions { MaxThreads = 2, Precision = precision };
            KernelEstimate estimate = KernelEstimate.Measure(
                Network with { Architecture = architecture, Activation = ReluFamily.Relu }, [21], images, options: options);
            Assert.InRange(estimate.WorkingBytes!.Value, 1, 200_000_000);
        }
    }

    [Fact]
    public void Measure_ResultsThatDoNotFit_AreRefusedBeforeTheJobStarts()
    {
        InputBatch images = TestImages.Uniform(60_000, 1, 1, 1);
        NetworkDescription network = Network with { FilterHeight = 1, FilterWidth = 1 };
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(network, images));
        Assert.StartsWith("Kernels of 60000×60000 images at 1 depths need 57.6 GB, but ", error.Message, StringComparison.Ordinal);
    }

    private static double[] Run(KernelOptions options, bool isTrainTrain)
    {
        IReadOnlyList<KernelPair> kernels = isTrainTrain
            ? InfiniteNetwork.Kernels(Network, [2, 4], Images, options)
            : InfiniteNetwork.Kernels(Network, [2, 4], Images.Slice(0, 9), Images, options);
        return [.. kernels.SelectMany(k => k.Nngp.Values.ToArray().Concat(k.Ntk.Values.ToArray()))];
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
