using System.Text.RegularExpressions;
using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks;

/// <summary>The processes of many notebooks: each serves one after another, with a new kernel for each.</summary>
/// <remarks>
/// Only the first notebook waits for the compiler to warm up, some 4 seconds of a processor.
/// As many processes live as notebooks run at a time. Nothing of a notebook's variables, formatters or folder is left for the next; what it loaded
/// stays loaded, with its static state and the environment. So a process serves only notebooks that reference nothing by <c>#r</c> that its first one did
/// not: an assembly that is loaded already, from elsewhere or for a chart alone, could not be loaded again. With packages it serves one notebook. A process
/// whose cell was stopped, that ended, or that holds much memory is replaced. Shown by NotebookRunnerTests.ProcessesServeOneNotebookAfterAnother and
/// ProcessesThatHoldMuchMemoryServeOneNotebook, and by InteractiveNotebookTests.Processes_NotebookThatReferencesMore_HasOneOfItsOwn.
/// </remarks>
/// <param name="mostBytes">Of memory that a process may keep from one notebook to the next; 2 GB unless given.</param>
public sealed partial class NotebookProcesses(long mostBytes = 2L << 30) : IAsyncDisposable
{
    private const string Package = "nuget:";

    private readonly List<HostProcess> _idle = [];

    /// <summary>What cells reference by <c>#r</c>: assemblies by their place, packages by their line.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="folder">Where they run.</param>
    internal static HashSet<string> References(IEnumerable<NotebookCell> cells, string folder) =>
    [
        .. cells.SelectMany(cell => ReferenceLine().Matches(cell.Source)).Select(match => match.Groups[1].Value)
            .Select(name => name.StartsWith(Package, StringComparison.OrdinalIgnoreCase) ? name : Path.Combine(folder, name)),
    ];

    /// <summary>A process for a notebook.</summary>
    /// <param name="folder">Where its cells run.</param>
    /// <param name="references">What they reference.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <exception cref="NotebookException">It could not be started.</exception>
    internal async Task<HostProcess> TakeAsync(string folder, IReadOnlySet<string> references, CancellationToken cancellation)
    {
        if (Idle(references) is { } idle)
        {
            if (!references.IsSubsetOf(idle.References))
                await idle.DisposeAsync().ConfigureAwait(false);
            else if (await idle.RenewAsync(folder, cancellation).ConfigureAwait(false))
                return idle;
        }

        return await HostProcess.StartAsync(folder, references, cancellation).ConfigureAwait(false);
    }

    /// <summary>Keeps the process of a notebook for another, or ends it.</summary>
    /// <param name="process">What <see cref="TakeAsync"/> gave.</param>
    internal ValueTask ReturnAsync(HostProcess process)
    {
        bool hasPackages = process.References.Any(name => name.StartsWith(Package, StringComparison.OrdinalIgnoreCase));
        if (!process.IsIdle || hasPackages || process.WorkingSet > mostBytes)
            return process.DisposeAsync();
        lock (_idle) _idle.Add(process);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the processes; no notebook may be using one.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess process in _idle)
            await process.DisposeAsync().ConfigureAwait(false);
    }

    // One that can serve them; failing that, any, whose place a new one takes.
    private HostProcess? Idle(IReadOnlySet<string> references)
    {
        lock (_idle)
        {
            HostProcess? found = _idle.Find(process => references.IsSubsetOf(process.References)) ?? _idle.LastOrDefault();
            if (found is not null)
                _idle.Remove(found);
            return found;
        }
    }

    [GeneratedRegex("^\\s*#r\\s+\"([^\"]+)\"", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceLine();
}
