using WideNet.Numerics;

namespace WideNet.Data;

/// <summary>An n-dimensional array in C order, as a NumPy <c>.npy</c> file holds it.</summary>
/// <remarks>The last index runs fastest. A shape without dimensions is a scalar of one element. Shown by NpyArrayTests.</remarks>
internal sealed class NpyArray
{
    private readonly int[] _shape;
    private readonly Array _values;

    /// <summary>Wraps doubles without copying them.</summary>
    /// <param name="values">Elements in C order.</param>
    /// <param name="shape">Lengths of the dimensions, each at least 0; none for a scalar.</param>
    /// <exception cref="ArgumentException">The shape is negative or does not hold as many elements.</exception>
    public NpyArray(double[] values, params ReadOnlySpan<int> shape)
        : this(NpyKind.Float64, values, shape)
    {
    }

    /// <summary>Wraps floats without copying them.</summary>
    /// <inheritdoc cref="NpyArray(double[], ReadOnlySpan{int})"/>
    public NpyArray(float[] values, params ReadOnlySpan<int> shape)
        : this(NpyKind.Float32, values, shape)
    {
    }

    /// <summary>Wraps bytes without copying them.</summary>
    /// <inheritdoc cref="NpyArray(double[], ReadOnlySpan{int})"/>
    public NpyArray(byte[] values, params ReadOnlySpan<int> shape)
        : this(NpyKind.UInt8, values, shape)
    {
    }

    /// <summary>Wraps 64-bit integers without copying them.</summary>
    /// <inheritdoc cref="NpyArray(double[], ReadOnlySpan{int})"/>
    public NpyArray(long[] values, params ReadOnlySpan<int> shape)
        : this(NpyKind.Int64, values, shape)
    {
    }

    private NpyArray(NpyKind kind, Array values, ReadOnlySpan<int> shape)
    {
        Kind = kind;
        _shape = shape.ToArray();
        _values = values;
        bool negative = Array.Exists(_shape, n => n < 0);
        if (negative || values.Length != CountOf(_shape))
        {
            string needed = negative ? "has a negative length" : Invariant($"holds {CountOf(_shape)} elements");
            throw new ArgumentException($"The shape {Describe(_shape)} {needed}, but {nameof(values)} has {values.Length}.", nameof(shape));
        }
    }

    /// <summary>The kind of the elements.</summary>
    public NpyKind Kind { get; }

    /// <summary>Lengths of the dimensions, outermost first.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Number of dimensions.</summary>
    public int Rank => _shape.Length;

    /// <summary>The elements as they are stored.</summary>
    /// <typeparam name="T">double, float, byte or long, the type of <see cref="Kind"/>.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is another type; nothing is converted here.</exception>
    public ReadOnlySpan<T> Elements<T>()
        where T : unmanaged
    {
        return _values is T[] values && typeof(T) == _values.GetType().GetElementType()
            ? values
            : throw new InvalidOperationException($"This array holds {Kind}, not {typeof(T).Name}; use {nameof(ToDoubles)} to convert.");
    }

    /// <summary>The elements as doubles, in a new array.</summary>
    /// <exception cref="InvalidOperationException">A 64-bit integer lies beyond ±2^53, where doubles have gaps.</exception>
    public double[] ToDoubles() => _values switch
    {
        double[] doubles => [.. doubles],
        float[] floats => Array.ConvertAll(floats, v => (double)v),
        byte[] bytes => Array.ConvertAll(bytes, v => (double)v),
        _ => Array.ConvertAll((long[])_values, Exact),
    };

    /// <summary>A one- or two-dimensional array as a matrix; one dimension gives one column.</summary>
    /// <exception cref="InvalidOperationException">There are more dimensions, or none.</exception>
    public Matrix ToMatrix() => Rank switch
    {
        1 => new Matrix(_shape[0], 1, ToDoubles()),
        2 => new Matrix(_shape[0], _shape[1], ToDoubles()),
        _ => throw new InvalidOperationException($"A matrix needs 1 or 2 dimensions, but the array has the shape {Describe(_shape)}."),
    };

