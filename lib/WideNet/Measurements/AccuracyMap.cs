using WideNet.Data;
using WideNet.Kernels;
using WideNet.MeanField;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Spectra;

namespace WideNet.Measurements;

/// <summary>The points of one architecture and kernel on an <see cref="AccuracyGrid"/>, column by column, with the theory of each column.</summary>
public sealed class AccuracyMap
{
    internal AccuracyMap(AccuracyGrid grid, Provenance run, Architecture architecture, RegressionKernel kernel, IEnumerable<AccuracyPoint> points)
    {
        (Grid, Architecture, Kernel) = (grid, architecture, kernel);
        DataLabel = grid.Side is int side ? Invariant($"{run.Dataset}, area-averaged to {side}×{side} pixels") : $"{run.Dataset}, in full size";
        string word = AccuracyPoint.Word(kernel);
        Columns = [.. points.Where(point => point.Kernel == word).Select(point => point.WhereResolved()).Chunk(grid.Depths.Count).Select(Column)];
        bool hasOthers = !Columns.Select(column => column.WeightVariance).SequenceEqual(grid.WeightVariances);
        if (hasOthers || Columns.Any(column => !Depths(column).SequenceEqual(grid.Depths)))
        {
            throw new DataFormatException($"A table of {Name} has {Columns.Count} weight variances, or other depths than were asked for; compute it again.");
        }

        AccuracyColumn Column(AccuracyPoint[] column) =>
            new(MeanFieldTheory.Analyze(grid.Activation, column[0].WeightVariance, grid.BiasVariance), column[0].WeightVariance, column);
        IEnumerable<int> Depths(AccuracyColumn column) => column.Points.Select(point => point.Depth);
    }

    /// <summary>What was asked for: depths, weight variances, images.</summary>
    public AccuracyGrid Grid { get; }

    /// <summary>FCN, CNN-F or CNN-P.</summary>
    public Architecture Architecture { get; }

    /// <summary>NTK or NNGP.</summary>
    public RegressionKernel Kernel { get; }

    /// <summary>The architecture's short name in the paper.</summary>
    public string Name => Architecture.Name();

    /// <summary>The images with their size, for figures.</summary>
    public string DataLabel { get; }

    /// <summary>A column for each weight variance, in the order of the grid.</summary>
    public IReadOnlyList<AccuracyColumn> Columns { get; }

    /// <summary>One number of every point, [depth, weight variance], as heat maps take it.</summary>
    /// <param name="value">The number.</param>
    public Matrix Of(Func<AccuracyPoint, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(Grid.Depths.Count, Columns.Count, [.. Grid.Depths.SelectMany((_, row) => Columns.Select(column => value(column.Points[row])))]);
    }
}
