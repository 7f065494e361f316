using WideNet.Activations;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>What a grid of trained networks consists of: networks, images, how they are trained, and the points of the grid.</summary>
/// <remarks>
/// Sizes belong together: at criticality κ tends to m/2 (md/2 with pooling), and the bulk of the spectrum is learned after about 3κ/(2·fraction) steps of
/// η = fraction·η_theory, so m sets the number of steps. Finite-width corrections go like depth/width. Deep in chaos Θ is nearly Θ_aa times the
/// identity, so that a batch of B images allows only B/m of η_theory: fraction·m/B is below 1 in all presets but paper's FCN, which has the paper's rate.
/// </remarks>
public sealed record TrainingGridSizes
{
    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init => field = NetworkShape.AtLeast(value, 1, nameof(TrainCount)); }

    /// <summary>Test images n.</summary>
    public required int TestCount { get; init => field = NetworkShape.AtLeast(value, 1, nameof(TestCount)); }

    /// <summary>Which images: as they come, or equally many of each class.</summary>
    public required SubsetRule Subset { get; init; }

    /// <summary>Rows and columns that images are area-averaged to, or null to keep their size.</summary>
    public required int? Side { get; init => field = value is null ? null : NetworkShape.AtLeast(value.Value, 1, nameof(Side)); }

    /// <summary>Units or channels of the networks of the map.</summary>
    public required int Width { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Width)); }

    /// <summary>Other widths, increasing, trained at <see cref="SectionWeightVariance"/> only, f - f_0 alone; may be none.</summary>
    public IReadOnlyList<int> OtherWidths { get; init; } = [];

    /// <summary>σ_w² of the column at which <see cref="OtherWidths"/> are trained; one of <see cref="WeightVariances"/>.</summary>
    public double SectionWeightVariance { get; init; }

    /// <summary>σ_w², increasing.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>Depths, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Networks at each point.</summary>
    public required int SeedCount { get; init => field = NetworkShape.AtLeast(value, 1, nameof(SeedCount)); }

    /// <summary>What <see cref="SubgridWeightVariances"/> are if not all; none where the subgrid is the whole grid.</summary>
    internal IReadOnlyList<double> RepeatedWeightVariances { get; init; } = [];

    /// <summary>The same of <see cref="SubgridDepths"/>.</summary>
    internal IReadOnlyList<int> RepeatedDepths { get; init; } = [];

    /// <summary>η/η_theory, with η_theory = 2mk/λ_max of the analytic Θ(X, X).</summary>
    public required double Fraction
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentException(Invariant($"{nameof(Fraction)} is {value}; it must be finite and above 0."));
    }

    /// <summary>Steps of gradient descent.</summary>
    public required int Steps { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Steps)); }

    /// <summary>Examples of a step, or null for all of them.</summary>
    public int? BatchSize { get; init => field = value is null ? null : NetworkShape.AtLeast(value.Value, 1, nameof(BatchSize)); }

    /// <summary>A network whose training loss falls to this value is not trained further; labels alone have the loss 0.045.</summary>
    public double GoalLoss { get; init; } = 1e-3;

    /// <summary>The critical σ_w² of the networks of both figures, to four digits; others have theirs by
    /// <see cref="MeanField.MeanFieldTheory.CriticalWeightVariance"/>.</summary>
    internal const double CriticalErfBias005 = 1.376;

    /// <summary>σ_b².</summary>
    public double BiasVariance { get; init; } = 0.05;

    /// <summary>The nonlinearity.</summary>
    public Activation Activation { get; init; } = ActivationCatalog.Parse("erf");

    /// <summary>CNN-F, images as they come.</summary>
    /// <remarks>
    /// Standard: depth/width is at most 1/8 in the rows to depth 8, and the time of training 100 η_theory, a third of m: gradient flow learns the bulk of
    /// the spectrum in it at criticality. The repeated points hold what boundaries and the effect of f_0 need.
    /// </remarks>
    /// <param name="preset">quick: a quarter of a minute on two processors; standard: three processor-hours; paper: 20×20 points on 32×32 pixels.</param>
    public static TrainingGridSizes Flatten(Preset preset)
    {
        TrainingGridSizes standard = new()
        {
            Architecture = Architecture.ConvolutionalFlatten,
            TrainCount = 320,
            TestCount = 1000,
            Subset = SubsetRule.First,
            Side = 6,
            Width = 64,
            WeightVariances = [0.5, 0.65, 0.8, 0.95, 1.15, CriticalErfBias005, 1.6, 1.8, 2, 2.4, 3, 3.6],
            Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20],
            RepeatedWeightVariances = [0.65, 0.8, 0.95, CriticalErfBias005, 2],
            RepeatedDepths = [2, 4, 6, 8, 12, 16],
            SeedCount = 3,
            Fraction = 0.4,
            Steps = 250,
            BatchSize = 160,
        };
        return preset switch
        {
            Preset.Quick => standard with
            {
                TrainCount = 64,
                TestCount = 500,
                Side = 4,
                Width = 24,
                WeightVariances = [0.5, 0.7, 0.9, CriticalErfBias005, 2, 3],
                Depths = [2, 4, 7, 11, 16],
                RepeatedWeightVariances = [],
                RepeatedDepths = [],
                SeedCount = 2,
                Fraction = 0.5,
                Steps = 60,
                BatchSize = null,
            },
            Preset.Standard => standard,
            _ => standard with
            {
                TrainCount = 1000,
                TestCount = 10_000,
                Side = null,
                Width = 512,
                WeightVariances = Grid.Linear(0.2, 4, 20),
                Depths = [.. Enumerable.Range(1, 20).Select(i => 2 * i)],
                RepeatedWeightVariances = [],
                RepeatedDepths = [],
                Fraction = 0.1,
                Steps = 7500,
                BatchSize = 256,
            },
        };
    }

    /// <summary>FCN, equally many training images of each class.</summary>
    /// <remarks>
    /// At standard and paper record i of each file in turn. Standard: depth/width is at most 1/8, and the time of training 500 η_theory, a quarter of m.
    /// </remarks>
    /// <param name="preset">quick: ten seconds on two processors; standard: two processor-hours, f trained at 9×8 points; paper: 16,000 images.</param>
    public static TrainingGridSizes FullyConnected(Preset preset) => preset switch
    {
        Preset.Quick => OneWidth(Preset.Quick) with { WeightVariances = [0.5, 0.7, 0.9, CriticalErfBias005, 2, 3] },
        Preset.Standard => OneWidth(Preset.Standard) with
        {
            TrainCount = 2000,
            Subset = SubsetRule.BalancedInTurn,
            Width = 224,
            WeightVariances = [0.5, 0.65, 0.8, 0.95, 1.15, CriticalErfBias005, 1.7, 2, 3],
            Depths = [1, 2, 4, 7, 11, 16, 22, 28],
            RepeatedWeightVariances = [0.65, 0.8, 0.95, CriticalErfBias005, 2],
            RepeatedDepths = [2, 4, 7, 11, 16, 22],
            Steps = 1250,
            BatchSize = 1000,
        },
        _ => OneWidth(Preset.Paper) with { WeightVariances = Grid.Linear(0.2, 4, 20) },
    };

    /// <summary>FCN of several widths at one chaotic σ_w², equally many training images of each class.</summary>
    /// <param name="preset">quick: five seconds on two processors; standard: 13 processor-minutes; paper: 16,000 images, for a large machine.</param>
    public static TrainingGridSizes WidthInChaos(Preset preset)
    {
        TrainingGridSizes one = OneWidth(preset);
        return one with
        {
            WeightVariances = [2],
            SectionWeightVariance = 2,
            OtherWidths = preset switch
            {
                Preset.Quick => [32, 64, 256, 512],
                Preset.Standard => [48, 96, 384, 768],
                _ => [256, 4096],
            },
        };
    }

    private static TrainingGridSizes OneWidth(Preset preset)
    {
        TrainingGridSizes standard = new()
        {
            Architecture = Architecture.FullyConnected,
            TrainCount = 500,
            TestCount = 800,
            Subset = SubsetRule.Balanced,
            Side = 8,
            Width = 192,
            WeightVariances = [],
            Depths = [2, 4, 7, 11, 16, 22],
            SeedCount = 3,
            Fraction = 0.4,
            Steps = 400,
            BatchSize = 250,
        };
        return preset switch
        {
            Preset.Quick => standard with { TrainCount = 100, TestCount = 500, Width = 128, SeedCount = 2, Fraction = 0.5, Steps = 80, BatchSize = null },
            Preset.Standard => standard,
            _ => standard with
            {
                TrainCount = 16_000,
                TestCount = 10_000,
                Subset = SubsetRule.InTurn,
                Side = null,
                Width = 1024,
                Depths = [.. Enumerable.Range(1, 20).Select(i => 2 * i)],
                Fraction = 0.1,
                Steps = 120_000,
                BatchSize = 256,
            },
        };
    }

    /// <summary>Whether only a part of the grid, the subgrid, has every seed and f - f_0 besides f; elsewhere f is trained once.</summary>
    public bool HasSubgrid => RepeatedWeightVariances.Count > 0;

    /// <summary>σ_w² of the points that have every seed and f - f_0 besides f; all where there is no subgrid.</summary>
    public IReadOnlyList<double> SubgridWeightVariances => HasSubgrid ? RepeatedWeightVariances : WeightVariances;

    /// <summary>Depths of these points.</summary>
    public IReadOnlyList<int> SubgridDepths => HasSubgrid ? RepeatedDepths : Depths;

    /// <summary>Whether a point has every seed and f - f_0 besides f.</summary>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="depth">The depth.</param>
    public bool IsInSubgrid(double weightVariance, int depth) => SubgridWeightVariances.Contains(weightVariance) && SubgridDepths.Contains(depth);

    /// <summary>The same on a grid of its own, without a subgrid: all points have every seed and f - f_0.</summary>
    /// <param name="weightVariances">σ_w², increasing; none to keep those that are here.</param>
    /// <param name="depths">Depths, increasing; none to keep those that are here. Without both nothing changes.</param>
    public TrainingGridSizes WithGrid(IReadOnlyList<double> weightVariances, IReadOnlyList<int> depths)
    {
        ArgumentNullException.ThrowIfNull(weightVariances);
        ArgumentNullException.ThrowIfNull(depths);
        if (weightVariances.Count + depths.Count == 0) return this;
        return this with
        {
            WeightVariances = weightVariances.Count > 0 ? weightVariances : WeightVariances,
            Depths = depths.Count > 0 ? depths : Depths,
            RepeatedWeightVariances = [],
            RepeatedDepths = [],
        };
    }

    /// <summary>All widths, increasing.</summary>
    public IReadOnlyList<int> Widths => [.. OtherWidths.Append(Width).Distinct().Order()];

    /// <summary>The images that these sizes are for.</summary>
    /// <param name="dataset">One of <see cref="DatasetCatalog.Names"/>.</param>
    /// <param name="directory">Folder of the images; null or empty to search.</param>
    public DatasetRequest Data(string dataset, string? directory = null) => new(dataset, TrainCount, TestCount, directory, Subset);

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() =>
        Invariant($"{TrainCount} training and {TestCount} test images{(Side is int side ? Invariant($" of {side}×{side} pixels") : "")}, ")
        + Invariant($"width {string.Join(", ", Widths)}, {WeightVariances.Count} weight variances, {Depths.Count} depths to {Depths[^1]}, ")
        + Invariant($"{Steps} steps of {Fraction} η_theory, {(BatchSize is int batch ? Invariant($"batch {batch}") : "full batch")}");
}
