using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Compute.Gaps;

/// <summary>Half squared distances |x_a - x_b|²/2n of all pairs, from differences, so that close inputs keep their digits.</summary>
/// <remarks>
/// Summed in eight lanes, feature i in lane i mod 8, in order: an entry has the same bits wherever it stands, exchanging a and b changes no bit,
/// and equal inputs are at distance 0 exactly (GapRecursionTests).
/// </remarks>
internal sealed class GapDistances
{
    private const int Lanes = 8;
    private const int Edge = 32;

    // Features per pass: five rows of 4 KB stay in the first-level cache.
    private const int Chunk = 512;

    private readonly double[] _left, _right;
    private readonly int _rows, _columns, _stride, _features;

    /// <summary>Copies the inputs, each example padded with zeros to whole vectors.</summary>
    public GapDistances(InputBatch x1, InputBatch x2)
    {
        (_rows, _columns, _features) = (x1.Count, x2.Count, x1.FeatureCount);
        _stride = (_features + Lanes - 1) / Lanes * Lanes;
        _left = Padded(x1);
        _right = ReferenceEquals(x1, x2) ? _left : Padded(x2);
    }

    /// <summary>The matrix [m1, m2].</summary>
    /// <param name="isSymmetric">Whether both sets are the same: half of the pairs are mirrored then.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    public Matrix Compute(bool isSymmetric, int? threads)
    {
        var result = new Matrix(_rows, _columns);
        (int Row, int Column)[] tiles = ParallelTiles.Squares(_rows, _columns, Edge, isSymmetric);
        double[] values = result.Storage();
        ParallelTiles.For(tiles.Length, threads, tile => Tile(tiles[tile].Row, tiles[tile].Column, isSymmetric, values));
        return result;
    }

    private void Tile(int a0, int b0, bool isSymmetric, double[] values)
    {
        var sums = new Vector512<double>[Edge * Edge];
        int rows = Math.Min(Edge, _rows - a0), columns = Math.Min(Edge, _columns - b0);
        for (int start = 0; start < _stride; start += Chunk)
        {
            int length = Math.Min(Chunk, _stride - start);
            for (int j = 0; j < columns; j += 4)
            {
                ReadOnlySpan<double> y0 = Column(b0 + j, start, length), y1 = Column(b0 + j + 1, start, length);
                ReadOnlySpan<double> y2 = Column(b0 + j + 2, start, length), y3 = Column(b0 + j + 3, start, length);
                for (int i = 0; i < rows; i++)
                {
                    Step(_left.AsSpan(((a0 + i) * _stride) + start, length), y0, y1, y2, y3, sums.AsSpan((i * Edge) + j, 4));
                }
            }
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double gap = Vector512.Sum(sums[(i * Edge) + j]) / (2.0 * _features);
                values[((a0 + i) * _columns) + b0 + j] = gap;
                if (isSymmetric)
                {
                    values[((b0 + j) * _columns) + a0 + i] = gap;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y0, ReadOnlySpan<double> y1, ReadOnlySpan<double> y2, ReadOnlySpan<double> y3,
        Span<Vector512<double>> sums)
    {
        int length = x.Length;
        if (y0.Length != length || y1.Length != length || y2.Length != length || y3.Length != length || length % Lanes != 0)
        {
            throw new ArgumentException("The rows must have one length, a multiple of eight.");
        }

        // All reads lie below the common length checked above.
        ref double px = ref MemoryMarshal.GetReference(x), p0 = ref MemoryMarshal.GetReference(y0), p1 = ref MemoryMarshal.GetReference(y1);
        ref double p2 = ref MemoryMarshal.GetReference(y2), p3 = ref MemoryMarshal.GetReference(y3);
        Vector512<double> s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
        for (nuint i = 0; i < (nuint)length; i += Lanes)
        {
            var v = Vector512.LoadUnsafe(ref px, i);
            Vector512<double> d0 = v - Vector512.LoadUnsafe(ref p0, i), d1 = v - Vector512.LoadUnsafe(ref p1, i);
            Vector512<double> d2 = v - Vector512.LoadUnsafe(ref p2, i), d3 = v - Vector512.LoadUnsafe(ref p3, i);
            s0 = Vector512.FusedMultiplyAdd(d0, d0, s0);
            s1 = Vector512.FusedMultiplyAdd(d1, d1, s1);
            s2 = Vector512.FusedMultiplyAdd(d2, d2, s2);
            s3 = Vector512.FusedMultiplyAdd(d3, d3, s3);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
    }

    // Beyond the last example it is repeated.
    private ReadOnlySpan<double> Column(int b, int start, int length) => _right.AsSpan((Math.Min(b, _columns - 1) * _stride) + start, length);

    private double[] Padded(InputBatch x)
    {
        double[] values = new double[(long)x.Count * _stride];
        for (int a = 0; a < x.Count; a++)
        {
            x.Example(a).CopyTo(values.AsSpan(a * _stride, _features));
        }

        return values;
    }
}
