using System.Globalization;
using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.Caching;
using WideNet.Kernels;

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

    /// <summary>What computes the kernels.</summary>
    public EngineChoice Engine { get; init; } = EngineChoice.BuiltIn;

    /// <summary>The grids, in the order of <see cref="Architectures"/>.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="cache">Cached results.</param>
    /// <param name="columnFolder">Folder that keeps every finished column (one σ_w²), so that a killed run repeats at most one; null or empty for none.</param>
    /// <param name="options">Threads, precision, cancellation; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word, or nothing is cached at these settings.</exception>
    public AccuracyResults Run(string results, ResultCache cache, string? columnFolder = null, KernelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        IReadOnlyDictionary<string, ResultTable> tables = cache.GetAll(
            results, Identity(Notebook, Architectures, Sizes.WeightVariances), () => Architectures.ToDictionary(Name, architecture => Compute(architecture, columnFolder, options ?? new KernelOptions())));
        return new AccuracyResults(
            tables[Name(Architectures[0])].Run,
            [.. Architectures.Select(architecture => AccuracyTables.Read(tables[Name(architecture)], architecture, Activation, BiasVariance, Sizes.WeightVariances, Sizes))]);
    }

    private static string Name(Architecture architecture) => Experiments.Architectures.Name(architecture).ToLowerInvariant();

    private ResultTable Compute(Architecture architecture, string? columnFolder, KernelOptions options)
    {
        var run = new Provenance { Notebook = Notebook, Preset = Preset, Dataset = Data.Images.Description, Sizes = Engine.Describe(Sizes.ToString()) };
        return AccuracyTables.Write(run, AccuracyGrid.Join([.. Sizes.WeightVariances.Select(Column)]));

        AccuracyGrid Column(double weightVariance)
        {
            if (string.IsNullOrEmpty(columnFolder)) return Grid();
            string name = string.Create(CultureInfo.InvariantCulture, $"{Name(architecture)}-{weightVariance:R}").Replace('.', '-');
            bool isThere = File.Exists(Path.Combine(columnFolder, name, Provenance.PresetName(Preset) + ".json"));
            ResultTable table = new ResultCache(columnFolder).Get(isThere ? "cached" : "record", Identity(name, [architecture], [weightVariance]), () => AccuracyTables.Write(run, Grid()));
            return AccuracyTables.Read(table, architecture, Activation, BiasVariance, [weightVariance], Sizes);

            AccuracyGrid Grid() => AccuracyGrid.Compute(architecture, Activation, BiasVariance, [weightVariance], Sizes.Depths, Data.Images, Sizes.Side, options, Engine.Kernels);
        }
    }

    private ResultIdentity Identity(string name, IReadOnlyList<Architecture> architectures, IReadOnlyList<double> weightVariances) => new()
    {
        Figure = name,
        Preset = Preset,
        Data = Data,
        Settings = Engine.AddTo(new ResultSettings
        {
            { "architectures", architectures.Select(Name) },
            { "activation", Activation.Name },
            { "bias_variance", BiasVariance },
            { "weight_variances", weightVariances },
            { "depths", Sizes.Depths },
            { "side", Sizes.Side },
        }),
    };
}
