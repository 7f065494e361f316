namespace WideNet.Numerics;

/// <summary>A dense matrix of doubles, row-major and contiguous: entry (i, j) is <c>Values[i * Columns + j]</c>.</summary>
/// <remarks>Rows are what the field's formulas put first: kernels are [m, n], data [examples, features], predictions [examples, outputs].</remarks>
public sealed class Matrix
{
    private readonly double[] _values;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, NewStorage(rows, columns))
    {
    }

    /// <summary>Wraps an existing row-major array without copying it.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="values">Row-major entries; its length must be rows × columns.</param>
    /// <exception cref="ArgumentException">The length does not fit the shape.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                Invariant($"A {rows}×{columns} matrix needs {(long)rows * columns} values, but {nameof(values)} has {values.Length}."), nameof(values));
        }

        Rows = rows;
        Columns = columns;
        _values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>All entries, row-major; writes go to the matrix.</summary>
    public Span<double> Values => _values;

    /// <summary>The entry in row <paramref name="i"/> and column <paramref name="j"/>, both from 0.</summary>
    /// <param name="i">Row index.</param>
    /// <param name="j">Column index.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside the matrix.</exception>
    public double this[int i, int j]
    {
        get => _values[Offset(i, j)];
        set => _values[Offset(i, j)] = value;
    }

    /// <summary>One row as a span of length <see cref="Columns"/>; writes go to the matrix.</summary>
    /// <param name="i">Row index from 0.</param>
    public Span<double> Row(int i)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Rows, nameof(i));
        return _values.AsSpan(i * Columns, Columns);
    }

    /// <summary>The array behind the matrix, row by row: for LINQ, for tensors, and for code that shares it between threads.</summary>
    /// <returns>The row-major storage itself, not a copy.</returns>
    public double[] Storage() => _values;

    /// <summary>The matrix with the entry a_ij = f(i, j).</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <param name="entry">f, called once for each entry, row by row.</param>
    public static Matrix Of(int rows, int columns, Func<int, int, double> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var result = new Matrix(rows, columns);
        for (int i = 0, at = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) result._values[at++] = entry(i, j);
        }

        return result;
    }

    /// <summary>The matrix f(a_ij).</summary>
    /// <param name="value">f.</param>
    public Matrix Map(Func<double, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var result = new Matrix(Rows, Columns);
        for (int i = 0; i < _values.Length; i++) result._values[i] = value(_values[i]);
        return result;
    }

    /// <summary>The matrix f(a_ij, b_ij).</summary>
    /// <param name="other">b, of the same shape.</param>
    /// <param name="value">f.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Matrix Zip(Matrix other, Func<double, double, double> value)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(value);
        if ((other.Rows, other.Columns) != (Rows, Columns))
            throw new ArgumentException($"The other is a {other}; it must have the shape of this {this}.", nameof(other));
        var result = new Matrix(Rows, Columns);
        for (int i = 0; i < _values.Length; i++) result._values[i] = value(_values[i], other._values[i]);
        return result;
    }

    /// <summary>The matrix f(i) a_ij: every row times a factor of its own.</summary>
    internal Matrix ScaledRows(Func<int, double> factor)
    {
        Matrix result = Clone();
        for (int i = 0; i < Rows; i++)
        {
            double f = factor(i);
            foreach (ref double value in result.Row(i)) value *= f;
        }

        return result;
    }

    /// <summary>A copy with its own storage.</summary>
    public Matrix Clone() => new(Rows, Columns, [.. _values]);

    /// <summary>The transpose, as a new matrix [Columns, Rows].</summary>
    public Matrix Transpose()
    {
        var result = new Matrix(Columns, Rows);
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                result._values[(j * Rows) + i] = _values[(i * Columns) + j];
            }
        }

        return result;
    }

    /// <summary>The rows and columns named, as a new matrix.</summary>
    /// <param name="firstRow">First row taken.</param>
    /// <param name="rows">Number of rows taken.</param>
    /// <param name="firstColumn">First column taken.</param>
    /// <param name="columns">Number of columns taken.</param>
    public Matrix Block(int firstRow, int rows, int firstColumn, int columns)
    {
        var result = new Matrix(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            Row(firstRow + i).Slice(firstColumn, columns).CopyTo(result.Row(i));
        }

        return result;
    }

    /// <summary>Root mean square of the entries, √(Σ a_ij²/(rows · columns)). Test: MatrixTests.</summary>
    /// <exception cref="InvalidOperationException">There is no entry.</exception>
    public double RootMeanSquare()
    {
        if (_values.Length == 0) throw new InvalidOperationException($"A {this} has no entry, so their root mean square is not defined.");
        double squares = 0;
        foreach (double value in _values) squares += value * value;
        return Math.Sqrt(squares / _values.Length);
    }

    /// <summary>The n × n identity.</summary>
    /// <param name="n">Size.</param>
    public static Matrix Identity(int n) => Of(n, n, (i, j) => i == j ? 1 : 0);

    /// <summary>Shape in words, such as <c>Matrix 64×10</c>.</summary>
    public override string ToString() => $"Matrix {Rows}×{Columns}";

    private static double[] NewStorage(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        return new double[checked(rows * columns)];
    }

    private int Offset(int i, int j)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Rows, nameof(i));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)j, (uint)Columns, nameof(j));
        return (i * Columns) + j;
    }
}
