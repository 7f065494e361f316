using System.Buffers;
using System.Numerics;
using WideNet.Compute.LinearAlgebra;
using WideNet.Networks;
using WideNet.Numerics;

namespace WideNet.Compute.Backpropagation;

/// <summary>z = s_w X Wᵀ + s_b b for a batch of rows, with its gradients, all as matrix products.</summary>
internal static class DenseLayer
{
    private const int RowsPerTile = 16;

    /// <summary>z [m, out] ← s_w x [m, in] · weightᵀ + s_b bias.</summary>
    public static void Forward<T>(LayerShape layer, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, ReadOnlySpan<T> x, int rows, Span<T> z, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The bias goes in first, so that the product adds to it and the batch is written once.
        Span<T> scaled = z[..layer.Outputs];
        T biasScale = T.CreateTruncating(layer.BiasScale);
        for (int o = 0; o < scaled.Length; o++) scaled[o] = biasScale * bias[o];
        for (int i = 1; i < rows; i++) scaled.CopyTo(z.Slice(i * layer.Outputs, layer.Outputs));
        var left = new ReadOnlyMatrixView<T>(x, rows, layer.Inputs, layer.Inputs);
        var right = new ReadOnlyMatrixView<T>(weight, layer.Outputs, layer.Inputs, layer.Inputs);
        var target = new MatrixView<T>(z, rows, layer.Outputs, layer.Outputs);
        MatrixProduct.Run(T.CreateTruncating(layer.WeightScale), left, right.Transposed, T.One, target, ProductPart.Full, threads);
    }

    /// <summary>dW += s_w dzᵀ x and db += s_b Σ dz.</summary>
    public static void AddGradient<T>(
        LayerShape layer, ReadOnlySpan<T> x, ReadOnlySpan<T> dz, int rows, Span<T> weightGradient, Span<T> biasGradient, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var left = new ReadOnlyMatrixView<T>(dz, rows, layer.Outputs, layer.Outputs);
        var right = new ReadOnlyMatrixView<T>(x, rows, layer.Inputs, layer.Inputs);
        var target = new MatrixView<T>(weightGradient, layer.Outputs, layer.Inputs, layer.Inputs);
        MatrixProduct.Run(T.CreateTruncating(layer.WeightScale), left.Transposed, right, T.One, target, ProductPart.Full, threads);
        AddColumnSums(T.CreateTruncating(layer.BiasScale), dz, rows, layer.Outputs, biasGradient);
    }

    /// <summary>dx [m, in] ← s_w dz [m, out] · weight.</summary>
    public static void BackwardInput<T>(LayerShape layer, ReadOnlySpan<T> weight, ReadOnlySpan<T> dz, int rows, Span<T> dx, int? threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var left = new ReadOnlyMatrixView<T>(dz, rows, layer.Outputs, layer.Outputs);
        var right = new ReadOnlyMatrixView<T>(weight, layer.Outputs, layer.Inputs, layer.Inputs);
        var target = new MatrixView<T>(dx, rows, layer.Inputs, layer.Inputs);
        MatrixProduct.Run(T.CreateTruncating(layer.WeightScale), left, right, T.Zero, target, ProductPart.Full, threads);
    }

    /// <summary>Calls <paramref name="body"/> for runs of rows, on several threads.</summary>
    public static void ForRows(int rows, int? threads, Action<int, int> body)
    {
        int tiles = (rows + RowsPerTile - 1) / RowsPerTile;
        ParallelTiles.For(tiles, threads, tile => body(tile * RowsPerTile, Math.Min(RowsPerTile, rows - (tile * RowsPerTile))));
    }

    // Row by row: the sums stay in the cache while the rows stream by.
    private static void AddColumnSums<T>(T factor, ReadOnlySpan<T> values, int rows, int columns, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] buffer = ArrayPool<T>.Shared.Rent(columns);
        Span<T> sums = buffer.AsSpan(0, columns);
        sums.Clear();
        for (int i = 0; i < rows; i++) VectorSum.Add(sums, values.Slice(i * columns, columns));
        for (int o = 0; o < columns; o++) target[o] += factor * sums[o];
        ArrayPool<T>.Shared.Return(buffer);
    }
}
