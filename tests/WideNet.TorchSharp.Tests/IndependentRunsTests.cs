using TorchSharp;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>Runs side by side: order, results, failures, and what they leave behind.</summary>
public sealed class IndependentRunsTests
{
    [Fact]
    public void Of_TrainedNetworks_AreThoseOfOneAfterTheOther()
    {
        Native.Require();
        int[] seeds = [.. Enumerable.Range(1, 9)];
        int threads = torch.get_num_threads();

        double[] beside = IndependentRuns.Of(seeds, Train);

        Assert.Equal(seeds.Select(Train), beside);
        Assert.Equal(9, beside.Distinct().Count());
        Assert.Equal(threads, torch.get_num_threads());
        Assert.Empty(IndependentRuns.Of(Array.Empty<int>(), Train));
    }

    [Fact]
    public void Of_RunThatFails_ThrowsItsException()
    {
        Native.Require();

        int Fail(int i) => i == 3 ? throw new InvalidOperationException("No 3.") : i;
        Assert.Equal("No 3.", Assert.Throws<InvalidOperationException>(() => IndependentRuns.Of([1, 2, 3, 4], Fail)).Message);
    }

    private static double Train(int seed)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weights = TorchConventions.Normal(new RandomStream(seed), [1, 4], torch.ScalarType.Float64).requires_grad_(), x = DenseSample.Inputs(6, 1);
        LayerParameters layers = new([[weights]]);
        for (int step = 0; step < 20; step++) layers.Step(x.matmul(weights.t()).square().mean(), 0.1);
        return TorchConventions.Norm(weights);
    }
}
