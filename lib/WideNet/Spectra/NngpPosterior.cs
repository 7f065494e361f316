using WideNet.Numerics;

namespace WideNet.Spectra;

/// <summary>Exact Bayesian inference with the NNGP prior: the posterior of an infinitely wide network whose read-out alone is inferred.</summary>
/// <remarks>
/// Mean K_test,train (K + σ²I)⁻¹ Y, covariance K_test,test - K_test,train (K + σ²I)⁻¹ K_train,test (Lee et al. 2018). The covariance carries an error of
/// about m ε κ of the prior's, so a vanishing variance may come out slightly negative. Shown by NngpPosteriorTests.
/// </remarks>
public static class NngpPosterior
{
    /// <summary>The posterior on test inputs.</summary>
    /// <param name="trainTrain">K [m, m], symmetric positive definite.</param>
    /// <param name="testTrain">K_test,train [n, m].</param>
    /// <param name="testTest">K_test,test [n, n].</param>
    /// <param name="targets">Y [m, k].</param>
    /// <param name="noiseVariance">σ², the variance of the targets' noise; 0 for none.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or the variance is negative.</exception>
    /// <exception cref="NotPositiveDefiniteException">The kernel is not positive definite in double precision: the message names pivot and κ.</exception>
    public static GaussianPrediction Compute(
        Matrix trainTrain, Matrix testTrain, Matrix testTest, Matrix targets, double noiseVariance = 0, int? threads = null)
    {
        KernelShapes.RequireTargets(targets, trainTrain);
        KernelShapes.RequireTestTest(testTest, testTrain);
        Matrix predictor = MeanPredictor.Compute(trainTrain, testTrain, noiseVariance, threads);
        Matrix explained = MatrixProduct.Multiply(predictor, testTrain, transposeB: true, threads: threads);
        var covariance = new Matrix(testTest.Rows, testTest.Rows);
        for (int i = 0; i < covariance.Rows; i++)
        {
            for (int j = 0; j < covariance.Rows; j++)
            {
                covariance[i, j] = testTest[i, j] - ((explained[i, j] + explained[j, i]) / 2);
            }
        }

        return new GaussianPrediction(MatrixProduct.Multiply(predictor, targets, threads: threads), covariance);
    }
}
