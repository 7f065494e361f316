using WideNet.Activations;
using WideNet.Measurements;
using WideNet.Sweeps;

namespace WideNet.Cli.Running;

/// <summary>The figures that are sweeps, each with the function that reads its parameters and defines it. A new figure is one entry here.</summary>
/// <remarks>
/// The parameters have the names and meanings of the notebook's, but are only those that a sweep's folder is for: of 07 trainCount, testCount, side, depth,
/// width, epochs, batchSize, seeds, activation and biasVariance; of 08, 09 and the widths in chaos trainCount, testCount, width, steps and seeds. Others
/// of a notebook, such as weightVariances and depths, are for <c>reproduce run</c>; a sweep refuses them with the list of its own (SweepVerbTests).
/// </remarks>
internal static class SweepCatalog
{
    private static readonly Dictionary<string, Func<SweepRequest, SweepDefinition>> Figures = new()
    {
        [LearningRateSweep.Figure] = MaximumLearningRate,
        [TrainingSweep.FlattenFigure] = request =>
            TrainedGrid(request, TrainingSweep.FlattenFigure, TrainingGridSizes.Flatten(request.Preset)),
        [TrainingSweep.FullyConnectedFigure] = request =>
            TrainedGrid(request, TrainingSweep.FullyConnectedFigure, TrainingGridSizes.FullyConnected(request.Preset)),
        [TrainingSweep.WidthFigure] = request =>
            TrainedGrid(request, TrainingSweep.WidthFigure, TrainingGridSizes.WidthInChaos(request.Preset)),
    };

    /// <summary>Names of the figures, in order.</summary>
    public static IEnumerable<string> Names => Figures.Keys.Order(StringComparer.Ordinal);

    /// <summary>Names of these and of <see cref="AccuracySweeps"/>, in order.</summary>
    public static IEnumerable<string> AllNames => AccuracySweeps.Names.Concat(Figures.Keys).Order(StringComparer.Ordinal);

    /// <summary>The name of a figure that a user named.</summary>
    /// <param name="id">Its number (<c>07</c>) or name.</param>
    /// <exception cref="ArgumentException">No sweep has that name.</exception>
    public static string Find(string id) => Names.FirstOrDefault(name => name == id || name.Split('-')[0] == id || name.Split('-')[0] == "0" + id)
        ?? throw new ArgumentException($"'{id}' is not a sweep; the figures that are sweeps are {string.Join(", ", AllNames)}, each also by its number.");

    /// <summary>The sweep that a user asked for.</summary>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range.</exception>
    public static SweepDefinition Define(string figure, SweepRequest request)
    {
        SweepDefinition definition = Figures[figure](request);
        request.RequireAllRead(figure);
        return definition;
    }

    private static SweepDefinition MaximumLearningRate(SweepRequest request)
    {
        LearningRateSizes preset = LearningRateSizes.Of(request.Preset);
        LearningRateSizes sizes = preset with
        {
            TrainCount = request.Whole("trainCount", preset.TrainCount),
            TestCount = request.Whole("testCount", preset.TestCount),
            Side = request.Whole("side", preset.Side),
            Depth = request.Whole("depth", preset.Depth),
            Width = request.Whole("width", preset.Width),
            Epochs = request.Whole("epochs", preset.Epochs),
            BatchSize = request.Whole("batchSize", preset.BatchSize),
            Seeds = request.Whole("seeds", preset.Seeds),
        };
        return LearningRateSweep.Define(
            request.Preset,
            sizes,
            request.Data(sizes.TrainCount, sizes.TestCount),
            ActivationCatalog.Parse(request.Text("activation", "erf")),
            request.Number("biasVariance", 0.05),
            request.Engine);
    }

    private static SweepDefinition TrainedGrid(SweepRequest request, string figure, TrainingGridSizes preset)
    {
        TrainingGridSizes sizes = preset with
        {
            TrainCount = request.Whole("trainCount", preset.TrainCount),
            TestCount = request.Whole("testCount", preset.TestCount),
            Width = request.Whole("width", preset.Width),
            Steps = request.Whole("steps", preset.Steps),
            SeedCount = request.Whole("seeds", preset.SeedCount),
        };
        return TrainingSweep.Define(figure, request.Preset, sizes, request.Data(sizes.TrainCount, sizes.TestCount, sizes.Subset), request.Engine);
    }
}
