using System.Runtime.Intrinsics;
using WideNet.Data;

namespace WideNet.Compute.FullyConnected;

/// <summary>Inputs as padded rows, and the input kernel x_a·x_b/n of blocks of them.</summary>
/// <remarks>
/// Every product is summed in eight lanes, feature i in lane i mod 8, in order, by fused multiply-adds; the lanes are added at the end. So an entry
/// has the same bits wherever it stands in a block, x_a·x_b = x_b·x_a, and equal inputs have a product equal to their squares, bit for bit.
/// </remarks>
internal sealed class FeatureRows
{
    private const int Lanes = 8;

    // Features per pass: the eight rows of a 4×4 step take 32 KB and stay in the first-level cache.
    private const int Chunk = 512;

    private readonly double[] _values;
    private readonly int _stride;
    private readonly int _features;

    /// <summary>Copies the inputs, each example padded with zeros to whole vectors.</summary>
    public FeatureRows(InputBatch x)
    {
        Count = x.Count;
        _features = x.FeatureCount;
        _stride = (_features + Lanes - 1) / Lanes * Lanes;
        _values = new double[(long)Count * _stride];
        for (int a = 0; a < Count; a++)
        {
            x.Example(a).CopyTo(_values.AsSpan(a * _stride, _features));
        }
    }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>x_a·x_a/n.</summary>
    public double Square(int a)
    {
        ReadOnlySpan<double> row = _values.AsSpan(a * _stride, _stride);
        var sum = Vector512<double>.Zero;
        for (int i = 0; i < row.Length; i += Lanes)
        {
            var v = Vector512.Create(row.Slice(i, Lanes));
            sum = Vector512.FusedMultiplyAdd(v, v, sum);
        }

        return Vector512.Sum(sum) / _features;
    }

    /// <summary>Refuses an example whose x·x/n has lost its digits to underflow, though it is not zero.</summary>
    /// <param name="a">The example.</param>
    /// <param name="square">Its x·x/n.</param>
    /// <exception cref="ArgumentException">It has.</exception>
    public void RequireResolved(int a, double square)
    {
        if (double.IsNormal(square) || !_values.AsSpan(a * _stride, _stride).ContainsAnyExcept(0.0)) return;
        throw new ArgumentException(Invariant($"Example {a} is not zero, but its x·x/n = {square:R} has underflowed; scale the inputs up."));
    }

