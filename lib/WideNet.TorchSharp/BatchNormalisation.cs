using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Batch normalisation of a dense layer over the full batch, without gain and offset.</summary>
/// <remarks>
/// Examples are coupled, so that there is no tangent kernel of single examples; <see cref="LayerKernels.Of"/> says so. Shown by BatchNormalisationTests.
/// </remarks>
public static class BatchNormalisation
{
    /// <summary>What stands under the root beside the variance: as little as keeps a unit that is constant over the batch from dividing by 0.</summary>
    public const double Offset = 1e-12;

    /// <summary>(z - mean)/σ of every unit over the batch, σ² = mean (z - mean)² + <see cref="Offset"/>.</summary>
    /// <param name="z">Pre-activations, [..., unit, example]; leading dimensions, such as one network each, go through.</param>
    /// <param name="offset">What stands under the root beside the variance.</param>
    /// <exception cref="ArgumentException">There are fewer than two examples, or z is not a tensor of units and examples.</exception>
    public static Tensor Normalise(Tensor z, double offset = Offset)
    {
        ArgumentNullException.ThrowIfNull(z);
        if (z.dim() < 2 || z.shape[^1] < 2)
        {
            throw new ArgumentException(
                $"The pre-activations have the shape [{string.Join(", ", z.shape)}]; give [..., unit, example], two examples at least.", nameof(z));
        }

        return torch.nn.functional.layer_norm(z, [z.shape[^1]], eps: offset);
    }

    /// <summary>σ of every unit over the batch, [..., unit, 1].</summary>
    /// <param name="z">Pre-activations, [..., unit, example].</param>
    /// <param name="offset">What stands under the root beside the variance.</param>
    public static Tensor Deviation(Tensor z, double offset = Offset)
    {
        ArgumentNullException.ThrowIfNull(z);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor away = z.sub(z.mean([-1], true));
        return away.mul(away).mean([-1], true).Plus(offset).sqrt().MoveToOuterDisposeScope();
    }
}
