using TorchSharp;
using WideNet.Numerics;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>The Hessian of losses by a second backward pass, and its largest eigenvalue by Lanczos iteration; several networks side by side.</summary>
/// <remarks>
/// Every parameter begins with the network, [network, …], and each network's loss depends on its own parameters alone. ReLU has no curvature of its own:
/// the Hessian is that of the piece on which a network stands. Shown by HessianTests.
/// </remarks>
public static class Hessian
{
    // A vector of length 0 stays one, and is not divided by 0.
    private const double Smallest = 1e-300;

    /// <summary>v → H v, for v of [network, number], or [1, number] for the same of each.</summary>
    /// <param name="losses">The loss of each network, [network], with gradients recorded.</param>
    /// <param name="parameters">The parameters.</param>
    public static Func<Tensor, Tensor> Product(Tensor losses, IReadOnlyList<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] all = [.. parameters];
        Tensor gradient = Flat(torch.autograd.grad([losses.sum()], all, retain_graph: true, create_graph: true));
        return v =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return Flat(torch.autograd.grad([gradient.mul(v).sum()], all, retain_graph: true)).MoveToOuterDisposeScope();
        };
    }

    /// <summary>The largest eigenvalue of each network's Hessian; at least 0 where the iteration ends early, as for a Hessian of 0.</summary>
    /// <param name="losses">The loss of each network, [network], with gradients recorded.</param>
    /// <param name="parameters">The parameters, in double precision.</param>
    /// <param name="iterations">Products with the Hessian; as many as there are numbers give all of it.</param>
    /// <param name="stream">Source of the first vector.</param>
    /// <exception cref="ArgumentException">The iterations are not positive.</exception>
    public static double[] Largest(Tensor losses, IReadOnlyList<Tensor> parameters, int iterations, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(parameters);
        if (iterations < 1) throw new ArgumentException(Invariant($"There are {iterations} iterations; there must be at least 1."), nameof(iterations));
        using DisposeScope scope = torch.NewDisposeScope();
        Func<Tensor, Tensor> product = Product(losses, parameters);
        long networks = losses.shape[0], count = parameters.Sum(parameter => parameter.NumberOfElements) / networks;
        Tensor basis = torch.zeros([networks, iterations, count], torch.ScalarType.Float64);
        Tensor projected = torch.zeros([networks, iterations, iterations], torch.ScalarType.Float64);
        Tensor next = TorchConventions.Normal(stream, [1, count], torch.ScalarType.Float64).expand(networks, count);
        for (int k = 0; k < iterations; k++)
        {
            using DisposeScope inner = torch.NewDisposeScope();
            basis.select(1, k).copy_(next.div(next.mul(next).sum([1], true).sqrt().clamp_min(Smallest)));
            Tensor known = basis.narrow(1, 0, k + 1), rest = product(basis.select(1, k)).unsqueeze(1);
            Tensor parts = torch.zeros([networks, 1, k + 1], torch.ScalarType.Float64);
            for (int pass = 0; pass < 2; pass++) // twice, against rounding
            {
                Tensor part = rest.matmul(known.transpose(1, 2));
                rest = rest.sub(part.matmul(known));
                parts.Increase(part);
            }

            projected.select(2, k).narrow(1, 0, k + 1).copy_(parts.squeeze(1));
            next = rest.squeeze(1).MoveToOuterDisposeScope();
        }

        return TorchConventions.Numbers(torch.linalg.eigvalsh(projected, 'U').select(1, iterations - 1));
    }

    /// <summary>Tensors that begin with the network as one, [network, number].</summary>
    /// <param name="tensors">The tensors.</param>
    public static Tensor Flat(IEnumerable<Tensor> tensors) => torch.cat([.. tensors.Select(tensor => tensor.flatten(1))], 1);
}
