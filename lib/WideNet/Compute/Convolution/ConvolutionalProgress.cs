namespace WideNet.Compute.Convolution;

/// <summary>Counts finished pixel pairs and reports the fraction.</summary>
internal sealed class ConvolutionalProgress
{
    private readonly ConvolutionalJob _job;
    private readonly int _lanes;
    private readonly long _perPair, _perHalfPair;
    private readonly double _total;
    private long _done;

    /// <summary>Measures the job.</summary>
    public ConvolutionalProgress(ConvolutionalJob job, int lanes)
    {
        _job = job;
        _lanes = lanes;
        _perPair = job.Shape.PixelPairs;
        _perHalfPair = job.Shape.HalfBands.Sum(band => band.Sum(c => (long)c.Height * c.Width));
        for (int column = 0; column < job.Columns.Count; column += lanes) _total += TilePixelPairs(column);
    }

    /// <summary>Pixel pairs of a lane in the whole job: the work.</summary>
    public double Total => _total;

    /// <summary>Adds finished work and reports.</summary>
    /// <param name="pixelPairs">Pixel pairs of the unit.</param>
    public void Report(long pixelPairs)
    {
        long done = Interlocked.Add(ref _done, pixelPairs);
        _job.Options.Progress?.Report(done / _total);
    }

    /// <summary>Adds a tile of columns that need not be computed; the next report includes it.</summary>
    public void Skip(int column) => Interlocked.Add(ref _done, TilePixelPairs(column));

    private long TilePixelPairs(int column)
    {
        long inTile = Math.Min(_lanes, _job.Columns.Count - column);
        return _job.IsSymmetric ? (column * _perPair) + (inTile * _perHalfPair) : _job.Rows.Count * _perPair;
    }
}
