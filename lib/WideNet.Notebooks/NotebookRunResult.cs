namespace WideNet.Notebooks;

/// <summary>The outcome of one notebook's execution.</summary>
public sealed record NotebookRunResult
{
    /// <summary>The executed notebook, with counts and outputs, up to the cell that failed.</summary>
    public required Notebook Executed { get; init; }

    /// <summary>The executed cells in order with all that they put out, the failed one included.</summary>
    public required IReadOnlyList<CellResult> Cells { get; init; }

    /// <summary>Why the execution stopped, or null if every cell succeeded.</summary>
    public NotebookError? Error { get; init; }

    /// <summary>Time of the whole run, the start of the child process included.</summary>
    public required TimeSpan Elapsed { get; init; }
}
