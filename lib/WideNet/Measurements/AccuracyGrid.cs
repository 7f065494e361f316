using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Measurements;

/// <summary>Test accuracy of infinitely wide networks trained to the end, over (σ_w², depth), for NTK and NNGP, with f_0 = 0 and with f_0 drawn.</summary>
/// <remarks>
/// Images are scaled to x·x/n = q* (convolutions: at every pixel). One kernel sweep per σ_w² and architecture, a column, serves all depths and both
/// kernels. Finished columns can be kept in a folder, so that a killed run repeats at most one. The balanced training set is the largest subset of the
/// training images with equally many of each class. Test: AccuracyGridTests.
/// </remarks>
public sealed record AccuracyGrid
{
    /// <summary>The name under which results are kept: that of the notebook, or of a grid beside it.</summary>
    public required string Notebook { get; init; }

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>FCN, CNN-F, CNN-P, on the same images; convolutions are 3×3 and circular.</summary>
    public required IReadOnlyList<Architecture> Architectures { get; init; }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b².</summary>
    public required double BiasVariance { get; init; }

    /// <summary>σ_w², increasing, each with a fixed point q*: columns.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init => field = Increasing(value, nameof(WeightVariances)); }

    /// <summary>Depths l, at least 1, increasing: rows.</summary>
    public required IReadOnlyList<int> Depths { get; init => field = Increasing(value, nameof(Depths)); }

    /// <summary>Rows and columns that the images are area-averaged to, or null to keep their size.</summary>
    public int? Side { get; init; }

    /// <summary>The images.</summary>
    public required DatasetRequest Data { get; init; }

    /// <summary>Columns of all architectures.</summary>
    public int ColumnCount => Architectures.Count * WeightVariances.Count;

    /// <summary>Which results the maps are together.</summary>
    internal ResultIdentity Identity => IdentityOf(Notebook, Architectures, WeightVariances);

    /// <summary>The maps: computed, or read from the kept results.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="cache">Kept results.</param>
    /// <param name="columnFolder">Folder that keeps every finished column; null or empty for none.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="results"/> is another word; nothing is kept at these settings; a column in the folder was made with other settings or from other
    /// images; there is no q* at some σ_w²; or a class has no training image.
    /// </exception>
    public AccuracyResults Run(string results, ResultCache cache, string? columnFolder = null, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        KeptRows<AccuracyPoint> points = cache.GetRows(results, Identity, () => Compute(columnFolder, options));
        if (results == "record" && !string.IsNullOrEmpty(columnFolder)) cache.Write(Spent(columnFolder), points.ToTables());
        return new AccuracyResults(this, points);
    }

    /// <summary>Computes the columns that a folder lacks, every second weight variance first, so that an unfinished grid is a coarser grid.</summary>
    /// <param name="columnFolder">The folder.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <param name="progress">Told the number of finished columns before the first and after each; or null.</param>
    /// <param name="shard">Which columns; null for all.</param>
    /// <exception cref="ArgumentException">A column in the folder was made with other settings or from other images.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; finished columns are kept.</exception>
    internal void ComputeColumns(string columnFolder, KernelOptions? options = null, IProgress<int>? progress = null, SweepShard? shard = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(columnFolder);
        int finished = ColumnCount - MissingColumns(columnFolder).Length;
        progress?.Report(finished);
        foreach ((Architecture architecture, double weightVariance) in MissingColumns(columnFolder, shard))
        {
            Column(architecture, weightVariance, columnFolder, options);
            progress?.Report(++finished);
        }
    }

    /// <summary>The columns that a folder lacks or has damaged, in the order in which they are computed.</summary>
    /// <param name="columnFolder">The folder.</param>
    /// <param name="shard">Of which columns, counted in this order; null for all.</param>
    /// <exception cref="ArgumentException">A column in the folder was made with other settings or from other images.</exception>
    internal (Architecture Architecture, double WeightVariance)[] MissingColumns(string columnFolder, SweepShard? shard = null)
    {
        var folder = new ResultCache(columnFolder);
        shard ??= SweepShard.All;
        IEnumerable<double> order = WeightVariances.Where((_, i) => i % 2 == 0).Concat(WeightVariances.Where((_, i) => i % 2 == 1));
        var all = from architecture in Architectures from weightVariance in order select (architecture, weightVariance);
        return [.. all.Where((_, i) => shard.Contains(i)).Where(column => !folder.Holds(ColumnIdentity(column.architecture, column.weightVariance)))];
    }

