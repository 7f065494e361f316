namespace WideNet.Kernels;

/// <summary>Counts finished pixel pairs and reports the fraction.</summary>
internal sealed class ConvolutionalProgress
{
    private readonly IProgress<double>? _receiver;
    private readonly double _total;
    private long _done;

    /// <summary>Measures the job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="lanes">Images in a tile.</param>
    public ConvolutionalProgress(ConvolutionalJob job, int lanes)
    {
        _receiver = job.Options.Progress;
        long perPair = job.Shape.PixelPairs;
        long perHalfPair = job.Shape.HalfBands.Sum(band => band.Sum(c => (long)c.Height * c.Width));
        for (int start = 0; start < job.Columns.Count; start += lanes)
        {
            long inTile = Math.Min(lanes, job.Columns.Count - start);
            _total += job.IsSymmetric ? ((double)start * perPair) + ((double)inTile * perHalfPair) : (double)job.Rows.Count * perPair;
        }
    }

    /// <summary>Adds finished work and reports.</summary>
    /// <param name="pixelPairs">Pixel pairs of the unit.</param>
    public void Report(long pixelPairs)
    {
        long done = Interlocked.Add(ref _done, pixelPairs);
        _receiver?.Report(done / _total);
    }
}
