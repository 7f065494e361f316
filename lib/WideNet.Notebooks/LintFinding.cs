
namespace WideNet.Notebooks;

/// <summary>One thing in a notebook that the project's rules forbid.</summary>
public sealed record LintFinding
{
    /// <summary>The cell, counted from 1 over all cells; null where the notebook as a whole is meant.</summary>
    public int? Cell { get; init; }

    /// <summary>What is wrong and what must stand there.</summary>
    public required string Message { get; init; }

    /// <summary>One line: <c>cell 4: …</c>.</summary>
    /// <returns>The cell and the message.</returns>
    public override string ToString() => Cell is { } cell ? Invariant($"cell {cell}: {Message}") : $"notebook: {Message}";
}
