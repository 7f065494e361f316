using TorchSharp;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>Batch normalisation over the full batch: its definition, its gradient, and what it makes impossible.</summary>
public sealed class BatchNormalisationTests
{
    [Fact]
    public void Normalise_IsItsDefinition_AndItsGradientIsTheIdentity()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor z = Normal([2, 3, 7], 1).requires_grad_(), weights = Normal([2, 3, 7], 2), deviation = BatchNormalisation.Deviation(z).detach();
        Tensor normal = BatchNormalisation.Normalise(z), expected = z.sub(z.mean([-1], true)).div(deviation).detach();

        Tensor gradient = torch.autograd.grad([normal.mul(weights).sum()], [z])[0];
        Tensor mean = weights.mean([-1], true), along = expected.mul(weights).mean([-1], true);
        Tensor identity = weights.sub(mean).sub(expected.mul(along)).div(deviation); // (1/σ)[g - mean g - ẑ mean(ẑ g)]

        Assert.True(TorchConventions.Norm(normal.sub(expected)) < 1e-12, "The values differ.");
        Assert.True(TorchConventions.Norm(gradient.sub(identity)) < 1e-10 * TorchConventions.Norm(identity), "The gradients differ.");
    }

    [Fact]
    public void Normalise_UnitThatIsConstant_IsZero()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();

        Assert.Equal([0, 0, 0, 0], TorchConventions.Numbers(BatchNormalisation.Normalise(torch.full([1, 4], 3.5, torch.float64))));
        Assert.StartsWith(
            "The pre-activations have the shape [3, 1]; give [..., unit, example], two examples at least.",
            Assert.Throws<ArgumentException>(() => BatchNormalisation.Normalise(torch.zeros(3, 1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LayerKernels_OfANormalisedNetwork_AreRefused()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weights = Normal([3, 4], 3).requires_grad_(), x = DenseSample.Inputs(5, 1);
        Tensor Network(Tensor inputs) => inputs.shape[0] == 1
            ? torch.zeros(1, 1, torch.float64)
            : BatchNormalisation.Normalise(weights.matmul(inputs.t())).relu().sum([0]).unsqueeze(1);

        Assert.StartsWith(
            "The output of an example changes with the others, as under batch normalisation",
            Assert.Throws<ArgumentException>(() => LayerKernels.Of(Network, [[weights]], x)).Message,
            StringComparison.Ordinal);
    }

    private static Tensor Normal(long[] shape, long seed) => TorchConventions.Normal(new RandomStream(seed), shape, torch.ScalarType.Float64);
}
