using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>Regression of labels with the kernel K = exp(-|x - x'|²/(n h)) at any bandwidth h: the paper's toy model, with h in the place of depth.</summary>
/// <remarks>
/// h → 0 is the chaotic phase: K → I, κ - 1 → e^{-D_1/h} with D_1 the smallest distance of two training images, P Y → e^{-D/h} times the label of the
/// nearest training image. h → ∞ is the ordered phase: κ → m h/D̄ with D̄ the mean distance, P Y → the affine interpolation of the labels, off by O(1/h).
/// Test: RbfRegressionTests.
/// </remarks>
public sealed class RbfRegression
{
    private readonly Matrix _labels;
    private readonly int[] _nearestLabels;

    /// <summary>Regression on given distances.</summary>
    /// <param name="distances">The distances.</param>
    public RbfRegression(RbfDistances distances)
    {
        ArgumentNullException.ThrowIfNull(distances);
        Distances = distances;
        _labels = distances.Data.Train.CentredLabels();
        _nearestLabels = NearestLabels(distances);
        FlatLimit = distances.FlatLimit(_labels);
    }

    /// <summary>The distances.</summary>
    public RbfDistances Distances { get; }

    /// <summary>P(K)Y for h → ∞ [n, k].</summary>
    public Matrix FlatLimit { get; }

    /// <summary>The kernel e^{-D/h} of given distances.</summary>
    /// <param name="distances">D.</param>
    /// <param name="bandwidth">h, positive.</param>
    public static Matrix Kernel(Matrix distances, double bandwidth)
    {
        ArgumentNullException.ThrowIfNull(distances);
        if (!(bandwidth > 0)) throw new ArgumentException(Invariant($"The bandwidth is {bandwidth}; it must be above 0."), nameof(bandwidth));
        return new Matrix(distances.Rows, distances.Columns, [.. distances.Storage().Select(d => Math.Exp(-d / bandwidth))]);
    }

    /// <summary>Solves the regression at one bandwidth.</summary>
    /// <param name="bandwidth">h, positive.</param>
    /// <param name="part">Becomes <see cref="RbfPoint.Part"/>.</param>
    public RbfPoint At(double bandwidth, string part = "")
    {
        Matrix train = Kernel(Distances.Train, bandwidth), test = Kernel(Distances.Test, bandwidth);
        Matrix predictor = MeanPredictor.Compute(train, test), mean = MatrixProduct.Multiply(predictor, _labels);
        ReadOnlySpan<int> truth = Distances.Data.Test.Labels;
        double[] variances = TrainedNetworkLaw.Variances(predictor, train, test, [.. Enumerable.Repeat(1.0, test.Rows)]);
        return new RbfPoint
        {
            Part = part,
            Bandwidth = bandwidth,
            ConditionExcess = ConditionExcess(train),
            Predictor = mean.RootMeanSquare(),
            LargestOutput = mean.Storage().Max(Math.Abs),
            FlatDistance = mean.Storage().Zip(FlatLimit.Storage(), (a, b) => Math.Abs(a - b)).Max(),
            MeanPredictorAccuracy = TrainedNetworkAccuracy.OfMean(mean, truth),
            OneNetworkAccuracy = TrainedNetworkAccuracy.OfOneNetwork(mean, variances, truth),
            NearestShare = TrainedNetworkAccuracy.OfMean(mean, _nearestLabels),
        };
    }

    // With O = K - I: λ_max = 1 + λ(O), and all eigenvalues add up to m, so κ - 1 = λ(O) m/(m - 1 - λ(O)).
    private static double ConditionExcess(Matrix kernel)
    {
        int m = kernel.Rows;
        Matrix rest = kernel.Clone();
        for (int a = 0; a < m; a++) rest[a, a] = 0;
        double largest = KernelSpectrum.Of(rest).Largest;
        return largest * m / (m - 1 - largest);
    }

    private static int[] NearestLabels(RbfDistances distances)
    {
        var nearest = new int[distances.Test.Rows];
        for (int i = 0; i < nearest.Length; i++)
        {
            double[] row = distances.Test.Row(i).ToArray();
            nearest[i] = distances.Data.Train.Labels[Array.IndexOf(row, row.Min())];
        }

        return nearest;
    }
}
