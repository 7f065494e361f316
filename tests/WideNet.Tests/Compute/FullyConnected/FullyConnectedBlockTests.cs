using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Tests.Kernels;

namespace WideNet.Tests.Compute.FullyConnected;

public sealed class FullyConnectedBlockTests
{
    private static readonly NetworkDescription Residual = new()
    {
        Architecture = Architecture.FullyConnected,
        Activation = new Erf(),
        Block = HiddenBlock.Residual,
        Depth = 6,
        WeightVariance = 1.5,
        BiasVariance = 0.3,
        ReadInWeightVariance = 1.2,
        ReadInBiasVariance = 0.1,
        ReadOutWeightVariance = 1.7,
        ReadOutBiasVariance = 0.4,
    };

    // Sizes on both sides of a tile's edge and of a vector.
    [Theory]
    [InlineData(HiddenBlock.Residual, "erf", 33, 65)]
    [InlineData(HiddenBlock.Residual, "relu", 7, 9)]
    [InlineData(HiddenBlock.LayerNormalized, "erf", 33, 65)]
    [InlineData(HiddenBlock.LayerNormalized, "relu", 7, 9)]
    [InlineData(HiddenBlock.ResidualLayerNormalized, "erf", 33, 65)]
    [InlineData(HiddenBlock.ResidualLayerNormalized, "relu", 7, 9)]
    public void Kernel_AnySize_EqualsTheScalarRecursion(HiddenBlock block, string activation, int m1, int m2)
    {
        NetworkDescription network = Residual with { Block = block, Activation = ActivationCatalog.Parse(activation) };
        InputBatch x1 = Inputs(m1, 1), x2 = Inputs(m2, 2);
        KernelPair kernel = InfiniteNetwork.Kernel(network, x1, x2);
        for (int a = 0; a < m1; a++)
        {
            for (int b = 0; b < m2; b++)
            {
                (double k, double theta) = Recursion(network, x1.Example(a), x2.Example(b));

                // Six layers within a few units in the last place of entries up to 30 (residual Θ).
                Assert.Equal(k, kernel.Nngp[a, b], 1e-12);
                Assert.Equal(theta, kernel.Ntk[a, b], 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(HiddenBlock.Residual)]
    [InlineData(HiddenBlock.LayerNormalized)]
    [InlineData(HiddenBlock.ResidualLayerNormalized)]
    public void Kernel_TrainTrain_IsSymmetricAndEqualsTestTrainBitForBit(HiddenBlock block)
    {
        InputBatch x = Inputs(45, 1);
        NetworkDescription network = Residual with { Block = block };
        KernelPair square = InfiniteNetwork.Kernel(network, x, new KernelOptions { MaxThreads = 1 }), cross = InfiniteNetwork.Kernel(network, x, x);
        Assert.Equal(square.Ntk.Transpose().Values, square.Ntk.Values);
        Assert.Equal(square.Nngp.Values, cross.Nngp.Values);
        Assert.Equal(square.Ntk.Values, cross.Ntk.Values);
    }

    [Theory]
    [InlineData(HiddenBlock.Residual)]
    [InlineData(HiddenBlock.LayerNormalized)]
    [InlineData(HiddenBlock.ResidualLayerNormalized)]
    public void Kernel_WithDropout_ScalesTheLastNonlinearityOfTheDiagonal(HiddenBlock block)
    {
        InputBatch x = Inputs(5, 1);
        NetworkDescription network =
            Residual with { Block = block }, before = network with { Depth = 5, ReadOutWeightVariance = null, ReadOutBiasVariance = null };
        KernelPair plain = InfiniteNetwork.Kernel(network, x), dropped = InfiniteNetwork.Kernel(network with { DropoutKeep = 0.8 }, x);
        KernelPair kept = InfiniteNetwork.Kernel(before, x);
        for (int a = 0; a < 5; a++)
        {
            for (int b = 0; b < 5; b++)
            {
                // What passes through the last φ carries 1/ρ; the skip connection and the bias do not.
                bool isResidual = block is HiddenBlock.Residual or HiddenBlock.ResidualLayerNormalized;
                double scale = a == b ? 1 / 0.8 : 1, fixedK = 0.4 + (isResidual ? kept.Nngp[a, b] : 0), fixedTheta = 0.4 + (isResidual ? kept.Ntk[a, b] : 0);
                Assert.Equal(((plain.Nngp[a, b] - fixedK) * scale) + fixedK, dropped.Nngp[a, b], 1e-13);
                Assert.Equal(((plain.Ntk[a, b] - fixedTheta) * scale) + fixedTheta, dropped.Ntk[a, b], 1e-12);
            }
        }
    }

    // Width 192, 300 draws: the bias of a finite network, of order depth/width, is about one of the standard errors measured here.
    [Theory]
    [InlineData(HiddenBlock.Residual)]
    [InlineData(HiddenBlock.LayerNormalized)]
    [InlineData(HiddenBlock.ResidualLayerNormalized)]
    public void Kernel_FiniteNetworks_AverageToIt(HiddenBlock block)
    {
        const int draws = 300, width = 192, count = 3;
        NetworkDescription network = Residual with { Block = block, Depth = 2 };
        InputBatch inputs = Inputs(count, 5);
        KernelPair exact = InfiniteNetwork.Kernel(network, inputs);
        double[] ntk = new double[2 * count * count], nngp = new double[2 * count * count];
        for (int draw = 0; draw < draws; draw++)
        {
            var finite = new BlockNetwork(network, inputs, width, new RandomStream(23).Split(block.ToString()).Split(draw));
            for (int e = 0; e < count * count; e++)
            {
                double k = finite.Covariance(e / count, e % count), theta = finite.TangentKernel(e / count, e % count);
                nngp[e] += k;
                nngp[e + (count * count)] += k * k;
                ntk[e] += theta;
                ntk[e + (count * count)] += theta * theta;
            }
        }

        for (int e = 0; e < count * count; e++)
        {
            AssertMean(exact.Nngp.Values[e], nngp[e], nngp[e + (count * count)], draws);
            AssertMean(exact.Ntk.Values[e], ntk[e], ntk[e + (count * count)], draws);
        }
    }

    [Fact]
    public void Kernel_LayerNormalisedInputWithoutVariance_NamesTheExample()
    {
        NetworkDescription network = Residual with { Block = HiddenBlock.LayerNormalized, ReadInBiasVariance = 0 };
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(network, new InputBatch(2, 1, 1, 2, [1, 2, 0, 0])));
        Assert.Equal(
            "Example 1 has variance 0 before nonlinearity 1, which layer normalisation divides by; leave the example out or give the network a bias.",
            error.Message);
    }

    [Fact]
    public void Kernel_DeepResidualRelu_FailsInsteadOfReturningNonsense()
    {
        // q grows like (1 + σ_w²/2)^l = 2^l and leaves the range of double at depth 1024.
        NetworkDescription network = Residual with { Activation = ReluFamily.Relu, WeightVariance = 2 };
        var error = Assert.Throws<KernelOverflowException>(() => InfiniteNetwork.Kernel(network with { Depth = 1100 }, Inputs(3, 1)));
        Assert.Equal(2, error.Chi1, 1e-12);
    }

    [Theory]
    [InlineData(HiddenBlock.Residual, Architecture.ConvolutionalFlatten)]
    [InlineData(HiddenBlock.LayerNormalized, Architecture.ConvolutionalPool)]
    public void Kernel_OtherBlocksOfConvolutions_AreRefused(HiddenBlock block, Architecture architecture)
    {
        var error = Assert.Throws<ArgumentException>(() => InfiniteNetwork.Kernel(Residual with { Block = block, Architecture = architecture }, Inputs(2, 1)));
        Assert.Equal($"{architecture} is made of Plain blocks, but Block is {block}; use FullyConnected or Plain.", error.Message);
    }

    [Fact]
    public void OtherBlocks_OfGapsAndFiniteNetworks_AreRefused()
    {
        var gaps = Assert.Throws<ArgumentException>(() => GapRecursion.Kernels(Residual, [3], Inputs(2, 1)));
        Assert.Equal("A network with gaps is made of Plain blocks, but Block is Residual; use InfiniteNetwork.Kernels.", gaps.Message);
        var shape = Assert.Throws<ArgumentException>(() => NetworkShape.For(Residual, Inputs(2, 1), 8, 1));
        Assert.Equal("Block is Residual; finite networks are made of Plain blocks only.", shape.Message);
    }

    private static void AssertMean(double expected, double sum, double squares, int draws)
    {
        double mean = sum / draws, error = Math.Sqrt(((squares / draws) - (mean * mean)) / (draws - 1));
        Assert.InRange(mean, expected - (4 * error), expected + (4 * error));
    }

    private static (double K, double Theta) Recursion(NetworkDescription network, ReadOnlySpan<double> xa, ReadOnlySpan<double> xb)
    {
        double wIn = network.ReadInWeightVariance!.Value, bIn = network.ReadInBiasVariance!.Value;
        double qa = (wIn * Product(xa, xa)) + bIn, qb = (wIn * Product(xb, xb)) + bIn, k = (wIn * Product(xa, xb)) + bIn, theta = k;
        for (int depth = 1; depth <= network.Depth; depth++)
        {
            bool last = depth == network.Depth;
            double w = last ? network.ReadOutWeightVariance!.Value : network.WeightVariance;
            double b = last ? network.ReadOutBiasVariance!.Value : network.BiasVariance;
            double skip = network.Block is HiddenBlock.Residual or HiddenBlock.ResidualLayerNormalized ? 1 : 0;
            bool isNormalized = network.Block is HiddenBlock.LayerNormalized or HiddenBlock.ResidualLayerNormalized;
            double norm = isNormalized ? Math.Sqrt(qa * qb) : 1, readA = isNormalized ? 1 : qa, readB = isNormalized ? 1 : qb;
            double dual = (w * network.Activation.Dual(readA, readB, k / norm)) + b, slope = w * network.Activation.DualDerivative(readA, readB, k / norm);
            theta = (skip * theta) + dual + (slope * theta / norm);
            k = (skip * k) + dual;
            qa = (skip * qa) + (w * network.Activation.DualDiagonal(readA)) + b;
            qb = (skip * qb) + (w * network.Activation.DualDiagonal(readB)) + b;
        }

        return (k, theta);
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum / a.Length;
    }

    private static InputBatch Inputs(int count, int seed)
    {
        double[] values = [.. Enumerable.Range(1, count * 20).Select(i => 3 * (((i * 0.6180339887498949) + (seed * 0.37)) % 1) - 1.5)];
        return new InputBatch(count, 1, 1, 20, values);
    }
}
