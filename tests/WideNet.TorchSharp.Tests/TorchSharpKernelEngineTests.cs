using TorchSharp;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Numerics;
using Padding = WideNet.Kernels.Padding;

namespace WideNet.TorchSharp.Tests;

public sealed class TorchSharpKernelEngineTests
{
    private static readonly int[] Depths = [1, 3, 6];

    public static IEnumerable<object[]> Activations =>
        Native.OnEachDevice(((string[])["erf", "relu", "leaky_relu_0.1", "abs", "gelu", "sin", "cos"]).Select(name => (object[])[name]));

    public static IEnumerable<object[]> Blocks => Native.OnEachDevice([HiddenBlock.Residual], [HiddenBlock.LayerNormalized]);

    public static IEnumerable<object[]> ConvolutionalNetworks => Native.OnEachDevice(
        [Architecture.ConvolutionalFlatten, Padding.Circular, "erf", 3],
        [Architecture.ConvolutionalFlatten, Padding.Zero, "relu", 3],
        [Architecture.ConvolutionalPool, Padding.Circular, "erf", 3],
        [Architecture.ConvolutionalPool, Padding.Zero, "erf", 5],
        [Architecture.ConvolutionalPool, Padding.Zero, "relu", 3],
        [Architecture.ConvolutionalPool, Padding.Circular, "gelu", 3]);

    public static IEnumerable<object[]> Architectures => Native.OnEachDevice(Enum.GetValues<Architecture>().Select(architecture => (object[])[architecture]));

    public static IEnumerable<object[]> Devices => Native.OnEachDevice([[]]);

