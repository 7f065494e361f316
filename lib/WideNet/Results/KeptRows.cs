namespace WideNet.Results;

/// <summary>The tables of a figure as rows of a record, with the run they come from.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Run">Where the rows come from.</param>
/// <param name="Tables">The rows of each table by its name, at least one table.</param>
public sealed record KeptRows<T>(Provenance Run, IReadOnlyDictionary<string, IReadOnlyList<T>> Tables)
{
    /// <summary>The rows as tables.</summary>
    public IReadOnlyDictionary<string, ResultTable> ToTables() => Tables.ToDictionary(table => table.Key, table => ResultRows.ToTable(Run, table.Value));
}
