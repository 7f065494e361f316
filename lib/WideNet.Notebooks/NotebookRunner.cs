using System.Diagnostics;
using System.Globalization;
using WideNet.Data;
using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks;

/// <summary>Executes notebooks without an editor: in their own folder, in a process of their own, cell by cell up to the first error.</summary>
/// <remarks>
/// The process loads nothing but the C# kernel of .NET Interactive and what the notebook references, and it is ended with everything it
/// started when a cell exceeds its time, when the caller cancels or when the run is over. With <see cref="NotebookProcesses"/> several notebooks share one.
/// Shown by NotebookRunnerTests, NotebookRunnerErrorTests, NotebookRunnerFormattingTests, KernelTests and PackageReferenceTests.
/// </remarks>
public static class NotebookRunner
{
    /// <summary>Executes a notebook.</summary>
    /// <param name="options">What to run and where the executed copy goes.</param>
    /// <param name="progress">Told before each code cell, when a cell displays or updates a value, and after the last.</param>
    /// <param name="processes">The processes of several notebooks; null starts one for this notebook and ends it.</param>
    /// <param name="cancellation">Stops the running cell at once; nothing is written then.</param>
    /// <returns>The executed notebook with all outputs; a failing cell is an error in it, not an exception.</returns>
    /// <exception cref="NotebookException">The notebook cannot be read, is not C#, or a parameter does not fit.</exception>
    /// <exception cref="ArgumentException"><see cref="NotebookRunOptions.Update"/> together with parameters, or a copy over the source.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<NotebookRunResult> RunAsync(
        NotebookRunOptions options,
        IProgress<NotebookRunProgress>? progress = null,
        NotebookProcesses? processes = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Update && options.Parameters.Count > 0)
            throw new ArgumentException("A notebook is updated with its own parameters; write an executed copy to keep other ones.", nameof(options));
        if (options.OutputPath is not null && RealPath.AreSame(options.OutputPath, options.NotebookPath))
            throw new ArgumentException(
                $"{options.OutputPath} is the source notebook, which a run leaves alone; choose another place, or ask for an update.", nameof(options));

        Stopwatch clock = Stopwatch.StartNew();
        Notebook notebook = Notebook.Read(options.NotebookPath);
        CellLanguage.RequireCSharp(notebook, options.NotebookPath);
        Dictionary<NotebookCell, string> names = NameCells(notebook);
        NotebookParameters.Inject(notebook, options.Parameters);
        foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.Kind == NotebookCellKind.Code))
        {
            cell.ExecutionCount = null;
            cell.SetOutputs([]);
        }

        NotebookCell[] cells = [.. notebook.Cells.Where(cell => cell.Kind == NotebookCellKind.Code && !string.IsNullOrWhiteSpace(cell.Source))];
        string folder = Path.GetDirectoryName(Path.GetFullPath(options.NotebookPath))!;
        OutputNormalizer normalizer = new(folder);
        List<Execution> executions = [];
        HashSet<string> references = NotebookProcesses.References(cells, folder);
        HostProcess host = await (processes?.TakeAsync(folder, references, cancellation) ?? HostProcess.StartAsync(folder, references, cancellation))
            .ConfigureAwait(false);
        try
        {
            foreach (NotebookCell cell in cells)
            {
                Execution execution = new(cell, names.GetValueOrDefault(cell, "injected parameters"), new CellRecorder(normalizer), Stopwatch.StartNew());
                Report(execution.Name);
                executions.Add(execution);
                await RunCellAsync(host, executions, options, output => Report(execution.Name, output), cancellation).ConfigureAwait(false);
                execution.Clock.Stop();
                if (execution.Recorder.Error is not null)
                    break;
            }
        }
        finally
        {
            if (processes is null)
                await host.DisposeAsync().ConfigureAwait(false);
            else
                await processes.ReturnAsync(host).ConfigureAwait(false);
        }

        cancellation.ThrowIfCancellationRequested();
        Report(null);
        List<CellResult> results = [.. executions.Select((execution, index) => execution.ToResult(index + 1))];
        NotebookError? error = executions.LastOrDefault()?.Recorder.Error;
        if (options.OutputPath is not null)
            notebook.Write(options.OutputPath);
        if (options.Update && error is null)
            notebook.Write(options.NotebookPath);
        return new NotebookRunResult { Executed = notebook, Cells = results, Error = error, Elapsed = clock.Elapsed };

        void Report(string? cell, CellOutput? displayed = null) => progress?.Report(new NotebookRunProgress
        {
            Notebook = options.NotebookPath,
            FinishedCells = displayed is null ? executions.Count : executions.Count - 1,
            TotalCells = cells.Length,
            Cell = cell,
            Displayed = displayed,
            Elapsed = clock.Elapsed,
        });
    }

    /// <summary>Runs the last of the cells to its end, its failure or its limit.</summary>
    private static async Task RunCellAsync(
        HostProcess host, List<Execution> executions, NotebookRunOptions options, Action<CellOutput> displayed, CancellationToken cancellation)
    {
        (NotebookCell cell, string name, CellRecorder recorder, _) = executions[^1];
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.CellTimeout);
        await host.SendAsync(new HostRequest { Cell = name, Code = cell.Source, MaximumStreamLength = options.MaximumStreamLength }).ConfigureAwait(false);
        try
        {
            while (recorder.Error is null)
            {
                HostEvent? message = await host.ReceiveAsync(limit.Token).ConfigureAwait(false);
                if (message is null)
                {
                    string exit = await host.DescribeExitAsync().ConfigureAwait(false);
                    Fail("HostStopped", $"{name}: the process that executes the cells ended before the cell did ({exit})");
                }
                else if (message.Kind == HostEventKind.Done)
                {
                    break;
                }
                else if ((Replace(message) ?? recorder.Add(message, name)) is { Kind: CellOutputKind.Display } output)
                {
                    displayed(output);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            string seconds = options.CellTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            Fail("Timeout", $"{name}: stopped because it ran longer than its limit of {seconds} s");
        }

        void Fail(string error, string message) => recorder.Fail(name, error, message, [message]);

        // An update of what no cell has displayed is displayed by itself, as editors do.
        CellOutput? Replace(HostEvent message) => message.Kind == HostEventKind.Update
            ? executions.Select(execution => execution.Recorder.Update(message)).FirstOrDefault(output => output is not null)
            : null;
    }

    /// <summary>Cells are called by their place in the source notebook, whatever is injected.</summary>
    private static Dictionary<NotebookCell, string> NameCells(Notebook notebook)
        => notebook.Cells
            .Where(cell => !cell.Tags.Contains(NotebookMetadata.InjectedTag))
            .Select((cell, index) => (Cell: cell, Name: Invariant($"cell {index + 1}")))
            .ToDictionary(entry => entry.Cell, entry => entry.Name);

    /// <summary>A cell on its way: later cells may still update what it displayed, so its outputs are written when all are done.</summary>
    private sealed record Execution(NotebookCell Cell, string Name, CellRecorder Recorder, Stopwatch Clock)
    {
        public CellResult ToResult(int count)
        {
            Cell.ExecutionCount = count;
            Cell.SetOutputs(Recorder.ToJson(count));
            return new CellResult { Name = Name, Id = Cell.Id, ExecutionCount = count, Outputs = Recorder.Outputs, Elapsed = Clock.Elapsed };
        }
    }
}
