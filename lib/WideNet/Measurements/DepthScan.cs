using WideNet.Data;
using WideNet.Kernels;
using WideNet.Laws;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>The NTK of one network on images at many depths: a row for each.</summary>
/// <remarks>
/// All kernels come from one pass over the layers, as gaps wherever they exist (<see cref="KernelAnalysis"/>), so that κ keeps its digits at any depth.
/// Labels are mean-free: one-hot with every column's training mean removed, exactly, so that the part of P(Θ)Y that does not depend on the data is 0.
/// Test: DepthScanTests.
/// </remarks>
public sealed record DepthScan
{
    /// <summary>The network; its depth is the last one.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>Fixed points and depth scales of the plain network with these variances.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>The images in words.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training examples m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>d, the pixels that the read-out averages over: those of an image for a CNN-P, otherwise 1.</summary>
    public int Pixels { get; init; } = 1;

    /// <summary>What was measured, by increasing depth.</summary>
    public required IReadOnlyList<DepthRow> Rows { get; init; }

    /// <summary>The rows up to the first at which κ, κ - 1 or P(Θ)Y is not known to 1 %.</summary>
    public IReadOnlyList<DepthRow> Resolved => [.. Rows.TakeWhile(row => row.IsResolved)];

    /// <summary>q*; for the ReLU family at criticality, which keeps every variance, that of the images.</summary>
    public required double QStar { get; init; }

    /// <summary>The large-depth laws, for images with x·x/n = q* (a CNN: x·x/channels = q* at every pixel).</summary>
    public NtkLaws Laws => new(Network, Theory, TrainCount, Pixels, QStar);

    /// <summary>Computes kernels, eigenvalues and mean predictors.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="data">Images as the network reads them, at least two for training; without test images P(Θ)Y is left out.</param>
    /// <exception cref="ArgumentException">Images, depths or network do not fit.</exception>
    /// <exception cref="NumericalException">A kernel cannot be solved at some depth.</exception>
    public static DepthScan Compute(NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ComputeFirst(network, depths, data, [data.Train.Count])[0];
    }

    /// <summary>Scans of the first training images, as many as each count says, from one kernel: the smaller ones are its blocks.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="data">Images as the network reads them; without test images P(Θ)Y is left out.</param>
    /// <param name="trainCounts">Training images m of each scan, from 2 to all there are.</param>
    /// <returns>One scan for each count, in order.</returns>
    /// <exception cref="ArgumentException">Images, depths, counts or network do not fit.</exception>
    /// <exception cref="NumericalException">A kernel cannot be solved at some depth.</exception>
    public static IReadOnlyList<DepthScan> ComputeFirst(
        NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data, IReadOnlyList<int> trainCounts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainCounts);
        LabeledDataset train = data.Train;
        foreach (int m in trainCounts)
        {
            if (m < 2 || m > train.Count)
            {
                throw new ArgumentException(
                    Invariant($"A scan of {m} training images is asked for; it must be from 2 to the {train.Count} there are."), nameof(trainCounts));
            }
        }

        IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(
            network, depths, train.Inputs, data.Test.Count == 0 ? null : data.Test.Inputs);
        return [.. trainCounts.Select(m => Of(network, analyses, data, m))];
    }

    /// <summary>The scan of the first m training images from kernels of all.</summary>
    internal static DepthScan Of(NetworkDescription network, IReadOnlyList<KernelAnalysis> analyses, DatasetPair data, int m)
    {
        Matrix labels = data.Train.MeanFreeLabels(m);
        int n = data.Test.Count;
        MeanFieldPoint theory = MeanFieldTheory.Analyze(network.Activation, network.WeightVariance, network.BiasVariance);
        var rows = new DepthRow[analyses.Count];
        ParallelTiles.For(rows.Length, null, i =>
            rows[i] = Measure(analyses[i].Train.Block(0, m, 0, m), n == 0 ? null : analyses[i].Test.Block(0, n, 0, m), labels));
        return new DepthScan
        {
            Network = network with { Depth = rows[^1].Depth },
            Theory = theory,
            QStar = theory.QStar ?? analyses[0].Train.Variance,
            DataLabel = data.Description,
            TrainCount = m,
            Pixels = network.Architecture == Architecture.ConvolutionalPool ? data.Train.Inputs.Pixels : 1,
            Rows = rows,
        };
    }

    private static DepthRow Measure(GapKernel kernel, GapKernel? test, Matrix labels)
    {
        var spectrum = GapSpectrum.Of(kernel, threads: 1);
        GapPrediction? prediction = test is null ? null : new GapRegression(kernel, threads: 1).Predict(test, labels, centre: true, threads: 1);
        double excess = spectrum.ConditionNumberExcess, size = prediction?.Log10Size ?? double.NegativeInfinity;
        return new DepthRow
        {
            Depth = kernel.Depth,
            Diagonal = kernel.Diagonal,
            OffDiagonal = Math.ScaleB(MeanOfPairs(kernel.ScaledEntries), kernel.Exponent),
            Log10Gap = kernel.Log10MeanNtkGap,
            Log10LambdaMax = spectrum.Log10Largest,
            Log10LambdaBulk = spectrum.Log10Bulk,
            Log10LambdaMin = spectrum.Log10Largest - spectrum.Log10ConditionNumberMin,
            Log10ConditionNumber = spectrum.Log10ConditionNumber,
            ConditionNumberError = spectrum.ConditionNumberError,
            Log10ConditionExcess = double.IsFinite(excess) ? Math.Log10(Math.Max(0, excess)) : spectrum.Log10ConditionNumber,
            ConditionExcessError = spectrum.ConditionNumberExcessError,
            Log10MeanPredictor = size,
            MeanPredictorError = prediction is null || double.IsNegativeInfinity(size) ? 0 : prediction.RelativeError,
        };
    }

    private static double MeanOfPairs(Matrix entries)
    {
        int m = entries.Rows;
        double sum = 0;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < i; j++) sum += entries[i, j];
        }

        return 2 * sum / ((double)m * (m - 1));
    }
}
