using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Tests.Networks;

namespace WideNet.Tests.Kernels;

/// <summary>Tangent kernels of networks whose first or last layer is not trained, against the plain recursion, exact identities and finite networks.</summary>
public sealed class TrainedLayersTests
{
    public static TheoryData<Architecture, HiddenBlock, Padding> Networks => new()
    {
        { Architecture.FullyConnected, HiddenBlock.Plain, Padding.Circular },
        { Architecture.FullyConnected, HiddenBlock.Residual, Padding.Circular },
        { Architecture.FullyConnected, HiddenBlock.LayerNormalized, Padding.Circular },
        { Architecture.FullyConnected, HiddenBlock.ResidualLayerNormalized, Padding.Circular },
        { Architecture.ConvolutionalFlatten, HiddenBlock.Plain, Padding.Zero },
        { Architecture.ConvolutionalPool, HiddenBlock.Plain, Padding.Circular },
        { Architecture.ConvolutionalPool, HiddenBlock.Plain, Padding.Zero },
    };

    // The rounding of ConvolutionalKernelTests: among so few pixel pairs the smallest angle leaves 1e-11.
    [Theory]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero, 3, false, false)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero, 3, false, false)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero, 3, true, false)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero, 5, false, true)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Circular, 3, false, false)]
    public void Kernels_Convolutional_EqualThePlainRecursion(Architecture architecture, Padding padding, int filter, bool readIn, bool readOut)
    {
        NetworkDescription network =
            Network(architecture) with { Padding = padding, FilterHeight = filter, FilterWidth = filter, TrainsReadIn = readIn, TrainsReadOut = readOut };
        InputBatch x1 = TestImages.Uniform(3, 5, 6, 2), x2 = TestImages.Uniform(2, 5, 6, 2, seed: 2);
        AssertEqual(PlainRecursion.Kernel(network, x1), InfiniteNetwork.Kernel(network, x1));
        AssertEqual(PlainRecursion.Kernel(network, x1, x2), InfiniteNetwork.Kernel(network, x1, x2));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Kernels_LastLayerNotTrained_LackItsOwnKernel(Architecture architecture, HiddenBlock block, Padding padding)
    {
        NetworkDescription network = Network(architecture) with { Block = block, Padding = padding };
        InputBatch x = TestImages.Uniform(4, 4, 4, 2);
        foreach (bool readIn in (bool[])[true, false])
        {
            KernelPair all = InfiniteNetwork.Kernel(network with { TrainsReadIn = readIn }, x);
            KernelPair without = InfiniteNetwork.Kernel(network with { TrainsReadIn = readIn, TrainsReadOut = false }, x);
            Matrix before = IsResidual(block)
                ? InfiniteNetwork.Kernel(network with { Depth = network.Depth - 1, ReadOutWeightVariance = null, ReadOutBiasVariance = null }, x).Nngp
                : new Matrix(4, 4);
            for (int i = 0; i < 16; i++)
            {
                Assert.Equal(all.Nngp.Values[i], without.Nngp.Values[i]);
                Assert.Equal(all.Ntk.Values[i] - (all.Nngp.Values[i] - before.Values[i]), without.Ntk.Values[i], 1e-13 * all.Ntk[0, 0]);
            }
        }
    }

    // Θ is linear in Θ⁰, and Θ⁰ = K⁰ enters through products of slopes only: these parts sum to the kernel of all layers whatever the slopes are.
    [Theory]
    [MemberData(nameof(Networks))]
    public void Kernels_OneLayerOfOne_AreTheSlopeTimesTheInputKernel(Architecture architecture, HiddenBlock block, Padding padding)
    {
        NetworkDescription network = Network(architecture) with { Block = block, Padding = padding, Depth = 1 };
        InputBatch x = TestImages.Uniform(4, 4, 4, 2);
        KernelPair all = InfiniteNetwork.Kernel(network, x);
        KernelPair first = InfiniteNetwork.Kernel(network with { TrainsReadOut = false }, x);
        KernelPair last = InfiniteNetwork.Kernel(network with { TrainsReadIn = false }, x);
        for (int i = 0; i < 16; i++) Assert.Equal(all.Ntk.Values[i], first.Ntk.Values[i] + last.Ntk.Values[i], 1e-14 * all.Ntk[0, 0]);
        if (!IsResidual(block)) Assert.Equal(all.Nngp.Values.ToArray(), last.Ntk.Values.ToArray());
    }

    [Theory]
    [InlineData(Architecture.FullyConnected, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero)]
    public void EmpiricalKernel_LayersNotTrained_IsTheProductOfTheOtherGradients(Architecture architecture, Padding padding)
    {
        NetworkShape all = SmallNetworks.Shape(architecture, "relu", padding, outputs: 1);
        InputBatch x = SmallNetworks.Inputs(all, 3);
        FiniteNetwork<double> network = SmallNetworks.Network(all);
        var one = new Matrix(1, 1);
        one[0, 0] = 1;
        double[][] gradients = [.. Enumerable.Range(0, 3).Select(i => network.Gradient(x.Slice(i, 1), one))];
        foreach ((bool readIn, bool readOut) in ((bool, bool)[])[(false, false), (false, true), (true, false)])
        {
            NetworkShape shape = all with { Description = all.Description with { TrainsReadIn = readIn, TrainsReadOut = readOut } };
            int from = readIn ? 0 : shape.Layers()[0].End, to = readOut ? all.ParameterCount : shape.Layers()[^1].WeightOffset;
            Matrix kernel = EmpiricalKernel.Full(SmallNetworks.Network(shape), x);
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    double expected = gradients[i][from..to].Zip(gradients[j][from..to], (u, v) => u * v).Sum();
                    Assert.Equal(expected, kernel[i, j], 1e-12 * kernel[i, i]);
                }
            }
        }
    }

    // As in EmpiricalKernelTests: the standard error at width 256 leaves room for the bias of order depth/width, but not for a wrong factor.
    [Theory]
    [InlineData(Architecture.FullyConnected, Padding.Circular)]
    [InlineData(Architecture.ConvolutionalFlatten, Padding.Zero)]
    [InlineData(Architecture.ConvolutionalPool, Padding.Zero)]
    public void EmpiricalKernel_FirstAndLastLayerNotTrained_AveragesToTheInfiniteKernel(Architecture architecture, Padding padding)
    {
        const int draws = 100, count = 3;
        NetworkShape shape = SmallNetworks.Shape(architecture, "relu", padding, width: 256, depth: 2, height: 3, columns: 3, channels: 4);
        shape = shape with { Description = shape.Description with { TrainsReadIn = false, TrainsReadOut = false } };
        InputBatch x = SmallNetworks.Inputs(shape, count, 5);
        Matrix exact = InfiniteNetwork.Kernel(shape.Description, x).Ntk, sum = new(count, count), squares = new(count, count);
        for (int draw = 0; draw < draws; draw++)
        {
            double[] parameters = InitialParameters.Draw(shape, new RandomStream(17).Split("draw").Split(draw));
            Matrix kernel = EmpiricalKernel.MeanOverOutputs(FiniteNetwork.FromDoubles<float>(shape, parameters, threads: 1), x);
            for (int i = 0; i < kernel.Values.Length; i++)
            {
                sum.Values[i] += kernel.Values[i] / draws;
                squares.Values[i] += kernel.Values[i] * kernel.Values[i] / draws;
            }
        }

        for (int i = 0; i < sum.Values.Length; i++)
        {
            double error = Math.Sqrt((squares.Values[i] - (sum.Values[i] * sum.Values[i])) / (draws - 1));
            Assert.True(Math.Abs(sum.Values[i] - exact.Values[i]) <= 4 * error, $"entry {i}: {sum.Values[i]} ± {error} against {exact.Values[i]}");
        }
    }

    [Fact]
    public void Kernels_DepthOneWithoutEitherLayer_AreRefused()
    {
        NetworkDescription network = Network(Architecture.ConvolutionalPool) with { TrainsReadIn = false, TrainsReadOut = false };
        ArgumentException error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernels(network, [1, 2], TestImages.Uniform(2, 4, 4, 2)));
        Assert.Equal(
            "At depth 1 there are a first and a last layer only, and neither is trained, so Θ is 0; ask for depths from 2, or train one of them. "
                + "(Parameter 'network')", error.Message);
    }

    [Fact]
    public void RequireAllTrained_RoutesThatTrainAll_RefuseInOneLine()
    {
        NetworkDescription network = Network(Architecture.FullyConnected) with { TrainsReadIn = false };
        InputBatch x = TestImages.Uniform(2, 1, 1, 4);
        Assert.Equal(
            "A network with gaps has all layers trained, but this network trains all but the first; use InfiniteNetwork.Kernels.",
            Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(network, [2], x)).Message);
        Assert.Equal("gaps are for networks of which all layers are trained, and this one trains all but the first", GapRecursion.WhyNot(network, x, null));
        NetworkShape shape = NetworkShape.For(network, x, 4, 2);
        var set = new WideNet.Training.TrainingSet(x, new Matrix(2, 2));
        Assert.Equal(
            "Gradient descent has all layers trained, but this network trains all but the first; only kernels know layers that are not trained.",
            Assert.Throws<ArgumentException>(() => new WideNet.Training.TrainingProblem(shape, new double[shape.ParameterCount], set)).Message);
    }

    private static bool IsResidual(HiddenBlock block) => block is HiddenBlock.Residual or HiddenBlock.ResidualLayerNormalized;

    private static NetworkDescription Network(Architecture architecture) => new()
    {
        Architecture = architecture,
        Activation = ReluFamily.Relu,
        Depth = 3,
        WeightVariance = 1.9,
        BiasVariance = 0.1,
        ReadInWeightVariance = 1.3,
        ReadOutWeightVariance = 0.8,
        ReadOutBiasVariance = 0.2,
    };

    private static void AssertEqual(KernelPair expected, KernelPair actual)
    {
        Assert.Equal((expected.Nngp.Rows, expected.Nngp.Columns), (actual.Nngp.Rows, actual.Nngp.Columns));
        for (int i = 0; i < expected.Nngp.Values.Length; i++)
        {
            Assert.Equal(expected.Nngp.Values[i], actual.Nngp.Values[i], 1e-10 * Math.Abs(expected.Nngp.Values[i]));
            Assert.Equal(expected.Ntk.Values[i], actual.Ntk.Values[i], 1e-10 * Math.Abs(expected.Ntk.Values[i]));
        }
    }
}
