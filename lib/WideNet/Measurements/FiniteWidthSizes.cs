using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>Sizes of the experiments on networks of finite width.</summary>
public sealed record FiniteWidthSizes
{
    private FiniteWidthSizes()
    {
    }

    /// <summary>Preset they belong to.</summary>
    public required Preset Preset { get; init; }

    /// <summary>σ_w² of the erf networks, slightly chaotic.</summary>
    public double WeightVariance { get; init; } = 1.5;

    /// <summary>σ_b².</summary>
    public double BiasVariance { get; init; } = 0.05;

    /// <summary>Images whose kernel entries are compared.</summary>
    public int KernelImages { get; init; } = 16;

    /// <summary>Training images of the networks that are trained.</summary>
    public int TrainCount { get; init; } = 32;

    /// <summary>Test images.</summary>
    public int TestCount { get; init; } = 32;

    /// <summary>Rows and columns that images are area-averaged to.</summary>
    public int Side { get; init; } = 8;

    /// <summary>Nonlinearities of every network.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Steps of training.</summary>
    public required int Steps { get; init; }

    /// <summary>η as a fraction of η_theory = 2 m k/λ_max.</summary>
    public double RateFraction { get; init; } = 0.25;

    /// <summary>Images of a batch where training is stochastic.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Widths of fully-connected networks, increasing, whose kernel is compared with the analytic one.</summary>
    public required IReadOnlyList<int> Widths { get; init; }

    /// <summary>The same for the channels of CNN-F and CNN-P.</summary>
    public required IReadOnlyList<int> Channels { get; init; }

    /// <summary>Widths of fully-connected networks that are trained.</summary>
    public required IReadOnlyList<int> TrainedWidths { get; init; }

    /// <summary>The same for the channels of CNN-F and CNN-P.</summary>
    public required IReadOnlyList<int> TrainedChannels { get; init; }

    /// <summary>Networks drawn at each width, for kernels; the widest have fewer (<see cref="KernelSeeds"/>).</summary>
    public required int Seeds { get; init; }

    /// <summary>Networks trained at each width.</summary>
    public required int TrainedSeeds { get; init; }

    /// <summary>The sizes of a preset.</summary>
    /// <param name="preset">quick: a third of a minute on two processors; standard: minutes; paper: wider convolutional networks and more seeds.</param>
    public static FiniteWidthSizes For(Preset preset) => preset switch
    {
        Preset.Quick => new FiniteWidthSizes
        {
            Preset = preset,
            Steps = 64,
            Widths = [64, 128, 256, 512, 1024, 2048, 4096],
            Channels = [16, 32, 64, 128],
            TrainedWidths = [64, 128, 256, 512],
            TrainedChannels = [16, 32, 64],
            Seeds = 16,
            TrainedSeeds = 4,
        },
        Preset.Standard => new FiniteWidthSizes
        {
            Preset = preset,
            Steps = 256,
            Widths = [64, 128, 256, 512, 1024, 2048, 4096],
            Channels = [16, 32, 64, 128, 256],
            TrainedWidths = [64, 128, 256, 512, 1024, 2048],
            TrainedChannels = [16, 32, 64, 128],
            Seeds = 64,
            TrainedSeeds = 8,
        },
        _ => new FiniteWidthSizes
        {
            Preset = preset,
            Steps = 1024,
            Widths = [64, 128, 256, 512, 1024, 2048, 4096],
            Channels = [16, 32, 64, 128, 256, 512],
            TrainedWidths = [64, 128, 256, 512, 1024, 2048, 4096],
            TrainedChannels = [16, 32, 64, 128, 256],
            Seeds = 128,
            TrainedSeeds = 16,
        },
    };

    /// <summary>Networks whose kernel is measured at a width: fewer beyond 512, where each costs more, but at least a quarter of <see cref="Seeds"/>.</summary>
    /// <param name="width">Units or channels.</param>
    public int KernelSeeds(int width) => Math.Max(Seeds / 4, Math.Min(Seeds, Seeds * 512 / width));

    /// <summary>Everything that changes numbers, for the cache.</summary>
    internal ResultSettings Settings() => new()
    {
        { "activation", "erf" },
        { "weight_variance", WeightVariance },
        { "bias_variance", BiasVariance },
        { "kernel_images", KernelImages },
        { "train_count", TrainCount },
        { "test_count", TestCount },
        { "side", Side },
        { "depth", Depth },
        { "steps", Steps },
        { "rate_fraction", RateFraction },
        { "batch_size", BatchSize },
        { "widths", Widths },
        { "channels", Channels },
        { "trained_widths", TrainedWidths },
        { "trained_channels", TrainedChannels },
        { "seeds", Seeds },
        { "trained_seeds", TrainedSeeds },
    };

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() =>
        Invariant($"{Side}×{Side} pixels, depth {Depth}; widths {Widths[0]} to {Widths[^1]}, channels {Channels[0]} to {Channels[^1]}; ")
        + Invariant($"trained on {TrainCount} images for {Steps} steps at {RateFraction} η_theory");

    /// <summary>Widths or channels whose kernel is compared.</summary>
    internal IReadOnlyList<int> WidthsOf(Architecture architecture) => architecture == Architecture.FullyConnected ? Widths : Channels;

    /// <summary>Widths or channels that are trained.</summary>
    internal IReadOnlyList<int> TrainedWidthsOf(Architecture architecture) => architecture == Architecture.FullyConnected ? TrainedWidths : TrainedChannels;
}
