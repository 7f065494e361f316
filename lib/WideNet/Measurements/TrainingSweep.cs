using WideNet.Data;
using WideNet.Engines;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Measurements;

/// <summary>Grids of trained networks as sweeps: one cell is one network, with the theory of its (σ_w², depth) beside it.</summary>
/// <remarks>A network that diverged has 1 in <c>diverged</c> and 0 in every measured column. Test: TrainingSweepTests.</remarks>
public static class TrainingSweep
{
    /// <summary>Name of the axis that says whether f - f_0 is trained (1) or f (0).</summary>
    public const string Subtract = "subtract";

    /// <summary>Name of the notebook of <see cref="TrainingGridSizes.Flatten"/>.</summary>
    public const string FlattenFigure = "08-sgd-cnn-f";

    /// <summary>Name of the notebook of <see cref="TrainingGridSizes.FullyConnected"/>.</summary>
    public const string FullyConnectedFigure = "09-sgd-fcn";

    /// <summary>Name of the grid of <see cref="TrainingGridSizes.WidthInChaos"/>, in notebook 10.</summary>
    public const string WidthFigure = "10-width-in-chaos";

    private const string WeightVariance = "weight_variance", Depth = "depth", Width = "width";

    /// <summary>The sweep of given sizes.</summary>
    /// <param name="figure">Name of the notebook.</param>
    /// <param name="preset">Preset that the sizes come from.</param>
    /// <param name="sizes">Networks, images, training and grid.</param>
    /// <param name="data">Images, as many and chosen as the sizes say.</param>
    /// <param name="engine">What computes; null for the engine cpu.</param>
    /// <exception cref="ArgumentException">The images are others than the sizes say.</exception>
    internal static SweepDefinition Define(string figure, Preset preset, TrainingGridSizes sizes, DatasetRequest data, EngineChoice? engine = null)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(data);
        if (data.TrainCount != sizes.TrainCount || data.TestCount != sizes.TestCount || data.Subset != sizes.Subset)
        {
            string wanted = Invariant($"{sizes.TrainCount} training and {sizes.TestCount} test images, {sizes.Subset} of the files");
            throw new ArgumentException($"The images are {data}, but the sizes are for {wanted}; both must agree.", nameof(data));
        }

        engine ??= EngineChoice.BuiltIn;
        FixedPointNetwork Network(double weightVariance) =>
            FixedPointNetwork.Create(sizes.Activation, weightVariance, sizes.BiasVariance, sizes.Depths[^1], sizes.Architecture);
        Normalization normalization = sizes.Architecture == Architecture.FullyConnected ? Normalization.Channel : Normalization.Pixel;
        var images = new SharedWork<double, DatasetPair>(weightVariance =>
            data.Images.Preprocess(new Preprocessing { Size = sizes.Side, Normalization = normalization, Variance = Network(weightVariance).QStar }));
        var theory = new SharedWork<(double WeightVariance, int Depth), CellTheory>(key =>
            CellTheory.Compute(
                Network(key.WeightVariance).Description with { Depth = key.Depth }, images[key.WeightVariance], sizes.Fraction, sizes.Steps, threads: 1));
        SweepAxis[] axes =
        [
            SweepAxis.Numbers(WeightVariance, sizes.WeightVariances),
            SweepAxis.WholeNumbers(Depth, sizes.Depths, "layers"),
            SweepAxis.WholeNumbers(Width, sizes.Widths),
            SweepAxis.WholeNumbers(Subtract, [0, 1]) with { IsPaired = true },
            SweepAxis.Seeds(sizes.SeedCount),
        ];
        var rows = new SweepRows<TrainingRun>(axes);
        return new SweepDefinition
        {
            Figure = figure,
            Preset = preset,
            Data = data,
            Sizes = sizes.ToString(),
            Engine = engine,
            Settings = Settings(sizes),
            Axes = axes,
            Include = cell => Includes(sizes, cell),
            Order = cell => IsOnMap(cell) ? 0 : 1,
            Outputs = rows.Outputs,
            Compute = rows.Of((cell, context) =>
            {
                double weightVariance = cell[WeightVariance];
                CellTheory infinite = theory[(weightVariance, cell.Whole(Depth))];
                NetworkDescription network = Network(weightVariance).Description with { Depth = cell.Whole(Depth) };
                NetworkShape shape = NetworkShape.For(network, images[weightVariance].Train.Inputs, cell.Whole(Width), infinite.MeanTest.Columns);
                return TrainedCell.Train(
                    shape, images[weightVariance], infinite, sizes, cell.Whole(Subtract) == 1, (int)cell.Seed, context.Random, engine.Training,
                    context.Threads, context.Cancellation);
            }),
        };
    }

    // Other widths at one σ_w² with f - f_0 trained; the widest ones cost most and get one seed.
    private static bool Includes(TrainingGridSizes sizes, SweepCell cell)
    {
        int width = cell.Whole(Width);
        if (width == sizes.Width) return IsOnMap(cell) || sizes.IsInSubgrid(cell[WeightVariance], cell.Whole(Depth));
        return cell[WeightVariance] == sizes.SectionWeightVariance && cell.Whole(Subtract) == 1 && (width < 4 * sizes.Width || cell.Seed == 1);
    }

    private static bool IsOnMap(SweepCell cell) => cell.Whole(Subtract) == 0 && cell.Seed == 1;

    private static ResultSettings Settings(TrainingGridSizes sizes)
    {
        ResultSettings settings = SettingsOfAll(sizes);
        if (!sizes.HasSubgrid) return settings;
        settings.Add("repeated_weight_variances", sizes.RepeatedWeightVariances);
        settings.Add("repeated_depths", sizes.RepeatedDepths);
        return settings;
    }

    private static ResultSettings SettingsOfAll(TrainingGridSizes sizes) => new()
    {
        { "architecture", Architectures.Name(sizes.Architecture) },
        { "activation", sizes.Activation.ToString() },
        { "bias_variance", sizes.BiasVariance },
        { "side", sizes.Side },
        { "map_width", sizes.Width },
        { "section_weight_variance", sizes.SectionWeightVariance },
        { "fraction_of_largest_rate", sizes.Fraction },
        { "steps", sizes.Steps },
        { "batch", sizes.BatchSize },
        { "goal_loss", sizes.GoalLoss },
    };
}
