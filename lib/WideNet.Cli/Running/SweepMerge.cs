using WideNet.Data;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Cli.Running;

/// <summary>Puts the cells of any number of folders together into one table; the order of the folders does not matter.</summary>
/// <remarks>A cell may lie in several folders if its numbers agree. Neither data set nor definition is needed. Shown by SweepMergeTests.</remarks>
internal static class SweepMerge
{
    /// <summary>Merges folders of one sweep.</summary>
    /// <param name="folders">The folders, at least one.</param>
    /// <exception cref="ArgumentException">No folder; a folder without a sweep; folders of different sweeps; cells missing; a cell with different
    /// numbers.</exception>
    /// <exception cref="DataFormatException">A folder's description is damaged.</exception>
    public static MergedSweep Merge(params IReadOnlyList<string> folders)
    {
        if (folders.Count == 0) throw new ArgumentException("There is no folder to merge; name at least one.", nameof(folders));
        SweepFolder[] opened = [.. folders.Select(SweepFolder.Open)];
        SweepManifest sweep = opened[0].Sweep;
        for (int i = 1; i < opened.Length; i++)
        {
            if (sweep.DifferenceFrom(opened[i].Sweep) is { } difference)
            {
                throw new ArgumentException(
                    $"The folders {folders[0]} (here) and {folders[i]} (there) hold different sweeps: {difference}; merge folders of one sweep.");
            }
        }

        var rows = new List<(SweepCell, IReadOnlyList<double>)>();
        var missing = new List<string>();
        double seconds = 0;
        foreach (SweepCell cell in sweep.Cells)
        {
            if (Find(opened, folders, cell, out string? reason) is not { } file)
            {
                missing.Add(reason is null ? cell.Key : $"{cell.Key} ({reason})");
                continue;
            }

            rows.Add((cell, file.Values));
            seconds += file.Seconds;
        }

        if (missing.Count > 0)
        {
            throw new ArgumentException(
                Invariant($"{missing.Count} of {sweep.Cells.Count} cells of {sweep.Run.Notebook} are missing, first {missing[0]}; finish them with 'reproduce ")
                    + $"sweep {sweep.Run.Notebook} --resume', or name the folders of all shards.");
        }

        return new MergedSweep(sweep.ToTable(rows), new ResultRecord
        {
            Figure = sweep.Run.Notebook,
            Preset = sweep.Run.Preset,
            Settings = sweep.Settings,
            DataChecksum = sweep.DataChecksum,
            Duration = TimeSpan.FromSeconds(seconds),
        });
    }

    private static SweepCellFile? Find(SweepFolder[] opened, IReadOnlyList<string> folders, SweepCell cell, out string? reason)
    {
        reason = null;
        SweepCellFile? found = null;
        int foundIn = 0;
        for (int i = 0; i < opened.Length; i++)
        {
            SweepCellFile? file = opened[i].TryRead(cell, out string? notice);
            reason ??= notice;
            if (file is null) continue;
            if (found is not null && !found.Values.SequenceEqual(file.Values))
            {
                throw new ArgumentException(
                    $"The cell {cell} has other numbers in {folders[foundIn]} than in {folders[i]}; they were computed by different versions or on "
                        + "machines that round differently, so leave one folder out.");
            }

            if (found is null || file.Seconds < found.Seconds)
            {
                found = file;
                foundIn = i;
            }
        }

        return found;
    }
}

/// <summary>A whole sweep put together from its cells.</summary>
/// <param name="Table">One row for each cell, in the order of the sweep.</param>
/// <param name="Record">Where it comes from; the duration is the sum over the cells.</param>
internal sealed record MergedSweep(ResultTable Table, ResultRecord Record);
