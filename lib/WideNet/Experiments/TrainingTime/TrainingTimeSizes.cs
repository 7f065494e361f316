using System.Globalization;

namespace WideNet.Experiments.TrainingTime;

/// <summary>The sizes of a training-time grid.</summary>
public sealed record TrainingTimeSizes
{
    /// <summary>Training images.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images.</summary>
    public required int TestCount { get; init; }

    /// <summary>σ_w², increasing.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>Depths, increasing.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>The sizes of a preset.</summary>
    /// <param name="preset">quick: seconds on two processors; standard: under a minute; paper: the whole test set.</param>
    /// <param name="trainCount">Training images; 0 for 256.</param>
    /// <param name="testCount">Test images; 0 as the preset has it.</param>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public static TrainingTimeSizes For(Preset preset, int trainCount = 0, int testCount = 0)
    {
        if (trainCount < 0 || testCount < 0)
        {
            throw new ArgumentException($"{trainCount} training and {testCount} test images are asked for; numbers must be positive, or 0 for the preset's.");
        }

        bool isQuick = preset == Preset.Quick;
        return new TrainingTimeSizes
        {
            TrainCount = trainCount > 0 ? trainCount : 256,
            TestCount = testCount > 0 ? testCount : preset switch { Preset.Quick => 256, Preset.Standard => 1000, _ => 10_000 },
            WeightVariances = Grid.Linear(0.5, 3, isQuick ? 16 : 26),
            Depths = isQuick ? [1, 2, 3, 4, 6, 8, 11, 14, 18, 22, 27, 32, 38, 44, 50] : [1, 2, 3, .. Grid.Integers(2, 25).Select(i => 2 * i)],
        };
    }

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TrainCount} training and {TestCount} test images, {WeightVariances.Count} weight variances, {Depths.Count} depths to {Depths[^1]}");
}
