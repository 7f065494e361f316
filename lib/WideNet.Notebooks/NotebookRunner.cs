using System.Diagnostics;
using System.Globalization;
using WideNet.Notebooks.Hosting;

namespace WideNet.Notebooks;

/// <summary>Executes notebooks without an editor: in their own folder, in a process of their own, cell by cell up to the first error.</summary>
/// <remarks>
/// The process loads nothing but Roslyn, the formatters of .NET Interactive and what the notebook references, and it is ended with
/// everything it started when a cell exceeds its time, when the caller cancels or when the run is over.
/// Shown by NotebookRunnerTests, NotebookRunnerErrorTests and NotebookRunnerFormattingTests.
/// </remarks>
public static class NotebookRunner
{
    /// <summary>Executes a notebook.</summary>
    /// <param name="options">What to run and where the executed copy goes.</param>
    /// <param name="progress">Told before each code cell and after the last.</param>
    /// <param name="cancellation">Stops the running cell at once; nothing is written then.</param>
    /// <returns>The executed notebook with all outputs; a failing cell is an error in it, not an exception.</returns>
    /// <exception cref="NotebookException">The notebook cannot be read or a parameter does not fit.</exception>
    /// <exception cref="ArgumentException"><see cref="NotebookRunOptions.Update"/> together with parameters, or a copy over the source.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<NotebookRunResult> RunAsync(
        NotebookRunOptions options,
        IProgress<NotebookRunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Update && options.Parameters.Count > 0)
            throw new ArgumentException("A notebook is updated with its own parameters; write an executed copy to keep other ones.", nameof(options));
        if (options.OutputPath is not null && Path.GetFullPath(options.OutputPath) == Path.GetFullPath(options.NotebookPath))
            throw new ArgumentException($"{options.OutputPath} is the source notebook, which a run leaves alone; choose another place, or ask for an update.", nameof(options));

        Stopwatch clock = Stopwatch.StartNew();
        Notebook notebook = Notebook.Read(options.NotebookPath);
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
        List<CellResult> results = [];
        NotebookError? error = null;
        HostProcess host = await HostProcess.StartAsync(folder, cancellation).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            foreach (NotebookCell cell in cells)
            {
                string name = names.GetValueOrDefault(cell, "injected parameters");
                Report(name);
                (CellResult result, error) = await RunCellAsync(host, cell, name, results.Count + 1, normalizer, options, cancellation).ConfigureAwait(false);
                results.Add(result);
                if (error is not null)
                    break;
            }
        }

        cancellation.ThrowIfCancellationRequested();
        Report(null);
        if (options.OutputPath is not null)
            notebook.Write(options.OutputPath);
        if (options.Update && error is null)
            notebook.Write(options.NotebookPath);
        return new NotebookRunResult { Executed = notebook, Cells = results, Error = error, Elapsed = clock.Elapsed };

        void Report(string? cell) => progress?.Report(new NotebookRunProgress
        {
            Notebook = options.NotebookPath,
            FinishedCells = results.Count,
            TotalCells = cells.Length,
            Cell = cell,
            Elapsed = clock.Elapsed,
        });
    }

    private static async Task<(CellResult Result, NotebookError? Error)> RunCellAsync(
        HostProcess host, NotebookCell cell, string name, int count, OutputNormalizer normalizer, NotebookRunOptions options, CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        CellRecorder recorder = new(normalizer);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.CellTimeout);
        await host.SendAsync(new HostRequest { Cell = name, Code = cell.Source, MaximumStreamLength = options.MaximumStreamLength }).ConfigureAwait(false);
        try
        {
            while (recorder.Error is null)
            {
                HostEvent? message = await host.ReceiveAsync(limit.Token).ConfigureAwait(false);
                if (message is null)
                    Fail("HostStopped", $"{name}: the process that executes the cells ended before the cell did ({await host.DescribeExitAsync().ConfigureAwait(false)})");
                else if (message.Kind == HostEventKind.Done)
                    break;
                else
                    recorder.Add(message, name);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            string seconds = options.CellTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            Fail("Timeout", $"{name}: stopped because it ran longer than its limit of {seconds} s");
        }

        cell.ExecutionCount = count;
        cell.SetOutputs(recorder.ToJson(count));
        CellResult result = new() { Name = name, Id = cell.Id, ExecutionCount = count, Outputs = recorder.Outputs, Elapsed = clock.Elapsed };
        return (result, recorder.Error);

        void Fail(string error, string message) => recorder.Fail(name, error, message, [message]);
    }

    /// <summary>Cells are called by their place in the source notebook, whatever is injected.</summary>
    private static Dictionary<NotebookCell, string> NameCells(Notebook notebook)
        => notebook.Cells
            .Where(cell => !cell.Tags.Contains(NotebookMetadata.InjectedTag))
            .Select((cell, index) => (Cell: cell, Name: string.Create(CultureInfo.InvariantCulture, $"cell {index + 1}")))
            .ToDictionary(entry => entry.Cell, entry => entry.Name);
}
