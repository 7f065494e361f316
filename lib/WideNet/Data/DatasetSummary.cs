namespace WideNet.Data;

/// <summary>What is on this machine of a data set, and what there is of it altogether.</summary>
internal sealed record DatasetSummary
{
    /// <summary>The name that <see cref="DatasetCatalog.Load"/> takes.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was found.</summary>
    public required DatasetLocation Location { get; init; }

    /// <summary>Training images here.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images here.</summary>
    public required int TestCount { get; init; }

    /// <summary>Training images of the published set.</summary>
    public required int PublishedTrainCount { get; init; }

    /// <summary>Test images of the published set.</summary>
    public required int PublishedTestCount { get; init; }
}
