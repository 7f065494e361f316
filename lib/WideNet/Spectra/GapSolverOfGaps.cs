using WideNet.Compute.Vectors;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Solves by the Schur complement: x̃ = S⁻¹(ỹ - r y_0/α), x_0 = (y_0 - r·x̃)/α in the basis [1/√m, Q].</summary>
internal sealed class GapSolverOfGaps : GapSolver
{
    private readonly GapKernel _kernel;
    private readonly GapComplement _complement;
    private readonly CholeskyFactorization? _factor;

    public GapSolverOfGaps(GapKernel kernel, int? threads)
    {
        _kernel = kernel;
        _complement = new GapComplement(kernel);
        _factor = kernel.ScaledNtkGaps.Rows > 1 ? CholeskyFactorization.Factor(_complement.Schur(), threads: threads) : null;
    }

    public override KernelRoute Route => KernelRoute.Gaps;

    public override Matrix Weights(GapKernel kernel, bool trainTrain) => Combined(kernel, (gap, own) => gap - (own / 2));

    public override Matrix Sizes(GapKernel kernel, bool trainTrain) => Combined(kernel, (gap, own) => Math.Abs(gap) + (Math.Abs(own) / 2));

    // Labels have no unit: x̃ comes in the inverse unit of G, x_0 in that of Θ.
    public override GapSolution Solve(Matrix labels, bool isCentred, int? threads)
    {
        int m = labels.Rows, k = labels.Columns;
        double[] constants = new double[k], column = new double[m], rest = new double[m - 1];
        var right = new Matrix(m - 1, k);
        for (int j = 0; j < k; j++)
        {
            Column(labels, j, column);
            constants[j] = _complement.Split(column, rest);
            constants[j] = isCentred ? 0 : constants[j];
            for (int i = 0; i < m - 1; i++)
            {
                right[i, j] = rest[i] - (_complement.Ratio * _complement.Coupling[i] * (constants[j] / _complement.Alpha));
            }
        }

        Matrix solved = _factor?.Solve(right, threads) ?? right;
        var coefficients = new Matrix(m, k);
        for (int j = 0; j < k; j++)
        {
            Column(solved, j, rest);
            constants[j] = (constants[j] - DenseVectors.Dot(_complement.Coupling, rest)) / _complement.Alpha;
            _complement.Join(_complement.Ratio * constants[j], rest, column);
            for (int i = 0; i < m; i++)
            {
                coefficients[i, j] = column[i];
            }
        }

        return new GapSolution { Coefficients = coefficients, Constants = constants };
    }

    // θ_t·c = (p √m + …) x_0 - g_t·c, and half the offsets of the training examples.
    public override Matrix Apply(GapKernel testTrain, GapSolution solution, int? threads)
    {
        Matrix gaps = testTrain.ScaledNtkGaps.Clone();
        for (int t = 0; testTrain.Columns is not null && t < gaps.Rows; t++)
        {
            for (int i = 0; i < gaps.Columns; i++)
            {
                gaps[t, i] -= testTrain.Columns.ScaledNtk[i] / 2;
            }
        }

        Matrix values = MatrixProduct.Multiply(gaps, solution.Coefficients, threads: threads);
        double root = Math.Sqrt(_kernel.ScaledNtkGaps.Rows);
        for (int t = 0; t < values.Rows; t++)
        {
            double scale = root * (_kernel.ScaledDiagonal + (_complement.Ratio * (testTrain.Rows?.ScaledNtk[t] ?? 0) / 2));
            for (int j = 0; j < values.Columns; j++)
            {
                values[t, j] = (scale * solution.Constants[j]) - values[t, j];
            }
        }

        return values;
    }

    public override Matrix Predictor(GapKernel testTrain, int? threads)
    {
        int m = _kernel.ScaledNtkGaps.Rows, n = testTrain.ScaledNtkGaps.Rows;
        double[] constants = new double[n], rest = new double[m - 1];
        var right = new Matrix(m - 1, n);
        for (int t = 0; t < n; t++)
        {
            constants[t] = _complement.SplitKernelRow(testTrain, t, rest);
            for (int i = 0; i < m - 1; i++)
            {
                right[i, t] = rest[i] - (_complement.Coupling[i] * (constants[t] / _complement.Alpha));
            }
        }

        Matrix solved = _factor?.Solve(right, threads) ?? right;
        var predictor = new Matrix(n, m);
        for (int t = 0; t < n; t++)
        {
            Column(solved, t, rest);
            double constant = (constants[t] - (_complement.Ratio * DenseVectors.Dot(_complement.Coupling, rest))) / _complement.Alpha;
            _complement.Join(constant, rest, predictor.Row(t));
        }

        return predictor;
    }

    // p 1 1ᵀ - Θ from its gaps and the two offsets of each entry.
    private static Matrix Combined(GapKernel kernel, Func<double, double, double> combine)
    {
        if (kernel.Rows is not GapOffsets rows || kernel.Columns is not GapOffsets columns)
        {
            return kernel.ScaledNtkGaps;
        }

        Matrix gaps = kernel.ScaledNtkGaps;
        return Matrix.Of(gaps.Rows, gaps.Columns, (a, b) => combine(combine(gaps[a, b], rows.ScaledNtk[a]), columns.ScaledNtk[b]));
    }

    private static void Column(Matrix matrix, int j, Span<double> column)
    {
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = matrix[i, j];
        }
    }
}
