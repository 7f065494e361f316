using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

/// <summary>A Gaussian law of outputs on n test inputs, mean [n, k] and covariance [n, n], by its formula: an oracle of the library.</summary>
internal sealed record GaussianPrediction(Matrix Mean, Matrix Covariance)
{
    /// <summary>f_t = f_0 + P (Y - f_0(X)) with f_0 drawn from the NNGP: P Y and K_tt + P K_XX Pᵀ - P K_Xt - K_tX Pᵀ (Lee et al. 2019).</summary>
    public static GaussianPrediction OfTrainedNetwork(Matrix predictor, Matrix targets, Matrix trainTrain, Matrix testTrain, Matrix testTest)
    {
        // P K_XX Pᵀ - P K_Xt - K_tX Pᵀ = M + Mᵀ with M = P (K_XX Pᵀ/2 - K_Xt).
        Matrix inner = MatrixProduct.Multiply(trainTrain, predictor, transposeB: true);
        inner = Entries(inner.Rows, inner.Columns, (i, j) => (inner[i, j] / 2) - testTrain[j, i]);
        Matrix half = MatrixProduct.Multiply(predictor, inner);
        Matrix covariance = Entries(half.Rows, half.Rows, (i, j) => testTest[i, j] + (half[i, j] + half[j, i]));
        return new GaussianPrediction(MatrixProduct.Multiply(predictor, targets), covariance);
    }

    /// <summary>The posterior under the NNGP: K_tX (K + σ²I)⁻¹ Y and K_tt - K_tX (K + σ²I)⁻¹ K_Xt (Lee et al. 2018), σ² the variance of noise.</summary>
    public static GaussianPrediction OfPosterior(Matrix trainTrain, Matrix testTrain, Matrix testTest, Matrix targets, double noiseVariance = 0)
    {
        Matrix predictor = MeanPredictor.Compute(trainTrain, testTrain, noiseVariance);
        Matrix explained = MatrixProduct.Multiply(predictor, testTrain, transposeB: true);
        Matrix covariance = Entries(testTest.Rows, testTest.Rows, (i, j) => testTest[i, j] - ((explained[i, j] + explained[j, i]) / 2));
        return new GaussianPrediction(MatrixProduct.Multiply(predictor, targets), covariance);
    }

    private static Matrix Entries(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new Matrix(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) matrix[i, j] = entry(i, j);
        }

        return matrix;
    }
}
