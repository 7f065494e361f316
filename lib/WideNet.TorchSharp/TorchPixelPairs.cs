using TorchSharp;
using WideNet.Compute.Convolution;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>How the pixel pairs (α, β) of a block of image pairs lie in a tensor, and the sum over the taps of a convolution, which shifts both pixels alike.</summary>
internal abstract class TorchPixelPairs
{
    /// <summary>The layout of least work for a network.</summary>
    /// <param name="shape">Image, filter and padding.</param>
    /// <param name="isPool">Whether the read-out needs all pixel pairs, or equal pixels only.</param>
    /// <param name="device">Where the tensors lie.</param>
    public static TorchPixelPairs Create(ConvolutionalShape shape, bool isPool, torch.Device device) =>
        isPool && !shape.IsCircular ? new TorchAllPixelPairs(shape) : new TorchShiftedPixelPairs(shape, isPool, device);

    /// <summary>x_a(α)·x_b(β).</summary>
    /// <param name="a">Images [pairs, d, channels].</param>
    /// <param name="b">Images [pairs, d, channels].</param>
    public abstract Tensor Products(Tensor a, Tensor b);

    /// <summary>Numbers of the pixels α, in a shape that broadcasts.</summary>
    /// <param name="values">[pairs, H, W].</param>
    public abstract Tensor First(Tensor values);

    /// <summary>Numbers of the pixels β, in a shape that broadcasts.</summary>
    /// <param name="values">[pairs, H, W].</param>
    public abstract Tensor Second(Tensor values);

    /// <summary>A view [pairs, d] of the entries with α = β.</summary>
    /// <param name="values">All entries.</param>
    public abstract Tensor Equal(Tensor values);

    /// <summary>weight · Σ_t A(α+t, β+t) + rest over the taps t.</summary>
    /// <param name="values">A.</param>
    /// <param name="weight">Weight of a tap.</param>
    /// <param name="rest">Added to the sum: one number, or one for every entry.</param>
    public abstract Tensor Convolve(Tensor values, double weight, Tensor rest);
}
