using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Kernel regression f(x) = Θ(x, X) (Θ(X, X) + ridge·I)⁻¹ Y: with the NTK and no ridge what an infinitely wide network from f_0 = 0 predicts at t =
/// ∞.</summary>
/// <remarks>Cholesky factorization; nothing is added to the diagonal but the ridge asked for. Relative error of about m ε κ (KernelRegressionTests).</remarks>
public sealed class KernelRegression
{
    /// <summary>Fits the training targets.</summary>
    /// <param name="trainTrain">Θ [m, m], symmetric positive definite.</param>
    /// <param name="targets">Y [m, k].</param>
    /// <param name="ridge">Added to the diagonal, finite and at least 0; 0 for none.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or the ridge is negative.</exception>
    /// <exception cref="NotPositiveDefiniteException">The kernel is not positive definite in double precision: the message names pivot, κ and a ridge to
    /// start from.</exception>
    public KernelRegression(Matrix trainTrain, Matrix targets, double ridge = 0, int? threads = null)
    {
        KernelShapes.RequireTrainTrain(trainTrain);
        KernelShapes.RequireTargets(targets, trainTrain);
        TrainTrain = trainTrain;
        Coefficients = CholeskyFactorization.Factor(trainTrain, ridge, threads).Solve(targets, threads);
    }

    /// <summary>α = (Θ + ridge·I)⁻¹ Y [m, k].</summary>
    public Matrix Coefficients { get; }

    private Matrix TrainTrain { get; }

    /// <summary>Predictions for new inputs.</summary>
    /// <param name="testTrain">Θ_test,train [n, m].</param>
    /// <returns>Θ_test,train α [n, k].</returns>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public Matrix Predict(Matrix testTrain)
    {
        KernelShapes.RequireTestTrain(testTrain, TrainTrain);
        return MatrixProduct.Multiply(testTrain, Coefficients);
    }
}
