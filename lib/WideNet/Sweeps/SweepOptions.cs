namespace WideNet.Sweeps;

/// <summary>How a sweep is run; nothing here changes a number.</summary>
internal sealed record SweepOptions
{
    /// <summary>Folder that keeps a file for each finished cell; null to keep everything in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether to go on where an earlier run in this folder ended. Without it, finished cells in the folder are an error.</summary>
    public bool Resume { get; init; }

    /// <summary>Which part of the sweep is computed.</summary>
    public SweepShard Shard { get; init; } = SweepShard.All;

    /// <summary>Threads used at most, at least 1; null means one per processor.</summary>
    public int? Threads
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(Threads)} is {value}; it must be at least 1, or null for one per processor."));
    }
}
