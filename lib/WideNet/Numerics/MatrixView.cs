using WideNet.Compute.LinearAlgebra;

namespace WideNet.Numerics;

/// <summary>A writable rectangle of entries inside a span: entry (i, j) is <c>Values[i * RowStride + j * ColumnStride]</c>.</summary>
/// <typeparam name="T">Entry type, <see cref="float"/> or <see cref="double"/> for the matrix product.</typeparam>
internal readonly ref struct MatrixView<T>
    where T : unmanaged
{
    /// <summary>Views entries with any strides.</summary>
    /// <param name="values">Span that starts at entry (0, 0).</param>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <param name="rowStride">Distance from one row to the next, at least 0 (for a row-major block: the leading dimension).</param>
    /// <param name="columnStride">Distance from one column to the next, at least 0.</param>
    /// <exception cref="ArgumentException">The last entry lies outside the span.</exception>
    public MatrixView(Span<T> values, int rows, int columns, int rowStride, int columnStride = 1)
    {
        MatrixViewBounds.Check(values.Length, rows, columns, rowStride, columnStride);
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>The span that starts at entry (0, 0).</summary>
    public Span<T> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Distance from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>Distance from one column to the next.</summary>
    public int ColumnStride { get; }

    /// <summary>The same entries, read only.</summary>
    public static implicit operator ReadOnlyMatrixView<T>(MatrixView<T> view) => view.AsReadOnly();

    /// <summary>The same entries, read only.</summary>
    public ReadOnlyMatrixView<T> AsReadOnly() => new(Values, Rows, Columns, RowStride, ColumnStride);
}
