using System.Globalization;
using WideNet.Experiments.AccuracyMaps;
using WideNet.Results;

namespace WideNet.Experiments.NearCriticality;

/// <summary>The sizes of the near-criticality figures.</summary>
public sealed record NearCriticalitySizes
{
    /// <summary>Training images of the scaling figures.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images of the scaling figures.</summary>
    public required int TestCount { get; init; }

    /// <summary>|log χ_1| of the curves, positive, increasing.</summary>
    public IReadOnlyList<double> Distances { get; init; } = [0.005, 0.01, 0.02, 0.04];

    /// <summary>Depths of the curves, increasing.</summary>
    public IReadOnlyList<int> CurveDepths { get; init; } = [2, 3, 4, 6, 8, 11, 15, 20, 26, 34, 44, 56, 72, 90, 110, 135, 165, 200, 250, 300, 370, 450, 550, 670, 800];

    /// <summary>x = l log χ_1 of the sequences, 0 among them.</summary>
    public IReadOnlyList<double> Scaled { get; init; } = [-4, -2, -1, 0, 1, 2, 4];

    /// <summary>Depths of the scaling limit, increasing.</summary>
    public required IReadOnlyList<int> ScalingDepths { get; init; }

    /// <summary>Training images of the accuracy map.</summary>
    public required int MapTrainCount { get; init; }

    /// <summary>Test images of the accuracy map.</summary>
    public required int MapTestCount { get; init; }

    /// <summary>Weight variances of the accuracy map.</summary>
    public required int MapColumns { get; init; }

    /// <summary>Depths of the accuracy map, increasing.</summary>
    public required IReadOnlyList<int> MapDepths { get; init; }

    /// <summary>The sizes of a preset.</summary>
    /// <param name="preset">quick: about ten seconds on two processors; standard: minutes; paper: more images and depths.</param>
    public static NearCriticalitySizes For(Preset preset) => preset switch
    {
        Preset.Quick => new NearCriticalitySizes
        {
            TrainCount = 48,
            TestCount = 32,
            ScalingDepths = [300, 400, 500, 600, 800, 1200, 1600],
            MapTrainCount = 200,
            MapTestCount = 200,
            MapColumns = 13,
            MapDepths = [5, 10, .. Steps(15, 50, 5), .. Steps(60, 120, 10), .. Steps(150, 240, 30)],
        },
        Preset.Standard => new NearCriticalitySizes
        {
            TrainCount = 64,
            TestCount = 64,
            ScalingDepths = [300, 400, 500, 600, 800, 1200, 1600, 2400],
            MapTrainCount = 500,
            MapTestCount = 1000,
            MapColumns = 21,
            MapDepths = [5, 10, .. Steps(15, 60, 5), .. Steps(70, 400, 10)],
        },
        _ => new NearCriticalitySizes
        {
            TrainCount = 128,
            TestCount = 128,
            ScalingDepths = [300, 400, 500, 600, 800, 1200, 1600, 2400, 3200],
            MapTrainCount = 1000,
            MapTestCount = 10_000,
            MapColumns = 31,
            MapDepths = [5, 10, .. Steps(15, 60, 5), .. Steps(70, 400, 10)],
        },
    };

    /// <summary>Sizes of the accuracy map: a window of weight variances, most of it above the critical one.</summary>
    /// <param name="critical">The critical σ_w².</param>
    internal AccuracySizes MapSizes(double critical) => new()
    {
        TrainCount = MapTrainCount,
        TestCount = MapTestCount,
        Side = null,
        WeightVariances = Grid.Linear(critical - 0.12, critical + 0.44, MapColumns),
        Depths = MapDepths,
    };

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"scaling: {TrainCount} training and {TestCount} test images, {ScalingDepths.Count} depths to {ScalingDepths[^1]}; map: {MapTrainCount} and {MapTestCount} images, {MapColumns} weight variances, {MapDepths.Count} depths to {MapDepths[^1]}");

    private static IEnumerable<int> Steps(int first, int last, int step) => Enumerable.Range(0, ((last - first) / step) + 1).Select(i => first + (step * i));
}
