using WideNet.Compute.Vectors;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Solves L Y = B and Lᵀ X = Y in place for many right-hand sides, recursively on matrix products.</summary>
internal sealed class TriangularSolve(double[] lower, int n, double[] b, int columns, int? threads)
{
    private const int Base = 32;
    private const int ColumnsPerTask = 128;

    /// <summary>B ← L⁻¹ B.</summary>
    public void Forward() => Forward(0, n);

    /// <summary>B ← L⁻ᵀ B.</summary>
    public void Backward() => Backward(0, n);

    private void Forward(int start, int size)
    {
        if (size <= Base)
        {
            ForTasks((first, count) =>
            {
                for (int i = start; i < start + size; i++)
                {
                    Span<double> row = Row(i, first, count);
                    for (int j = start; j < i; j++) DenseVectors.AddScaled(-lower[(i * n) + j], Row(j, first, count), row);
                    Divide(row, lower[(i * n) + i]);
                }
            });
            return;
        }

        int half = size / 2;
        Forward(start, half);
        MatrixProduct.Multiply(-1, Block(start + half, size - half, start, half), View(start, half), 1, View(start + half, size - half), threads);
        Forward(start + half, size - half);
    }

    private void Backward(int start, int size)
    {
        if (size <= Base)
        {
            ForTasks((first, count) =>
            {
                for (int i = start + size - 1; i >= start; i--)
                {
                    Span<double> row = Row(i, first, count);
                    for (int j = i + 1; j < start + size; j++) DenseVectors.AddScaled(-lower[(j * n) + i], Row(j, first, count), row);
                    Divide(row, lower[(i * n) + i]);
                }
            });
            return;
        }

        int half = size / 2;
        Backward(start + half, size - half);
        MatrixProduct.Multiply(-1, Block(start + half, size - half, start, half).Transposed, View(start + half, size - half), 1, View(start, half), threads);
        Backward(start, half);
    }

    private void ForTasks(Action<int, int> body) => ParallelTiles.For(
        (columns + ColumnsPerTask - 1) / ColumnsPerTask,
        threads,
        task => body(task * ColumnsPerTask, Math.Min(ColumnsPerTask, columns - (task * ColumnsPerTask))));

    private Span<double> Row(int i, int first, int count) => b.AsSpan((i * columns) + first, count);

    private MatrixView<double> View(int row, int rows) => new(b.AsSpan(row * columns), rows, columns, columns);

    private ReadOnlyMatrixView<double> Block(int row, int rows, int column, int width) => new(lower.AsSpan((row * n) + column), rows, width, n);

    private static void Divide(Span<double> row, double divisor)
    {
        foreach (ref double value in row) value /= divisor;
    }
}
