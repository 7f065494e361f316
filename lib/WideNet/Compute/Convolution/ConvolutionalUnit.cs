namespace WideNet.Compute.Convolution;

/// <summary>Work that one thread does in one go.</summary>
/// <param name="Tile">Tile of columns within the stripe.</param>
/// <param name="Row">First row within the block.</param>
/// <param name="RowCount">Rows.</param>
/// <param name="Classes">Displacement classes.</param>
/// <param name="IsDiagonal">Whether the rows are images of the tile itself.</param>
/// <param name="Sums">Where the unit's sums begin.</param>
internal sealed record ConvolutionalUnit(int Tile, int Row, int RowCount, ConvolutionalClass[] Classes, bool IsDiagonal, int Sums)
{
    /// <summary>Pixel pairs of a lane: the measure of work.</summary>
    public long PixelPairs => RowCount * Classes.Sum(c => (long)c.Height * c.Width);
}
