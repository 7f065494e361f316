using System.Collections.Concurrent;
using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks;

/// <summary>The processes of several notebooks that run one after another: while one executes its cells, the next already warms its compiler.</summary>
/// <remarks>
/// A process serves one notebook and ends with it, as without this class; only its start, some 2 seconds, passes beside other work.
/// Those of <see cref="Kept"/> stay. Shown by NotebookRunnerTests.ProcessesOfSeveralNotebooksStartEarly and KeptProcessesServeOneNotebookAfterAnother.
/// </remarks>
/// <param name="count">How many notebooks will run; after the last no process is started.</param>
public sealed class NotebookProcesses(int count) : IAsyncDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private int _left = count;
    private (string Folder, Task<HostProcess> Process)? _early;
    private ConcurrentBag<HostProcess>? _kept;

    /// <summary>Processes that serve one notebook after another, as many at a time as run: each notebook has a kernel of its own.</summary>
    /// <remarks>
    /// For many small notebooks: only the first waits for the compiler. What a cell has loaded stays loaded with its static state, and a
    /// process whose cell was stopped is ended, so that the next notebook has a new one.
    /// </remarks>
    public static NotebookProcesses Kept() => new(0) { _kept = [] };

    /// <summary>The process for a notebook: the one that was started early, if it stands in the folder, or else a new one.</summary>
    /// <param name="folder">Where its cells run.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="NotebookException">It could not be started.</exception>
    internal async Task<HostProcess> TakeAsync(string folder, CancellationToken cancellation)
    {
        if (_kept is not null)
            return _kept.TryTake(out HostProcess? idle) && await idle.RenewAsync(folder, cancellation).ConfigureAwait(false)
                ? idle
                : await HostProcess.StartAsync(folder, cancellation).ConfigureAwait(false);
        if (_early is { } other && other.Folder != folder)
            await EndEarlyAsync().ConfigureAwait(false);
        Task<HostProcess> taken = _early?.Process ?? HostProcess.StartAsync(folder, _disposed.Token);
        _early = (folder, taken);
        HostProcess process = await taken.WaitAsync(cancellation).ConfigureAwait(false);
        _left--;
        _early = _left > 0 ? (folder, HostProcess.StartAsync(folder, _disposed.Token)) : null;
        return process;
    }

    /// <summary>Ends the process of a notebook, or keeps it for another.</summary>
    internal ValueTask ReturnAsync(HostProcess process)
    {
        if (_kept is null || !process.IsIdle)
            return process.DisposeAsync();
        _kept.Add(process);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the processes that no notebook uses.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess process in _kept ?? [])
            await process.DisposeAsync().ConfigureAwait(false);
        await _disposed.CancelAsync().ConfigureAwait(false);
        await EndEarlyAsync().ConfigureAwait(false);
        _disposed.Dispose();
    }

    private async Task EndEarlyAsync()
    {
        if (_early is not { } early)
            return;
        _early = null;
        try
        {
            await (await early.Process.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or NotebookException)
        {
            // It has not come to be.
        }
    }
}
