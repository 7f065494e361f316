using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The mean predictor P(Θ) = Θ(X_test, X_train) Θ(X_train, X_train)⁻¹ from gaps, exact where Θ is constant or diagonal up to rounding.</summary>
/// <remarks>
/// Gaps route: Schur complement on the complement of the constant vector (<see cref="GapComplement"/>), exact algebra. Entries route: Cholesky factorization of Θ in units of its
/// diagonal. The route whose entries are smaller is taken. 1e-10 relative against 140-digit values up to κ = 5e110, 1e-9 in deep chaos and for nearly collinear
/// inputs, and the estimate covers the true error (GapRegressionTests).
/// </remarks>
public sealed class GapRegression
{
    private readonly GapKernel _kernel;
    private readonly GapSolver _solver;

    /// <summary>Factors the kernel, cost O(m³).</summary>
    /// <param name="trainTrain">Train-train kernel of m examples.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The kernel is test-train, or two training inputs are equal, which makes Θ singular.</exception>
    /// <exception cref="NotPositiveDefiniteException">The kernel is singular in double precision.</exception>
    public GapRegression(GapKernel trainTrain, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(trainTrain);
        if (!trainTrain.IsTrainTrain)
        {
            throw new ArgumentException("The kernel is test-train; the training set needs a train-train kernel.", nameof(trainTrain));
        }

        RequireDistinct(trainTrain);
        _kernel = trainTrain;
        double ratio = Math.ScaleB(1, trainTrain.NtkGapExponent - trainTrain.Exponent);
        Matrix entries = trainTrain.ScaledEntries.Clone();
        for (int i = 0; i < entries.Rows; i++)
        {
            entries[i, i] = ratio * trainTrain.ScaledNtkGaps[i, i];
        }

        bool useGaps = ratio * GapErrors.Norm(trainTrain.ScaledNtkGaps) <= GapErrors.Norm(entries);
        _solver = useGaps ? new GapSolverOfGaps(trainTrain, threads) : new GapSolverOfEntries(trainTrain, threads);
    }

    /// <summary>Which representation is used.</summary>
    public GapRoute Route => _solver.Route;

    /// <summary>P(Θ) Y with error estimates.</summary>
    /// <param name="testTrain">Θ(X_test, X_train) [n, m] at the same depth.</param>
    /// <param name="labels">Y [m, k].</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>Predictions [n, k].</returns>
    /// <exception cref="ArgumentException">The sizes or depths do not fit.</exception>
    public GapPrediction Predict(GapKernel testTrain, Matrix labels, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Require(testTrain);
        if (labels.Rows != _kernel.ScaledNtkGaps.Rows)
        {
            throw new ArgumentException($"There are {labels.Rows} rows of labels for {_kernel.ScaledNtkGaps.Rows} training inputs.", nameof(labels));
        }

        GapSolution solution = _solver.Solve(labels, threads);
        Matrix values = _solver.Apply(testTrain, solution, threads);
        return new GapPrediction { Values = values, Errors = Errors(testTrain, solution, threads), Route = Route };
    }

    /// <summary>P(Θ) itself.</summary>
    /// <param name="testTrain">Θ(X_test, X_train) [n, m] at the same depth.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>P [n, m].</returns>
    /// <exception cref="ArgumentException">The sizes or depths do not fit.</exception>
    public Matrix MeanPredictor(GapKernel testTrain, int? threads = null)
    {
        Require(testTrain);
        return _solver.Predictor(testTrain, threads);
    }

    // First order: P Y changes by dθ_t c - P dΘ c, c = Θ⁻¹ Y. Entry errors are taken in absolute value, the common factor as it is.
    private Matrix Errors(GapKernel testTrain, GapSolution solution, int? threads)
    {
        Matrix predictor = _solver.Predictor(testTrain, threads), train = _solver.Weights(_kernel, trainTrain: true), test = _solver.Weights(testTrain, trainTrain: false);
        Matrix c = solution.Coefficients;
        Matrix each = Combined(Absolute(test), Absolute(c), Absolute(predictor), Absolute(train), 1, threads);
        Matrix common = Combined(test, c, predictor, train, -1, threads);
        double entry = GapErrors.Rounding(_kernel);
        for (int i = 0; i < each.Values.Length; i++)
        {
            each.Values[i] = (entry * each.Values[i]) + (_kernel.CommonError * Math.Abs(common.Values[i]));
        }

        return each;
    }

    // test·c + sign·P·train·c.
    private static Matrix Combined(Matrix test, Matrix c, Matrix predictor, Matrix train, double sign, int? threads)
    {
        Matrix direct = MatrixProduct.Multiply(test, c, threads: threads);
        Matrix through = MatrixProduct.Multiply(predictor, MatrixProduct.Multiply(train, c, threads: threads), threads: threads);
        for (int i = 0; i < direct.Values.Length; i++)
        {
            direct.Values[i] += sign * through.Values[i];
        }

        return direct;
    }

    private static Matrix Absolute(Matrix matrix)
    {
        Matrix result = matrix.Clone();
        foreach (ref double value in result.Values)
        {
            value = Math.Abs(value);
        }

        return result;
    }

    private static void RequireDistinct(GapKernel kernel)
    {
        Matrix g = kernel.ScaledNtkGaps;
        for (int a = 0; a < g.Rows; a++)
        {
            for (int b = 0; b < a; b++)
            {
                if ((g[a, b] - g[a, a]) + (g[a, b] - g[b, b]) == 0)
                {
                    throw new ArgumentException($"Training inputs {b} and {a} are equal, so Θ is singular and has no mean predictor; drop one of them, or use kernel regression with a ridge.", nameof(kernel));
                }
            }
        }
    }

    private void Require(GapKernel testTrain)
    {
        ArgumentNullException.ThrowIfNull(testTrain);
        if (testTrain.Depth != _kernel.Depth || testTrain.ScaledNtkGaps.Columns != _kernel.ScaledNtkGaps.Rows)
        {
            throw new ArgumentException(
                $"The test-train kernel has depth {testTrain.Depth} and {testTrain.ScaledNtkGaps.Columns} columns; the train-train kernel has depth {_kernel.Depth} and {_kernel.ScaledNtkGaps.Rows} examples.",
                nameof(testTrain));
        }

        if (testTrain.Exponent != _kernel.Exponent || testTrain.NtkGapExponent != _kernel.NtkGapExponent)
        {
            throw new ArgumentException("The two kernels have different scales; they must come from one network and inputs of one norm.", nameof(testTrain));
        }
    }
}
