using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

public sealed class LayerParametersTests
{
    [Fact]
    public void Step_IsDescentWithARateForEachLayer()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 2), twin = new(depth: 2);
        LayerParameters parameters = new(network.Layers);
        Tensor x = DenseSample.Inputs(6, 1);
        double[] rates = [1, 0, 4];

        parameters.Step(Loss(network, x), 0.1, rates);

        Loss(twin, x).backward();
        for (int l = 0; l < 3; l++)
        {
            foreach ((Tensor moved, Tensor initial) in network.Layers[l].Zip(twin.Layers[l]))
            {
                double[] expected =
                    [.. TorchArrays.Download<double>(initial).Zip(TorchArrays.Download<double>(initial.grad!), (theta, g) => theta - (0.1 * rates[l] * g))];

                // The step multiplies and adds with one rounding where this has two.
                Assert.All(expected.Zip(TorchArrays.Download<double>(moved), (a, b) => (a, b)), pair => Assert.Equal(pair.a, pair.b, 3e-16));
            }
        }
    }

    [Fact]
    public void KeepAndPut_AreCopies_AndChangeTheNamedLayersOnly()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 2);
        LayerParameters parameters = new(network.Layers);
        IReadOnlyList<IReadOnlyList<Tensor>> initial = parameters.Keep();
        double[][] before = Values();

        parameters.Step(Loss(network, DenseSample.Inputs(6, 1)), 0.1);
        double[][] trained = Values();
        parameters.Put(initial, 1);
        double[][] mixed = Values();
        parameters.Put(initial);

        Assert.All(before.Zip(trained), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal([trained[0], before[1], trained[2]], mixed);
        Assert.Equal(before, Values());

        double[][] Values() => [.. network.Layers.Select(layer => layer.SelectMany(TorchArrays.Download<double>).ToArray())];
    }

    [Fact]
    public void With_MeasuresOneLayerOfACopy_AndLeavesTheNetworkAsItWas()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 2), other = new(depth: 2);
        LayerParameters parameters = new(network.Layers), others = new(other.Layers);
        Tensor x = DenseSample.Inputs(6, 1);
        IReadOnlyList<IReadOnlyList<Tensor>> initial = parameters.Keep();
        parameters.Step(Loss(network, x), 0.1);
        others.Step(Loss(other, x), 0.1);
        others.Put(initial, 1);
        double trained = Loss(network, x).item<double>();

        double mixed = parameters.With(initial, 1, () => Loss(network, x).item<double>());

        Assert.NotEqual(trained, mixed);
        Assert.Equal(Loss(other, x).item<double>(), mixed);
        Assert.Equal(trained, Loss(network, x).item<double>());
        Assert.Throws<InvalidOperationException>(() => parameters.With(initial, 1, () => throw new InvalidOperationException()));
        Assert.Equal(trained, Loss(network, x).item<double>());
    }

    [Fact]
    public void Parameters_ThatDoNotFit_AreRefused()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        DenseSample network = new(depth: 2);
        LayerParameters parameters = new(network.Layers);
        Assert.Equal(
            "The copy has 2 layers, the network 3; they must be of one shape. (Parameter 'kept')",
            Assert.Throws<ArgumentException>(() => parameters.Put(new LayerParameters(new DenseSample(depth: 1).Layers).Keep())).Message);
        Assert.Equal(
            "Layer 1 of the copy has other shapes than the network's; they must be of one shape. (Parameter 'kept')",
            Assert.Throws<ArgumentException>(() => parameters.Put(new LayerParameters(new DenseSample(depth: 2, width: 6).Layers).Keep(), 1)).Message);
        Assert.Equal(
            "There are 2 rates, but 3 layers; give one for each. (Parameter 'rates')",
            Assert.Throws<ArgumentException>(() => parameters.Step(Loss(network, DenseSample.Inputs(2, 1)), 0.1, [1, 1])).Message);
        Assert.Equal(
            "There is no layer, or one without a parameter; leave such layers out. (Parameter 'layers')",
            Assert.Throws<ArgumentException>(() => new LayerParameters([[]])).Message);
    }

    private static Tensor Loss(DenseSample network, Tensor x) =>
        TorchConventions.MeanSquaredError(network.Outputs(x), torch.ones(x.shape[0], 2, torch.float64));
}
