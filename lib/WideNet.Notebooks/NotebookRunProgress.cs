namespace WideNet.Notebooks;

/// <summary>Reported before each code cell, whenever a running cell displays or updates a value, and once after the last.</summary>
public sealed record NotebookRunProgress
{
    /// <summary>The notebook's path as it was given.</summary>
    public required string Notebook { get; init; }

    /// <summary>How many code cells are finished.</summary>
    public required int FinishedCells { get; init; }

    /// <summary>How many code cells there are.</summary>
    public required int TotalCells { get; init; }

    /// <summary>What messages call the cell that starts now or displays something; null after the last.</summary>
    public string? Cell { get; init; }

    /// <summary>What the cell has just displayed, or what has taken the place of it: live progress, for instance. Null in the other reports.</summary>
    public CellOutput? Displayed { get; init; }

    /// <summary>Time since the run began.</summary>
    public required TimeSpan Elapsed { get; init; }
}
