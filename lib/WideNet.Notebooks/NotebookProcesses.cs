using System.Collections.Concurrent;
using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks;

/// <summary>The processes of many notebooks: each serves one after another, with a new kernel for each.</summary>
/// <remarks>
/// Only the first notebook waits for the compiler to warm up, some 4 seconds of a processor.
/// As many processes live as notebooks run at a time. Nothing of a notebook's variables, formatters or folder is left for the next; what it loaded
/// stays loaded, with its static state and the environment. A process whose cell was stopped, that ended, or that holds much memory is replaced.
/// Shown by NotebookRunnerTests.ProcessesServeOneNotebookAfterAnother and ProcessesThatHoldMuchMemoryServeOneNotebook.
/// </remarks>
/// <param name="mostBytes">Of memory that a process may keep from one notebook to the next; 2 GB unless given.</param>
public sealed class NotebookProcesses(long mostBytes = 2L << 30) : IAsyncDisposable
{
    private readonly ConcurrentBag<HostProcess> _idle = [];

    /// <summary>A process for a notebook.</summary>
    /// <param name="folder">Where its cells run.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="NotebookException">It could not be started.</exception>
    internal async Task<HostProcess> TakeAsync(string folder, CancellationToken cancellation) =>
        _idle.TryTake(out HostProcess? idle) && await idle.RenewAsync(folder, cancellation).ConfigureAwait(false)
            ? idle
            : await HostProcess.StartAsync(folder, cancellation).ConfigureAwait(false);

    /// <summary>Keeps the process of a notebook for another, or ends it.</summary>
    /// <param name="process">What <see cref="TakeAsync"/> gave.</param>
    internal ValueTask ReturnAsync(HostProcess process)
    {
        if (!process.IsIdle || process.WorkingSet > mostBytes)
            return process.DisposeAsync();
        _idle.Add(process);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the processes; no notebook may be using one.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess process in _idle)
            await process.DisposeAsync().ConfigureAwait(false);
    }
}
