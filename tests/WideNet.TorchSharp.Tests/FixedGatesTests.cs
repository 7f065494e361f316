using TorchSharp;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>Fixed gates at the initial parameters, and the ReLU network that a gated one is.</summary>
public sealed class FixedGatesTests
{
    private const int Width = 8, Depth = 3;

    [Fact]
    public void Of_AtTheInitialParameters_LeavesOutputsGradientsAndKernelOfTheReluNetwork()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] weights = Weights(1);
        Tensor x = DenseSample.Inputs(6, 1);
        List<DensePass> relu = Trace(weights, x, null), gated = Trace(weights, x, FixedGates.Of(relu));

        AssertClose(relu[^1].Output, gated[^1].Output, 1e-14);
        IList<Tensor> one = torch.autograd.grad([relu[^1].Output.sum()], weights, retain_graph: true);
        IList<Tensor> other = torch.autograd.grad([gated[^1].Output.sum()], weights, retain_graph: true);
        Assert.All(one.Zip(other), pair => AssertClose(pair.First, pair.Second, 1e-14));
        AssertClose(LayerKernels.OfOneOutput(relu), LayerKernels.OfOneOutput(gated), 1e-14);
    }

    [Fact]
    public void ToRelu_WhereTheInequalityHolds_GivesTheGatedOutputsFromThreeBlocksOfFour()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] initial = Weights(1), trained = [.. initial.Zip(Weights(2), (a, b) => a.detach().Plus(b.detach().Times(0.1)))];
        Tensor x = DenseSample.Inputs(6, 1);
        List<DensePass> start = Trace(initial, x, null), then = Trace(initial, x, FixedGates.Of(start)), now = Trace(trained, x, FixedGates.Of(start));
        double[] ratios = FixedGates.Ratios(now, then);

        IReadOnlyList<Tensor> relu = FixedGates.ToRelu([.. initial.Select(w => w.detach())], trained, ratios[^1]);
        Tensor h = x;
        for (int l = 0; l <= Depth; l++) h = l == 0 ? h.matmul(relu[l].t()) : h.relu().matmul(relu[l].t());
        IReadOnlyList<Tensor> tooSmall = FixedGates.ToRelu([.. initial.Select(w => w.detach())], trained, ratios[^1] / 100);
        Tensor g = x;
        for (int l = 0; l <= Depth; l++) g = l == 0 ? g.matmul(tooSmall[l].t()) : g.relu().matmul(tooSmall[l].t());

        Assert.Equal(6 * Width * Depth, ratios.Length);
        AssertClose(now[^1].Output, h, 1e-11);
        Assert.True(TorchConventions.Norm(now[^1].Output.sub(g)) > 1e-3 * TorchConventions.Norm(g), "A factor that is too small gives the same outputs.");
        Assert.Equal([2 * Width, 4], relu[0].shape);
        Assert.Equal(3 * Width * Width, TorchConventions.Numbers(relu[1]).Count(entry => entry != 0));
        Assert.Equal([1, 2 * Width], relu[Depth].shape);
    }

    [Fact]
    public void WrongShapesAndFactors_AreRefused()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] weights = Weights(1);
        List<DensePass> passes = Trace(weights, DenseSample.Inputs(2, 1), null);

        Assert.StartsWith(
            "M is 0; it must be positive.",
            Assert.Throws<ArgumentException>(() => FixedGates.ToRelu(weights, weights, 0)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The initial and the trained weights must be of one shape",
            Assert.Throws<ArgumentException>(() => FixedGates.ToRelu(weights, [.. weights.Reverse()], 1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "There are 4 layers of the trained and 3",
            Assert.Throws<ArgumentException>(() => FixedGates.Ratios(passes, passes[1..])).Message,
            StringComparison.Ordinal);
    }

    private static Tensor[] Weights(long seed) => [.. Enumerable.Range(0, Depth + 1).Select(l => TorchConventions.Normal(
        new RandomStream(seed).Split(l), [l == Depth ? 1 : Width, l == 0 ? 4 : Width], torch.ScalarType.Float64).Times(0.6).requires_grad_())];

    private static List<DensePass> Trace(Tensor[] weights, Tensor x, IReadOnlyList<Tensor>? gates)
    {
        var passes = new List<DensePass>();
        for (int l = 0; l < weights.Length; l++)
        {
            Tensor h = l == 0 ? x : gates is null ? passes[^1].Output.relu() : passes[^1].Output.mul(gates[l - 1]);
            passes.Add(new(h, h.matmul(weights[l].t()), 1));
        }

        return passes;
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(TorchConventions.Norm(expected.sub(actual)) <= tolerance * TorchConventions.Norm(expected), "The tensors differ.");
    }
}
