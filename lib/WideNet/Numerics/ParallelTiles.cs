using System.Collections.Concurrent;
using WideNet.Compute.LinearAlgebra;

namespace WideNet.Numerics;

/// <summary>Runs a fixed set of independent tiles on several threads.</summary>
/// <remarks>
/// The tiles are fixed by the problem and never by the number of threads, and a tile writes only what no other tile touches.
/// So a result has the same bits for any number of threads: threads only decide who computes a tile and when.
/// The calling thread works too and calls may nest: a busy thread pool slows a loop down but cannot block it.
/// </remarks>
internal static class ParallelTiles
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
        if (workers > 1)
        {
            TileBatch.Run([tiles], workers, (_, tile) => body(tile), cancellationToken);
            return;
        }

        for (int tile = 0; tile < tiles; tile++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body(tile);
        }
    }

    /// <summary>The loop for tiles that need working memory, of which there is one for each thread at work.</summary>
    /// <param name="tiles">Number of tiles, at least 0.</param>
    /// <param name="threads">Threads used at most, at least 1; null means one per processor.</param>
    /// <param name="create">Makes working memory.</param>
    /// <param name="body">The work of one tile, in memory that earlier tiles may have used.</param>
    /// <param name="progress">Told the share of tiles that have ended; or null.</param>
    /// <param name="cancellationToken">Checked before each tile.</param>
    public static void For<T>(
        int tiles, int? threads, Func<T> create, Action<int, T> body, IProgress<double>? progress, CancellationToken cancellationToken)
        where T : class
    {
        var idle = new ConcurrentBag<T>();
        int done = 0;
        For(
            tiles,
            threads,
            tile =>
            {
                T scratch = idle.TryTake(out T? used) ? used : create();
                body(tile, scratch);
                idle.Add(scratch);
                progress?.Report((double)Interlocked.Increment(ref done) / tiles);
            },
            cancellationToken);
    }

    /// <summary>The first row and column of every square tile of a matrix, row by row; of a symmetric one, those not below its diagonal.</summary>
    public static (int Row, int Column)[] Squares(int rows, int columns, int edge, bool isSymmetric) =>
    [
        .. from row in Enumerable.Range(0, (rows + edge - 1) / edge)
           from column in Enumerable.Range(0, (columns + edge - 1) / edge)
           where !isSymmetric || row <= column
           select (row * edge, column * edge),
    ];

    /// <summary>Several loops one after the other: no tile of a phase begins before every tile of the phases before it has ended.</summary>
    /// <param name="tiles">Number of tiles of each phase, at least 0.</param>
    /// <param name="threads">Threads used at most, at least 1; null means one per processor.</param>
    /// <param name="body">The work of one tile, given its phase and its number.</param>
    /// <remarks>
    /// Threads are woken once for all phases, which is what short phases need; it is <see cref="For"/> in a loop otherwise, with the same
    /// exceptions. A thread that waits for a phase to end spins before it blocks.
    /// </remarks>
    internal static void ForPhases(ReadOnlySpan<int> tiles, int? threads, Action<int, int> body)
    {
        int workers = Count(threads), most = 0;
        foreach (int count in tiles) most = Math.Max(most, count);
        workers = Math.Min(workers, most);
        if (workers > 1)
        {
            TileBatch.Run(tiles, workers, body, CancellationToken.None);
            return;
        }

        for (int phase = 0; phase < tiles.Length; phase++)
        {
            for (int tile = 0; tile < tiles[phase]; tile++) body(phase, tile);
        }
    }

    /// <summary>The number of threads that a setting stands for: itself, or one per processor.</summary>
    /// <param name="threads">Threads wanted, at least 1, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is zero or negative.</exception>
    public static int Count(int? threads)
    {
        if (threads is int wanted) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted, nameof(threads));
        return threads ?? Environment.ProcessorCount;
    }
}
