using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>One direction of a grid: a name and its values.</summary>
internal sealed record SweepAxis
{
    /// <summary>Name of the axis that holds seeds.</summary>
    public const string SeedName = "seed";

    private SweepAxis(ResultColumn column, IReadOnlyList<double> values)
    {
        Column = column;
        if (values.Count == 0) throw new ArgumentException($"The axis '{column.Name}' has no values; give at least one.", nameof(values));
        if (values.Any(value => !double.IsFinite(value)) || values.Distinct().Count() < values.Count)
        {
            throw new ArgumentException(
                $"The axis '{column.Name}' has the values {string.Join(", ", values)}; they must be finite and different.", nameof(values));
        }

        Values = [.. values];
    }

    /// <summary>Name, kind and unit, as the column of the result table has them.</summary>
    public ResultColumn Column { get; }

    /// <summary>Name in ASCII letters, digits and underscores, such as <c>weight_variance</c>.</summary>
    public string Name => Column.Name;

    /// <summary>The values, all different and finite.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Whether cells that differ on this axis alone get the same random numbers, so that they can be compared pair by pair.</summary>
    public bool IsPaired { get; init; }

    /// <summary>An axis of numbers.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">Values, finite and different.</param>
    /// <param name="unit">Unit, or empty.</param>
    /// <exception cref="ArgumentException">The name or a value is not allowed.</exception>
    public static SweepAxis Numbers(string name, IEnumerable<double> values, string unit = "") => new(ResultColumn.Number(name, unit), [.. values]);

    /// <summary>An axis of whole numbers.</summary>
    /// <param name="name">Name.</param>
    /// <param name="values">Values, all different.</param>
    /// <param name="unit">Unit, or empty.</param>
    /// <exception cref="ArgumentException">The name or a value is not allowed.</exception>
    public static SweepAxis WholeNumbers(string name, IEnumerable<int> values, string unit = "") =>
        new(ResultColumn.WholeNumber(name, unit), [.. values.Select(value => (double)value)]);

    /// <summary>The axis of seeds, 1 … <paramref name="count"/>.</summary>
    /// <param name="count">Number of seeds, at least 1.</param>
    public static SweepAxis Seeds(int count) => WholeNumbers(SeedName, Enumerable.Range(1, count));
}
