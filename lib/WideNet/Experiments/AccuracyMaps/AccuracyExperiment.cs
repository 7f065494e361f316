using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>The accuracy grids of a notebook: computed, column by column and restartable, or read from the cached results.</summary>
/// <remarks>Test: AccuracyExperimentTests.</remarks>
public sealed record AccuracyExperiment
{
    /// <summary>Name of the notebook.</summary>
    public required string Notebook { get; init; }

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>One grid for each, on the same images.</summary>
    public required IReadOnlyList<Architecture> Architectures { get; init; }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b².</summary>
    public required double BiasVariance { get; init; }

    /// <summary>Weight variances, depths, size of the images.</summary>
    public required AccuracySizes Sizes { get; init; }

    /// <summary>The images.</summary>
    public required DatasetRequest Data { get; init; }

    /// <summary>The grids, in the order of <see cref="Architectures"/>.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="cache">Cached results.</param>
    /// <param name="columnFolder">Folder that keeps every finished column (one σ_w²), so that a killed run repeats at most one; null or empty for none.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word, or nothing is cached at these settings.</exception>
    public AccuracyResults Run(string results, ResultCache cache, string? columnFolder = null, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ResultIdentity identity = Kept;
        IReadOnlyDictionary<string, ResultTable> tables = cache.GetAll(
            results, identity, () => Architectures.ToDictionary(Name, architecture => Compute(architecture, columnFolder, options ?? new KernelOptions())));
        if (results == "record" && !string.IsNullOrEmpty(columnFolder)) cache.Write(Spent(identity, columnFolder), tables);
        return new AccuracyResults(
            tables[Name(Architectures[0])].Run,
            [.. Architectures.Select(architecture => AccuracyTables.Read(tables[Name(architecture)], architecture, Activation, BiasVariance, Sizes.WeightVariances, Sizes))]);
    }

    /// <summary>Computes the columns that a folder lacks, every second weight variance first, so that an unfinished grid is a coarser grid.</summary>
    /// <param name="columnFolder">The folder.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <param name="progress">Told the number of finished columns before the first and after each; or null.</param>
    /// <exception cref="ArgumentException">A column in the folder was made with other settings.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; finished columns are kept.</exception>
    public void ComputeColumns(string columnFolder, KernelOptions? options = null, IProgress<int>? progress = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(columnFolder);
        (Architecture, double)[] missing = MissingColumns(columnFolder);
        int finished = ColumnCount - missing.Length;
        progress?.Report(finished);
        foreach ((Architecture architecture, double weightVariance) in missing)
        {
            Column(architecture, weightVariance, columnFolder, options ?? new KernelOptions());
            progress?.Report(++finished);
        }
    }

    /// <summary>Which results the grids are together.</summary>
    internal ResultIdentity Kept => Identity(Notebook, Architectures, Sizes.WeightVariances);

    /// <summary>Columns of all grids.</summary>
    public int ColumnCount => Architectures.Count * Sizes.WeightVariances.Count;

    /// <summary>The columns that a folder lacks, in the order in which they are computed.</summary>
    /// <param name="columnFolder">The folder.</param>
    public (Architecture Architecture, double WeightVariance)[] MissingColumns(string columnFolder)
    {
        var folder = new ResultCache(columnFolder);
        IEnumerable<double> order = Sizes.WeightVariances.Where((_, i) => i % 2 == 0).Concat(Sizes.WeightVariances.Where((_, i) => i % 2 == 1));
        return
        [
            .. from architecture in Architectures
               from weightVariance in order
               where !folder.Holds(ColumnIdentity(architecture, weightVariance))
               select (architecture, weightVariance),
        ];
    }

    /// <summary>Which results a column is.</summary>
    internal ResultIdentity ColumnIdentity(Architecture architecture, double weightVariance) =>
        Identity(string.Create(CultureInfo.InvariantCulture, $"{Name(architecture)}-{weightVariance:R}").Replace('.', '-'), [architecture], [weightVariance]);

    private static string Name(Architecture architecture) => Experiments.Architectures.Name(architecture).ToLowerInvariant();

    private ResultTable Compute(Architecture architecture, string? columnFolder, KernelOptions options)
    {
        IEnumerable<AccuracyGrid> columns = Sizes.WeightVariances.Select(weightVariance => Column(architecture, weightVariance, columnFolder, options));
        return AccuracyTables.Write(Origin(), AccuracyGrid.Join([.. columns]));
    }

    private AccuracyGrid Column(Architecture architecture, double weightVariance, string? columnFolder, KernelOptions options)
    {
        if (string.IsNullOrEmpty(columnFolder)) return Grid();
        var folder = new ResultCache(columnFolder);
        ResultIdentity identity = ColumnIdentity(architecture, weightVariance);
        ResultTable table = folder.Get(folder.Holds(identity) ? "cached" : "record", identity, () => AccuracyTables.Write(Origin(), Grid()));
        return AccuracyTables.Read(table, architecture, Activation, BiasVariance, [weightVariance], Sizes);

        AccuracyGrid Grid() => AccuracyGrid.Compute(
            architecture, Activation, BiasVariance, [weightVariance], Sizes.Depths, Data.Images, Sizes.Side, options);
    }

    private Provenance Origin() => new() { Notebook = Notebook, Preset = Preset, Dataset = Data.Images.Description, Sizes = Sizes.ToString() };

    // Columns of earlier runs took their time then.
    private ResultRecord Spent(ResultIdentity identity, string columnFolder)
    {
        var folder = new ResultCache(columnFolder);
        ResultRecord[] records =
        [
            .. from architecture in Architectures
               from weightVariance in Sizes.WeightVariances
               select folder.RecordOf(ColumnIdentity(architecture, weightVariance)),
        ];
        TimeSpan?[] spent = [.. records.Select(record => record.ProcessorTime)];
        return ResultRecord.Of(
            identity,
            TimeSpan.FromSeconds(records.Sum(record => record.Duration.TotalSeconds)),
            spent.Contains(null) ? null : TimeSpan.FromSeconds(spent.Sum(time => time!.Value.TotalSeconds)));
    }

    private ResultIdentity Identity(string name, IReadOnlyList<Architecture> architectures, IReadOnlyList<double> weightVariances) => new()
    {
        Figure = name,
        Preset = Preset,
        Data = Data,
        Settings = new ResultSettings
        {
            { "architectures", architectures.Select(Name) },
            { "activation", Activation.Name },
            { "bias_variance", BiasVariance },
            { "weight_variances", weightVariances },
            { "depths", Sizes.Depths },
            { "side", Sizes.Side },
        },
    };
}
