using WideNet.Data;
using WideNet.Experiments.Caching;

namespace WideNet.Experiments.RbfToy;

/// <summary>RBF regression at all bandwidths of the figure and its laws: computed, or read from the cached results.</summary>
/// <remarks>Test: RbfExperimentTests.</remarks>
public sealed record RbfExperiment
{
    /// <summary>Name of the notebook.</summary>
    public const string Figure = "13-rbf-toy";

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>Images and number of bandwidths.</summary>
    public required RbfSizes Sizes { get; init; }

    /// <summary>The images.</summary>
    public required DatasetRequest Data { get; init; }

    /// <summary>The results.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="cache">Cached results.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word, or nothing is cached at these settings.</exception>
    public RbfResults Run(string results, ResultCache cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        var identity = new ResultIdentity { Figure = Figure, Preset = Preset, Data = Data, Settings = new ResultSettings { { "bandwidths", Sizes.Scaled() } } };
        return RbfTables.Read(cache.GetAll(results, identity, () => RbfTables.Write(Compute())));
    }

    private RbfResults Compute()
    {
        var run = new Provenance { Notebook = Figure, Preset = Preset, Dataset = Data.Images.Description, Sizes = Sizes.ToString() };
        RbfDistances distances = RbfDistances.Of(Data.Images);
        var scales = RbfScales.Of(distances);
        return new RbfResults(
            run,
            scales,
            RbfSweep.Compute(distances, [.. Sizes.Scaled().Select(h => h * distances.Mean)]),
            RbfSweep.Compute(distances, scales.SmallBandwidths),
            RbfSweep.Compute(distances, [scales.NearestBandwidth])[0],
            RbfSweep.Compute(distances, scales.LargeBandwidths));
    }
}
