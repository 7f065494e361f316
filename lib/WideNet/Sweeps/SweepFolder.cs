namespace WideNet.Sweeps;

/// <summary>The folder of a sweep: what it is, and one file for each finished cell.</summary>
internal sealed class SweepFolder
{
    private const string Ending = ".cell";

    private readonly string _folder;

    private SweepFolder(string folder, SweepManifest sweep)
    {
        _folder = folder;
        Sweep = sweep;
    }

    /// <summary>The sweep that the folder holds.</summary>
    public SweepManifest Sweep { get; }

    /// <summary>Opens a folder to add cells, making it a folder of this sweep if it is new.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="cells">The cells that are to be computed.</param>
    /// <param name="resume">Whether some of them may be there.</param>
    /// <exception cref="ArgumentException">The folder holds another sweep, or finished cells without <paramref name="resume"/>.</exception>
    public static SweepFolder Open(string folder, SweepManifest sweep, IReadOnlyList<SweepCell> cells, bool resume)
    {
        var opened = new SweepFolder(folder, sweep);
        if (!File.Exists(Path.Combine(folder, SweepManifest.FileName)))
        {
            sweep.Write(folder);
            Directory.CreateDirectory(opened.CellFolder);
            return opened;
        }

        if (sweep.DifferenceFrom(SweepManifest.Read(folder)) is { } difference)
        {
            throw new ArgumentException($"The folder {folder} holds another sweep: {difference}; name another folder, or delete this one.");
        }

        Directory.CreateDirectory(opened.CellFolder);
        int finished = cells.Count(cell => File.Exists(opened.PathOf(cell)));
        if (finished > 0 && !resume)
        {
            throw new ArgumentException(
                Invariant($"The folder {folder} holds {finished} finished cells of this sweep; go on from them with --resume, or name another folder."));
        }

        opened.RemoveLeftovers(cells);
        return opened;
    }

    /// <summary>Opens a folder to read it.</summary>
    /// <exception cref="ArgumentException">It holds no sweep.</exception>
    /// <exception cref="Data.DataFormatException">Its description is damaged.</exception>
    public static SweepFolder Open(string folder) => File.Exists(Path.Combine(folder, SweepManifest.FileName))
        ? new SweepFolder(folder, SweepManifest.Read(folder))
        : throw new ArgumentException($"The folder {folder} holds no sweep: it has no {SweepManifest.FileName}; name the folder that a sweep was written to.");

    /// <summary>Reads a finished cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="notice">Why a file that is there is of no use; null without a file.</param>
    /// <returns>The cell, or null if it has to be computed.</returns>
    public SweepCellFile? TryRead(SweepCell cell, out string? notice)
    {
        notice = null;
        string path = PathOf(cell);
        if (!File.Exists(path)) return null;
        SweepCellFile? file = SweepCellFile.TryRead(path, Sweep, cell.Key, out string reason);
        notice = file is null ? $"The file {path} {reason}" : null;
        return file;
    }

    /// <summary>Keeps a finished cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="content">Its numbers.</param>
    public void Write(SweepCell cell, SweepCellFile content) => content.Write(PathOf(cell), Sweep, cell.Key);

    private string CellFolder => Path.Combine(_folder, "cells");

    private string PathOf(SweepCell cell) => Path.Combine(CellFolder, cell.Key + Ending);

    // A process that was killed while it wrote leaves a temporary file. Only those of this run's cells: another shard may be writing beside.
    private void RemoveLeftovers(IReadOnlyList<SweepCell> cells)
    {
        HashSet<string> own = [.. cells.Select(cell => cell.Key)];
        foreach (string file in Directory.EnumerateFiles(CellFolder, "*" + Ending + ".*.tmp"))
        {
            string name = Path.GetFileName(file);
            if (own.Contains(name[..name.LastIndexOf(Ending + ".", StringComparison.Ordinal)])) File.Delete(file);
        }
    }
}
