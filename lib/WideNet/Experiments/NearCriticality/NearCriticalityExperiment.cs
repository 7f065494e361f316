using WideNet.Activations;
using WideNet.Data;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Results;

namespace WideNet.Experiments.NearCriticality;

/// <summary>Curves, sequences and the accuracy map of the near-criticality figures: computed, or read from the cached results.</summary>
/// <remarks>Test: NearCriticalityExperimentTests.</remarks>
public sealed record NearCriticalityExperiment
{
    /// <summary>Name of the notebook.</summary>
    public const string Figure = "12-near-criticality";

    private const string Curves = "curves", Sequences = "sequences", Map = "map";

    /// <summary>Preset of the run.</summary>
    public required Preset Preset { get; init; }

    /// <summary>A smooth nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b², positive.</summary>
    public required double BiasVariance { get; init; }

    /// <summary>Images, distances from criticality, depths.</summary>
    public required NearCriticalitySizes Sizes { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>Folder of its files; null or empty to search.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The results.</summary>
    /// <param name="results"><c>compute</c>, <c>cached</c> to read them, or <c>record</c> to compute and keep them.</param>
    /// <param name="cache">Cached results.</param>
    /// <exception cref="ArgumentException"><paramref name="results"/> is another word, or nothing is cached at these settings.</exception>
    public NearCriticalityResults Run(string results, ResultCache cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        AccuracySizes window = Sizes.MapSizes(MeanFieldTheory.CriticalWeightVariance(Activation, BiasVariance));
        var mapImages = new DatasetRequest(Dataset, Sizes.MapTrainCount, Sizes.MapTestCount, DataDirectory);
        IReadOnlyDictionary<string, ResultTable> tables = cache.GetAll(results, Identity(window, mapImages), () => Compute(window, mapImages));
        return new NearCriticalityResults(
            tables[Map].Run,
            tables[Curves].Run.Dataset,
            NearCriticalityTables.ReadCurves(tables[Curves], Activation, BiasVariance, Sizes),
            NearCriticalityTables.ReadSequences(tables[Sequences], Sizes),
            AccuracyTables.Read(tables[Map], Architecture.FullyConnected, Activation, BiasVariance, window.WeightVariances, window));
    }

    private Dictionary<string, ResultTable> Compute(AccuracySizes window, DatasetRequest mapImages)
    {
        DatasetPair images = new DatasetRequest(Dataset, Sizes.TrainCount, Sizes.TestCount, DataDirectory).Images;
        var run = new Provenance { Notebook = Figure, Preset = Preset, Dataset = images.Description, Sizes = Sizes.ToString() };
        return new Dictionary<string, ResultTable>
        {
            [Curves] = NearCriticalityTables.Write(run, CriticalCurve.Compute(Activation, BiasVariance, Sizes.Distances, Sizes.CurveDepths, images)),
            [Sequences] = NearCriticalityTables.Write(run, ScalingSequence.Compute(Activation, BiasVariance, Sizes.Scaled, Sizes.ScalingDepths, images)),
            [Map] = AccuracyTables.Write(
                run with { Dataset = mapImages.Images.Description }, AccuracyGrid.Compute(Architecture.FullyConnected, Activation, BiasVariance, window, mapImages.Images)),
        };
    }

    private ResultIdentity Identity(AccuracySizes window, DatasetRequest mapImages) => new()
    {
        Figure = Figure,
        Preset = Preset,
        Data = mapImages,
        Settings = new ResultSettings
        {
            { "activation", Activation.Name },
            { "bias_variance", BiasVariance },
            { "weight_variances", window.WeightVariances },
            { "depths", window.Depths },
            { "curve_training_images", Sizes.TrainCount },
            { "curve_test_images", Sizes.TestCount },
            { "distances", Sizes.Distances },
            { "curve_depths", Sizes.CurveDepths },
            { "scaled", Sizes.Scaled },
            { "scaling_depths", Sizes.ScalingDepths },
        },
    };
}
