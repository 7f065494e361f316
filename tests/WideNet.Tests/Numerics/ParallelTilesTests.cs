using WideNet.Numerics;

namespace WideNet.Tests.Numerics;

public sealed class ParallelTilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(1000, 7)]
    public void For_AnyThreads_RunsEveryTileOnce(int tiles, int threads)
    {
        int[] calls = new int[tiles];
        ParallelTiles.For(tiles, threads, tile => Interlocked.Increment(ref calls[tile]), Token);
        Assert.All(calls, count => Assert.Equal(1, count));
    }

    [Fact]
    public void For_Nested_RunsEveryTileOnce()
    {
        int calls = 0;
        ParallelTiles.For(20, 8, _ => ParallelTiles.For(20, 8, _ => Interlocked.Increment(ref calls), Token), Token);
        Assert.Equal(400, calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void For_SeveralTilesThrow_ThrowsTheLowest(int threads)
    {
        for (int repetition = 0; repetition < 50; repetition++)
        {
            NumericalException thrown = Assert.Throws<NumericalException>(() => ParallelTiles.For(100, threads, tile =>
            {
                if (tile >= 17) throw new NumericalException($"tile {tile}");
            }, Token));
            Assert.Equal("tile 17", thrown.Message);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void For_Cancelled_StopsEarly(int threads)
    {
        using var source = new CancellationTokenSource();
        int calls = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => ParallelTiles.For(10_000, threads, _ =>
        {
            int call = Interlocked.Increment(ref calls);
            if (call == 10) source.Cancel();

            // The thread that cancels may be held up: no other runs on meanwhile.
            if (call > 10) source.Token.WaitHandle.WaitOne();
        }, source.Token));
        Assert.InRange(calls, 10, 10 + threads);
    }

    // Counts of ended tiles, read by the tiles themselves: each must see all tiles of the phases before it.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void ForPhases_AnyThreads_RunsEveryTileOnceAndAfterThePhasesBefore(int threads)
    {
        int[] tiles = [5, 0, 40, 1, 300, 0];
        for (int repetition = 0; repetition < 20; repetition++)
        {
            int[] calls = new int[tiles.Length];
            int early = 0;
            ParallelTiles.ForPhases(tiles, threads, (phase, _) =>
            {
                for (int p = 0; p < phase; p++)
                {
                    if (Volatile.Read(ref calls[p]) != tiles[p]) Interlocked.Increment(ref early);
                }

                Thread.SpinWait(50);
                Interlocked.Increment(ref calls[phase]);
            });
            Assert.Equal(tiles, calls);
            Assert.Equal(0, early);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ForPhases_TilesThrow_ThrowsTheLowestAndSkipsLaterPhases(int threads)
    {
        int later = 0;
        NumericalException thrown = Assert.Throws<NumericalException>(() => ParallelTiles.ForPhases([3, 50, 10], threads, (phase, tile) =>
        {
            if (phase == 2) Interlocked.Increment(ref later);
            if (phase == 1 && tile >= 17) throw new NumericalException($"tile {tile}");
        }));
        Assert.Equal(("tile 17", 0), (thrown.Message, later));
    }

    [Fact]
    public void For_BadCounts_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>("tiles", () => ParallelTiles.For(-1, null, _ => { }, Token));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => ParallelTiles.For(1, 0, _ => { }, Token));
    }
}
