namespace WideNet.Kernels;

/// <summary>How a kernel is computed. Nothing here changes what is computed, and the number of threads changes no bit of it.</summary>
public sealed record KernelOptions
{
    /// <summary>Most threads used at once, at least 1; by default one per processor.</summary>
    public int MaxThreads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(MaxThreads)} is {value}; it must be at least 1."));
    } = Environment.ProcessorCount;

    /// <summary>Arithmetic of the recursion; double by default.</summary>
    public Precision Precision { get; init; } = Precision.Float64;

    /// <summary>Stops the computation between two blocks of kernel entries.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Receives the finished fraction, from 0 to 1, from any thread; null for no reports.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Folder for finished parts of a convolutional kernel, or null: a job that was killed goes on from there and ends with the same bits.</summary>
    /// <remarks>The files belong to one job. A folder with those of another is refused with a <see cref="Data.DataFormatException"/>; they are never
    /// deleted. A damaged one is computed again.</remarks>
    public string? CheckpointFolder { get; init; }

    /// <summary>Which stripes of a convolutional kernel are computed into the checkpoint, by their number, with nothing else held; null for the
    /// kernel.</summary>
    internal Predicate<int>? Stripes { get; init; }

    /// <summary>Told in a line what was wrong with the checkpoint and is computed again; or null.</summary>
    internal Action<string>? Notice { get; init; }
}
