using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Cli.Cases;

/// <summary>How far computed matrices are from a reference array: max |error| / max |entry|, slice by slice.</summary>
/// <remarks>A slice whose reference is all zeros counts its absolute error. NaN anywhere gives NaN, which no tolerance accepts. Shown by
/// ArrayErrorTests.</remarks>
internal sealed class ArrayError
{
    private ArrayError(IReadOnlyList<double> bySlice) => BySlice = bySlice;

    /// <summary>The error of each slice, such as the kernel of one depth.</summary>
    public IReadOnlyList<double> BySlice { get; }

    /// <summary>The largest error of any slice, or NaN when there is one.</summary>
    public double Largest => BySlice.Aggregate(0.0, Math.Max);

    /// <summary>Index of the slice with <see cref="Largest"/>.</summary>
    public int WorstSlice => Math.Max(0, BySlice.ToList().FindIndex(error => error.Equals(Largest)));

    /// <summary>Whether every slice lies within a tolerance.</summary>
    /// <param name="tolerance">Largest error accepted, at least 0.</param>
    public bool IsWithin(double tolerance) => BySlice.All(error => error <= tolerance);

    /// <summary>Compares matrices with an array of shape [slices, rows, columns], or one matrix with an array of shape [rows, columns].</summary>
    /// <param name="name">Name of the array, for messages.</param>
    /// <param name="actual">The matrices computed.</param>
    /// <param name="reference">The array they must equal.</param>
    /// <exception cref="DataFormatException">The shapes differ.</exception>
    public static ArrayError Compare(string name, IReadOnlyList<Matrix> actual, NpyArray reference)
    {
        int[] shape = [actual.Count, actual[0].Rows, actual[0].Columns];
        bool fits = reference.Shape.SequenceEqual(shape) || (actual.Count == 1 && reference.Shape.SequenceEqual(shape[1..]));
        if (!fits)
        {
            throw new DataFormatException(
                $"The reference array {name} has the shape ({string.Join(", ", reference.Shape)}), but ({string.Join(", ", shape)}) was computed.");
        }

        double[] expected = reference.ToDoubles();
        int size = shape[1] * shape[2];
        return new ArrayError([.. actual.Select((matrix, i) => Error(matrix.Values, expected.AsSpan(i * size, size)))]);
    }

    private static double Error(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        double error = 0, scale = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            error = Math.Max(error, Math.Abs(actual[i] - expected[i]));
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        return scale == 0 ? error : error / scale;
    }
}
