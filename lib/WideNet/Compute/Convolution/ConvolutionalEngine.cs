using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;
using WideNet.Kernels;
using WideNet.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>Runs a job: stripes of columns, blocks of rows, and inside them units of work that any thread may take.</summary>
/// <remarks>
/// A unit is one band of displacement classes of one image a (CNN-P), or the one class of a few images (CNN-F), with a tile of images b, one a
/// lane. Its sums go to a place of their own and are added in a fixed order, so threads change no bit. In a train-train kernel, tiles on the
/// diagonal hold (a, b) and (b, a), whose classes δ and -δ have equal sums: half of the classes is enough.
/// </remarks>
internal sealed unsafe class ConvolutionalEngine<TLanes, T> : IConvolutionalEngine
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slots = 4;
    private const int RowsInBlock = 32;
    private const int MostTilesInStripe = 64;
    private const long StripeBytes = 64 << 20;
    private readonly ConvolutionalJob _job;
    private readonly ConvolutionalActivation<TLanes, T> _activation;
    private readonly ConcurrentBag<ConvolutionalScratch<T>> _scratch = [];
    private readonly int _tilesInStripe, _rowsInBlock, _rowsInUnit;
    private readonly ConvolutionalSums _sums;
    private readonly ConvolutionalProgress _progress;

    /// <summary>Prepares a run.</summary>
    public ConvolutionalEngine(ConvolutionalJob job)
    {
        _job = job;
        _activation = ConvolutionalActivation<TLanes, T>.Create(job);
        bool isPooled = job.Network.Architecture == Architecture.ConvolutionalPool;
        long imageBytes = PreparedNumbers * job.Shape.Pixels * sizeof(T), tileBytes = imageBytes * TLanes.Count;
        _rowsInBlock = Math.Max(TLanes.Count, (int)Math.Min(Math.Max(RowsInBlock, TLanes.Count), StripeBytes / imageBytes / TLanes.Count * TLanes.Count));
        _tilesInStripe = isPooled ? 1 : (int)Math.Clamp(StripeBytes / tileBytes, 1, MostTilesInStripe);
        _rowsInUnit = isPooled ? 1 : Math.Min(2 * Slots, TLanes.Count);
        _sums = new ConvolutionalSums(job, TLanes.Count);
        _progress = new ConvolutionalProgress(job, TLanes.Count);
    }

    public void Run()
    {
        ConvolutionalCheckpoint? checkpoint = _job.Options.CheckpointFolder is string folder
            ? new ConvolutionalCheckpoint(folder, _job, $"{typeof(T).Name}×{TLanes.Count}")
            : null;
        int columnsInStripe = _tilesInStripe * TLanes.Count;
        for (int stripe = 0; stripe * columnsInStripe < _job.Columns.Count; stripe++)
        {
            int first = stripe * columnsInStripe;
            int count = Math.Min(columnsInStripe, _job.Columns.Count - first);
            int rows = _job.IsSymmetric ? first + count : _job.Rows.Count;
            bool isAsked = _job.Options.Stripes?.Invoke(stripe) ?? true;
            if (_job.Options.Stripes is not null && isAsked) _job.HoldOnly(first, count, rows);
            if (!isAsked || checkpoint?.TryLoad(stripe, first, count, rows) == true)
            {
                for (int column = first; column < first + count; column += TLanes.Count) _progress.Skip(column);
                continue;
            }

            Stripe(first, count, rows);
            checkpoint?.Save(stripe, first, count, rows);
        }
    }

    public int Stripes => (_job.Columns.Count + (_tilesInStripe * TLanes.Count) - 1) / (_tilesInStripe * TLanes.Count);

    public double PixelPairs => _progress.Total;

    public int Lanes => TLanes.Count;

    public long WorkingBytes
    {
        get
        {
            long perImage = _job.Shape.Pixels * sizeof(T) * (PreparedNumbers + _job.Shape.Channels);
            long rows = Math.Min(_rowsInBlock, _job.Rows.Count), columns = Math.Min(_tilesInStripe * TLanes.Count, _job.Columns.Count + TLanes.Count - 1);
            long sums = (long)rows * _tilesInStripe * _job.Shape.Bands.Length * _sums.RowLength * sizeof(double);
            long scratch = ((2L * Slots) + 1) * (Math.Max(_job.Shape.Height, 8) + 2) * (_job.Shape.Width + 1) * TLanes.Count * sizeof(T);
            return (perImage * (rows + columns)) + sums + (scratch * _job.Options.MaxThreads);
        }
    }

    public double[] SampleSecondsPerPixelPair(int repetitions)
    {
        int rowCount = Math.Min(_rowsInUnit, _job.Rows.Count);
        using var columns = new ConvolutionalImages<TLanes, T>(
            _job, _activation, _job.Columns, 0, Math.Min(TLanes.Count, _job.Columns.Count), areColumns: true);
        using var rows = new ConvolutionalImages<TLanes, T>(_job, _activation, _job.Rows, 0, rowCount, areColumns: false);
        using var scratch = new ConvolutionalScratch<T>(_job.Shape, TLanes.Count, Slots);
        var unit = new ConvolutionalUnit(0, 0, rowCount, [.. _job.Shape.Bands[_job.Shape.Bands.Length / 2].Take(2 * Slots)], IsDiagonal: false, 0);
        double[] sums = new double[rowCount * _sums.RowLength];
        double[] seconds = new double[repetitions];
        for (int i = -1; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Run(unit, rows, columns, scratch, sums);
            if (i >= 0) seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds / unit.PixelPairs;
        }

        Array.Sort(seconds);
        return seconds;
    }

    public void Dispose()
    {
        while (_scratch.TryTake(out ConvolutionalScratch<T>? scratch)) scratch.Dispose();
    }

    /// <summary>Numbers kept of a pixel through all layers.</summary>
    private long PreparedNumbers => _activation.NumbersBefore(_job.Layers + 1) + ((_activation.Prepared - 1L) * _job.Layers);

    private void Stripe(int firstColumn, int columnCount, int rowCount)
    {
        using var columns = new ConvolutionalImages<TLanes, T>(_job, _activation, _job.Columns, firstColumn, columnCount, areColumns: true);
        for (int first = 0; first < rowCount; first += _rowsInBlock)
        {
            using var rows = new ConvolutionalImages<TLanes, T>(
                _job, _activation, _job.Rows, first, Math.Min(_rowsInBlock, rowCount - first), areColumns: false);
            Block(rows, columns);
        }
    }

    private void Block(ConvolutionalImages<TLanes, T> rows, ConvolutionalImages<TLanes, T> columns)
    {
        ConvolutionalUnit[] units = [.. Units(rows, columns)];
        _sums.Place(units);
        ParallelTiles.For(
            units.Length,
            _job.Options.MaxThreads,
            i =>
            {
                if (!_scratch.TryTake(out ConvolutionalScratch<T>? scratch))
                    scratch = new ConvolutionalScratch<T>(_job.Shape, TLanes.Count, Slots);
                Run(units[i], rows, columns, scratch, _sums.Of(units[i]));
                _scratch.Add(scratch);
                _progress.Report(units[i].PixelPairs);
            },
            _job.Options.Cancellation);
        _sums.Store(units, rows.Start, columns.Start, columns.Count);
    }

    /// <summary>The units of a block, those of one row and tile next to each other.</summary>
    private IEnumerable<ConvolutionalUnit> Units(ConvolutionalImages<TLanes, T> rows, ConvolutionalImages<TLanes, T> columns)
    {
        for (int tile = 0; tile < columns.Tiles; tile++)
        {
            int tileStart = columns.Start + (tile * TLanes.Count);
            for (int row = 0; row < rows.Count; row += _rowsInUnit)
            {
                int distance = rows.Start + row - tileStart;
                if (_job.IsSymmetric && distance >= TLanes.Count) break;
                bool isDiagonal = _job.IsSymmetric && distance >= 0;
                foreach (ConvolutionalClass[] band in isDiagonal ? _job.Shape.HalfBands : _job.Shape.Bands)
                {
                    yield return new ConvolutionalUnit(tile, row, Math.Min(_rowsInUnit, rows.Count - row), band, isDiagonal, 0);
                }
            }
        }
    }

    /// <summary>Takes a unit's classes through all layers, <see cref="Slots"/> of them side by side, so that prepared numbers are read once for all.</summary>
    private void Run(
        ConvolutionalUnit unit, ConvolutionalImages<TLanes, T> rows, ConvolutionalImages<TLanes, T> columns, ConvolutionalScratch<T> scratch, Span<double> sums)
    {
        int items = unit.RowCount * unit.Classes.Length;
        for (int first = 0; first < items; first += Slots)
        {
            int count = Math.Min(Slots, items - first);
            for (int layer = 0; layer <= _job.Layers; layer++)
            {
                for (int slot = 0; slot < count; slot++)
                {
                    int row = (first + slot) / unit.Classes.Length;
                    ConvolutionalClass c = unit.Classes[(first + slot) % unit.Classes.Length];
                    ConvolutionalPass<T> pass = Pass(c, scratch, slot);
                    if (layer == 0)
                    {
                        pass.Weight = T.CreateChecked(_job.ReadInWeight);
                        pass.Bias = T.CreateChecked(_job.ReadInBias);
                        ConvolutionalPlainLayer<TLanes, T>.Input(pass, rows.Pixels(unit.Row + row), columns.Pixels(unit.Tile), _job.Shape.Channels);
                        ConvolutionalPlainLayer<TLanes, T>.ReadIn(pass, _job.Network.TrainsReadIn);
                        continue;
                    }

                    pass.XA = rows.First(unit.Row + row, layer);
                    pass.YA = rows.Second(unit.Row + row, layer);
                    pass.XB = columns.First(unit.Tile, layer);
                    pass.YB = columns.Second(unit.Tile, layer);
                    int depth = _job.DepthIndex(layer);
                    pass.Sums = depth < 0 ? null : scratch.PassSums;
                    _activation.Advance(pass, layer, isLast: layer == _job.Layers);
                    if (depth < 0) continue;
                    int ownLane = unit.IsDiagonal && c.IsZero ? rows.Start + unit.Row + row - columns.Start - (unit.Tile * TLanes.Count) : -1;
                    Accumulate(
                        sums.Slice((row * _sums.RowLength) + (depth * 2 * TLanes.Count), 2 * TLanes.Count), scratch.PassSums, c.Weight, ownLane,
                        rows.Sums(unit.Row + row).Slice(2 * depth, 2));
                }
            }
        }
    }

    /// <summary>Adds a class's sums; the lane of an image's pair with itself at displacement 0 takes the sums of its own diagonal sweep.</summary>
    private static void Accumulate(Span<double> total, T* sums, double weight, int ownLane, ReadOnlySpan<double> own)
    {
        int n = TLanes.Count;
        for (int lane = 0; lane < n; lane++)
        {
            bool isOwn = lane == ownLane;
            total[lane] += weight * (isOwn ? own[0] : double.CreateChecked(sums[lane]));
            total[n + lane] += weight * (isOwn ? own[1] : double.CreateChecked(sums[n + lane]));
        }
    }

    private ConvolutionalPass<T> Pass(ConvolutionalClass c, ConvolutionalScratch<T> scratch, int slot)
    {
        ConvolutionalShape shape = _job.Shape;
        return new ConvolutionalPass<T>
        {
            Class = c,
            ImageHeight = shape.Height,
            ImageWidth = shape.Width,
            FilterHeight = shape.FilterHeight,
            FilterWidth = shape.FilterWidth,
            IsCircular = shape.IsCircular,
            Stride = scratch.Stride,
            K = scratch.K(slot),
            Theta = scratch.Theta(slot),
            Work = scratch.Work,
            Weight = T.CreateChecked(_job.Weight),
            Bias = T.CreateChecked(_job.Bias),
        };
    }
}
