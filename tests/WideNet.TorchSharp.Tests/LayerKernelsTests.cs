using TorchSharp;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>Tangent kernels by layer against the library's kernel, finite differences, and the two routes against each other.</summary>
public sealed class LayerKernelsTests
{
    [Theory]
    [InlineData(Architecture.FullyConnected, 3)]
    [InlineData(Architecture.ConvolutionalFlatten, 2)]
    [InlineData(Architecture.ConvolutionalPool, 1)]
    public void Of_AnyArchitecture_SumsToTheLibrarysKernel(Architecture architecture, int outputs)
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        InputBatch inputs = Samples.Images(5, 1), others = Samples.Images(3, 2);
        NetworkShape shape = NetworkShape.For(Samples.Network(architecture, new Erf(), depth: 2), inputs, width: 6, outputs);
        double[] parameters = InitialParameters.Draw(shape, new RandomStream(4));
        var network = new TorchNetwork<double>(shape, parameters, torch.CPU);
        FiniteNetwork<double> library = FiniteNetwork.Draw<double>(shape, new RandomStream(4));

        LayerKernels own = LayerKernels.Of(network.Forward, Layers(network.Parameters), network.ToTensor(inputs));
        LayerKernels mixed = LayerKernels.Of(network.Forward, Layers(network.Parameters), network.ToTensor(inputs), network.ToTensor(others));

