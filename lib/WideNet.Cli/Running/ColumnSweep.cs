using WideNet.Kernels;
using WideNet.Measurements;
using WideNet.Sweeps;

namespace WideNet.Cli.Running;

/// <summary>A grid that is computed column by column into a folder, whole or in shards.</summary>
/// <param name="session">What it may talk to.</param>
/// <param name="grid">The grid.</param>
/// <param name="folder">The folder.</param>
/// <param name="resume">Whether finished columns in the folder are wanted.</param>
internal sealed class ColumnSweep(Session session, AccuracyGrid grid, string folder, bool resume)
{
    /// <summary>Number of columns.</summary>
    public int Count => grid.ColumnCount;

    /// <summary>Refuses a folder with finished columns unless they are to be gone on from.</summary>
    /// <exception cref="ArgumentException">It holds some.</exception>
    public void RequireFresh()
    {
        int there = grid.ColumnCount - grid.MissingColumns(folder).Length;
        if (there > 0 && !resume)
        {
            throw new ArgumentException(
                Invariant($"The folder {folder} holds {there} finished columns of {grid.Notebook}; go on from them with --resume, or name another folder."));
        }
    }

    /// <summary>Computes the columns of a shard that the folder lacks, and says how many there are.</summary>
    /// <param name="shard">Which columns.</param>
    /// <param name="threads">Threads used at most; null for the default.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ArgumentException">The folder holds finished columns that nobody asked to go on from.</exception>
    public int Run(SweepShard shard, int? threads)
    {
        foreach (string line in FolderCheck.OfColumns(grid, folder)) session.Notice(line);
        RequireFresh();
        var kernels = new KernelOptions { Cancellation = session.Cancellation };
        if (threads is int most) kernels = kernels with { MaxThreads = most };
        session.WithProgress(grid.Notebook, bar =>
        {
            var counter = new Relay<int>(finished =>
            {
                bar?.Report((double)finished / grid.ColumnCount);
                if (bar is null) session.Error.WriteLine(AccuracySweeps.Count(grid, folder));
            });
            grid.ComputeColumns(folder, kernels, counter, shard);
            return ExitCode.Success;
        });
        session.Output.WriteLine($"{grid.Notebook}: {AccuracySweeps.Count(grid, folder)} are in {folder}");
        return ExitCode.Success;
    }
}
