namespace WideNet.Notebooks;

/// <summary>Why a notebook's execution stopped.</summary>
public sealed record NotebookError
{
    /// <summary>The cell: <c>cell 4</c> or <c>injected parameters</c>.</summary>
    public required string Cell { get; init; }

    /// <summary>The compiler's code (<c>CS0103</c>), the exception's type, <c>Timeout</c> or <c>HostStopped</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line that begins with the cell and, where known, the position: <c>cell 4, line 3, column 7: CS0103: …</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The message, then where it came from, one call a line.</summary>
    public required IReadOnlyList<string> Traceback { get; init; }
}