    // Random images have correlations far from ±1, where a dual loses a few units in the last place a layer.
    [Theory]
    [MemberData(nameof(Activations))]
    public void Kernels_FullyConnected_AgreeWithTheBuiltInOnes(string activation, string device)
    {
        Native.Require(device);
        NetworkDescription network = Samples.Network(Architecture.FullyConnected, ActivationCatalog.Parse(activation)) with { DropoutKeep = 0.8, ReadInWeightVariance = 1.2, ReadOutBiasVariance = 0.3 };
        AssertAgree(network, new KernelOptions(), device, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Kernels_OtherBlocks_AgreeWithTheBuiltInOnes(HiddenBlock block, string device)
    {
        Native.Require(device);
        AssertAgree(Samples.Network(Architecture.FullyConnected, ReluFamily.Relu) with { Block = block }, new KernelOptions(), device, 1e-12);
    }

    [Theory]
    [MemberData(nameof(ConvolutionalNetworks))]
    public void Kernels_Convolutional_AgreeWithTheBuiltInOnes(Architecture architecture, Padding padding, string activation, int filter, string device)
    {
        Native.Require(device);
        NetworkDescription network = Samples.Network(architecture, ActivationCatalog.Parse(activation), padding) with { FilterHeight = filter, DropoutKeep = 0.7 };
        AssertAgree(network, new KernelOptions(), device, 1e-12);
        if (activation != "gelu") AssertAgree(network, new KernelOptions { Precision = Precision.Float32 }, device, 1e-4);
    }

    [Fact]
    public void Kernels_OnCuda_NameTheDevice() => Assert.Equal("torchsharp on cuda:0", Native.Require("cuda:0").Kernels("cuda").Name);

    // Two copies of a variance, equal only up to rounding, would part like χ_1^l: Θ_aa would be off by a factor after 300 layers.
    [Theory]
    [MemberData(nameof(Devices))]
    public void Kernels_DeepChaos_KeepTheDiagonal(string device)
    {
        Native.Require(device);
        NetworkDescription network = Samples.Network(Architecture.FullyConnected, new Erf()) with { WeightVariance = 2.5, BiasVariance = 0.3 };
        InputBatch x = Samples.Images(6, 3);
        Matrix expected = InfiniteNetwork.Kernels(network, [300], x)[0].Ntk, actual = Engine(device).Kernels(network, [300], x)[0].Ntk;
        for (int i = 0; i < x.Count; i++) Assert.Equal(expected[i, i], actual[i, i]);
        Assert.InRange(ArrayErrorOf(actual, expected), 0, 1e-12);
    }

    // Blocks of a few pairs, as a large job has them: what a block made is gone when it ends, and what a layer made when the next one ends. Through
    // 200 layers a convolutional job keeps one tensor of variances a layer and some tens besides; two more a layer that stayed would be 400.
    [Theory]
    [MemberData(nameof(Architectures))]
    public void Kernels_ManyBlocksAndLayers_KeepMemorySteady(Architecture architecture, string device)
    {
        Native.Require(device);
        NetworkDescription network = Samples.Network(architecture, new Erf());
        InputBatch x = Samples.Images(6, 1);
        var watch = new TensorWatch();
        var options = new KernelOptions { Progress = watch };
        long before = torch.Tensor.TotalCount;
        var engine = new TorchSharpKernelEngine(device) { BlockEntries = architecture switch { Architecture.FullyConnected => 12, Architecture.ConvolutionalFlatten => 100, _ => 2000 } };
        IReadOnlyList<KernelPair> actual = engine.Kernels(network, [200], x, null, options);
        Assert.InRange(ArrayErrorOf(actual[0].Ntk, InfiniteNetwork.Kernels(network, [200], x)[0].Ntk), 0, 1e-11);
        Assert.InRange(watch.Counts.Count, 3, 100);
        Assert.All(watch.Counts, count => Assert.Equal(watch.Counts[0], count));
        Assert.Equal(before, torch.Tensor.TotalCount);
        Assert.InRange(torch.Tensor.PeakCount, 0, 500);
    }

    // More examples than a tile of the mirror image and than strips of the upper triangle.
    [Theory]
    [MemberData(nameof(Devices))]
    public void Kernels_ManyExamples_AreSymmetric(string device)
    {
        Native.Require(device);
        NetworkDescription network = Samples.Network(Architecture.FullyConnected, ReluFamily.Relu);
        InputBatch x = Samples.Images(150, 5);
        Matrix expected = InfiniteNetwork.Kernels(network, [4], x)[0].Ntk, actual = Engine(device).Kernels(network, [4], x)[0].Ntk;
        Assert.InRange(ArrayErrorOf(actual, expected), 0, 1e-12);
        AssertSymmetric(actual);
    }

    [Fact]
    public void Kernels_ActivationWithoutDuals_NamesTheOthers()
    {
        Native.Require();
        var error = Assert.Throws<NotSupportedException>(() => Engine("cpu").Kernels(Samples.Network(Architecture.FullyConnected, new Tanh()), Depths, Samples.Images(2, 1)));
        Assert.Equal("Kernels of the engine torchsharp know erf, the ReLU family, gelu, sin and cos, but the activation is tanh; use the engine cpu.", error.Message);
    }

    [Fact]
    public void Kernels_Cancelled_Stops()
    {
        Native.Require();
        var options = new KernelOptions { Cancellation = new CancellationToken(canceled: true) };
        Assert.ThrowsAny<OperationCanceledException>(() => Engine("cpu").Kernels(Samples.Network(Architecture.FullyConnected, new Erf()), Depths, Samples.Images(2, 1), null, options));
    }

    // |λ - exact| ≤ a few n ε |A| for both, and A V = V Λ to the same.
    [Theory]
    [MemberData(nameof(Devices))]
    public void Eigen_Kernel_AgreesWithTheBuiltInSolver(string device)
    {
        Native.Require(device);
        Matrix a = InfiniteNetwork.Kernel(Samples.Network(Architecture.FullyConnected, new Erf()), Samples.Images(60, 4)).Ntk;
        double[] expected = SymmetricEigen.Values(a), values = Engine(device).Eigenvalues(a);
        SymmetricEigenDecomposition all = Engine(device).Decompose(a);
        double tolerance = 60 * 2.2e-16 * expected[^1];
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(expected[i], values[i], tolerance);
            Assert.Equal(expected[i], all.Values[i], tolerance);
            for (int row = 0; row < a.Rows; row++)
            {
                double product = 0;
                for (int j = 0; j < a.Columns; j++) product += a[row, j] * all.Vectors[j, i];
                Assert.Equal(all.Values[i] * all.Vectors[row, i], product, tolerance);
            }
        }
    }

    [Fact]
    public void Eigenvalues_NotSymmetric_SaysWhere()
    {
        Native.Require();
        var error = Assert.Throws<ArgumentException>(() => Engine("cpu").Eigenvalues(new Matrix(2, 2, [1, 2, 3, 4])));
        Assert.StartsWith("Entry (1, 0) of the matrix is 3 but entry (0, 1) is 2", error.Message, StringComparison.Ordinal);
    }

    private static IKernelEngine Engine(string device) => new TorchSharpEngine().Kernels(device);

    private static void AssertAgree(NetworkDescription network, KernelOptions options, string device, double tolerance)
    {
        InputBatch x1 = Samples.Images(7, 1), x2 = Samples.Images(5, 2);
        foreach (InputBatch? columns in (InputBatch?[])[null, x2])
        {
            IReadOnlyList<KernelPair> expected = columns is null ? InfiniteNetwork.Kernels(network, Depths, x1, options) : InfiniteNetwork.Kernels(network, Depths, x1, columns, options);
            IReadOnlyList<KernelPair> actual = Engine(device).Kernels(network, Depths, x1, columns, options);
            Assert.Equal(Depths, actual.Select(pair => pair.Depth));
            for (int i = 0; i < Depths.Length; i++)
            {
                Assert.InRange(ArrayErrorOf(actual[i].Nngp, expected[i].Nngp), 0, tolerance);
                Assert.InRange(ArrayErrorOf(actual[i].Ntk, expected[i].Ntk), 0, tolerance);
                if (columns is null) AssertSymmetric(actual[i].Ntk);
            }
        }
    }

    private static void AssertSymmetric(Matrix a)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < i; j++) Assert.Equal(a[i, j], a[j, i]);
        }
    }

    // max |error| / max |entry|, as the command prints it.
    private static double ArrayErrorOf(Matrix actual, Matrix expected)
    {
        double error = 0, largest = 0;
        for (int i = 0; i < expected.Values.Length; i++)
        {
            error = Math.Max(error, Math.Abs(actual.Values[i] - expected.Values[i]));
            largest = Math.Max(largest, Math.Abs(expected.Values[i]));
        }

        return error / largest;
    }

    private sealed class TensorWatch : IProgress<double>
    {
        public List<long> Counts { get; } = [];

        public void Report(double value) => Counts.Add(torch.Tensor.TotalCount);
    }
}
