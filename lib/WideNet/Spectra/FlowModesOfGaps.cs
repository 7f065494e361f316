using WideNet.Compute.Vectors;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Modes from gaps: the top eigenvector (1, z)/√(1 + |z|²), and x_i = [-zᵀ; I](I + z zᵀ)^-1/2 u_i with u_i the eigenvectors of the exact rest
/// (<see cref="GapInvariantSplit"/>).</summary>
/// <remarks>The components of a kernel row along x_i are (θ̃ - zθ_0)·(I + z zᵀ)^-1/2 u_i: differences of gaps, never of entries.</remarks>
internal sealed class FlowModesOfGaps : FlowModes
{
    private readonly GapInvariantSplit _split;
    private readonly Matrix _vectors;
    private readonly int _count;

    public FlowModesOfGaps(GapKernel kernel, GapInvariantSplit split, int? threads)
    {
        _split = split;
        _count = kernel.ScaledNtkGaps.Rows;
        Noise = GapErrors.OfSplit(kernel, split);
        SymmetricEigenDecomposition eigen = _count > 1
            ? SymmetricEigen.Decompose(split.Rest(), threads)
            : new SymmetricEigenDecomposition { Values = [], Vectors = new Matrix(0, 0) };
        _vectors = eigen.Vectors;
        Values = [.. eigen.Values, split.Largest];
        ValueErrors = [.. eigen.Values.Select(_ => Noise), kernel.GapUnit * Noise];
        Exponents = [.. eigen.Values.Select(_ => kernel.NtkGapExponent), kernel.Exponent];
    }

    public override KernelRoute Route => KernelRoute.Gaps;

    public override double[] Values { get; }

    public override double[] ValueErrors { get; }

    public override int[] Exponents { get; }

    public override double Noise { get; }

    public override Matrix Project(Matrix labels, int? threads)
    {
        int k = labels.Columns;
        double[] rest = new double[_count - 1], column = new double[_count], top = new double[k];
        var inner = new Matrix(k, _count - 1);
        for (int j = 0; j < k; j++)
        {
            for (int i = 0; i < _count; i++)
            {
                column[i] = labels[i, j];
            }

            double constant = _split.Complement.Split(column, rest);
            top[j] = (constant + DenseVectors.Dot(_split.Tangent, rest)) * _split.Cosine;
            DenseVectors.AddScaled(-constant, _split.Tangent, rest);
            _split.ApplyMetric(rest);
            rest.CopyTo(inner.Row(j));
        }

        return Append(MatrixProduct.Multiply(inner, _vectors, threads: threads), top).Transpose();
    }

    public override Matrix Reconstruct(Matrix components, int? threads)
    {
        int k = components.Columns;
        Matrix turned = components.Transpose();
        Matrix inner = MatrixProduct.Multiply(turned.Block(0, k, 0, _count - 1), _vectors, transposeB: true, threads: threads);
        var result = new Matrix(_count, k);
        double[] column = new double[_count];
        for (int j = 0; j < k; j++)
        {
            Span<double> rest = inner.Row(j);
            double top = turned[j, _count - 1] * _split.Cosine;
            _split.ApplyMetric(rest);
            double constant = top - DenseVectors.Dot(_split.Tangent, rest);
            DenseVectors.AddScaled(top, _split.Tangent, rest);
            _split.Complement.Join(constant, rest, column);
            for (int i = 0; i < _count; i++)
            {
                result[i, j] = column[i];
            }
        }

        return result;
    }

    public override Matrix ProjectRows(GapKernel testTrain, int? threads)
    {
        int n = testTrain.ScaledNtkGaps.Rows;
        var inner = new Matrix(n, _count - 1);
        double[] top = new double[n];
        for (int t = 0; t < n; t++)
        {
            Span<double> rest = inner.Row(t);
            double constant = _split.Complement.SplitKernelRow(testTrain, t, rest);
            top[t] = (constant + (_split.Complement.Ratio * DenseVectors.Dot(_split.Tangent, rest))) * _split.Cosine;
            DenseVectors.AddScaled(-constant / _split.Complement.Alpha, _split.Scaled, rest);
            _split.ApplyMetric(rest);
        }

        return Append(MatrixProduct.Multiply(inner, _vectors, threads: threads), top);
    }

    public override double RowSize(GapKernel testTrain, int t)
    {
        double offsets = testTrain.Columns is null
            ? 0
            : GapErrors.Norm([.. testTrain.Columns.ScaledNtk]) + (Math.Abs(testTrain.Rows!.ScaledNtk[t]) * Math.Sqrt(_count));
        return GapErrors.Norm(testTrain.ScaledNtkGaps.Row(t)) + (offsets / 2);
    }

    public override Matrix Vectors(int? threads) => Reconstruct(Matrix.Identity(_count), threads);

    private static Matrix Append(Matrix matrix, double[] last) =>
        Matrix.Of(matrix.Rows, matrix.Columns + 1, (i, j) => j < matrix.Columns ? matrix[i, j] : last[i]);
}
