using WideNet.Compute.Convolution;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>All pixel pairs in the order (α, β): [pairs, H, W, H, W], with zeros beyond the border. A convolution shifts both row dimensions, then both column dimensions.</summary>
internal sealed class TorchAllPixelPairs(ConvolutionalShape shape) : TorchPixelPairs
{
    /// <inheritdoc/>
    public override Tensor Products(Tensor a, Tensor b) => a.bmm(b.transpose(1, 2)).view(-1, shape.Height, shape.Width, shape.Height, shape.Width);

    /// <inheritdoc/>
    public override Tensor First(Tensor values) => values.unsqueeze(3).unsqueeze(4);

    /// <inheritdoc/>
    public override Tensor Second(Tensor values) => values.unsqueeze(1).unsqueeze(2);

    /// <inheritdoc/>
    public override Tensor Equal(Tensor values) => values.view(values.shape[0], shape.Pixels, shape.Pixels).diagonal(0, 1, 2);

    /// <inheritdoc/>
    public override Tensor Convolve(Tensor values, double weight, Tensor rest)
    {
        Tensor rows = Sum(values, [1, 3], shape.FilterHeight, shape.Height);
        return rest.Plus(Sum(rows, [2, 4], shape.FilterWidth, shape.Width), weight);
    }

    private static Tensor Sum(Tensor values, long[] dimensions, int taps, int size)
    {
        Tensor sum = values.clone();
        for (int shift = -(taps / 2); shift <= taps / 2; shift++)
        {
            int inside = size - Math.Abs(shift);
            if (shift == 0 || inside <= 0) continue;
            Cut(sum, dimensions, Math.Max(0, -shift), inside).Increase(Cut(values, dimensions, Math.Max(0, shift), inside));
        }

        return sum;
    }

    private static Tensor Cut(Tensor values, long[] dimensions, int first, int count) =>
        dimensions.Aggregate(values, (view, dimension) => view.narrow(dimension, first, count));
}
