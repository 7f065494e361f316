using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The law of one trained network of infinite width, f_t = f_0 + P_t (Y - f_0(X)) with f_0 drawn from the NNGP.</summary>
/// <remarks>
/// Gaussian with mean P_t Y and covariance K_tt + P_t K_XX P_tᵀ - P_t K_Xt - K_tX P_tᵀ (Lee et al. 2019): the mean predictor is its mean over
/// initialisations, and its spread is what a single training run adds. Shown by TrainedNetworkLawTests.
/// </remarks>
internal static class TrainedNetworkLaw
{
    /// <summary>The diagonal of K_tt + P K_XX Pᵀ - P K_Xt - K_tX Pᵀ: the variance of one network's output at each test image.</summary>
    /// <remarks>In O(n m²) and without K_tt's other entries.</remarks>
    /// <param name="predictor">P [n, m], such as <see cref="GradientFlow.Predictor"/> of the NTK or <see cref="MeanPredictor"/>.</param>
    /// <param name="trainTrain">K_XX [m, m].</param>
    /// <param name="testTrain">K_tX [n, m].</param>
    /// <param name="testVariances">The diagonal of K_tt, n numbers.</param>
    /// <returns>n variances.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static double[] Variances(Matrix predictor, Matrix trainTrain, Matrix testTrain, IReadOnlyList<double> testVariances)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(testVariances);
        KernelShapes.RequireTrainTrain(trainTrain);
        KernelShapes.RequireTestTrain(testTrain, trainTrain);
        RequirePredictor(predictor, testTrain);
        if (testVariances.Count != predictor.Rows)
        {
            throw new ArgumentException(
                Invariant($"There are {testVariances.Count} test variances, but the predictor has {predictor.Rows} rows; ")
                    + "both must be one for each test input.", nameof(testVariances));
        }

        Matrix product = MatrixProduct.Multiply(predictor, trainTrain, threads: 1);
        double[] variances = new double[predictor.Rows];
        for (int i = 0; i < variances.Length; i++)
        {
            ReadOnlySpan<double> p = predictor.Row(i), pk = product.Row(i), k = testTrain.Row(i);
            double sum = testVariances[i];
            for (int j = 0; j < p.Length; j++)
            {
                sum += p[j] * (pk[j] - (2 * k[j]));
            }

            variances[i] = sum;
        }

        return variances;
    }

    private static void RequirePredictor(Matrix predictor, Matrix testTrain)
    {
        if (predictor.Rows != testTrain.Rows || predictor.Columns != testTrain.Columns)
        {
            throw new ArgumentException(
                Invariant($"The predictor is {predictor.Rows}×{predictor.Columns}, but the test-train kernel is {testTrain.Rows}×{testTrain.Columns}; both ")
                    + "must have one size.");
        }
    }
}
