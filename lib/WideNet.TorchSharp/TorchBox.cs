using WideNet.Kernels;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>The sum over the taps of a convolution for blocks of pixel pairs: Σ_δ A(α+δ, β+δ), with zeros or the other side beyond the border.</summary>
internal static class TorchBox
{
    /// <summary>The sum over all taps.</summary>
    /// <param name="values">[pairs, H, W], or [pairs, H, W, H, W] for all pixel pairs.</param>
    /// <param name="shape">Image, filter and padding.</param>
    /// <param name="isPool">Whether <paramref name="values"/> holds all pixel pairs.</param>
    /// <returns>The sums, of the same shape.</returns>
    public static Tensor Sum(Tensor values, ConvolutionalShape shape, bool isPool)
    {
        Tensor rows = Along(values, isPool ? [1, 3] : [1], shape.FilterHeight, shape.Height, shape.IsCircular);
        return Along(rows, isPool ? [2, 4] : [2], shape.FilterWidth, shape.Width, shape.IsCircular);
    }

    private static Tensor Along(Tensor values, long[] dimensions, int taps, int size, bool isCircular)
    {
        Tensor sum = values.clone();
        for (int shift = -(taps / 2); shift <= taps / 2; shift++)
        {
            if (shift == 0) continue;
            if (isCircular)
            {
                long[] shifts = [.. dimensions.Select(_ => -(long)shift)];
                sum.add_(values.roll(shifts, dimensions));
                continue;
            }

            int inside = size - Math.Abs(shift);
            if (inside <= 0) continue;
            Cut(sum, dimensions, Math.Max(0, -shift), inside).add_(Cut(values, dimensions, Math.Max(0, shift), inside));
        }

        return sum;
    }

    private static Tensor Cut(Tensor values, long[] dimensions, int first, int count) =>
        dimensions.Aggregate(values, (view, dimension) => view.narrow(dimension, first, count));
}
