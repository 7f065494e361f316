using System.Globalization;
using WideNet.Results;

namespace WideNet.Experiments.AccuracyMaps;

/// <summary>The sizes of an accuracy grid: those of a preset, with single numbers replaced where they are given.</summary>
public sealed record AccuracySizes
{
    internal AccuracySizes()
    {
    }

    /// <summary>Training images.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images.</summary>
    public required int TestCount { get; init; }

    /// <summary>Rows and columns that images are area-averaged to, or null to keep their size.</summary>
    public required int? Side { get; init; }

    /// <summary>σ_w², increasing.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>Depths, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>Sizes for CNN-F and CNN-P, whose cost grows with the square of the number of pixels.</summary>
    /// <param name="preset">quick: a minute on two processors; standard: about eight minutes, all images of the CIFAR-10 sample; paper: 32×32 pixels, for a large machine.</param>
    /// <param name="trainCount">Training images; 0 as the preset has it.</param>
    /// <param name="testCount">Test images; 0 as the preset has it.</param>
    /// <param name="side">Rows and columns; 0 as the preset has it.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public static AccuracySizes Convolutional(Preset preset, int trainCount = 0, int testCount = 0, int side = 0) => (preset switch
    {
        Preset.Quick => new AccuracySizes { TrainCount = 160, TestCount = 200, Side = 6, WeightVariances = [0.8, 1.1, 1.376, 1.7, 2, 2.4, 2.8, 3.2, 3.6], Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32] },
        Preset.Standard => new AccuracySizes { TrainCount = 1000, TestCount = 1000, Side = 6, WeightVariances = [0.8, 1.1, 1.376, 1.7, 2, 2.4, 2.8, 3.2, 3.6], Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32] },
        _ => new AccuracySizes { TrainCount = 1000, TestCount = 1000, Side = null, WeightVariances = Grid.Linear(0.2, 4, 20), Depths = [1, 2, 3, 4, 6, 8, .. Steps(10, 90, 5)] },
    }).With(trainCount, testCount, side);

    /// <summary>Sizes for the maps of Figure 1(d, e): a grid as fine as the paper's maps are read, computed once in hours and kept.</summary>
    /// <remarks>
    /// All weight variances of the quick preset, more near criticality and at both ends; depths to beyond 12 ξ_* for σ_w² ≥ 1.85. CNN-P at 8×8
    /// pixels takes about three processor-hours; CNN-F costs minutes at any side.
    /// </remarks>
    /// <param name="side">Rows and columns, or null for the images as they are.</param>
    public static AccuracySizes Figure1(int? side) => new()
    {
        TrainCount = 1000,
        TestCount = 1000,
        Side = side,
        WeightVariances = [0.5, 0.8, 1.1, 1.25, 1.376, 1.5, 1.7, 1.85, 2, 2.2, 2.4, 2.6, 2.8, 3.2, 3.6, 4],
        Depths = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64],
    };

    /// <summary>Sizes for fully-connected networks.</summary>
    /// <param name="preset">quick: a quarter of a minute on two processors; standard: minutes; paper: more test images.</param>
    /// <param name="trainCount">Training images; 0 as the preset has it.</param>
    /// <param name="testCount">Test images; 0 as the preset has it.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public static AccuracySizes FullyConnected(Preset preset, int trainCount = 0, int testCount = 0) => (preset switch
    {
        Preset.Quick => new AccuracySizes { TrainCount = 400, TestCount = 500, Side = null, WeightVariances = [0.8, 1, 1.2, 1.376, 1.6, 1.8, 2, 2.3, 2.6, 3, 3.4], Depths = [1, 2, 3, 4, 6, 8, .. Steps(12, 100, 8)] },
        Preset.Standard => new AccuracySizes { TrainCount = 1000, TestCount = 1000, Side = null, WeightVariances = Grid.Linear(0.6, 3.6, 16), Depths = [1, 2, 3, 4, 6, .. Steps(8, 104, 4)] },
        _ => new AccuracySizes { TrainCount = 1000, TestCount = 10_000, Side = null, WeightVariances = Grid.Linear(0.2, 4, 20), Depths = [1, 2, 3, 4, 6, .. Steps(8, 104, 4)] },
    }).With(trainCount, testCount, 0);

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TrainCount} training and {TestCount} test images{(Side is int side ? $" of {side}×{side} pixels" : "")}, {WeightVariances.Count} weight variances, {Depths.Count} depths to {Depths[^1]}");

    private AccuracySizes With(int trainCount, int testCount, int side) => this with
    {
        TrainCount = Choose(trainCount, TrainCount, nameof(trainCount)),
        TestCount = Choose(testCount, TestCount, nameof(testCount)),
        Side = side == 0 ? Side : Choose(side, 0, nameof(side)),
    };

    private static int Choose(int given, int preset, string name) =>
        given >= 0 ? given == 0 ? preset : given : throw new ArgumentException($"{name} is {given}; it must be positive, or 0 for the preset's.", name);

    private static IEnumerable<int> Steps(int first, int last, int step) => Enumerable.Range(0, ((last - first) / step) + 1).Select(i => first + (step * i));
}
