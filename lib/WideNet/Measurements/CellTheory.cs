using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>What an infinitely wide network does at one (σ_w², depth) in the time that the finite ones are trained for.</summary>
/// <remarks>
/// Gradient flow to t = steps with η = fraction·η_theory: f_t = f_0 + P_t(Y - f_0(X)) with f_0 from the NNGP, so that every output is Gaussian and
/// accuracies are integrals over one variable. Four functions can be asked for, from two trainings (of f, and of f - f_0) and two evaluations:
/// f_t with mean P_t Y and covariance K + P_t K P_tᵀ - …; f_t - f_0, P_t Y and P_t K P_tᵀ; and if f - f_0 is trained P_t Y itself, and f_0 + P_t Y with
/// covariance K. Inputs have one norm, so all images have the variance K_aa. Test: CellTheoryTests.
/// </remarks>
internal sealed record CellTheory
{
    /// <summary>η_theory = 2mk/λ_max, for the averaged loss.</summary>
    public required double LargestLearningRate { get; init; }

    /// <summary>κ = λ_max/λ_bulk of Θ(X, X).</summary>
    public required double ConditionNumber { get; init; }

    /// <summary>Training accuracy when f is trained.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>Training accuracy when f - f_0 is trained.</summary>
    public required double TrainAccuracyOfMean { get; init; }

    /// <summary>Test accuracy of f when f is trained: one network.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Test accuracy of f - f_0 when f is trained.</summary>
    public required double TestAccuracyOfChange { get; init; }

    /// <summary>Test accuracy of f - f_0 when that is trained: the mean predictor.</summary>
    public required double TestAccuracyOfMean { get; init; }

    /// <summary>Test accuracy of f when f - f_0 is trained.</summary>
    public required double TestAccuracyOfSum { get; init; }

    /// <summary>Root mean square of P_t Y on the test images, less its mean over them.</summary>
    public double SizeOfMean => CentredFit.Of(MeanTest, MeanTest).Size;

    /// <summary>P_t Y on the test images, [n, k].</summary>
    public required Matrix MeanTest { get; init; }

    /// <summary>Computes kernels and accuracies.</summary>
    /// <param name="network">The network at its depth.</param>
    /// <param name="images">Preprocessed images, all of one norm (convolutions: at every pixel).</param>
    /// <param name="fraction">η/η_theory.</param>
    /// <param name="steps">t.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <exception cref="ArgumentException">The images differ in norm.</exception>
    public static CellTheory Compute(NetworkDescription network, DatasetPair images, double fraction, int steps, int? threads = null)
    {
        var options = new KernelOptions { MaxThreads = threads ?? Environment.ProcessorCount };
        KernelPair train = InfiniteNetwork.Kernels(network, [network.Depth], images.Train.Inputs, options)[0];
        KernelPair test = InfiniteNetwork.Kernels(network, [network.Depth], images.Test.Inputs, images.Train.Inputs, options)[0];
        double variance = CommonVariance(train.Nngp);
        Matrix labels = images.Train.CentredLabels();
        double[] eigenvalues = SymmetricEigen.Values(train.Ntk, threads);
        double largest = 2.0 * labels.Rows * labels.Columns / eigenvalues[^1];
        var flow = new GradientFlow(train.Ntk, labels, fraction * largest, SymmetricEigen.Decompose(train.Ntk, threads), SquaredLoss.Mean, threads);
        Matrix onTest = flow.Predictor(test.Ntk, steps), onTrain = flow.Predictor(train.Ntk, steps);
        Matrix meanTest = MatrixProduct.Multiply(onTest, labels, threads: threads), meanTrain = MatrixProduct.Multiply(onTrain, labels, threads: threads);
        double[] prior = [.. Enumerable.Repeat(variance, images.Test.Count)];
        double[] ofTrain = TrainedNetworkLaw.Variances(onTrain, train.Nngp, train.Nngp, [.. Enumerable.Repeat(variance, images.Train.Count)]);
        double[] ofTest = TrainedNetworkLaw.Variances(onTest, train.Nngp, test.Nngp, prior);
        double[] ofChange = TrainedNetworkLaw.Variances(onTest, train.Nngp, new Matrix(onTest.Rows, onTest.Columns), new double[onTest.Rows]);
        return new CellTheory
        {
            LargestLearningRate = largest,
            ConditionNumber = eigenvalues[^1] / eigenvalues[..^1].Average(),
            TrainAccuracy = TrainedNetworkAccuracy.OfOneNetwork(meanTrain, ofTrain, images.Train.Labels),
            TrainAccuracyOfMean = TrainedNetworkAccuracy.OfMean(meanTrain, images.Train.Labels),
            TestAccuracy = TrainedNetworkAccuracy.OfOneNetwork(meanTest, ofTest, images.Test.Labels),
            TestAccuracyOfChange = TrainedNetworkAccuracy.OfOneNetwork(meanTest, ofChange, images.Test.Labels),
            TestAccuracyOfMean = TrainedNetworkAccuracy.OfMean(meanTest, images.Test.Labels),
            TestAccuracyOfSum = TrainedNetworkAccuracy.OfOneNetwork(meanTest, prior, images.Test.Labels),
            MeanTest = meanTest,
        };
    }

    // Equal norms give equal variances up to the rounding of the inputs.
    private static double CommonVariance(Matrix nngp)
    {
        double first = nngp[0, 0];
        for (int i = 1; i < nngp.Rows; i++)
        {
            if (Math.Abs(nngp[i, i] - first) > 1e-9 * first)
            {
                throw new ArgumentException(
                    Invariant($"The training images 0 and {i} have the variances {first} and {nngp[i, i]}; scale all to one norm."), nameof(nngp));
            }
        }

        return first;
    }
}
