using WideNet.Activations;
using WideNet.Data;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.TrainingTime;

/// <summary>The three grids of the training-time figures: computed, or read from the cached results.</summary>
/// <remarks>Test: TrainingTimeExperimentTests.</remarks>
public sealed record TrainingTimeExperiment
{
    /// <summary>Name of the notebook.</summary>
    public const string Figure = "11-training-time";

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>A smooth nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b², positive.</summary>
    public required double BiasVariance { get; init; }

    /// <summary>Images, weight variances, depths and times.</summary>
    public required TrainingTimeSizes Sizes { get; init; }

    /// <summary>The images.</summary>
    public required DatasetRequest Data { get; init; }

    /// <summary>The grids.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="cache">Cached results.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word, or nothing is cached at these settings.</exception>
    public TrainingTimeResults Run(string results, ResultCache cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        Dictionary<string, TrainingTimePart> parts = new()
        {
            ["map"] = Sizes.Map,
            ["ordered"] = Sizes.Ordered,
            ["critical"] = new TrainingTimePart([MeanFieldTheory.CriticalWeightVariance(Activation, BiasVariance)], Sizes.CriticalDepths, Sizes.Map.Times),
        };
        IReadOnlyDictionary<string, ResultTable> tables = cache.GetAll(results, Identity(), () => parts.ToDictionary(part => part.Key, part => Compute(part.Value)));
        return new TrainingTimeResults(tables["map"].Run, Read("map"), Read("ordered"), Read("critical"));

        TrainingTimeGrid Read(string name) => TrainingTimeTables.Read(tables[name], Activation, BiasVariance, parts[name], Sizes);
    }

    private ResultTable Compute(TrainingTimePart part)
    {
        var run = new Provenance { Notebook = Figure, Preset = Preset, Dataset = Data.Images.Description, Sizes = Sizes.ToString() };
        return TrainingTimeTables.Write(run, TrainingTimeGrid.Compute(Activation, BiasVariance, part.WeightVariances, part.Depths, part.Times, Data.Images));
    }

    private ResultIdentity Identity() => new()
    {
        Figure = Figure,
        Preset = Preset,
        Data = Data,
        Settings = new ResultSettings
        {
            { "activation", Activation.Name },
            { "bias_variance", BiasVariance },
            { "weight_variances", Sizes.Map.WeightVariances },
            { "depths", Sizes.Map.Depths },
            { "times", Sizes.Map.Times },
            { "ordered_weight_variances", Sizes.Ordered.WeightVariances },
            { "ordered_depths", Sizes.Ordered.Depths },
            { "ordered_times", Sizes.Ordered.Times },
            { "critical_depths", Sizes.CriticalDepths },
        },
    };
}
