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
    private DepthScan()
    {
    }

    /// <summary>The network; its depth is the last one.</summary>
    public required NetworkDescription Network { get; init; }

    /// <summary>Fixed points and depth scales of the plain network with these variances.</summary>
    public required MeanFieldPoint Theory { get; init; }

    /// <summary>The images in words.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training examples m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>What was measured, by increasing depth.</summary>
    public required IReadOnlyList<DepthRow> Rows { get; init; }

    /// <summary>The rows up to the first at which κ, κ - 1 or P(Θ)Y is not known to 1 %.</summary>
    public IReadOnlyList<DepthRow> Resolved => [.. Rows.TakeWhile(row => row.IsResolved)];

    /// <summary>The large-depth laws of a plain network on inputs at x·x/n = q*.</summary>
    public NtkLaws Laws => new(Theory, TrainCount, Network.Activation.IsHomogeneous);

    /// <summary>Computes kernels, eigenvalues and mean predictors.</summary>
    /// <param name="network">The network; its <see cref="NetworkDescription.Depth"/> is not used.</param>
    /// <param name="depths">Depths, each at least 1, strictly increasing.</param>
    /// <param name="data">Images as the network reads them, at least two for training.</param>
    /// <exception cref="ArgumentException">Images, depths or network do not fit.</exception>
    /// <exception cref="NumericalException">A kernel cannot be solved at some depth.</exception>
    public static DepthScan Compute(NetworkDescription network, IReadOnlyList<int> depths, DatasetPair data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<KernelAnalysis> analyses = KernelAnalysis.Compute(network, depths, data.Train.Inputs, data.Test.Inputs);
        Matrix labels = data.Train.MeanFreeLabels();
        var rows = new DepthRow[analyses.Count];
        ParallelTiles.For(rows.Length, null, i => rows[i] = Measure(analyses[i], labels));
        return new DepthScan
        {
            Network = network with { Depth = depths[^1] },
            Theory = MeanFieldTheory.Analyze(network.Activation, network.WeightVariance, network.BiasVariance),
            DataLabel = data.Description,
            TrainCount = data.Train.Count,
            Rows = rows,
        };
    }

    private static DepthRow Measure(KernelAnalysis analysis, Matrix labels)
    {
        GapKernel kernel = analysis.Train;
        GapSpectrum spectrum = analysis.Spectrum(threads: 1);
        GapPrediction prediction = analysis.Predict(labels, centre: true, threads: 1);
        double excess = spectrum.ConditionNumberExcess, size = prediction.Log10Size;
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
            MeanPredictorError = double.IsNegativeInfinity(size) ? 0 : prediction.RelativeError,
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