    /// <summary>The block x_a·x_b/n of <paramref name="rows"/> examples from <paramref name="a0"/> with <paramref name="columns"/> of another set from
    /// <paramref name="b0"/>.</summary>
    /// <param name="a0">First example of the rows.</param>
    /// <param name="rows">Rows; beyond the last example it is repeated.</param>
    /// <param name="other">The set of the columns; may be this one.</param>
    /// <param name="b0">First example of the columns.</param>
    /// <param name="columns">Columns, a multiple of 4; beyond the last example it is repeated.</param>
    /// <param name="sums">Scratch of 8 values per entry, rows rounded up to a multiple of 4.</param>
    /// <param name="block">Receives the entries, row-major [rows, columns].</param>
    public unsafe void Block(int a0, int rows, FeatureRows other, int b0, int columns, double[] sums, double[] block)
    {
        int paddedRows = (rows + 3) & ~3;
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, paddedRows * columns * Lanes);
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Length, rows * columns);
        Array.Clear(sums, 0, paddedRows * columns * Lanes);

        // Rows are clamped to the set and features to the stride, so every read lies inside the two arrays; sums was checked above.
        fixed (double* left = _values, right = other._values, s = sums)
        {
            for (int start = 0; start < _stride; start += Chunk)
            {
                int length = Math.Min(Chunk, _stride - start);
                for (int i = 0; i < paddedRows; i += 4)
                {
                    for (int j = 0; j < columns; j += 4)
                    {
                        Step(
                            Row(left, a0 + i, start), Row(left, a0 + i + 1, start), Row(left, a0 + i + 2, start), Row(left, a0 + i + 3, start),
                            other.Row(right, b0 + j, start), other.Row(right, b0 + j + 1, start), other.Row(right, b0 + j + 2, start),
                            other.Row(right, b0 + j + 3, start),
                            length, s + (((i * columns) + j) * Lanes), columns * Lanes);
                    }
                }
            }

            for (int e = 0; e < rows * columns; e++)
            {
                block[e] = Vector512.Sum(Vector512.Load(s + (e * Lanes))) / _features;
            }
        }
    }

    private unsafe double* Row(double* values, int example, int start) => values + ((long)Math.Min(example, Count - 1) * _stride) + start;

    // Sixteen products at once: eight loads for sixteen multiply-adds.
    private static unsafe void Step(
        double* a0, double* a1, double* a2, double* a3, double* b0, double* b1, double* b2, double* b3, int length, double* sums, int stride)
    {
        double* r0 = sums, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        Vector512<double> s00 = Vector512.Load(r0), s01 = Vector512.Load(r0 + 8), s02 = Vector512.Load(r0 + 16), s03 = Vector512.Load(r0 + 24);
        Vector512<double> s10 = Vector512.Load(r1), s11 = Vector512.Load(r1 + 8), s12 = Vector512.Load(r1 + 16), s13 = Vector512.Load(r1 + 24);
        Vector512<double> s20 = Vector512.Load(r2), s21 = Vector512.Load(r2 + 8), s22 = Vector512.Load(r2 + 16), s23 = Vector512.Load(r2 + 24);
        Vector512<double> s30 = Vector512.Load(r3), s31 = Vector512.Load(r3 + 8), s32 = Vector512.Load(r3 + 16), s33 = Vector512.Load(r3 + 24);
        for (int i = 0; i < length; i += Lanes)
        {
            Vector512<double> x0 = Vector512.Load(b0 + i), x1 = Vector512.Load(b1 + i), x2 = Vector512.Load(b2 + i), x3 = Vector512.Load(b3 + i);
            Vector512<double> y = Vector512.Load(a0 + i);
            s00 = Vector512.FusedMultiplyAdd(y, x0, s00);
            s01 = Vector512.FusedMultiplyAdd(y, x1, s01);
            s02 = Vector512.FusedMultiplyAdd(y, x2, s02);
            s03 = Vector512.FusedMultiplyAdd(y, x3, s03);
            y = Vector512.Load(a1 + i);
            s10 = Vector512.FusedMultiplyAdd(y, x0, s10);
            s11 = Vector512.FusedMultiplyAdd(y, x1, s11);
            s12 = Vector512.FusedMultiplyAdd(y, x2, s12);
            s13 = Vector512.FusedMultiplyAdd(y, x3, s13);
            y = Vector512.Load(a2 + i);
            s20 = Vector512.FusedMultiplyAdd(y, x0, s20);
            s21 = Vector512.FusedMultiplyAdd(y, x1, s21);
            s22 = Vector512.FusedMultiplyAdd(y, x2, s22);
            s23 = Vector512.FusedMultiplyAdd(y, x3, s23);
            y = Vector512.Load(a3 + i);
            s30 = Vector512.FusedMultiplyAdd(y, x0, s30);
            s31 = Vector512.FusedMultiplyAdd(y, x1, s31);
            s32 = Vector512.FusedMultiplyAdd(y, x2, s32);
            s33 = Vector512.FusedMultiplyAdd(y, x3, s33);
        }

        Store(r0, s00, s01, s02, s03);
        Store(r1, s10, s11, s12, s13);
        Store(r2, s20, s21, s22, s23);
        Store(r3, s30, s31, s32, s33);
    }

    private static unsafe void Store(double* to, Vector512<double> v0, Vector512<double> v1, Vector512<double> v2, Vector512<double> v3)
    {
        v0.Store(to);
        v1.Store(to + 8);
        v2.Store(to + 16);
        v3.Store(to + 24);
    }
}