    /// <summary>The sizes in words, for provenance.</summary>
    public string Sizes =>
        Invariant($"{Data.TrainCount} training and {Data.TestCount} test images{(Side is int side ? Invariant($" of {side}×{side} pixels") : "")}, ")
        + Invariant($"{WeightVariances.Count} weight variances, {Depths.Count} depths to {Depths[^1]}");

    /// <summary>Which results a column is.</summary>
    internal ResultIdentity ColumnIdentity(Architecture architecture, double weightVariance) =>
        IdentityOf($"{architecture.Word()}-{NameOf(weightVariance)}", [architecture], [weightVariance]);

    /// <summary>A positive number as a part of a file's name, different for any two: 1.376 is <c>1-376</c>, 1.5E-05 is <c>1-5e-05</c>, 1E+20 is
    /// <c>1e20</c>.</summary>
    internal static string NameOf(double weightVariance) =>
        weightVariance.ToString("R", CultureInfo.InvariantCulture).Replace('.', '-').Replace('E', 'e').Replace("+", "", StringComparison.Ordinal);

    /// <summary>Computes the points of one architecture, kernel by kernel, column by column.</summary>
    /// <param name="architecture">FCN, CNN-F or CNN-P.</param>
    /// <param name="columnFolder">Folder that keeps every finished column; null or empty for none.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no q* at some σ_w², or a class has no training image.</exception>
    public IReadOnlyList<AccuracyPoint> Points(Architecture architecture, string? columnFolder = null, KernelOptions? options = null) =>
        [.. WeightVariances.SelectMany(weightVariance => Column(architecture, weightVariance, columnFolder, options))
            .GroupBy(point => point.Kernel).SelectMany(points => points)];

    private KeptRows<AccuracyPoint> Compute(string? columnFolder, KernelOptions? options) =>
        new(Origin(), Architectures.ToDictionary(architecture => architecture.Word(), architecture => Points(architecture, columnFolder, options)));

    private IReadOnlyList<AccuracyPoint> Column(Architecture architecture, double weightVariance, string? columnFolder, KernelOptions? options)
    {
        if (string.IsNullOrEmpty(columnFolder)) return Solve();
        var folder = new ResultCache(columnFolder);
        ResultIdentity identity = ColumnIdentity(architecture, weightVariance);
        string results = folder.Holds(identity) ? "cached" : "record";
        KeptRows<AccuracyPoint> Kept() => new(Origin(), new Dictionary<string, IReadOnlyList<AccuracyPoint>> { [""] = Solve() });
        return folder.GetRows(results, identity, Kept).Tables[""];

        AccuracyPoint[] Solve()
        {
            FixedPointNetwork network = FixedPointNetwork.Create(Activation, weightVariance, BiasVariance, Depths[^1], architecture);
            return AccuracySolver.Column(network, Depths, Data.Images, Side, options ?? new KernelOptions());
        }
    }

    private Provenance Origin() => new() { Notebook = Notebook, Preset = Preset, Dataset = Data.Images.Description, Sizes = Sizes };

    // Columns of earlier runs took their time then.
    private ResultRecord Spent(string columnFolder)
    {
        var folder = new ResultCache(columnFolder);
        ResultRecord[] records =
        [
            .. from architecture in Architectures
               from weightVariance in WeightVariances
               select folder.RecordOf(ColumnIdentity(architecture, weightVariance)),
        ];
        TimeSpan?[] spent = [.. records.Select(record => record.ProcessorTime)];
        return ResultRecord.Of(
            Identity,
            TimeSpan.FromSeconds(records.Sum(record => record.Duration.TotalSeconds)),
            spent.Contains(null) ? null : TimeSpan.FromSeconds(spent.Sum(time => time!.Value.TotalSeconds)));
    }

    private ResultIdentity IdentityOf(string name, IReadOnlyList<Architecture> architectures, IReadOnlyList<double> weightVariances) => new()
    {
        Figure = name,
        Preset = Preset,
        Data = Data,
        Settings = new ResultSettings
        {
            { "architectures", architectures.Select(architecture => architecture.Word()) },
            { "activation", Activation.Name },
            { "bias_variance", BiasVariance },
            { "weight_variances", weightVariances },
            { "depths", Depths },
            { "side", Side },
        },
    };

    private static IReadOnlyList<T> Increasing<T>(IReadOnlyList<T> values, string name)
        where T : IComparable<T>
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count > 0 && values.Zip(values.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) < 0)) return values;
        string words = string.Join(", ", values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        throw new ArgumentException($"{name} are [{words}]; there must be at least one, and they must increase.");
    }
}
