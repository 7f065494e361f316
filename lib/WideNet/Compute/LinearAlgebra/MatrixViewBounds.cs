namespace WideNet.Compute.LinearAlgebra;

/// <summary>The one check that both matrix views make, so that no product can leave its span.</summary>
internal static class MatrixViewBounds
{
    public static void Check(int length, int rows, int columns, int rowStride, int columnStride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(rowStride);
        ArgumentOutOfRangeException.ThrowIfNegative(columnStride);
        if (rows == 0 || columns == 0) return;
        long needed = ((rows - 1L) * rowStride) + ((columns - 1L) * columnStride) + 1;
        if (needed > length)
        {
            throw new ArgumentException(
                Invariant($"A {rows}×{columns} view with strides {rowStride} and {columnStride} needs {needed} values, but the span has {length}."));
        }
    }
}
