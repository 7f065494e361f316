using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Backpropagation;

/// <summary>Cuts the products of a convolution into tiles of eight rows by two vectors.</summary>
internal sealed unsafe class ConvolutionEngine<T, TVector, TSimd> : ConvolutionEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    private const int Rows = ConvolutionTile<T, TVector, TSimd>.Rows;

    // Pixels summed before a tile of the weight gradient goes back to memory: few enough for the first-level cache.
    private const int GradientPixels = 128;

    public override int BlockColumns => ConvolutionTile<T, TVector, TSimd>.Columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Convolve(ConvolutionGeometry geometry, T* image, int channels, T* packed, T* bias, int outputs, int firstPixel, int pixels, T* z)
    {
        int columns = ConvolutionTile<T, TVector, TSimd>.Columns;
        int run = geometry.FilterWidth * channels;
        nint imageRow = (nint)geometry.PaddedWidth * channels;
        nint channelSize = (nint)geometry.FilterHeight * run;
        nint* offsets = stackalloc nint[Rows];
        T* edge = stackalloc T[Rows * columns];
        for (int p = 0; p < pixels; p += Rows)
        {
            // A last tile that is not full repeats its last pixel and drops the copies.
            int height = Math.Min(Rows, pixels - p);
            for (int i = 0; i < Rows; i++) offsets[i] = (nint)geometry.FirstTap(firstPixel + p + Math.Min(i, height - 1)) * channels;
            for (int o = 0; o < outputs; o += columns)
            {
                // In a block of one vector the second vector of sums reads the next value's weights and is dropped.
                T* weights = packed + (o * channelSize);
                T* target = z + ((nint)p * outputs) + o;
                int width = Math.Min(columns, outputs - o), step = BlockStep(outputs - o);
                bool whole = height == Rows && width == columns;
                ConvolutionTile<T, TVector, TSimd>.Run(
                    image, offsets, 1, imageRow, weights, step, (nint)run * step, geometry.FilterHeight, run, bias + o, 0,
                    whole ? target : edge, whole ? outputs : columns);
                if (whole) continue;
                for (int i = 0; i < height; i++) new ReadOnlySpan<T>(edge + (i * columns), width).CopyTo(new Span<T>(target + ((nint)i * outputs), width));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddWeightGradient(
        ConvolutionGeometry geometry, T* image, int channels, T* dz, int outputs, int firstOutput, int firstJ, int countJ, T* sum)
    {
        int columns = ConvolutionTile<T, TVector, TSimd>.Columns;
        int paddedJ = (countJ + Rows - 1) / Rows * Rows;
        nint imageRow = (nint)geometry.PaddedWidth * channels;
        nint gradientRow = (nint)geometry.Width * outputs;
        int rowsAtOnce = Math.Max(1, GradientPixels / geometry.Width);
        nint* offsets = stackalloc nint[Rows];
        for (int y = 0; y < geometry.Height; y += rowsAtOnce)
        {
            int runs = Math.Min(rowsAtOnce, geometry.Height - y);
            T* right = dz + (y * gradientRow) + firstOutput;
            for (int row = 0; row < geometry.FilterHeight; row++)
            {
                T* left = image + ((y + row) * imageRow) + firstJ;
                for (int j = 0; j < paddedJ; j += Rows)
                {
                    for (int i = 0; i < Rows; i++) offsets[i] = Math.Min(j + i, countJ - 1);
                    T* target = sum + (((nint)(row * paddedJ) + j) * columns);
                    ConvolutionTile<T, TVector, TSimd>.Run(
                        left, offsets, channels, imageRow, right, outputs, gradientRow, runs, geometry.Width, target, columns, target, columns);
                }
            }
        }
    }
}
