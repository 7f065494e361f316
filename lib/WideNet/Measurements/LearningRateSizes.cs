using System.Globalization;
using WideNet.Networks;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>The sizes of the maximum-learning-rate experiment: those of a preset, with single numbers replaced by <c>with</c>.</summary>
public sealed record LearningRateSizes
{
    private LearningRateSizes()
    {
    }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init => field = NetworkShape.AtLeast(value, 2, nameof(TrainCount)); }

    /// <summary>Test images.</summary>
    public required int TestCount { get; init => field = NetworkShape.AtLeast(value, 1, nameof(TestCount)); }

    /// <summary>Rows and columns that images are area-averaged to.</summary>
    public required int Side { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Side)); }

    /// <summary>Number of nonlinearities l.</summary>
    public required int Depth { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Depth)); }

    /// <summary>Units of a hidden layer.</summary>
    public required int Width { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Width)); }

    /// <summary>Passes through the training set; one is a step of the full batch, or m/B steps of a mini-batch.</summary>
    public required int Epochs { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Epochs)); }

    /// <summary>Examples of a mini-batch B, at least 2; the full batch is run besides.</summary>
    public required int BatchSize { get; init => field = NetworkShape.AtLeast(value, 2, nameof(BatchSize)); }

    /// <summary>Networks trained at every point, each with its own initial parameters and batches.</summary>
    public required int Seeds { get; init => field = NetworkShape.AtLeast(value, 1, nameof(Seeds)); }

    /// <summary>σ_w², increasing.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>η, increasing: from well below the smallest η_theory to well above the largest.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>The sizes of a preset.</summary>
    /// <param name="preset">quick: 20 seconds on two processors; standard: minutes; paper: the whole of each image, for a large machine.</param>
    public static LearningRateSizes Of(Preset preset) => preset switch
    {
        Preset.Quick => new LearningRateSizes
        {
            TrainCount = 128,
            TestCount = 500,
            Side = 8,
            Depth = 6,
            Width = 128,
            Epochs = 40,
            BatchSize = 16,
            Seeds = 3,
            WeightVariances = [0.5, 1, 1.376, 1.8, 2.3, 2.8, 3.4, 4],
            Rates = Rounded(1.5, 300, 20),
        },
        Preset.Standard => new LearningRateSizes
        {
            TrainCount = 512,
            TestCount = 1000,
            Side = 8,
            Depth = 6,
            Width = 256,
            Epochs = 40,
            BatchSize = 64,
            Seeds = 3,
            WeightVariances = [0.4, 0.8, 1.2, 1.376, 1.6, 2, 2.4, 2.8, 3.2, 3.6, 4],
            Rates = Rounded(1.5, 300, 24),
        },
        _ => new LearningRateSizes
        {
            TrainCount = 1000,
            TestCount = 10_000,
            Side = 32,
            Depth = 10,
            Width = 2048,
            Epochs = 1000,
            BatchSize = 200,
            Seeds = 5,
            WeightVariances = Grid.Linear(0.2, 4, 20),
            Rates = Rounded(0.5, 300, 30),
        },
    };

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() =>
        Invariant($"FCN, {Depth} layers of {Width} units, {TrainCount} training images of {Side}×{Side} pixels, ")
        + Invariant($"batches of {TrainCount} and {BatchSize}, {Epochs} epochs");

    // Three digits: short names of cells, and the same numbers wherever the exponential is rounded otherwise.
    private static double[] Rounded(double first, double last, int count) =>
        [.. Grid.Logarithmic(first, last, count).Select(rate => double.Parse(rate.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
}
