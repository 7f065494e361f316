using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Tests.Spectra;

public sealed class TrainedNetworkLawTests
{
    private static readonly Matrix TrainTrain = SpectraSamples.TrainTrain.Nngp;
    private static readonly Matrix TestTrain = SpectraSamples.TestTrain.Nngp;
    private static readonly Matrix TestTest = SpectraSamples.TestTest.Nngp;

    [Fact]
    public void Variances_OfAnyKernel_AreTheDiagonalOfTheLaw()
    {
        var stream = new RandomStream(3);
        Matrix features = Normal(9, 12, stream.Split("features")), kernel = MatrixProduct.Multiply(features, features, transposeB: true);
        Matrix train = kernel.Block(0, 5, 0, 5), testTrain = kernel.Block(5, 4, 0, 5), test = kernel.Block(5, 4, 5, 4),
        predictor = Normal(4, 5, stream.Split("predictor"));
        Matrix covariance = GaussianPrediction.OfTrainedNetwork(predictor, new Matrix(5, 2), train, testTrain, test).Covariance;
        double[] variances = TrainedNetworkLaw.Variances(predictor, train, testTrain, [.. Enumerable.Range(0, 4).Select(i => test[i, i])]);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(covariance[i, i], variances[i], 1e-12 * covariance[i, i]));
    }

    // With K = F Fᵀ the difference f_0(x) - P f_0(X) has the features F_x - P F_X, and its covariance is their Gram matrix.
    [Fact]
    public void OfTrainedNetwork_AnyPredictor_IsTheGramMatrixOfTheDifference()
    {
        var stream = new RandomStream(5);
        Matrix features = Normal(9, 12, stream.Split("features")), predictor = Normal(4, 5, stream.Split("predictor"));
        Matrix kernel = MatrixProduct.Multiply(features, features, transposeB: true), difference = features.Block(5, 4, 0, 12);
        Matrix explained = MatrixProduct.Multiply(predictor, features.Block(0, 5, 0, 12));
        for (int i = 0; i < difference.Values.Length; i++) difference.Values[i] -= explained.Values[i];
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(
            predictor, new Matrix(5, 2), kernel.Block(0, 5, 0, 5), kernel.Block(5, 4, 0, 5), kernel.Block(5, 4, 5, 4));
        SpectraSamples.AssertClose(MatrixProduct.Multiply(difference, difference, transposeB: true), law.Covariance, 1e-13);
    }

    [Fact]
    public void Variances_OfAnotherNumberOfTestInputs_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => TrainedNetworkLaw.Variances(new Matrix(4, 5), Matrix.Identity(5), new Matrix(4, 5), [1, 2]));
        Assert.Equal(
            "There are 2 test variances, but the predictor has 4 rows; both must be one for each test input. (Parameter 'testVariances')", error.Message);
    }

    [Fact]
    public void OfTrainedNetwork_PredictorOfTheNngp_IsItsPosterior()
    {
        // With P = K_tX K⁻¹ the three correction terms collapse to the posterior's one.
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(
            MeanPredictor.Compute(TrainTrain, TestTrain), SpectraSamples.Targets, TrainTrain, TestTrain, TestTest);
        GaussianPrediction posterior = GaussianPrediction.OfPosterior(TrainTrain, TestTrain, TestTest, SpectraSamples.Targets);
        SpectraSamples.AssertClose(posterior.Mean, law.Mean, 1e-13);
        SpectraSamples.AssertClose(posterior.Covariance, law.Covariance, 1e-13);
    }

    [Fact]
    public void OfTrainedNetwork_BeforeTraining_IsThePrior()
    {
        var flow = new GradientFlow(SpectraSamples.TrainTrain.Ntk, SpectraSamples.Targets, 0.1);
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(
            flow.Predictor(SpectraSamples.TestTrain.Ntk, 0), SpectraSamples.Targets, TrainTrain, TestTrain, TestTest);
        Assert.Equal(TestTest.Values, law.Covariance.Values);
        Assert.All(law.Mean.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void OfTrainedNetwork_SampledTrainings_HaveThisMeanAndVariance()
    {
        // f = f_0(x) + P (Y - f_0(X)) with (f_0(X), f_0(x)) drawn jointly from the NNGP.
        const int draws = 4000;
        Matrix predictor = MeanPredictor.Compute(SpectraSamples.TrainTrain.Ntk, SpectraSamples.TestTrain.Ntk);
        GaussianPrediction law = GaussianPrediction.OfTrainedNetwork(predictor, SpectraSamples.Targets, TrainTrain, TestTrain, TestTest);
        Matrix root = CholeskyFactorization.Factor(Joint()).Lower;
        var stream = new RandomStream(7);
        double[] sum = new double[SpectraSamples.Test], squares = new double[SpectraSamples.Test];
        double[] normal = new double[SpectraSamples.Train + SpectraSamples.Test];
        for (int draw = 0; draw < draws; draw++)
        {
            stream.FillNormal(normal, (long)draw * normal.Length);
            double[] prior = [.. Enumerable.Range(0, normal.Length).Select(i => Enumerable.Range(0, i + 1).Sum(j => root[i, j] * normal[j]))];
            for (int t = 0; t < SpectraSamples.Test; t++)
            {
                double f = prior[SpectraSamples.Train + t];
                for (int a = 0; a < SpectraSamples.Train; a++)
                {
                    f += predictor[t, a] * (SpectraSamples.Targets[a, 0] - prior[a]);
                }

                sum[t] += f;
                squares[t] += f * f;
            }
        }

        for (int t = 0; t < SpectraSamples.Test; t++)
        {
            double mean = sum[t] / draws, variance = (squares[t] / draws) - (mean * mean), exact = law.Covariance[t, t];

            // Five standard errors: √(σ²/n) of a mean, σ² √(2/n) of a variance.
            Assert.InRange(mean - law.Mean[t, 0], -5 * Math.Sqrt(exact / draws), 5 * Math.Sqrt(exact / draws));
            Assert.InRange(variance / exact, 1 - (5 * Math.Sqrt(2.0 / draws)), 1 + (5 * Math.Sqrt(2.0 / draws)));
        }
    }

    [Fact]
    public void Variances_PredictorOfAnotherSize_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(
            () => TrainedNetworkLaw.Variances(new Matrix(5, 3), TrainTrain, TestTrain, new double[5]));
        Assert.Equal("The predictor is 5×3, but the test-train kernel is 5×14; both must have one size.", error.Message);
    }

    private static Matrix Joint()
    {
        int m = SpectraSamples.Train, n = m + SpectraSamples.Test;
        var joint = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                joint[i, j] = i < m ? (j < m ? TrainTrain[i, j] : TestTrain[j - m, i]) : (j < m ? TestTrain[i - m, j] : TestTest[i - m, j - m]);
            }
        }

        return joint;
    }

    private static Matrix Normal(int rows, int columns, RandomStream stream)
    {
        var matrix = new Matrix(rows, columns);
        stream.FillNormal(matrix.Values);
        return matrix;
    }
}
