using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>What one network does to images at one depth: variance, correlation, NTK entries, condition number, mean predictor.</summary>
/// <remarks>
/// Means over training images or pairs of different ones. Labels are one-hot with every column's training mean removed. A condition number beyond what
/// double precision holds (1e12; 5e6 for the NTK of the ReLU family, whose Ṫ loses half the digits at correlation 1) is NaN, and so is the predictor there.
/// </remarks>
public sealed record DepthCurvePoint
{
    private const double LargestSmoothCondition = 1e12, LargestKinkedCondition = 5e6;

    internal DepthCurvePoint()
    {
    }

    /// <summary>l.</summary>
    public required int Depth { get; init; }

    /// <summary>q = K_aa.</summary>
    public required double Variance { get; init; }

    /// <summary>1 - c = 1 - K_ab/√(K_aa K_bb).</summary>
    public required double CorrelationGap { get; init; }

    /// <summary>Θ_aa.</summary>
    public required double Diagonal { get; init; }

    /// <summary>Θ_ab, a ≠ b.</summary>
    public required double OffDiagonal { get; init; }

    /// <summary>κ = λ_max/λ_bulk of Θ(X_train, X_train).</summary>
    public required double ConditionNumber { get; init; }

    /// <summary>κ of the NNGP kernel K(X_train, X_train).</summary>
    public required double NngpConditionNumber { get; init; }

    /// <summary>Root mean square of P(Θ)Y over test images and outputs.</summary>
    public required double MeanPredictor { get; init; }

    /// <summary>Computes the kernels and measures them, one point for each depth.</summary>
    /// <param name="network">The network; its own depth is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="data">Preprocessed images, at least two for training.</param>
    public static IReadOnlyList<DepthCurvePoint> Compute(NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(network);
        KernelSweep sweep = KernelSweep.Compute(network, depths, data);
        Matrix labels = data.Train.MeanFreeLabels();
        double largest = network.Activation.IsHomogeneous ? LargestKinkedCondition : LargestSmoothCondition;
        return [.. sweep.Measure((train, test) => Measure(train, test, labels, largest)).Zip(depths, (point, depth) => point with { Depth = depth })];
    }

    private static DepthCurvePoint Measure(KernelPair train, KernelPair test, Matrix labels, double largestCondition)
    {
        int m = train.Ntk.Rows;
        double variance = 0, gap = 0, diagonal = 0, offDiagonal = 0, pairs = m * (m - 1) / 2.0;
        for (int a = 0; a < m; a++)
        {
            variance += train.Nngp[a, a];
            diagonal += train.Ntk[a, a];
            for (int b = 0; b < a; b++)
            {
                gap += 1 - (train.Nngp[a, b] / Math.Sqrt(train.Nngp[a, a] * train.Nngp[b, b]));
                offDiagonal += train.Ntk[a, b];
            }
        }

        double condition = KernelSpectrum.Of(train.Ntk, threads: 1).ConditionNumber, nngp = KernelSpectrum.Of(train.Nngp, threads: 1).ConditionNumber;
        bool isResolved = condition < largestCondition;
        return new DepthCurvePoint
        {
            Depth = 0,
            Variance = variance / m,
            CorrelationGap = gap / pairs,
            Diagonal = diagonal / m,
            OffDiagonal = offDiagonal / pairs,
            ConditionNumber = isResolved ? condition : double.NaN,
            NngpConditionNumber = nngp < LargestSmoothCondition ? nngp : double.NaN,
            MeanPredictor = isResolved ? Predictor(train.Ntk, test.Ntk, labels) : double.NaN,
        };
    }

    private static double Predictor(Matrix train, Matrix test, Matrix labels)
    {
        try
        {
            return new KernelRegression(train, labels, threads: 1).Predict(test).RootMeanSquare();
        }
        catch (NotPositiveDefiniteException)
        {
            return double.NaN;
        }
    }
}