    /// <summary>Network inputs: [examples, features] as vectors, [examples, rows, columns, channels] as images.</summary>
    /// <exception cref="InvalidOperationException">The array has neither two nor four dimensions.</exception>
    /// <exception cref="ArgumentException">An element is NaN or infinite, or an image has no pixel.</exception>
    public InputBatch ToInputBatch() => Rank switch
    {
        2 => new InputBatch(_shape[0], 1, 1, _shape[1], ToDoubles()),
        4 => new InputBatch(_shape[0], _shape[1], _shape[2], _shape[3], ToDoubles()),
        _ => throw new InvalidOperationException(
            $"Inputs need the shape (examples, features) or (examples, rows, columns, channels), but the array has the shape {Describe(_shape)}."),
    };

    /// <summary>The first element that is NaN or infinite, with its place such as <c>(3, 5)</c>; null if there is none.</summary>
    internal (string Entry, double Value)? FirstNotFinite()
    {
        int at = _values switch
        {
            double[] doubles => Array.FindIndex(doubles, v => !double.IsFinite(v)),
            float[] floats => Array.FindIndex(floats, v => !float.IsFinite(v)),
            _ => -1,
        };
        if (at < 0) return null;
        int[] place = new int[Rank];
        for (int d = Rank - 1, rest = at; d >= 0; d--) (rest, place[d]) = Math.DivRem(rest, _shape[d]);
        return (Describe(place), _values is double[] values ? values[at] : ((float[])_values)[at]);
    }

    /// <summary>A matrix as a float64 array [Rows, Columns], copied.</summary>
    public static NpyArray From(Matrix matrix) => new(matrix.Values.ToArray(), matrix.Rows, matrix.Columns);

    /// <summary>Matrices of one shape stacked to a float64 array [count, Rows, Columns], such as kernels at several depths.</summary>
    /// <param name="matrices">At least one matrix.</param>
    /// <exception cref="ArgumentException">There is none, or the shapes differ.</exception>
    public static NpyArray Stack(IReadOnlyList<Matrix> matrices)
    {
        RequireOneShape(matrices);
        int rows = matrices[0].Rows, columns = matrices[0].Columns;
        double[] values = new double[checked(matrices.Count * rows * columns)];
        for (int i = 0; i < matrices.Count; i++) matrices[i].Values.CopyTo(values.AsSpan(i * rows * columns));
        return new NpyArray(values, matrices.Count, rows, columns);
    }

    /// <summary>Inputs as a float64 array [examples, rows, columns, channels], copied.</summary>
    public static NpyArray From(InputBatch inputs) => new(inputs.Values.ToArray(), inputs.Count, inputs.Height, inputs.Width, inputs.Channels);

    /// <summary>Kind and shape, such as <c>Float64 (10, 64, 64)</c>.</summary>
    public override string ToString() => $"{Kind} {Describe(_shape)}";

    /// <summary>Checks that matrices can be stacked.</summary>
    /// <exception cref="ArgumentException">There is none, or the shapes differ.</exception>
    internal static void RequireOneShape(IReadOnlyList<Matrix> matrices)
    {
        if (matrices.Count == 0)
        {
            throw new ArgumentException("Stacking needs at least one matrix, but there is none.", nameof(matrices));
        }

        for (int i = 1; i < matrices.Count; i++)
        {
            if (matrices[i].Rows != matrices[0].Rows || matrices[i].Columns != matrices[0].Columns)
            {
                throw new ArgumentException(
                    Invariant($"Stacked matrices must have one shape, but number 0 is {matrices[0].Rows}×{matrices[0].Columns} and number {i} is ")
                        + Invariant($"{matrices[i].Rows}×{matrices[i].Columns}."), nameof(matrices));
            }
        }
    }

    internal static string Describe<T>(ReadOnlySpan<T> shape) => $"({string.Join(", ", shape.ToArray())}{(shape.Length == 1 ? "," : "")})";

    private static string Describe(int[] shape) => Describe<int>(shape);

    private static Int128 CountOf(int[] shape) => shape.Contains(0) ? 0 : shape.Aggregate((Int128)1, (n, length) => n > int.MaxValue ? n : n * length);

    private static double Exact(long value)
    {
        return value is >= -(1L << 53) and <= 1L << 53
            ? value
            : throw new InvalidOperationException(Invariant($"The integer {value} lies beyond 2^53 and has no exact double."));
    }
}
