using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>A sweep whose cells compute rows of a record: its first properties are the axes, in their order, the others the outputs.</summary>
/// <typeparam name="T">The record; see <see cref="ResultRows"/>.</typeparam>
/// <remarks>What goes into which column is named where the row is made. Test: SweepRowsTests.</remarks>
internal sealed class SweepRows<T>
{
    private readonly IReadOnlyList<SweepAxis> _axes;
    private readonly IReadOnlyList<ResultColumn> _columns = ResultRows.Columns<T>();

    /// <summary>Rows over axes.</summary>
    /// <param name="axes">The axes; the first properties of the record have their names, kinds and units.</param>
    /// <exception cref="ArgumentException">The record begins with other properties.</exception>
    public SweepRows(IReadOnlyList<SweepAxis> axes)
    {
        _axes = axes;
        if (_columns.Take(axes.Count).SequenceEqual(axes.Select(axis => axis.Column))) return;
        string words = $"Rows of {typeof(T).Name} have the columns {string.Join(", ", _columns.Select(column => column.Header))}, but the axes are "
            + $"{string.Join(", ", axes.Select(axis => axis.Column.Header))}; the columns must begin with them.";
        throw new ArgumentException(words, nameof(axes));
    }

    /// <summary>What follows the axes.</summary>
    public IReadOnlyList<ResultColumn> Outputs => [.. _columns.Skip(_axes.Count)];

    /// <summary>The outputs of the row of a cell.</summary>
    /// <exception cref="InvalidOperationException">When called: the row is that of another cell.</exception>
    public Func<SweepCell, SweepContext, IReadOnlyList<double>> Of(Func<SweepCell, SweepContext, T> compute) => (cell, context) =>
    {
        IReadOnlyList<double> numbers = ResultRows.Numbers(compute(cell, context));
        foreach ((int i, SweepAxis axis) in _axes.Index())
        {
            if (numbers[i] == cell[axis.Name]) continue;
            throw new InvalidOperationException(
                Invariant($"The cell {cell.Key} gave a row of {typeof(T).Name} with {axis.Name} = {numbers[i]}; it must be that of the cell."));
        }

        return [.. numbers.Skip(_axes.Count)];
    };
}
