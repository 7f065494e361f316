using TorchSharp;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp.Tests;

/// <summary>The largest eigenvalue of the Hessian against the whole matrix, by products and by finite differences of the gradient.</summary>
public sealed class HessianTests
{
    [Fact]
    public void Largest_OfTwoNetworks_IsThatOfTheWholeMatrices()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor first = Normal([2, 3, 4], 1).requires_grad_(), second = Normal([2, 1, 3], 2).requires_grad_(), x = Normal([4, 9], 3);
        const int Count = 15;
        Tensor Losses() => second.matmul(first.matmul(x).tanh()).squeeze(1).square().mean([1]);
        Tensor Gradient() => Hessian.Flat(torch.autograd.grad([Losses().sum()], [first, second]));

        double[] found = Hessian.Largest(Losses(), [first, second], Count, new RandomStream(4));
        for (int network = 0; network < 2; network++)
        {
            Func<Tensor, Tensor> product = Hessian.Product(Losses(), [first, second]);
            Tensor whole = torch.stack([.. Enumerable.Range(0, Count).Select(i => product(torch.eye(Count, dtype: torch.float64).narrow(0, i, 1))[network])]);
            Tensor moved = Normal([1, Count], 5), expected = product(moved)[network];
            Tensor differences = Shifted(network, moved, 1e-5).sub(Shifted(network, moved, -1e-5)).Times(0.5e5);
            double largest = torch.linalg.eigvalsh(whole).max().ToDouble();

            Assert.Equal(largest, found[network], 1e-9 * Math.Abs(largest));
            Assert.True(TorchConventions.Norm(expected.sub(differences)) < 1e-6 * TorchConventions.Norm(differences), "Finite differences disagree.");
        }

        Assert.StartsWith(
            "There are 0 iterations",
            Assert.Throws<ArgumentException>(() => Hessian.Largest(Losses(), [first, second], 0, new RandomStream(4))).Message,
            StringComparison.Ordinal);

        Tensor Shifted(int network, Tensor direction, double by)
        {
            Tensor[] all = [first, second];
            Tensor[] steps = [direction.narrow(1, 0, 12).reshape(3, 4).Times(by), direction.narrow(1, 12, 3).reshape(1, 3).Times(by)];
            using (torch.no_grad()) foreach ((Tensor parameter, Tensor step) in all.Zip(steps)) parameter[network].add_(step);
            Tensor gradient = Gradient()[network];
            using (torch.no_grad()) foreach ((Tensor parameter, Tensor step) in all.Zip(steps)) parameter[network].sub_(step);
            return gradient;
        }
    }

    [Fact]
    public void Largest_OfALossWithoutCurvature_IsZero()
    {
        Native.Require();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor w = Normal([2, 5], 1).requires_grad_();
        Assert.Equal([0.0, 0.0], Hessian.Largest(w.sum([1]).add(w.square().sum([1]).mul(0.0)), [w], 3, new RandomStream(2)));
    }

    private static Tensor Normal(long[] shape, long seed) => TorchConventions.Normal(new RandomStream(seed), shape, torch.ScalarType.Float64);
}
