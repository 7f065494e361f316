using WideNet.Data;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Experiments.FiniteWidth;

/// <summary>The three tables of the figure, computed or read from the cache.</summary>
public sealed record FiniteWidthResults
{
    private FiniteWidthResults()
    {
    }

    /// <summary>The sizes.</summary>
    public required FiniteWidthSizes Sizes { get; init; }

    /// <summary>Distance of untrained networks' kernels from the analytic ones (<see cref="FiniteWidthSweeps.KernelErrors"/>).</summary>
    public required ResultTable KernelErrors { get; init; }

    /// <summary>How far training moves kernels (<see cref="FiniteWidthSweeps.KernelDrift"/>).</summary>
    public required ResultTable KernelDrift { get; init; }

    /// <summary>Losses and outputs during training (<see cref="Experiments.FiniteWidth.Trajectories"/>).</summary>
    public required ResultTable Trajectories { get; init; }

    /// <summary>The run that they come from.</summary>
    public Provenance Run => Trajectories.Run;

    /// <summary>Computes the tables, or reads them.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="sizes">Sizes of the preset.</param>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="dataDirectory">Folder of its files; null or empty to search.</param>
    /// <param name="engine">What trains; null for the engine cpu.</param>
    /// <param name="cache">Where results are kept; null for the repository's <c>data/results</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">Nothing is cached, or it was made with other settings.</exception>
    /// <exception cref="DatasetUnavailableException">The data set is not there, or has fewer images.</exception>
    public static FiniteWidthResults Get(
        string results,
        FiniteWidthSizes sizes,
        string dataset,
        string? dataDirectory = null,
        EngineChoice? engine = null,
        ResultCache? cache = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        engine ??= EngineChoice.BuiltIn;
        var data = new DatasetRequest(dataset, sizes.TrainCount, sizes.TestCount, dataDirectory);
        var identity = new ResultIdentity { Figure = FiniteWidthSweeps.Figure, Preset = sizes.Preset, Settings = engine.AddTo(sizes.Settings()), Data = data };
        IReadOnlyDictionary<string, ResultTable> tables = (cache ?? ResultCache.OfRepository()).GetAll(results, identity, () => new Dictionary<string, ResultTable>
        {
            ["kernel-errors"] = SweepRunner.Run(FiniteWidthSweeps.KernelErrors(sizes, data), cancellationToken: cancellationToken),
            ["kernel-drift"] = SweepRunner.Run(FiniteWidthSweeps.KernelDrift(sizes, data, engine), cancellationToken: cancellationToken),
            ["trajectories"] = Experiments.FiniteWidth.Trajectories.Compute(sizes, data, engine, cancellationToken),
        });
        return new FiniteWidthResults { Sizes = sizes, KernelErrors = tables["kernel-errors"], KernelDrift = tables["kernel-drift"], Trajectories = tables["trajectories"] };
    }
}
