using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>Test accuracy of infinitely wide trained networks over (σ_w², depth), for the NTK and the NNGP, with f_0 = 0 and with f_0 drawn.</summary>
/// <remarks>
/// Images are scaled to x·x/n = q* (convolutions: at every pixel). One kernel sweep per σ_w² serves all depths and both kernels. The balanced training
/// set is the largest subset of the training images with equally many of each class. Cells that double precision cannot solve hold NaN.
/// Test: AccuracyGridTests.
/// </remarks>
public sealed record AccuracyGrid : NetworkGrid
{
    internal AccuracyGrid()
    {
    }

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Training images of the balanced subset.</summary>
    public required int BalancedCount { get; init; }

    /// <summary>NTK regression, [depth][weight variance].</summary>
    public required IReadOnlyList<IReadOnlyList<KernelAccuracy>> Ntk { get; init; }

    /// <summary>NNGP regression, that is a network whose read-out alone is inferred, [depth][weight variance].</summary>
    public required IReadOnlyList<IReadOnlyList<KernelAccuracy>> Nngp { get; init; }

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public string Name => Architectures.Name(Architecture);

    /// <summary>Computes a grid of given sizes.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P; convolutions are 3×3 and circular.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="sizes">Weight variances, depths and the size of the images.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="options">How the kernels are computed; null for the defaults.</param>
    public static AccuracyGrid Compute(Architecture architecture, Activation activation, double biasVariance, AccuracySizes sizes, DatasetPair data, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return Compute(architecture, activation, biasVariance, sizes.WeightVariances, sizes.Depths, data, sizes.Side, options);
    }

    /// <summary>Computes the kernels and solves every cell.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P; convolutions are 3×3 and circular.</param>
    /// <param name="activation">The nonlinearity.</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="weightVariances">σ_w², increasing, each with a fixed point q*.</param>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="data">Images as loaded.</param>
    /// <param name="side">Rows and columns that the images are area-averaged to, or null to keep their size.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no q* at some σ_w², or a class has no training image.</exception>
    public static AccuracyGrid Compute(
        Architecture architecture,
        Activation activation,
        double biasVariance,
        IReadOnlyList<double> weightVariances,
        IReadOnlyList<int> depths,
        DatasetPair data,
        int? side = null,
        KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new KernelOptions();
        AccuracyColumn[] columns =
        [
            .. weightVariances.Select(variance => AccuracyColumn.Compute(architecture, activation, variance, biasVariance, depths, data, side, options)),
        ];
        return new AccuracyGrid
        {
            Architecture = architecture,
            Activation = activation,
            BiasVariance = biasVariance,
            DataLabel = side is int size ? $"{data.Description}, area-averaged to {size}×{size}" : data.Description,
            TrainCount = data.Train.Count,
            BalancedCount = AccuracyColumn.BalancedSubset(data.Train).Length,
            TestCount = data.Test.Count,
            ClassCount = data.Train.ClassCount,
            Depths = depths,
            WeightVariances = weightVariances,
            Theory = [.. weightVariances.Select(weightVariance => MeanFieldTheory.Analyze(activation, weightVariance, biasVariance))],
            Ntk = [.. Enumerable.Range(0, depths.Count).Select(row => columns.Select(column => column.Ntk[row]).ToArray())],
            Nngp = [.. Enumerable.Range(0, depths.Count).Select(row => columns.Select(column => column.Nngp[row]).ToArray())],
        };
    }

    /// <summary>Grids of neighbouring weight variances put together; everything else is the first one's.</summary>
    /// <param name="parts">Grids of the same depths, weight variances increasing, at least one.</param>
    internal static AccuracyGrid Join(IReadOnlyList<AccuracyGrid> parts) => parts[0] with
    {
        WeightVariances = [.. parts.SelectMany(part => part.WeightVariances)],
        Theory = [.. parts.SelectMany(part => part.Theory)],
        Ntk = [.. parts[0].Depths.Select((_, row) => parts.SelectMany(part => part.Ntk[row]).ToArray())],
        Nngp = [.. parts[0].Depths.Select((_, row) => parts.SelectMany(part => part.Nngp[row]).ToArray())],
    };
}
