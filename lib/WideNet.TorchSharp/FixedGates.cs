using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Networks whose hidden units are multiplied by fixed gates g_l(x) = 1[z_l(x; θ_0) > 0] in place of ReLU, and the ReLU network that each of
/// them is.</summary>
/// <remarks>
/// At θ_0 outputs, gradients and tangent kernel are those of the ReLU network. For a number M with |z| ≤ M|z_0|, g·z = φ(z + M z_0) - M φ(z_0): two ReLU
/// units compute a gated one, A = φ(z + M z_0) and B = φ(z_0). Shown by FixedGatesTests.
/// </remarks>
public static class FixedGates
{
    /// <summary>The gates of the hidden layers: 1 where what a layer gave is positive, else 0, without gradients.</summary>
    /// <param name="passes">What each layer read and gave at θ_0, the read-out last.</param>
    public static IReadOnlyList<Tensor> Of(IReadOnlyList<DensePass> passes)
    {
        ArgumentNullException.ThrowIfNull(passes);
        return [.. passes.SkipLast(1).Select(pass =>
        {
            using Tensor u = pass.Output.detach(), zero = torch.zeros(1, u.dtype);
            return u.heaviside(zero);
        })];
    }

    /// <summary>The ratios |z|/|z_0| of all hidden units and examples, increasing; units with z_0 = 0 are left out. The last one is the smallest M.</summary>
    /// <param name="trained">What each layer gave with the gates, now.</param>
    /// <param name="initial">The same at θ_0.</param>
    /// <exception cref="ArgumentException">There are not as many layers.</exception>
    public static double[] Ratios(IReadOnlyList<DensePass> trained, IReadOnlyList<DensePass> initial)
    {
        ArgumentNullException.ThrowIfNull(trained);
        ArgumentNullException.ThrowIfNull(initial);
        if (trained.Count != initial.Count) throw new ArgumentException(
            $"There are {trained.Count} layers of the trained and {initial.Count} of the initial network; they must be of one shape.", nameof(initial));
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. trained.SkipLast(1).Zip(initial, (now, then) => now.Output.detach().abs().div(then.Output.detach().abs()))
            .SelectMany(TorchConventions.Numbers).Where(double.IsFinite).Order()];
    }

    /// <summary>The effective weights [out, in] of the ReLU network with twice as many units that gives a gated network's outputs wherever
    /// |z| ≤ M|z_0|.</summary>
    /// <param name="initial">Effective weights s_l W_l of the network at θ_0, [out, in] of each layer; no biases.</param>
    /// <param name="trained">The same of the trained network.</param>
    /// <param name="factor">M.</param>
    /// <remarks>[A; B] goes to the next layer through [[V, M V_0 - M V], [0, V_0]]: three times the numbers of V and a block of zeros. Rounding is about M
    /// times that of the precision.</remarks>
    /// <exception cref="ArgumentException">There are fewer than two layers, or shapes differ, or M is not positive.</exception>
    public static IReadOnlyList<Tensor> ToRelu(IReadOnlyList<Tensor> initial, IReadOnlyList<Tensor> trained, double factor)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(trained);
        if (initial.Count < 2 || initial.Count != trained.Count || initial.Zip(trained).Any(pair => !pair.First.shape.SequenceEqual(pair.Second.shape)))
        {
            throw new ArgumentException("The initial and the trained weights must be of one shape, a hidden layer at least.", nameof(trained));
        }

        if (!(factor > 0)) throw new ArgumentException(Invariant($"M is {factor}; it must be positive."), nameof(factor));
        return [.. trained.Select((v, l) =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor v0 = initial[l];
            Tensor weights = l == 0 ? torch.cat([v.Plus(v0.Times(factor)), v0], 0)
                : l == trained.Count - 1 ? torch.cat([v, v.Times(-factor)], 1)
                : torch.cat([torch.cat([v, v0.sub(v).Times(factor)], 1), torch.cat([torch.zeros_like(v), v0], 1)], 0);
            return weights.MoveToOuterDisposeScope();
        })];
    }
}
