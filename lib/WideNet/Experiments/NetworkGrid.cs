using WideNet.Activations;
using WideNet.Data;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;

namespace WideNet.Experiments;

/// <summary>What grids of infinitely wide networks over (σ_w², depth) have in common: the networks, the images, the theory of each column.</summary>
public abstract record NetworkGrid
{
    private protected NetworkGrid()
    {
    }

    /// <summary>The nonlinearity.</summary>
    public required Activation Activation { get; init; }

    /// <summary>σ_b².</summary>
    public required double BiasVariance { get; init; }

    /// <summary>What was computed on.</summary>
    public required string DataLabel { get; init; }

    /// <summary>Training images m.</summary>
    public required int TrainCount { get; init; }

    /// <summary>Test images n.</summary>
    public required int TestCount { get; init; }

    /// <summary>Number of classes k.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Depths l, increasing: rows.</summary>
    public required IReadOnlyList<int> Depths { get; init; }

    /// <summary>σ_w², increasing: columns.</summary>
    public required IReadOnlyList<double> WeightVariances { get; init; }

    /// <summary>Fixed points and depth scales of each column.</summary>
    public required IReadOnlyList<MeanFieldPoint> Theory { get; init; }

    /// <summary>One number of every cell, [depth, weight variance].</summary>
    /// <param name="cells">Cells, [depth][weight variance].</param>
    /// <param name="value">The number.</param>
    /// <typeparam name="T">What a cell holds.</typeparam>
    public static Matrix Map<T>(IReadOnlyList<IReadOnlyList<T>> cells, Func<T, double> value)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return new Matrix(cells.Count, cells[0].Count, [.. cells.SelectMany(row => row.Select(value))]);
    }

    /// <summary>Cells from the rows of a table that runs over all depths of one weight variance after another.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Number of weight variances.</param>
    /// <param name="depths">Number of depths.</param>
    /// <param name="cell">The cell of a row of the table.</param>
    /// <typeparam name="T">What a cell holds.</typeparam>
    /// <returns>[depth][weight variance].</returns>
    /// <exception cref="DataFormatException">The table has another number of rows.</exception>
    internal static IReadOnlyList<IReadOnlyList<T>> Arrange<T>(ResultTable table, int columns, int depths, Func<int, T> cell) => table.Count == columns * depths
        ? [.. Enumerable.Range(0, depths).Select(row => (IReadOnlyList<T>)[.. Enumerable.Range(0, columns).Select(column => cell((column * depths) + row))])]
        : throw new DataFormatException($"A table of networks has {table.Count} rows, but {columns * depths} were expected; compute it again.");
}
