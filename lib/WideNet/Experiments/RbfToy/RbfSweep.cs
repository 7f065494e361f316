using WideNet.Experiments.AccuracyMaps;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Experiments.RbfToy;

/// <summary>Regression with the kernel K = exp(-|x - x'|²/(n h)) over a range of bandwidths h: the paper's toy model, with h in the place of depth.</summary>
/// <remarks>
/// h → 0 is the chaotic phase: K → I, κ - 1 → e^{-D_1/h} with D_1 the smallest distance of two training images, P Y → e^{-D/h} times the label of the
/// nearest training image. h → ∞ is the ordered phase: κ → m h/D̄ with D̄ the mean distance, P Y → the affine interpolation of the labels, off by O(1/h).
/// Test: RbfSweepTests.
/// </remarks>
public static class RbfSweep
{
    /// <summary>Solves the regression at each bandwidth.</summary>
    /// <param name="distances">The distances.</param>
    /// <param name="bandwidths">h, positive.</param>
    /// <returns>One point for each bandwidth, in order.</returns>
    public static IReadOnlyList<RbfPoint> Compute(RbfDistances distances, IReadOnlyList<double> bandwidths)
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(bandwidths);
        Matrix labels = distances.Data.Train.CentredLabels(), flat = distances.FlatLimit(labels);
        var points = new RbfPoint[bandwidths.Count];
        ParallelTiles.For(points.Length, null, i => points[i] = Solve(distances, bandwidths[i], labels, flat));
        return points;
    }

    /// <summary>The kernel e^{-D/h} of given distances.</summary>
    /// <param name="distances">D.</param>
    /// <param name="bandwidth">h, positive.</param>
    public static Matrix Kernel(Matrix distances, double bandwidth)
    {
        ArgumentNullException.ThrowIfNull(distances);
        if (!(bandwidth > 0)) throw new ArgumentException($"The bandwidth is {bandwidth}; it must be above 0.", nameof(bandwidth));
        return new Matrix(distances.Rows, distances.Columns, [.. distances.Storage().Select(d => Math.Exp(-d / bandwidth))]);
    }

    private static RbfPoint Solve(RbfDistances distances, double bandwidth, Matrix labels, Matrix flat)
    {
        Matrix train = Kernel(distances.Train, bandwidth), test = Kernel(distances.Test, bandwidth);
        Matrix predictor = MeanPredictor.Compute(train, test, threads: 1);
        Matrix mean = MatrixProduct.Multiply(predictor, labels, threads: 1);
        ReadOnlySpan<int> truth = distances.Data.Test.Labels;
        double[] ones = new double[test.Rows];
        ones.AsSpan().Fill(1);
        double[] variances = TrainedNetworkLaw.Variances(predictor, train, test, ones);
        return new RbfPoint(
            bandwidth,
            ConditionExcess(train),
            mean.RootMeanSquare(),
            mean.Storage().Max(Math.Abs),
            mean.Storage().Zip(flat.Storage(), (a, b) => Math.Abs(a - b)).Max(),
            TrainedNetworkAccuracy.OfMean(mean, truth),
            TrainedNetworkAccuracy.OfOneNetwork(mean, variances, truth),
            TrainedNetworkAccuracy.OfMean(mean, NearestLabels(distances)));
    }

    // With O = K - I: λ_max = 1 + λ(O), and all eigenvalues add up to m, so κ - 1 = λ(O) m/(m - 1 - λ(O)).
    private static double ConditionExcess(Matrix kernel)
    {
        int m = kernel.Rows;
        Matrix rest = kernel.Clone();
        for (int a = 0; a < m; a++) rest[a, a] = 0;
        double largest = KernelSpectrum.Of(rest, threads: 1).Largest;
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
