using TorchSharp;
using WideNet.Compute.Convolution;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Pixel pairs by their difference: [pairs, δ, H, W] holds (α, α+δ), with δ = 0 alone for equal pixels, or with all δ of an image that wraps around.</summary>
/// <remarks>A convolution keeps δ, so its sum is an average pooling of every plane: two passes over memory.</remarks>
internal sealed class TorchShiftedPixelPairs : TorchPixelPairs
{
    private readonly ConvolutionalShape _shape;
    private readonly bool _hasAll;
    private readonly Tensor? _second, _pair;

    /// <summary>Lays out the differences; their indices belong to the open dispose scope.</summary>
    public TorchShiftedPixelPairs(ConvolutionalShape shape, bool hasAll, torch.Device device)
    {
        (_shape, _hasAll) = (shape, hasAll);
        if (!hasAll) return;
        int d = shape.Pixels;
        long[] second = new long[d * d], pair = new long[d * d];
        for (int delta = 0, i = 0; delta < d; delta++)
        {
            for (int alpha = 0; alpha < d; alpha++, i++)
            {
                int row = ((alpha / shape.Width) + (delta / shape.Width)) % shape.Height, column = ((alpha % shape.Width) + (delta % shape.Width)) % shape.Width;
                second[i] = (row * shape.Width) + column;
                pair[i] = ((long)alpha * d) + second[i];
            }
        }

        _second = torch.tensor(second, [second.Length], device: device);
        _pair = torch.tensor(pair, [pair.Length], device: device);
    }

    /// <inheritdoc/>
    public override Tensor Products(Tensor a, Tensor b) => _hasAll
        ? Planes(a.bmm(b.transpose(1, 2)).view(a.shape[0], -1).index_select(1, _pair!))
        : Planes(a.mul(b).sum(2));

    /// <inheritdoc/>
    public override Tensor First(Tensor values) => values.unsqueeze(1);

    /// <inheritdoc/>
    public override Tensor Second(Tensor values) => _hasAll
        ? Planes(values.view(values.shape[0], -1).index_select(1, _second!))
        : values.unsqueeze(1);

    /// <inheritdoc/>
    public override Tensor Equal(Tensor values) => values.narrow(1, 0, 1).view(values.shape[0], _shape.Pixels);

    /// <inheritdoc/>
    public override Tensor Convolve(Tensor values, double weight, Tensor rest)
    {
        long height = _shape.FilterHeight / 2, width = _shape.FilterWidth / 2;
        Tensor padded = height + width == 0 ? values
            : torch.nn.functional.pad(values, new long[] { width, width, height, height }, _shape.IsCircular ? PaddingModes.Circular : PaddingModes.Constant);
        return rest.Plus(torch.nn.functional.avg_pool2d(padded, [_shape.FilterHeight, _shape.FilterWidth], [1L, 1L]), weight * _shape.Taps);
    }

    private Tensor Planes(Tensor values) => values.view(values.shape[0], -1, _shape.Height, _shape.Width);
}