        Assert.Equal(3, own.Layers.Count);
        AssertClose(EmpiricalKernel.MeanOverOutputs(library, inputs), own.Sum(), 1e-10);
        AssertClose(EmpiricalKernel.MeanOverOutputs(library, inputs, others), mixed.Sum(), 1e-10);
    }

    [Fact]
    public void OfDense_IsTheSameByLayer_AndTheSumIsTheKernelOfAllParameters()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 3);
        Tensor x = DenseSample.Inputs(6, 1), y = DenseSample.Inputs(4, 2);

        LayerKernels definition = LayerKernels.Of(network.Outputs, network.Layers, x, y), dense = LayerKernels.OfDense(network.Trace(x), network.Trace(y));
        LayerKernels whole = LayerKernels.Of(network.Outputs, [[.. network.Layers.SelectMany(layer => layer)]], x, y);

        Assert.Equal(4, dense.Layers.Count);
        Assert.All(definition.Layers.Zip(dense.Layers), pair => AssertClose(pair.First, pair.Second, 1e-12));
        AssertClose(whole.Layers.Single(), dense.Sum(), 1e-12);
    }

    [Fact]
    public void OfOneOutput_NetworksSideBySide_AreThoseOfEachAlone()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor x = DenseSample.Inputs(6, 1), y = DenseSample.Inputs(4, 2), w = Normal([2, 5, 4], 3).requires_grad_(), b = Normal([2, 1, 5], 4).requires_grad_();
        Tensor read = Normal([2, 1, 5], 5).requires_grad_();
        List<DensePass> Trace(Tensor inputs, Tensor weights, Tensor biases, Tensor last)
        {
            Tensor u = inputs.matmul(weights.transpose(-2, -1)).Times(0.7).Plus(biases.Times(0.2)), h = u.relu();
            return [new(inputs, u, 0.7, 0.2), new(h, h.matmul(last.transpose(-2, -1)).Times(0.9), 0.9)];
        }

        List<DensePass> passes = Trace(x, w, b, read);
        Tensor both = LayerKernels.OfOneOutput(passes, Trace(y, w, b, read), [2, 0.5]), first = LayerKernels.OfOneOutput(passes, null, [1, 0]);

        for (int i = 0; i < 2; i++)
        {
            Tensor[] alone = [.. new[] { w, b, read }.Select(t => t.detach()[i].clone().requires_grad_())];
            LayerKernels expected = LayerKernels.OfDense(Trace(x, alone[0], alone[1], alone[2]), Trace(y, alone[0], alone[1], alone[2]));
            AssertClose(expected.Sum([2, 0.5]), new Matrix(6, 4, TorchConventions.Numbers(both[i])), 1e-13);
            AssertClose(LayerKernels.OfDense(Trace(x, alone[0], alone[1], alone[2])).Layers[0], new Matrix(6, 6, TorchConventions.Numbers(first[i])), 1e-13);
        }

        Says("The networks have 2 outputs;", () => LayerKernels.OfOneOutput(new DenseSample(1).Trace(x)));
        Says("All rates are 0;", () => LayerKernels.OfOneOutput(passes, null, [0, 0]));
        Says("The passes have 2 and 2 layers and there are 1 rates;", () => LayerKernels.OfOneOutput(passes, null, [1]));
        void Says(string start, Action wrong) => Assert.StartsWith(start, Assert.Throws<ArgumentException>(wrong).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneLayer_IsTheProductOfFiniteDifferences()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 1, width: 3);
        Tensor x = DenseSample.Inputs(3, 1), weights = network.Layers[1][0];
        double[,] expected = new double[3, 3];
        for (long i = 0; i < weights.shape[0]; i++)
        {
            for (long j = 0; j < weights.shape[1]; j++)
            {
                double[] up = Shifted(i, j, 1e-5), down = Shifted(i, j, -1e-5), slope = [.. up.Zip(down, (a, b) => (a - b) / 2e-5)];
                for (int a = 0; a < 3; a++)
                {
                    for (int b = 0; b < 3; b++) expected[a, b] += (slope[2 * a] * slope[2 * b] / 2) + (slope[(2 * a) + 1] * slope[(2 * b) + 1] / 2);
                }
            }
        }

        Matrix kernel = LayerKernels.Of(network.Outputs, [[weights]], x).Layers.Single();

        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++) Assert.Equal(expected[a, b], kernel[a, b], 1e-8 * (1 + Math.Abs(expected[a, b])));
        }

        double[] Shifted(long i, long j, double by)
        {
            using IDisposable noGradient = torch.no_grad();
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor entry = weights[i, j], before = entry.clone();
            entry.copy_(before.Plus(by));
            double[] f = TorchArrays.Download<double>(network.Outputs(x));
            entry.copy_(before);
            return f;
        }
    }

    [Fact]
    public void Rates_WeighSharesSumAndLearningRate()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 2);
        LayerKernels kernels = LayerKernels.OfDense(network.Trace(DenseSample.Inputs(5, 1)));
        double[] rates = [2, 0, 3];

        Matrix sum = kernels.Sum(rates);
        double[] shares = kernels.Shares(rates), eigenvalues = SymmetricEigen.Values(sum);

        for (int i = 0; i < sum.Values.Length; i++)
        {
            Assert.Equal((2 * kernels.Layers[0].Values[i]) + (3 * kernels.Layers[2].Values[i]), sum.Values[i], 1e-12);
        }

        Assert.Equal(0, shares[1]);
        Assert.Equal(1, shares.Sum(), 1e-14);
        Assert.Equal(2 * 5 * 2 / eigenvalues[^1], kernels.MaximumLearningRate(2, rates), 1e-12);
        Assert.Equal(
            "There are 2 rates, but 3 layers; give one for each. (Parameter 'rates')", Assert.Throws<ArgumentException>(() => kernels.Sum([1, 2])).Message);
        Assert.Equal(
            "The kernels are 5×2; a trace needs the same examples on both sides.",
            Assert.Throws<ArgumentException>(() => LayerKernels.OfDense(network.Trace(DenseSample.Inputs(5, 1)),
                network.Trace(DenseSample.Inputs(2, 2))).Shares()).Message);
    }

    private static Tensor Normal(long[] shape, long seed) => TorchConventions.Normal(new RandomStream(seed), shape, torch.ScalarType.Float64);

    private static IReadOnlyList<IReadOnlyList<Tensor>> Layers(IReadOnlyList<Tensor> parameters) => [.. parameters.Chunk(2)];

    private static void AssertClose(Matrix expected, Matrix actual, double tolerance)
    {
        double scale = expected.Values.ToArray().Max(Math.Abs);
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Assert.All(expected.Values.ToArray().Zip(actual.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance * scale));
    }
}
