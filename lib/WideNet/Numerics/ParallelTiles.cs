using System.Runtime.ExceptionServices;

namespace WideNet.Numerics;

/// <summary>Runs a fixed set of independent tiles on several threads.</summary>
/// <remarks>
/// The tiles are fixed by the problem and never by the number of threads, and a tile writes only what no other tile touches.
/// So a result has the same bits for any number of threads: threads only decide who computes a tile and when.
/// The calling thread works too and calls may nest: a busy thread pool slows a loop down but cannot block it.
/// </remarks>
public static class ParallelTiles
{
    /// <summary>Calls <paramref name="body"/> once for every tile 0 … <paramref name="tiles"/> - 1 and returns when all have ended.</summary>
    /// <param name="tiles">Number of tiles, at least 0. Tiles are handed out in ascending order; put long ones first.</param>
    /// <param name="threads">Threads used at most, at least 1; null means one per processor.</param>
    /// <param name="body">The work of one tile, called from several threads at once.</param>
    /// <param name="cancellationToken">Checked before each tile; tiles already begun are finished.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the number of threads is zero.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last tile began.</exception>
    /// <remarks>
    /// If tiles throw, later tiles are skipped and the exception of the lowest failing tile is thrown as it is, whatever the number of threads
    /// (test <c>For_SeveralTilesThrow_ThrowsTheLowest</c>).
    /// </remarks>
    public static void For(int tiles, int? threads, Action<int> body, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tiles);
        ArgumentNullException.ThrowIfNull(body);
        int workers = Math.Min(Count(threads), tiles);
        if (workers <= 1)
        {
            for (int tile = 0; tile < tiles; tile++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(tile);
            }

            return;
        }

        var batch = new Batch(tiles, body, cancellationToken);
        for (int worker = 1; worker < workers; worker++) ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
        batch.Execute();
        batch.Wait();
    }

    /// <summary>The number of threads that a setting stands for: itself, or one per processor.</summary>
    /// <param name="threads">Threads wanted, at least 1, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is zero or negative.</exception>
    public static int Count(int? threads)
    {
        if (threads is int wanted) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted, nameof(threads));
        return threads ?? Environment.ProcessorCount;
    }

    private sealed class Batch(int tiles, Action<int> body, CancellationToken cancellationToken) : IThreadPoolWorkItem
    {
        private readonly object _gate = new();
        private int _next;
        private int _ended;
        private volatile bool _skip;
        private int _failedTile = int.MaxValue;
        private ExceptionDispatchInfo? _failure;

        public void Execute()
        {
            while (true)
            {
                int tile = Interlocked.Increment(ref _next) - 1;
                if (tile >= tiles) return;
                if (!_skip) RunTile(tile);
                if (Interlocked.Increment(ref _ended) < tiles) continue;
                lock (_gate) Monitor.PulseAll(_gate);
            }
        }

        public void Wait()
        {
            // Tiles are short: spin for some microseconds before blocking.
            var spinner = new SpinWait();
            while (Volatile.Read(ref _ended) < tiles && !spinner.NextSpinWillYield) spinner.SpinOnce();
            lock (_gate)
            {
                while (Volatile.Read(ref _ended) < tiles) Monitor.Wait(_gate);
            }

            _failure?.Throw();
        }

        private void RunTile(int tile)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(tile);
            }
#pragma warning disable CA1031 // Every exception is carried over to the calling thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
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
}
