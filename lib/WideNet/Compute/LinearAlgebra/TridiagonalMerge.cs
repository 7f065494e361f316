using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Merges the solutions of two halves: eigenvalues and eigenvectors of diag(D1, D2) + ρ z zᵀ.</summary>
/// <remarks>
/// Entries of z that do not matter and poles that coincide are split off first. The vectors come from a z that is recomputed from the roots, which makes them
/// orthogonal however close the roots lie (M. Gu and S. Eisenstat, "A stable and efficient algorithm for the rank-one modification of the symmetric
/// eigenproblem", SIAM J. Matrix Anal. Appl. 15, 1994). Rows that live in one half only are kept together, so that the product skips their zeros.
/// </remarks>
internal sealed class TridiagonalMerge(double[] d, double[] rows, int n, int start, int left, int size, double coupling, int? threads)
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int RootsPerTask = 16;
    private const int ColumnsPerTask = 64;

    // Where a vector lives: in the left half, in both, or in the right half.
    private const int Left = 0;
    private const int Both = 1;
    private const int Right = 2;
    private readonly double[] _z = new double[size];
    private readonly int[] _home = new int[size];
    private readonly List<int> _kept = [];
    private readonly List<int> _split = [];
    private double _rho;

    private Span<double> RowOf(int i) => rows.AsSpan(((start + i) * n) + start, size);

    /// <summary>Replaces d[start …] and the block of rows by the merged solution, ascending.</summary>
    public void Run()
    {
        Deflate();
        int k = _kept.Count;
        double[] values = new double[size], vectors = GC.AllocateUninitializedArray<double>(size * size);
        if (k > 0) SolveKept(values, vectors);
        for (int p = 0; p < _split.Count; p++)
        {
            values[k + p] = d[start + _split[p]];
            RowOf(_split[p]).CopyTo(vectors.AsSpan((k + p) * size));
        }

        int[] order = [.. Enumerable.Range(0, size)];
        Array.Sort((double[])values.Clone(), order);
        ParallelTiles.For((size + ColumnsPerTask - 1) / ColumnsPerTask, threads, task =>
        {
            for (int i = task * ColumnsPerTask; i < Math.Min(size, (task + 1) * ColumnsPerTask); i++)
            {
                d[start + i] = values[order[i]];
                vectors.AsSpan(order[i] * size, size).CopyTo(RowOf(i));
            }
        });
    }

    /// <summary>Fills z and sorts the entries into those that take part in the secular equation and those that are eigenpairs already.</summary>
    private void Deflate()
    {
        // u has length √2: z = Qᵀ u/√2 has length 1 and takes the factor 2 into ρ.
        double sign = Math.CopySign(Math.Sqrt(0.5), coupling), largestD = 0, largestZ = 0;
        _rho = 2 * Math.Abs(coupling);
        for (int i = 0; i < size; i++)
        {
            bool isLeft = i < left;
            _home[i] = isLeft ? Left : Right;
            _z[i] = isLeft ? Math.Sqrt(0.5) * RowOf(i)[left - 1] : sign * RowOf(i)[left];
            largestD = Math.Max(largestD, Math.Abs(d[start + i]));
            largestZ = Math.Max(largestZ, Math.Abs(_z[i]));
        }

        double tolerance = 8 * Epsilon * Math.Max(largestD, largestZ * Math.Min(1, _rho));
        int[] order = [.. Enumerable.Range(0, size)];
        Array.Sort(d.AsSpan(start, size).ToArray(), order);
        int previous = -1;
        foreach (int i in order)
        {
            if (_rho * Math.Abs(_z[i]) <= tolerance)
            {
                _split.Add(i);
                continue;
            }

            if (previous >= 0)
            {
                if (RotateAway(previous, i, tolerance)) _split.Add(previous);
                else _kept.Add(previous);
            }

            previous = i;
        }

        if (previous >= 0) _kept.Add(previous);
    }

    /// <summary>If two poles nearly coincide, rotates all of z into the second and leaves the first as an eigenpair.</summary>
    private bool RotateAway(int p, int i, double tolerance)
    {
        double r = double.Hypot(_z[p], _z[i]), c = _z[i] / r, s = -_z[p] / r, dp = d[start + p], di = d[start + i];
        if (!(Math.Abs((di - dp) * c * s) <= tolerance)) return false;
        _z[i] = r;
        _z[p] = 0;
        if (_home[p] != _home[i]) _home[p] = _home[i] = Both;
        Span<double> x = RowOf(p), y = RowOf(i);
        for (int k = 0; k < size; k++)
        {
            double old = x[k];
            x[k] = (c * old) + (s * y[k]);
            y[k] = (c * y[k]) - (s * old);
        }

        d[start + p] = (dp * c * c) + (di * s * s);
        d[start + i] = (dp * s * s) + (di * c * c);
        return true;
    }

    private void SolveKept(double[] values, double[] vectors)
    {
        int k = _kept.Count;
        double[] poles = [.. _kept.Select(i => d[start + i])], z2 = [.. _kept.Select(i => _z[i] * _z[i])];
        double[] s = GC.AllocateUninitializedArray<double>(k * k);
        ForTasks(k, RootsPerTask, i => values[i] = SecularEquation.Solve(i, poles, z2, _rho, s.AsSpan(i * k, k)));
        double[] weights = Weights(poles, s);

        // Kept rows in the order left, both, right; a row's place in that order is its column in the vectors of the small problem.
        int[] grouped = [.. Enumerable.Range(0, k).OrderBy(j => _home[_kept[j]])], place = new int[k];
        for (int j = 0; j < k; j++) place[grouped[j]] = j;
        ForTasks(k, RootsPerTask, i => MakeVector(s.AsSpan(i * k, k), weights, place));
        int notRight = _kept.Count(i => _home[i] != Right), notLeft = _kept.Count(i => _home[i] != Left);
        Multiply(0, notRight, Pack(grouped, 0, notRight, 0, left), 0, left, s, vectors);
        Multiply(k - notLeft, notLeft, Pack(grouped, k - notLeft, notLeft, left, size - left), left, size - left, s, vectors);
    }

    private double[] Pack(int[] grouped, int first, int count, int column, int width)
    {
        double[] packed = GC.AllocateUninitializedArray<double>(count * width);
        for (int j = 0; j < count; j++) RowOf(_kept[grouped[first + j]]).Slice(column, width).CopyTo(packed.AsSpan(j * width));
        return packed;
    }

    private void Multiply(int first, int count, double[] packed, int column, int width, double[] s, double[] vectors)
    {
        int k = _kept.Count;
        MatrixProduct.Multiply(
            1,
            new ReadOnlyMatrixView<double>(s.AsSpan(Math.Min(first, s.Length - 1)), k, count, k),
            new ReadOnlyMatrixView<double>(packed, count, width, width),
            0,
            new MatrixView<double>(vectors.AsSpan(column), k, width, size),
            threads);
    }

    /// <summary>The z for which the computed roots are exact: z_j² = Π_i (λ_i - d_j)/Π_{i≠j} (d_i - d_j), with the signs of the old z.</summary>
    private double[] Weights(double[] poles, double[] s)
    {
        int k = poles.Length;
        double[] weights = new double[k];
        ParallelTiles.For((k + ColumnsPerTask - 1) / ColumnsPerTask, threads, task =>
        {
            int first = task * ColumnsPerTask, count = Math.Min(ColumnsPerTask, k - first);
            Span<double> products = stackalloc double[count];
            products.Fill(1);
            for (int i = 0; i < k; i++)
            {
                ReadOnlySpan<double> delta = s.AsSpan((i * k) + first, count);
                MultiplyRatios(products, delta, poles.AsSpan(first, count), poles[i], i - first);
            }

            for (int j = 0; j < count; j++) weights[first + j] = Math.CopySign(Math.Sqrt(Math.Abs(products[j])), _z[_kept[first + j]]);
        });
        return weights;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRatios(Span<double> products, ReadOnlySpan<double> delta, ReadOnlySpan<double> poles, double pole, int own)
    {
        double kept = (uint)own < (uint)products.Length ? products[own] * delta[own] : 0;
        int lanes = Vector<double>.Count, j = 0;
        for (; j + lanes <= products.Length; j += lanes)
        {
            Vector<double> ratio = new Vector<double>(delta[j..]) / (new Vector<double>(poles[j..]) - new Vector<double>(pole));
            (new Vector<double>(products[j..]) * ratio).CopyTo(products[j..]);
        }

        for (; j < products.Length; j++) products[j] *= delta[j] / (poles[j] - pole);
        if ((uint)own < (uint)products.Length) products[own] = kept;
    }

    /// <summary>Turns d_j - λ_i into the eigenvector z_j/(d_j - λ_i), normalised, each entry at its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MakeVector(Span<double> row, double[] weights, int[] place)
    {
        double[] vector = new double[row.Length];
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            vector[j] = weights[j] / row[j];
            sum += vector[j] * vector[j];
        }

        double factor = 1 / Math.Sqrt(sum);
        for (int j = 0; j < row.Length; j++) row[place[j]] = vector[j] * factor;
    }

    private void ForTasks(int count, int perTask, Action<int> body) => ParallelTiles.For((count + perTask - 1) / perTask, threads, task =>
    {
        for (int i = task * perTask; i < Math.Min(count, (task + 1) * perTask); i++) body(i);
    });
}
