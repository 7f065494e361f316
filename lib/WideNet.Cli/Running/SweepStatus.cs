using WideNet.Data;
using WideNet.Sweeps;

namespace WideNet.Cli.Running;

/// <summary>What the folder of a sweep holds: finished cells, missing ones, and files that are of no use.</summary>
/// <remarks>Nothing is changed, and no data set is needed. Shown by SweepStatusTests.</remarks>
internal sealed record SweepStatus
{
    /// <summary>The sweep.</summary>
    public required SweepManifest Sweep { get; init; }

    /// <summary>Sound cells.</summary>
    public required int Finished { get; init; }

    /// <summary>Seconds that they took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Keys of cells without a file.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Files of cells that are of no use, and why.</summary>
    public required IReadOnlyList<(string File, string Problem)> Damaged { get; init; }

    /// <summary>Files that are no cells of this sweep.</summary>
    public required IReadOnlyList<string> Strays { get; init; }

    /// <summary>Looks at a folder.</summary>
    /// <exception cref="ArgumentException">It holds no sweep.</exception>
    /// <exception cref="DataFormatException">Its description is damaged.</exception>
    public static SweepStatus Of(string path)
    {
        using var folder = SweepFolder.Open(path);
        var missing = new List<string>();
        var damaged = new List<(string, string)>();
        int finished = 0;
        double seconds = 0;
        foreach (SweepCell cell in folder.Sweep.Cells)
        {
            if (!File.Exists(folder.PathOf(cell)))
            {
                missing.Add(cell.Key);
                continue;
            }

            SweepCellFile? file = SweepCellFile.TryRead(folder.PathOf(cell), folder.Sweep, cell.Key, out string reason);
            if (file is null) damaged.Add((folder.PathOf(cell), reason));
            finished += file is null ? 0 : 1;
            seconds += file?.Seconds ?? 0;
        }

        HashSet<string> own = [.. folder.Sweep.Cells.Select(folder.PathOf)];
        string[] all = Directory.Exists(folder.CellFolder) ? Directory.GetFiles(folder.CellFolder, "*" + SweepFolder.Ending) : [];
        return new SweepStatus
        {
            Sweep = folder.Sweep,
            Finished = finished,
            Seconds = seconds,
            Missing = missing,
            Damaged = damaged,
            Strays = [.. all.Where(file => !own.Contains(file)).Order(StringComparer.Ordinal)],
        };
    }
}
