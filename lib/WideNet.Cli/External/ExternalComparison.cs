using WideNet.Cli.Regressions;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Cli.External;

/// <summary>Regression with the kernels of <see cref="PublishedAccuracies"/>: accuracy by kernel and depth, and what pooling gains on the same test
/// images.</summary>
/// <remarks>One sweep of a kernel serves all its depths, since every depth is a read-out on the way. Shown by ExternalComparisonTests.</remarks>
internal sealed class ExternalComparison
{
    /// <summary>Name of the results in <c>data/results</c>.</summary>
    public const string Figure = "external";

    private readonly Preset _preset;
    private readonly DatasetRequest _data;
    private readonly string? _dataDirectory;

    /// <summary>Prepares a comparison; images are loaded when they are needed.</summary>
    /// <param name="preset">Preset the sizes belong to.</param>
    /// <param name="sizes">What is computed.</param>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="dataDirectory">Folder of its files; null or empty to search.</param>
    /// <exception cref="ArgumentException">CNTK-GAP has more test images, or depths, than CNTK-V.</exception>
    public ExternalComparison(Preset preset, ExternalSizes sizes, string dataset, string? dataDirectory = null)
    {
        if (sizes.PooledTestCount > sizes.TestCount) throw new ArgumentException(
            Invariant($"CNTK-GAP has {sizes.PooledTestCount} test images and CNTK-V {sizes.TestCount}; those of CNTK-GAP are the first of the others, so ")
                + "there cannot be more.", nameof(sizes));
        if (sizes.PooledDepths.Except(sizes.VanillaDepths).FirstOrDefault() is > 0 and var depth) throw new ArgumentException(
            Invariant($"CNTK-GAP has the depth {depth}, which CNTK-V has not; they are compared depth by depth."), nameof(sizes));
        _preset = preset;
        _dataDirectory = dataDirectory;
        Sizes = sizes;
        _data = new DatasetRequest(dataset, sizes.TrainCount, sizes.TestCount, dataDirectory);
    }

    /// <summary>What is computed.</summary>
    public ExternalSizes Sizes { get; }

    /// <summary>Which results these are, for a cache.</summary>
    public ResultIdentity Identity => new() { Figure = Figure, Preset = _preset, Settings = Sizes.Settings(), Data = _data };

    /// <summary>The regression with one of the kernels.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="options">Threads and cancellation; the precision is that of the sizes.</param>
    /// <exception cref="DatasetUnavailableException">The data set is not there, or has fewer images.</exception>
    public RegressionSweep Sweep(PublishedKernel kernel, KernelOptions? options = null)
    {
        IReadOnlyList<int> depths = Sizes.Depths(kernel);
        var settings = new RegressionSettings
        {
            Network = PublishedAccuracies.Network(kernel, depths[^1]),
            Depths = [.. depths.Select(depth => depth - 1)],
            MeasuresConditionNumber = true,
        };
        return new RegressionSweep(settings, Images(kernel), (options ?? new KernelOptions()) with { Precision = Sizes.Precision });
    }

    /// <summary>The tables of two finished regressions: <c>accuracy</c> and <c>gain</c>.</summary>
    public IReadOnlyDictionary<string, ResultTable> Tables(RegressionResult vanilla, RegressionResult pooled)
    {
        var run = new Provenance { Notebook = Figure, Preset = _preset, Dataset = _data.Images.Description, Sizes = Sizes.ToString() };
        IEnumerable<ExternalAccuracy> accuracies =
        [
            .. vanilla.Rows.Select(row => ExternalAccuracy.Of(PublishedKernel.Vanilla, row, Sizes.TestCount)),
            .. pooled.Rows.Select(row => ExternalAccuracy.Of(PublishedKernel.Pooled, row, Sizes.PooledTestCount)),
        ];
        return new Dictionary<string, ResultTable>
        {
            ["accuracy"] = ResultRows.ToTable(run, accuracies),
            ["gain"] = ResultRows.ToTable(run, Sizes.PooledDepths.Select(depth => Gain(depth, PredictionsAt(vanilla, depth), PredictionsAt(pooled, depth)))),
        };
    }

    /// <summary>Published accuracy of CNTK-GAP less that of CNTK-V.</summary>
    internal static double PublishedGain(int depth) =>
        PublishedAccuracies.Of(PublishedKernel.Pooled, depth) - PublishedAccuracies.Of(PublishedKernel.Vanilla, depth);

    private ExternalGain Gain(int depth, Matrix flat, Matrix averaged)
    {
        bool[] before = Right(flat.Block(0, averaged.Rows, 0, flat.Columns)), after = Right(averaged);
        double[] differences = [.. before.Zip(after, (b, a) => (a ? 1.0 : 0.0) - (b ? 1.0 : 0.0))];
        double mean = differences.Average(), error = Math.Sqrt((differences.Average(d => d * d) - (mean * mean)) / differences.Length);
        return new ExternalGain(depth, differences.Length, mean, error, PublishedGain(depth));
    }

    private static Matrix PredictionsAt(RegressionResult result, int depth) =>
        result.Predictions[result.Rows.Index().Single(row => row.Item.Depth == depth - 1).Index];

    private bool[] Right(Matrix predictions)
    {
        bool[] right = new bool[predictions.Rows];
        for (int i = 0; i < right.Length; i++) right[i] = TrainedNetworkAccuracy.IsRight(predictions.Row(i), _data.Images.Test.Labels[i]);
        return right;
    }

    private DatasetPair Images(PublishedKernel kernel)
    {
        DatasetRequest request = kernel == PublishedKernel.Vanilla
            ? _data
            : new DatasetRequest(_data.Name, Sizes.TrainCount, Sizes.PooledTestCount, _dataDirectory);
        return request.Images.Preprocess(PublishedAccuracies.Preprocessing with { Size = Sizes.Side });
    }
}
