namespace WideNet.Notebooks;

/// <summary>What one code cell did.</summary>
public sealed record CellResult
{
    /// <summary>What messages call the cell: <c>cell 4</c>, counted from 1 over all cells of the source notebook, or <c>injected parameters</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The cell's id, or null in a file without ids.</summary>
    public string? Id { get; init; }

    /// <summary>1 for the first executed cell.</summary>
    public required int ExecutionCount { get; init; }

    /// <summary>The outputs in order; written text is joined where nothing stands between.</summary>
    public required IReadOnlyList<CellOutput> Outputs { get; init; }

    /// <summary>How long the cell ran.</summary>
    public required TimeSpan Elapsed { get; init; }
}
