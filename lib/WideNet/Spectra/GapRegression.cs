using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The mean predictor P(Θ) = Θ(X_test, X_train) Θ(X_train, X_train)⁻¹ from gaps, exact where Θ is constant or diagonal up to rounding.</summary>
/// <remarks>
/// Gaps route: Schur complement on the complement of the constant vector (<see cref="GapComplement"/>), exact algebra.
/// Entries route: Cholesky factorization of Θ in units of its diagonal. The route whose entries are smaller is taken; in deep chaos
/// deviations from one off-diagonal value, where the kernel has them. It agrees with the plain predictor where that one is exact
/// (GapSpectrumTests), and with 140-digit values to 1e-10 relative up to κ = 5e110, to 1e-9 in deep chaos and for nearly collinear
/// inputs; the estimate covers the true error (SpectrumCaseTests).
/// </remarks>
internal sealed class GapRegression
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
        GapShapes.RequireTrainTrain(trainTrain);
        RequireDistinct(trainTrain);
        _kernel = trainTrain;
        _solver = Choose(trainTrain, threads);
    }

    /// <summary>Which representation is used.</summary>
    public KernelRoute Route => _solver.Route;

    /// <summary>P(Θ) Y with error estimates.</summary>
    /// <param name="testTrain">Θ(X_test, X_train) [n, m] at the same depth.</param>
    /// <param name="labels">Y [m, k].</param>
    /// <param name="centre">Whether each column's mean is removed, exactly: what is left is the part that depends on the data.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>Predictions [n, k].</returns>
    /// <exception cref="ArgumentException">The sizes or depths do not fit.</exception>
    public GapPrediction Predict(GapKernel testTrain, Matrix labels, bool centre = false, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        GapShapes.RequireTestTrain(testTrain, _kernel);
        if (labels.Rows != _kernel.ScaledNtkGaps.Rows)
        {
            throw new ArgumentException(Invariant($"There are {labels.Rows} rows of labels for {_kernel.ScaledNtkGaps.Rows} training inputs."), nameof(labels));
        }

        double[] means = ColumnMeans(labels);
        GapSolution solution = _solver.Solve(
            centre ? Matrix.Of(labels.Rows, labels.Columns, (i, j) => labels[i, j] - means[j]) : labels, centre, threads);
        Matrix values = _solver.Apply(testTrain, solution, threads), errors = Errors(testTrain, solution, threads);
        return _solver is GapSolverOfDeviations deviations
            ? Unscaled(values, errors, deviations, centre ? new double[means.Length] : means, centre ? 0 : GapErrors.Norm(labels))
            : new GapPrediction(Route) { Values = values, Errors = errors };
    }

    private static GapSolver Choose(GapKernel kernel, int? threads)
    {
        if (kernel.PlainError is null && GapSolverOfDeviations.Serves(kernel))
        {
            return new GapSolverOfDeviations(kernel, kernel.Deviations!, threads);
        }

        Matrix entries = kernel.ScaledEntries.Clone();
        for (int i = 0; i < entries.Rows; i++)
        {
            entries[i, i] = kernel.GapUnit * kernel.ScaledNtkGaps[i, i];
        }

        bool useGaps = kernel.PlainError is null && kernel.GapUnit * GapErrors.Norm(kernel.ScaledNtkGaps) <= GapErrors.Norm(entries);
        return useGaps ? new GapSolverOfGaps(kernel, threads) : new GapSolverOfEntries(kernel, threads);
    }

    private static double[] ColumnMeans(Matrix labels)
    {
        Matrix columns = labels.Transpose();
        return [.. Enumerable.Range(0, columns.Rows).Select(j => GapComplement.Sum(columns.Row(j)) / labels.Rows)];
    }

    // Back from the unit of the deviations, with the part that the labels' means make and the rounding of labels of that size.
    private GapPrediction Unscaled(Matrix values, Matrix errors, GapSolverOfDeviations deviations, double[] means, double labels)
    {
        int exponent = deviations.Exponent - _kernel.Exponent, m = _kernel.ScaledNtkGaps.Rows;
        Matrix plain = values.Clone(), plainErrors = errors.Clone();
        for (int t = 0; t < values.Rows; t++)
        {
            for (int j = 0; j < values.Columns; j++)
            {
                double constant = deviations.ConstantPart(m * means[j]);
                plain[t, j] = Math.ScaleB(values[t, j], exponent) + constant;
                plainErrors[t, j] = Math.ScaleB(errors[t, j], exponent) + (2 * _kernel.CommonError * Math.Abs(constant)) + (
                    Math.ScaleB(1, -53) * Math.Abs(deviations.ConstantPart(Math.Sqrt(m) * labels)));
            }
        }

        bool isScaled = means.All(mean => mean == 0);
        return new GapPrediction(Route)
        {
            Values = plain,
            Errors = plainErrors,
            Scaled = isScaled ? values : null,
            ScaledErrors = isScaled ? errors : null,
            Exponent = isScaled ? exponent : 0,
        };
    }

    // First order: P Y changes by dθ_t c - P dΘ c, c = Θ⁻¹ Y. Entry errors are taken in absolute value, the common factor as it is, and the change of
    // basis and the factorization, which mix small entries with large ones, by norms.
    private Matrix Errors(GapKernel testTrain, GapSolution solution, int? threads)
    {
        Matrix predictor = _solver.Predictor(testTrain, threads), c = solution.Coefficients;
        Matrix each = Combined(
            _solver.Sizes(testTrain, trainTrain: false), c.Map(Math.Abs), predictor.Map(Math.Abs), _solver.Sizes(_kernel, trainTrain: true), 1, threads);
        Matrix common = Combined(_solver.Weights(testTrain, trainTrain: false), c, predictor, _solver.Weights(_kernel, trainTrain: true), -1, threads);
        double entry = GapErrors.Rounding(_kernel), algebra = GapErrors.Algebra(_kernel) * GapErrors.Norm(_solver.Weights(_kernel, trainTrain: true));
        Matrix turned = c.Transpose();

        // Deviations have a common factor of their own, beside that of the diagonal.
        Matrix own = _solver.Route == KernelRoute.Deviations ? _solver.Apply(testTrain, solution, threads) : new Matrix(each.Rows, each.Columns);
        for (int t = 0; t < each.Rows; t++)
        {
            double size = GapErrors.Norm(predictor.Row(t));
            for (int j = 0; j < each.Columns; j++)
            {
                each[t, j] = (entry * each[t, j]) + (algebra * size * GapErrors.Norm(turned.Row(j))) + (
                    _kernel.CommonError * (Math.Abs(common[t, j]) + Math.Abs(own[t, j])));
            }
        }

        return each;
    }

    // test·c + sign·P·train·c.
    private static Matrix Combined(Matrix test, Matrix c, Matrix predictor, Matrix train, double sign, int? threads)
    {
        Matrix direct = MatrixProduct.Multiply(test, c, threads: threads);
        Matrix through = MatrixProduct.Multiply(predictor, MatrixProduct.Multiply(train, c, threads: threads), threads: threads);
        return direct.Zip(through, (a, b) => a + (sign * b));
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
                    throw new ArgumentException(
                        Invariant($"Training inputs {b} and {a} are equal, so Θ is singular and has no mean predictor; drop one of them, or use kernel ")
                            + "regression with a ridge.", nameof(kernel));
                }
            }
        }
    }
}
