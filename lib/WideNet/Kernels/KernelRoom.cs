using WideNet.Data;

namespace WideNet.Kernels;

/// <summary>Whether results fit into memory and on a disk, asked before work begins.</summary>
internal static class KernelRoom
{
    /// <summary>Memory this process may use at most: the machine's, or less where a limit is set.</summary>
    public static double AvailableMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Checks that kernels can be held at all.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public static void RequireMemory(long rows, long columns, int depths)
    {
        double bytes = 2.0 * sizeof(double) * depths * rows * columns;
        if (bytes > AvailableMemory || rows * columns > Array.MaxLength)
        {
            throw new ArgumentException(
                Invariant($"Kernels of {rows}×{columns} images at {depths} depths need {bytes * 1e-9:F1} GB, but ")
                    + Invariant($"{AvailableMemory * 1e-9:F1} GB of memory are ")
                    + Invariant($"available and a matrix holds at most {Array.MaxLength} entries; ask for fewer images or depths."));
        }
    }

    /// <summary>Checks that what each layer keeps can be held at all: variances of every example, or of every pixel of an image.</summary>
    /// <param name="depth">The largest depth.</param>
    /// <param name="numbersPerLayer">Numbers kept for each layer.</param>
    /// <param name="size">Bytes of a number.</param>
    /// <param name="isOneArray">Whether they stand in one array.</param>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public static void RequireLayers(int depth, double numbersPerLayer, int size, bool isOneArray)
    {
        double numbers = depth * numbersPerLayer, bytes = size * numbers;
        if (bytes <= AvailableMemory && (!isOneArray || numbers <= Array.MaxLength)) return;
        throw new ArgumentException(
            Invariant($"A network of depth {depth} keeps {bytes * 1e-9:F1} GB of variances here, but {AvailableMemory * 1e-9:F1} GB of ")
                + "memory are available and an "
                + Invariant($"array holds {Array.MaxLength} numbers; ask for a smaller depth or fewer examples."));
    }

    /// <summary>Checks that files fit on the disk of a folder, beside what the folder holds already.</summary>
    /// <param name="folder">The folder, which need not exist.</param>
    /// <param name="bytes">Bytes of all files, those of an earlier run included.</param>
    /// <param name="what">What is written, such as <c>The checkpoint</c>.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void RequireDisk(string folder, double bytes, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing)) existing = Path.GetDirectoryName(existing)!;
        var drive = new DriveInfo(existing);
        if (drive.TotalSize == 0)
        {
            Make(folder, what);
            return;
        }

        double free = drive.AvailableFreeSpace, missing = bytes - JobFolder.BytesIn(folder);
        if (missing > free)
        {
            throw new ArgumentException(
                $"{what} of this job needs up to {KernelBudget.Size(missing)} more, but the disk of {folder} has {KernelBudget.Size(free)} left; give a "
                    + "folder on another disk or ask for fewer images or depths.");
        }
    }

    // A file system that tells no size, such as /proc or some network mounts, takes files or not: only trying tells.
    private static void Make(string folder, string what)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{what}: the folder {folder} cannot be made; name one that exists or can be made.", error);
        }
    }
}
