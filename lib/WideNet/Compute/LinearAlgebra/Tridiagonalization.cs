using WideNet.Compute.Vectors;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Householder reduction A = Q T Qᵀ to tridiagonal form, blocked, with Q kept as reflectors.</summary>
/// <remarks>
/// Half of the work is products of the trailing matrix with one vector, the other half one rank-2b update per panel of b reflectors
/// (J. Dongarra, S. Hammarling, D. Sorensen, "Block reduction of matrices to condensed forms", J. Comput. Appl. Math. 27, 1989).
/// Row j of the array becomes reflector j, H_j = I - τ_j v_j v_jᵀ with v_j zero up to entry j; Q = H_0 H_1 … H_{n-3}.
/// </remarks>
internal sealed class Tridiagonalization(double[] a, int n, int? threads)
{
    private const int Panel = 32;
    private const int TransformBlock = 128;
    private readonly double[] _tau = new double[n];
    private readonly SymmetricVectorProduct _product = new(a, n, threads);

    /// <summary>Diagonal of T [n].</summary>
    public double[] Diagonal { get; } = new double[n];

    /// <summary>Off-diagonal of T: entry j couples j and j + 1; the last one is 0.</summary>
    public double[] OffDiagonal { get; } = new double[n];

    /// <summary>Reduces the matrix whose upper triangle the array holds.</summary>
    public void Run()
    {
        // Rows of v, then rows of w, and the same two swapped: the update is one product of depth 2b.
        double[] vw = new double[2 * Panel * n], wv = new double[2 * Panel * n];
        for (int j0 = 0; j0 < n; j0 += Panel)
        {
            int width = Math.Min(Panel, n - j0);
            for (int k = 0; k < width; k++) ReduceRow(j0, k, width, vw);
            int rest = j0 + width;
            if (rest < n) Update(rest, width, vw, wv);
        }
    }

    /// <summary>Rows of z, each an eigenvector of T, become eigenvectors of A: Z ← Z Qᵀ.</summary>
    public void TransformRows(double[] z)
    {
        int count = Math.Max(0, n - 2);
        double[] gram = new double[TransformBlock * TransformBlock], t = new double[TransformBlock * TransformBlock];
        double[] y = new double[n * TransformBlock], yt = new double[n * TransformBlock];
        for (int end = count; end > 0; end = (end - 1) / TransformBlock * TransformBlock)
        {
            int first = (end - 1) / TransformBlock * TransformBlock, b = end - first, column = first + 1, width = n - column;
            var v = new ReadOnlyMatrixView<double>(a.AsSpan((first * n) + column), b, width, n);
            var target = new MatrixView<double>(z.AsSpan(column), n, width, n);
            MatrixProduct.Multiply(1, v, v.Transposed, 0, new MatrixView<double>(gram, b, b, b), threads);
            BlockFactor(gram, t, first, b);
            MatrixProduct.Multiply(1, target, v.Transposed, 0, new MatrixView<double>(y, n, b, b), threads);
            MatrixProduct.Multiply(
                1, new ReadOnlyMatrixView<double>(y, n, b, b), new ReadOnlyMatrixView<double>(t, b, b, b).Transposed, 0, new MatrixView<double>(yt, n, b, b),
                threads);
            MatrixProduct.Multiply(-1, new ReadOnlyMatrixView<double>(yt, n, b, b), v, 1, target, threads);
        }
    }

    /// <summary>The upper triangular T with H_first … H_{first+b-1} = I - Vᵀ T V, V holding the reflectors as rows.</summary>
    private void BlockFactor(double[] gram, double[] t, int first, int b)
    {
        t.AsSpan(0, b * b).Clear();
        for (int i = 0; i < b; i++)
        {
            double tau = _tau[first + i];
            t[(i * b) + i] = tau;
            for (int r = 0; r < i; r++)
            {
                // The Gram matrix is exactly symmetric, so its column is read as a row.
                t[(r * b) + i] = -tau * DenseVectors.Dot(t.AsSpan((r * b) + r, i - r), gram.AsSpan((i * b) + r, i - r));
            }
        }
    }

    private void ReduceRow(int j0, int k, int width, double[] vw)
    {
        int j = j0 + k, tail = j + 1, length = n - tail;
        Span<double> row = a.AsSpan((j * n) + j, n - j);
        for (int p = 0; p < k; p++)
        {
            Span<double> v = vw.AsSpan((p * n) + j, n - j), w = vw.AsSpan(((width + p) * n) + j, n - j);
            DenseVectors.AddScaled(-w[0], v, -v[0], w, row);
        }

        Diagonal[j] = row[0];
        a.AsSpan(j * n, tail).Clear();
        if (length == 0) return;
        Span<double> reflector = row[1..], newV = vw.AsSpan((k * n) + tail, length), newW = vw.AsSpan(((width + k) * n) + tail, length);
        MakeReflector(reflector, j);
        reflector.CopyTo(newV);
        newW.Clear();
        if (_tau[j] == 0) return;
        _product.Multiply(tail, newV, newW);
        for (int p = 0; p < k; p++)
        {
            Span<double> v = vw.AsSpan((p * n) + tail, length), w = vw.AsSpan(((width + p) * n) + tail, length);
            double wv = DenseVectors.Dot(w, newV), vv = DenseVectors.Dot(v, newV);
            DenseVectors.AddScaled(-wv, v, -vv, w, newW);
        }

        foreach (ref double value in newW) value *= _tau[j];
        DenseVectors.AddScaled(-0.5 * _tau[j] * DenseVectors.Dot(newW, newV), newV, newW);
    }

    /// <summary>Replaces x by v with v_0 = 1 such that (I - τ v vᵀ) x = β e_0, and keeps β and τ.</summary>
    private void MakeReflector(Span<double> x, int j)
    {
        double alpha = x[0], norm = Math.Sqrt(DenseVectors.Dot(x[1..], x[1..]));
        x[0] = 1;
        if (norm == 0)
        {
            OffDiagonal[j] = alpha;
            return;
        }

        double beta = -Math.CopySign(double.Hypot(alpha, norm), alpha);
        OffDiagonal[j] = beta;
        _tau[j] = (beta - alpha) / beta;
        double divisor = alpha - beta;
        foreach (ref double value in x[1..]) value /= divisor;
    }

    private void Update(int rest, int width, double[] vw, double[] wv)
    {
        vw.AsSpan(0, width * n).CopyTo(wv.AsSpan(width * n));
        vw.AsSpan(width * n, width * n).CopyTo(wv);
        int size = n - rest;
        MatrixProduct.Run(
            -1,
            new ReadOnlyMatrixView<double>(vw.AsSpan(rest), 2 * width, size, n).Transposed,
            new ReadOnlyMatrixView<double>(wv.AsSpan(rest), 2 * width, size, n),
            1,
            new MatrixView<double>(a.AsSpan((rest * n) + rest), size, size, n),
            ProductPart.Upper,
            threads);
    }
}
