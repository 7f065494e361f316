using System.Diagnostics;
using System.Runtime.ExceptionServices;
using WideNet.Numerics;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Phases of tiles on several threads of the pool and the calling one; the engine of <see cref="ParallelTiles"/>.</summary>
/// <remarks>
/// Every thread walks through the phases: it takes tiles of a phase while there are any, then waits until the last of them has ended. A tile
/// that has been taken is being run by a thread that waits for nothing but the tile's own work, so nobody waits for the thread pool.
/// </remarks>
internal sealed class TileBatch : IThreadPoolWorkItem
{
    // Tiles are short and so is the wait for the last of a phase: blocking and waking cost tens of microseconds each.
    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;

    private readonly object _gate = new();
    private readonly int[] _tiles;
    private readonly int[] _next;
    private readonly int[] _ended;
    private readonly Action<int, int> _body;
    private readonly CancellationToken _cancellation;
    private volatile bool _skip;
    private int _failedTile = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    private TileBatch(int[] tiles, Action<int, int> body, CancellationToken cancellation)
    {
        _tiles = tiles;
        _next = new int[tiles.Length];
        _ended = new int[tiles.Length];
        _body = body;
        _cancellation = cancellation;
    }

    /// <summary>Runs all tiles and returns when the last has ended; throws what the lowest failing tile threw.</summary>
    /// <param name="tiles">Number of tiles of each phase.</param>
    /// <param name="workers">Threads, the calling one included, at least 2.</param>
    /// <param name="body">The work of one tile, given its phase and its number.</param>
    /// <param name="cancellation">Checked before each tile.</param>
    public static void Run(ReadOnlySpan<int> tiles, int workers, Action<int, int> body, CancellationToken cancellation)
    {
        var batch = new TileBatch(tiles.ToArray(), body, cancellation);
        for (int worker = 1; worker < workers; worker++) ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
        batch.Walk();
        batch.Wait(tiles.Length - 1);
        batch._failure?.Throw();
    }

    public void Execute() => Walk();

    private void Walk()
    {
        for (int phase = 0; phase < _tiles.Length; phase++)
        {
            while (true)
            {
                int tile = Interlocked.Increment(ref _next[phase]) - 1;
                if (tile >= _tiles[phase]) break;
                if (!_skip) RunTile(phase, tile);
                if (Interlocked.Increment(ref _ended[phase]) < _tiles[phase]) continue;
                lock (_gate) Monitor.PulseAll(_gate);
            }

            if (phase + 1 < _tiles.Length) Wait(phase);
        }
    }

    private void Wait(int phase)
    {
        if (HasEnded(phase)) return;
        long start = Stopwatch.GetTimestamp();
        var spinner = new SpinWait();
        while (Stopwatch.GetTimestamp() - start < SpinTicks)
        {
            if (HasEnded(phase)) return;
            spinner.SpinOnce(sleep1Threshold: -1);
        }

        lock (_gate)
        {
            while (!HasEnded(phase)) Monitor.Wait(_gate);
        }
    }

    private bool HasEnded(int phase) => Volatile.Read(ref _ended[phase]) >= _tiles[phase];

    private void RunTile(int phase, int tile)
    {
        try
        {
            _cancellation.ThrowIfCancellationRequested();
            _body(phase, tile);
        }
#pragma warning disable CA1031 // Every exception is carried over to the calling thread.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Later phases are skipped as a whole, so all failing tiles are of one phase.
            lock (_gate)
            {
                if (tile < _failedTile)
                {
                    _failedTile = tile;
                    _failure = ExceptionDispatchInfo.Capture(exception);
                }
            }

            _skip = true;
        }
    }
}
