using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The law of one trained network of infinite width, f_t = f_0 + P_t (Y - f_0(X)) with f_0 drawn from the NNGP.</summary>
/// <remarks>
/// Gaussian with mean P_t Y and covariance K_tt + P_t K_XX P_tᵀ - P_t K_Xt - K_tX P_tᵀ (Lee et al. 2019): the mean predictor is its mean over
/// initialisations, and its spread is what a single training run adds. Shown by TrainedNetworkLawTests.
/// </remarks>
public static class TrainedNetworkLaw
{
    /// <summary>The law on test inputs.</summary>
    /// <param name="predictor">P_t [n, m], such as <see cref="GradientFlow.Predictor"/> of the NTK or <see cref="MeanPredictor"/>.</param>
    /// <param name="targets">Y [m, k].</param>
    /// <param name="nngpTrainTrain">K_XX [m, m].</param>
    /// <param name="nngpTestTrain">K_tX [n, m].</param>
    /// <param name="nngpTestTest">K_tt [n, n].</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static GaussianPrediction Compute(Matrix predictor, Matrix targets, Matrix nngpTrainTrain, Matrix nngpTestTrain, Matrix nngpTestTest)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        KernelShapes.RequireTrainTrain(nngpTrainTrain);
        KernelShapes.RequireTargets(targets, nngpTrainTrain);
        KernelShapes.RequireTestTrain(nngpTestTrain, nngpTrainTrain);
        KernelShapes.RequireTestTest(nngpTestTest, nngpTestTrain);
        if (predictor.Rows != nngpTestTrain.Rows || predictor.Columns != nngpTestTrain.Columns)
        {
            throw new ArgumentException($"The predictor is {predictor.Rows}×{predictor.Columns}, but the test-train kernel is {nngpTestTrain.Rows}×{nngpTestTrain.Columns}; both must have one size.");
        }

        // P K_XX Pᵀ - P K_Xt - K_tX Pᵀ = M + Mᵀ with M = P (K_XX Pᵀ/2 - K_Xt).
        Matrix inner = MatrixProduct.Multiply(nngpTrainTrain, predictor, transposeB: true);
        for (int i = 0; i < inner.Rows; i++)
        {
            for (int j = 0; j < inner.Columns; j++)
            {
                inner[i, j] = (inner[i, j] / 2) - nngpTestTrain[j, i];
            }
        }

        Matrix half = MatrixProduct.Multiply(predictor, inner);
        var covariance = new Matrix(half.Rows, half.Rows);
        for (int i = 0; i < half.Rows; i++)
        {
            for (int j = 0; j < half.Rows; j++)
            {
                covariance[i, j] = nngpTestTest[i, j] + (half[i, j] + half[j, i]);
            }
        }

        return new GaussianPrediction(MatrixProduct.Multiply(predictor, targets), covariance);
    }
}
