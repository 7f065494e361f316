using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>Memory, disk and time of a job that computes several kernels one after the other, known before it starts.</summary>
/// <remarks>Shown by KernelBudgetTests.</remarks>
internal sealed record KernelBudget
{
    private const double LongSeconds = 10;

    /// <summary>Entries computed at each depth.</summary>
    public required long Entries { get; init; }

    /// <summary>Bytes of the inputs.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Most bytes of kernels held at once.</summary>
    public required long OutputBytes { get; init; }

    /// <summary>Most bytes of scratch memory at once, beside inputs and outputs.</summary>
    public required long ScratchBytes { get; init; }

    /// <summary>Time of the kernels, or null where it was not measured: seconds then.</summary>
    public required TimeSpan? Time { get; init; }

    /// <summary>Bytes in all.</summary>
    public double TotalBytes => (double)InputBytes + OutputBytes + ScratchBytes;

    /// <summary>Whether the job takes so long that a person wants to know before: ten seconds or more.</summary>
    public bool IsLong => Time is { } time && time.TotalSeconds >= LongSeconds;

    /// <summary>The budget of kernels that are all held at the end.</summary>
    public static KernelBudget Of(IReadOnlyList<KernelEstimate> parts, params IReadOnlyList<InputBatch> inputs)
    {
        return new KernelBudget
        {
            Entries = parts.Sum(part => part.Entries),
            InputBytes = inputs.Sum(x => (long)x.Count * x.FeatureCount * sizeof(double)),
            OutputBytes = parts.Sum(part => part.OutputBytes),
            ScratchBytes = parts.Max(part => part.WorkingBytes ?? 0),
            Time = parts.Any(part => part.Time is null) ? null : parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Time!.Value),
        };
    }

    /// <summary>The budget of one shard of such a job, which holds one stripe of a kernel at a time.</summary>
    internal static KernelBudget OfShard(IReadOnlyList<KernelEstimate> parts, IReadOnlyList<InputBatch> inputs, int shards)
    {
        KernelBudget whole = Of(parts, inputs);
        return whole with
        {
            Entries = (whole.Entries + shards - 1) / shards,
            OutputBytes = parts.Max(part => part.OutputBytes / part.Stripes),
            Time = whole.Time / shards,
        };
    }

    /// <summary>Refuses a job that does not fit into memory.</summary>
    /// <param name="availableBytes">Memory there is; null for this process's.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public void RequireMemory(double? availableBytes = null)
    {
        double available = availableBytes ?? KernelRoom.AvailableMemory;
        if (!(TotalBytes <= available))
        {
            throw new ArgumentException($"This job needs {Memory()}, but {Size(available)} of memory are available; ask for fewer images or depths.");
        }
    }

    /// <summary>The budget in words, such as <c>1500500 entries, 0.7 GB of memory (inputs 12.3 MB, outputs 640 MB, scratch 5.1 MB), about 7 min 12
    /// s</c>.</summary>
    public override string ToString() => $"{Entries} entries, {Memory()}{(Time is { } time ? $", about {Duration(time)}" : "")}";

    /// <summary>A time in words, such as <c>1 h 2 min 3 s</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        double seconds = Math.Max(0, Math.Round(time.TotalSeconds)), hours = Math.Floor(seconds / 3600), minutes = Math.Floor(seconds % 3600 / 60);
        string rest = Invariant($"{seconds % 60} s");
        return hours > 0
            ? Invariant($"{hours} h {minutes} min {rest}")
            : minutes > 0 ? Invariant($"{minutes} min {rest}") : rest;
    }

    /// <summary>A number of bytes in words, such as <c>12.3 MB</c>.</summary>
    internal static string Size(double bytes) => bytes switch
    {
        >= 1e9 => Invariant($"{bytes * 1e-9:F1} GB"),
        >= 1e6 => Invariant($"{bytes * 1e-6:F1} MB"),
        _ => Invariant($"{bytes * 1e-3:F1} kB"),
    };

    private string Memory() => $"{Size(TotalBytes)} of memory (inputs {Size(InputBytes)}, outputs {Size(OutputBytes)}, scratch {Size(ScratchBytes)})";
}
