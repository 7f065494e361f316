using WideNet.Numerics;
using WideNet.Sweeps;

namespace WideNet.Tests.Sweeps;

public sealed class SharedWorkTests
{
    [Fact]
    public void Indexer_ManyThreads_ComputesEachKeyOnce()
    {
        int calls = 0;
        var squares = new SharedWork<int, int>(key =>
        {
            Interlocked.Increment(ref calls);
            return key * key;
        });
        var sums = new int[100];
        ParallelTiles.For(100, 8, i => sums[i] = squares[i % 5], TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 5 * (i % 5)), sums);
        Assert.Equal(5, calls);
    }
}
