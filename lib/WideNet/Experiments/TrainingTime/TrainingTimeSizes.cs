using System.Globalization;
using WideNet.Results;

namespace WideNet.Experiments.TrainingTime;

/// <summary>The sizes of a training-time grid.</summary>
public sealed record TrainingTimeSizes
{
    /// <summary>Training images.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images.</summary>
    public required int TestCount { get; init; }

    /// <summary>The whole plane.</summary>
    public required TrainingTimePart Map { get; init; }

    /// <summary>Weight variances in the ordered phase, where the trainable depth is followed: every depth, and times that double.</summary>
    public TrainingTimePart Ordered { get; init; } = new([1, 1.2, 1.3], Grid.Integers(1, 60), [16, 32, 64, 128, 256, 512, 1024, 2048, 4096]);

    /// <summary>Depths at the critical weight variance, from where log corrections can be fitted.</summary>
    public IReadOnlyList<int> CriticalDepths { get; init; } = [.. Grid.Integers(4, 16).Select(i => 25 * i)];

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
            Map = new TrainingTimePart(
                Grid.Linear(0.5, 3, isQuick ? 16 : 26),
                isQuick ? [1, 2, 3, 4, 6, 8, 11, 14, 18, 22, 27, 32, 38, 44, 50] : [1, 2, 3, .. Grid.Integers(2, 25).Select(i => 2 * i)],
                [1, 8, 64, 512, 4096]),
        };
    }

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{TrainCount} training and {TestCount} test images, {Map.WeightVariances.Count} weight variances, {Map.Depths.Count} depths to {Map.Depths[^1]}");
}
