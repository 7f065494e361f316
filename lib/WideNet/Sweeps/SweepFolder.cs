using WideNet.Data;

namespace WideNet.Sweeps;

/// <summary>The folder of a sweep: what it is, and one file for each finished cell.</summary>
/// <remarks>Several processes may fill one folder, with the same cells or others: every file appears whole, and cells are the same bits whoever computes
/// them.</remarks>
internal sealed class SweepFolder : IDisposable
{
    /// <summary>How names of cells end.</summary>
    public const string Ending = ".cell";

    private readonly string _folder;
    private SharedFolder? _hold;

    private SweepFolder(string folder, SweepManifest sweep)
    {
        _folder = folder;
        Sweep = sweep;
    }

    /// <summary>The sweep that the folder holds.</summary>
    public SweepManifest Sweep { get; }

    /// <summary>What was mended when the folder was opened, or null.</summary>
    public string? Notice { get; private set; }

    /// <summary>Opens a folder to add cells, making it a folder of this sweep if it is new.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="cells">The cells that are to be computed.</param>
    /// <param name="resume">Whether some of them may be there.</param>
    /// <exception cref="ArgumentException">The folder holds another sweep, or finished cells without <paramref name="resume"/>.</exception>
    public static SweepFolder Open(string folder, SweepManifest sweep, IReadOnlyList<SweepCell> cells, bool resume)
    {
        var opened = new SweepFolder(folder, sweep);
        string manifest = Path.Combine(folder, SweepManifest.FileName);
        opened._hold = SharedFolder.Enter(folder, () => File.Exists(manifest), () =>
        {
            Directory.CreateDirectory(opened.CellFolder);
            if (!File.Exists(manifest)) sweep.Write(folder);
            else opened.RemoveLeftovers();
        });
        try
        {
            opened.RequireCells(folder, cells, resume);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private void RequireCells(string folder, IReadOnlyList<SweepCell> cells, bool resume)
    {
        if (Sweep.DifferenceFrom(ReadManifest(folder, resume)) is { } difference)
        {
            throw new ArgumentException($"The folder {folder} holds another sweep: {difference}; name another folder, or delete this one.");
        }

        int finished = cells.Count(cell => File.Exists(PathOf(cell)));
        if (finished > 0 && !resume)
        {
            throw new ArgumentException(
                Invariant($"The folder {folder} holds {finished} finished cells of this sweep; go on from them with --resume, or name another folder."));
        }
    }

    // A description that was damaged is written anew where sound cells show whose it was.
    private SweepManifest ReadManifest(string folder, bool resume)
    {
        try
        {
            return SweepManifest.Read(folder);
        }
        catch (DataFormatException damage) when (resume && damage.InnerException is not NotSupportedException
            && Sweep.Cells.Any(cell => TryRead(cell, out _) is not null))
        {
            Sweep.Write(folder);
            Notice = $"{Path.Combine(folder, SweepManifest.FileName)} does not describe a sweep; the finished cells are of this one, and it was written anew.";
            return Sweep;
        }
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
    public void Write(SweepCell cell, SweepCellFile content) => content.Write(PathOf(cell), Sweep, cell.Key);

    /// <summary>Lets other processes clear up.</summary>
    public void Dispose() => _hold?.Dispose();

    /// <summary>Where the cells lie.</summary>
    public string CellFolder => Path.Combine(_folder, "cells");

    /// <summary>The file of a cell.</summary>
    public string PathOf(SweepCell cell) => Path.Combine(CellFolder, cell.Key + Ending);

    // A process that was killed while it wrote leaves a temporary file.
    private void RemoveLeftovers()
    {
        foreach (string file in Directory.EnumerateFiles(CellFolder, "*" + Ending + ".*.tmp")) File.Delete(file);
    }
}
