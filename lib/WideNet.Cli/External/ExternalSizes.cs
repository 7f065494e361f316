using WideNet.Kernels;
using WideNet.Results;

namespace WideNet.Cli.External;

/// <summary>What a comparison with the published accuracies computes.</summary>
internal sealed record ExternalSizes
{
    /// <summary>Training images of both kernels.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images of CNTK-V.</summary>
    public required int TestCount { get; init; }

    /// <summary>Test images of CNTK-GAP, whose entries take three orders of magnitude longer: the first of those of CNTK-V.</summary>
    public required int PooledTestCount { get; init; }

    /// <summary>Depths of CNTK-V, some of <see cref="PublishedAccuracies.Depths"/>, increasing.</summary>
    public IReadOnlyList<int> VanillaDepths { get; init => field = Published(value, nameof(VanillaDepths)); } = PublishedAccuracies.Depths;

    /// <summary>Depths of CNTK-GAP, some of <see cref="VanillaDepths"/>, increasing.</summary>
    public required IReadOnlyList<int> PooledDepths { get; init => field = Published(value, nameof(PooledDepths)); }

    /// <summary>Rows and columns of the images after area-averaging; null for their own 32.</summary>
    public int? Side { get; init; }

    /// <summary>Arithmetic of the kernels; the regression is always solved in double.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Whether the published accuracies are those of a computation of this kind: as many training images, of full size.</summary>
    public bool IsComparable => TrainCount == PublishedAccuracies.TrainCount && Side is null or 32;

    /// <summary>The sizes of a preset.</summary>
    /// <param name="preset">quick: seconds, on the sample's images made small; standard: 2,000 training images, one to two hours of two processors; paper:
    /// the whole table, days.</param>
    public static ExternalSizes For(Preset preset) => preset switch
    {
        Preset.Quick => new ExternalSizes { TrainCount = 500, TestCount = 500, PooledTestCount = 500, PooledDepths = [3, 4, 6], Side = 8 },
        Preset.Standard => new ExternalSizes { TrainCount = 2000, TestCount = 1000, PooledTestCount = 200, PooledDepths = [3, 4, 6] },
        _ => new ExternalSizes { TrainCount = 2000, TestCount = 10_000, PooledTestCount = 10_000, PooledDepths = PublishedAccuracies.Depths },
    };

    /// <summary>Depths of a kernel.</summary>
    public IReadOnlyList<int> Depths(PublishedKernel kernel) => kernel == PublishedKernel.Vanilla ? VanillaDepths : PooledDepths;

    /// <summary>The sizes in words, for provenance.</summary>
    public override string ToString() =>
        Invariant($"{TrainCount} training images{(Side is { } side ? $" of {side}×{side} pixels" : "")}, {TestCount} test images (CNTK-V) and ")
            + Invariant($"{PooledTestCount} (CNTK-GAP), {Precision}");

    /// <summary>Every size that changes numbers, besides the training images and those of CNTK-V.</summary>
    internal ResultSettings Settings() => new()
    {
        { "pooled_test_images", PooledTestCount },
        { "vanilla_depths", VanillaDepths },
        { "pooled_depths", PooledDepths },
        { "side", Side },
        { "preprocessing", PublishedAccuracies.Preprocessing.Name },
        { "precision", Precision },
    };

    private static IReadOnlyList<int> Published(IReadOnlyList<int> depths, string name)
    {
        return depths.Count > 0 && depths.SequenceEqual(PublishedAccuracies.Depths.Where(depths.Contains))
            ? depths
            : throw new ArgumentException(
                $"The depths are '{string.Join(", ", depths)}'; they must be some of {string.Join(", ", PublishedAccuracies.Depths)}, increasing.", name);
    }
}
