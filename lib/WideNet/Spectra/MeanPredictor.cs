using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>The mean predictor P(Θ) = Θ(X_test, X_train) Θ(X_train, X_train)⁻¹, which turns training labels into predictions at t = ∞.</summary>
/// <remarks>Solved by Cholesky factorization, never by an inverse: relative error of about m ε κ (Xiao et al. 2020, section 3; MeanPredictorTests).</remarks>
public static class MeanPredictor
{
    /// <summary>P(Θ), or Θ_test,train (Θ + ridge·I)⁻¹.</summary>
    /// <param name="trainTrain">Θ [m, m], symmetric positive definite.</param>
    /// <param name="testTrain">Θ_test,train [n, m].</param>
    /// <param name="ridge">Added to the diagonal of <paramref name="trainTrain"/>; 0 for none.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <returns>P [n, m].</returns>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    /// <exception cref="NotPositiveDefiniteException">The kernel is not positive definite in double precision: the message names pivot and κ.</exception>
    public static Matrix Compute(Matrix trainTrain, Matrix testTrain, double ridge = 0, int? threads = null)
    {
        KernelShapes.RequireTrainTrain(trainTrain);
        KernelShapes.RequireTestTrain(testTrain, trainTrain);
        return CholeskyFactorization.Factor(trainTrain, ridge, threads).Solve(testTrain.Transpose(), threads).Transpose();
    }
}
