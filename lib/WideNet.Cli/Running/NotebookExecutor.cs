using WideNet.Data;
using WideNet.Formatting;
using WideNet.Notebooks;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>Executes notebooks and writes what they made: the executed copy, figures as SVG and for plotly, tables as CSV.</summary>
internal sealed record NotebookExecutor(Session Session, string OutputFolder)
{
    /// <summary>The longest a cell may run.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Settings that every notebook takes which declares them: preset, dataset, dataDir.</summary>
    public IReadOnlyDictionary<string, string> Common { get; init; } = new Dictionary<string, string>();

    /// <summary>Values that the user set by name; each must be declared by a chosen notebook, and goes to those that declare it.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs the notebooks one after another.</summary>
    /// <exception cref="ArgumentException">A parameter is declared by none of them.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted; the notebook that was running has written nothing.</exception>
    public IReadOnlyList<NotebookOutcome> Run(IReadOnlyList<NotebookEntry> notebooks)
    {
        IReadOnlyList<string>[] declared = [.. notebooks.Select(notebook => NotebookParameters.Names(Notebook.Read(notebook.Path)))];
        if (Parameters.Keys.FirstOrDefault(name => !declared.Any(names => names.Contains(name))) is { } unknown)
        {
            string known = string.Join(", ", declared.SelectMany(names => names).Distinct());
            throw new ArgumentException($"No chosen notebook has a parameter '{unknown}'; there are {known}.");
        }

        Directory.CreateDirectory(OutputFolder);
        NotebookProcesses processes = Session.Processes ?? new();
        try
        {
            return [.. notebooks.Select((notebook, i) => Run(notebook, declared[i], processes))];
        }
        finally
        {
            if (Session.Processes is null) processes.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private NotebookOutcome Run(NotebookEntry notebook, IReadOnlyList<string> declared, NotebookProcesses processes)
    {
        Dictionary<string, string> parameters =
            Common.Where(entry => !Parameters.ContainsKey(entry.Key)).Concat(Parameters).Where(entry => declared.Contains(entry.Key)).ToDictionary();
        var options = new NotebookRunOptions
        {
            NotebookPath = notebook.Path,
            OutputPath = Path.Combine(OutputFolder, notebook.Name + ".ipynb"),
            Parameters = parameters,
            CellTimeout = CellTimeout,
        };
        NotebookRunResult result = Session.WithProgress(
            notebook.Name,
            progress => NotebookRunner
                .RunAsync(
                    options, progress is null ? null : new Relay<NotebookRunProgress>(value => Show(progress, value)), processes, Session.Cancellation)
                .GetAwaiter().GetResult());
        List<string> figures = [], tables = [];
        List<ClaimTable> claims = [];
        foreach ((CellResult cell, CellOutput output) in result.Cells.SelectMany(cell => cell.Outputs.Select(output => (cell, output))))
        {
            Keep(notebook.Name, cell, output, figures, tables, claims);
        }

        return new NotebookOutcome
        {
            Name = notebook.Name,
            Title = notebook.Title(),
            Elapsed = result.Elapsed,
            Error = result.Error?.Message,
            ErrorName = result.Error?.Name.Split('.')[^1],
            Figures = figures,
            Tables = tables,
            Claims = ClaimTable.Join(claims),
        };
    }

    private void Keep(string notebook, CellResult cell, CellOutput output, List<string> figures, List<string> tables, List<ClaimTable> claims)
    {
        string name = $"{notebook}-{(output.ValueId.Length > 0 ? output.ValueId : cell.Id ?? cell.Name.Replace(' ', '-'))}";
        if (output.Data.TryGetValue(MimeTypes.Svg, out string? svg))
        {
            Write(name + ".svg", svg, figures);
            if (output.Data.TryGetValue(MimeTypes.Plotly, out string? plotly))
            {
                AtomicFile.WriteText(Path.Combine(OutputFolder, name + ".plotly.json"), plotly);
            }
        }

        if (output.TypeName == typeof(ClaimTable).FullName)
        {
            claims.Add(ClaimTable.FromJson(output.Data[MimeTypes.Json]));
        }
        else if (output.Data.TryGetValue(MimeTypes.Csv, out string? csv))
        {
            Write(name + ".csv", csv, tables);
        }
    }

    private void Write(string fileName, string text, List<string> written)
    {
        AtomicFile.WriteText(Path.Combine(OutputFolder, fileName), text);
        written.Add(fileName);
    }

    private static void Show(IProgress<double> bar, NotebookRunProgress value)
    {
        bar.Report((double)value.FinishedCells / Math.Max(1, value.TotalCells));

        // What a cell displays while it runs, such as its own progress, stands beside the bar until the cell ends.
        if (bar is IProgress<string> words) words.Report(value.Displayed?.Text ?? "");
    }
}
