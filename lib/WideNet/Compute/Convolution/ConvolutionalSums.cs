namespace WideNet.Compute.Convolution;

/// <summary>The sums of a block of units: each unit adds to a place of its own, and the places are added in a fixed order, so threads change no bit.</summary>
/// <remarks>A row of a unit has, for each depth, one ΣT and one Σ(Ṫ∘Θ) a lane. Blocks follow one another and share one array: a new large one for each would
/// pile up until the collector runs.</remarks>
internal sealed class ConvolutionalSums(ConvolutionalJob job, int lanes)
{
    private double[] _values = [];

    /// <summary>Numbers of one row of a unit.</summary>
    public int RowLength { get; } = 2 * lanes * job.Depths.Length;

    /// <summary>Gives every unit its place, all zero.</summary>
    /// <param name="units">The units of a block, those of one row and tile next to each other.</param>
    public void Place(ConvolutionalUnit[] units)
    {
        int length = 0;
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = units[i] with { Sums = length };
            length = checked(length + (units[i].RowCount * RowLength));
        }

        if (_values.Length < length) _values = new double[length];
        else Array.Clear(_values, 0, length);
    }

    /// <summary>The place of a unit.</summary>
    /// <param name="unit">A unit that has one.</param>
    public Span<double> Of(ConvolutionalUnit unit) => _values.AsSpan(unit.Sums, unit.RowCount * RowLength);

    /// <summary>Adds the bands of each row and tile in order and stores the entries.</summary>
    /// <param name="units">The units of the block.</param>
    /// <param name="firstRow">Image of its first row.</param>
    /// <param name="firstColumn">Image of its first column.</param>
    /// <param name="columnCount">Columns, of which the last tile may hold fewer than its lanes.</param>
    public void Store(ConvolutionalUnit[] units, int firstRow, int firstColumn, int columnCount)
    {
        double[] diagonal = new double[lanes * RowLength];
        for (int i = 0; i < units.Length;)
        {
            ConvolutionalUnit unit = units[i];
            Span<double> total = Of(unit);
            for (i++; i < units.Length && units[i].Row == unit.Row && units[i].Tile == unit.Tile; i++)
            {
                ReadOnlySpan<double> band = _values.AsSpan(units[i].Sums, total.Length);
                for (int j = 0; j < total.Length; j++) total[j] += band[j];
            }

            int row = firstRow + unit.Row, tileStart = firstColumn + (unit.Tile * lanes);
            int columns = Math.Min(lanes, columnCount - (unit.Tile * lanes));
            if (!unit.IsDiagonal)
            {
                StoreTile(total, unit.RowCount, row, tileStart, columns);
                continue;
            }

            total.CopyTo(diagonal.AsSpan((row - tileStart) * RowLength));
            if (row + unit.RowCount == tileStart + columns) StoreDiagonal(diagonal, tileStart, columns);
        }
    }

    private void StoreTile(ReadOnlySpan<double> total, int rowCount, int row, int column, int columns)
    {
        for (int i = 0; i < rowCount; i++)
        {
            for (int depth = 0; depth < job.Depths.Length; depth++)
            {
                ReadOnlySpan<double> sums = total.Slice((i * RowLength) + (depth * 2 * lanes), 2 * lanes);
                for (int lane = 0; lane < columns; lane++) job.Store(depth, row + i, column + lane, sums[lane], sums[lanes + lane]);
            }
        }
    }

    private void StoreDiagonal(double[] diagonal, int start, int count)
    {
        for (int i = 0; i < count; i++)
        {
            for (int j = i; j < count; j++)
            {
                for (int depth = 0; depth < job.Depths.Length; depth++)
                {
                    int offset = depth * 2 * lanes;
                    int ij = (i * RowLength) + offset + j;
                    int ji = (j * RowLength) + offset + i;
                    job.Store(depth, start + i, start + j, diagonal[ij] + diagonal[ji], diagonal[ij + lanes] + diagonal[ji + lanes]);
                }
            }
        }
    }
}
