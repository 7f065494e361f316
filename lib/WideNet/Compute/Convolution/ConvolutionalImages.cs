using System.Numerics;
using System.Runtime.CompilerServices;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Compute.Convolution;

/// <summary>A run of images prepared for the recursion: pixels and, for every layer, the numbers the duals need of each pixel's variance.</summary>
/// <remarks>
/// As rows each image stands alone, [layer][pixel]; as columns the images of a tile stand side by side, [layer][pixel][lane], and a tile
/// that is not full repeats its last image.
/// </remarks>
internal sealed unsafe class ConvolutionalImages<TLanes, T> : IDisposable
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionalJob _job;
    private readonly ConvolutionalActivation<TLanes, T> _activation;
    private readonly long _numbers;
    private readonly ConvolutionalMemory<T> _pixels, _first, _second;
    private readonly double[] _sums;
    private readonly int _lanes;
    private readonly bool _hasSecond;

    /// <summary>Prepares images.</summary>
    /// <param name="job">The job.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="batch">The batch the images are of.</param>
    /// <param name="start">First image.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="areColumns">Whether to lay them out as columns.</param>
    public ConvolutionalImages(ConvolutionalJob job, ConvolutionalActivation<TLanes, T> activation, InputBatch batch, int start, int count, bool areColumns)
    {
        _job = job;
        _lanes = areColumns ? TLanes.Count : 1;
        Start = start;
        Count = count;
        Tiles = (count + _lanes - 1) / _lanes;
        _hasSecond = activation.Prepared > 1;
        long pixels = job.Shape.Pixels;
        _pixels = new ConvolutionalMemory<T>(Tiles * pixels * job.Shape.Channels * _lanes);
        _activation = activation;
        _numbers = activation.NumbersBefore(job.Layers + 1);
        _first = new ConvolutionalMemory<T>(Tiles * _numbers * pixels * _lanes);
        _second = new ConvolutionalMemory<T>(_hasSecond ? Tiles * job.Layers * pixels * _lanes : 1);
        _sums = new double[Tiles * _lanes * 2 * job.Depths.Length];
        ParallelTiles.For(Tiles, job.Options.MaxThreads, tile => Fill(batch, tile, areColumns), job.Options.Cancellation);
    }

    /// <summary>First image.</summary>
    public int Start { get; }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Number of tiles; a tile of rows is one image.</summary>
    public int Tiles { get; }

    /// <summary>Pixels of a tile.</summary>
    public T* Pixels(int tile) => _pixels.Start + ((long)tile * _job.Shape.Pixels * _job.Shape.Channels * _lanes);

    /// <summary>First prepared numbers of a tile at a layer.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="layer">The layer, from 1.</param>
    public T* First(int tile, int layer) => _first.Start + (((tile * _numbers) + _activation.NumbersBefore(layer)) * _job.Shape.Pixels * _lanes);

    /// <summary>Second prepared numbers of a tile at a layer; anything if there are none.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="layer">The layer, from 1.</param>
    public T* Second(int tile, int layer) =>
        _hasSecond ? _second.Start + ((((long)tile * _job.Layers) + layer - 1) * _job.Shape.Pixels * _lanes) : _second.Start;

    /// <summary>ΣT and ΣṪ·Θ over the pixels of an image paired with itself at displacement 0, at each depth.</summary>
    public ReadOnlySpan<double> Sums(int image) => _sums.AsSpan(image * 2 * _job.Depths.Length, 2 * _job.Depths.Length);

    public void Dispose()
    {
        _pixels.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private void Fill(InputBatch batch, int tile, bool areColumns)
    {
        var diagonal = new ConvolutionalDiagonal<TLanes, T>(_job, _activation);
        int most = Enumerable.Range(1, _job.Layers).Max(_activation.Numbers);
        double[] x = new double[_job.Shape.Pixels * most], y = new double[_job.Shape.Pixels];
        for (int lane = 0; lane < _lanes; lane++)
        {
            int image = (tile * _lanes) + lane;
            int example = Start + Math.Min(image, Count - 1);
            Spread(batch.Example(example), Pixels(tile) + lane, _lanes);

            if (image >= Count)
            {
                CopyLane(tile, (Count - 1) % _lanes, lane);
                continue;
            }

            Span<double> sums = _sums.AsSpan(image * 2 * _job.Depths.Length, 2 * _job.Depths.Length);
            int offset = lane;
            diagonal.Sweep(batch, example, sums, (layer, q) =>
            {
                Span<double> first = x.AsSpan(0, q.Length * _activation.Numbers(layer));
                if (areColumns) _activation.PrepareColumns(layer, q, first, y);
                else _activation.PrepareRows(layer, q, first, y);
                Spread(first, First(tile, layer) + offset, _lanes);
                if (_hasSecond) Spread(y, Second(tile, layer) + offset, _lanes);
            });
        }
    }

    /// <summary>Converts numbers and writes them <paramref name="step"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(ReadOnlySpan<double> values, T* destination, int step)
    {
        if (typeof(T) == typeof(float))
        {
            var to = (float*)destination;
            foreach (double value in values)
            {
                *to = (float)value;
                to += step;
            }

            return;
        }

        var target = (double*)destination;
        foreach (double value in values)
        {
            *target = value;
            target += step;
        }
    }

    private void CopyLane(int tile, int from, int to)
    {
        T* first = First(tile, 1), second = Second(tile, 1);
        for (long i = 0; i < _numbers * _job.Shape.Pixels; i++) first[(i * _lanes) + to] = first[(i * _lanes) + from];
        if (!_hasSecond) return;
        for (long i = 0; i < (long)_job.Layers * _job.Shape.Pixels; i++) second[(i * _lanes) + to] = second[(i * _lanes) + from];
    }
}
