using System.Diagnostics;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>Computes the cells of a sweep, keeping each as soon as it is done.</summary>
/// <remarks>
/// The numbers are the same bits for any number of threads, any split into shards and any interruption: a cell's random numbers come from its
/// coordinates, and a cell is finished or not there. A process that dies loses at most the cells it was computing (SweepRunnerTests, SweepKillTests).
/// </remarks>
internal static class SweepRunner
{
    /// <summary>Runs a sweep or a shard of it.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="options">Folder, shard, threads; null for the whole sweep in memory.</param>
    /// <param name="progress">Told after each cell; or null.</param>
    /// <param name="cancellationToken">Ends the sweep; finished cells are kept.</param>
    /// <returns>One row for each cell of the shard: the axes, then the outputs.</returns>
    /// <exception cref="ArgumentException">The folder holds another sweep, or finished cells without <see cref="SweepOptions.Resume"/>.</exception>
    /// <exception cref="NumericalException">A cell gave a number that is not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ResultTable Run(
        SweepDefinition definition, SweepOptions? options = null, IProgress<SweepProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new SweepOptions();
        SweepManifest manifest = SweepManifest.Of(definition);
        SweepCell[] cells = [.. manifest.Cells.Where(options.Shard.Contains)];
        if (cells.Length == 0) throw new ArgumentException(
            $"The shard {options.Shard} of the sweep {definition.Figure} is empty: there are {manifest.Cells.Count} cells; take at most as many shards.");
        using SweepFolder? folder = options.Folder is null ? null : SweepFolder.Open(options.Folder, manifest, cells, options.Resume);
        var reporter = new SweepReporter(progress, cells.Length);
        if (folder?.Notice is { } mended) reporter.Notice(mended);
        var values = new IReadOnlyList<double>[cells.Length];
        var missing = new List<int>();
        for (int i = 0; i < cells.Length; i++)
        {
            string? notice = null;
            if (folder?.TryRead(cells[i], out notice) is { } file) values[i] = file.Values;
            else missing.Add(i);
            if (notice is not null) reporter.Notice($"{notice}; the cell is computed again.");
        }

        if (definition.Order is { } order) missing = [.. missing.OrderBy(i => order(cells[i]))];
        reporter.Begin(cells.Length - missing.Count);
        bool inParallel = definition.CellsInParallel && definition.Engine.IsBuiltIn;
        int workers = inParallel ? ParallelTiles.Count(options.Threads) : 1;
        int? threadsOfCell = inParallel ? 1 : options.Threads;
        ParallelTiles.For(
            missing.Count,
            workers,
            i =>
            {
                SweepCell cell = cells[missing[i]];
                long start = Stopwatch.GetTimestamp();
                IReadOnlyList<double> result = definition.Compute(cell, new SweepContext(definition.RandomOf(cell), threadsOfCell, cancellationToken));
                Require(result, definition, cell);
                folder?.Write(cell, new SweepCellFile(result, Stopwatch.GetElapsedTime(start).TotalSeconds));
                values[missing[i]] = result;
                reporter.Finish();
            },
            cancellationToken);
        return manifest.ToTable(cells.Zip(values));
    }

    /// <summary>Makes a folder one of a sweep, before its shards are started elsewhere.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="resume">Whether finished cells may be there.</param>
    /// <exception cref="ArgumentException">The folder holds another sweep, or finished cells without <paramref name="resume"/>.</exception>
    internal static void Prepare(SweepDefinition definition, string folder, bool resume)
    {
        SweepManifest manifest = SweepManifest.Of(definition);
        SweepFolder.Open(folder, manifest, manifest.Cells, resume).Dispose();
    }

    private static void Require(IReadOnlyList<double> values, SweepDefinition definition, SweepCell cell)
    {
        if (values.Count != definition.Outputs.Count)
        {
            throw new InvalidOperationException(
                $"The cell {cell} of {definition.Figure} gave {values.Count} numbers, but the sweep has the outputs "
                    + $"{string.Join(", ", definition.Outputs.Select(column => column.Name))}.");
        }

        for (int i = 0; i < values.Count; i++)
        {
            bool whole = definition.Outputs[i].Kind != ColumnKind.WholeNumber || values[i] == Math.Floor(values[i]);
            if (double.IsFinite(values[i]) && whole) continue;
            throw new NumericalException(
                Invariant($"The cell {cell.Key} gave {definition.Outputs[i].Name} = {values[i]}; outputs must be finite, and whole in columns of whole ")
                    + "numbers. A run that may diverge needs an output that says so.");
        }
    }
}
