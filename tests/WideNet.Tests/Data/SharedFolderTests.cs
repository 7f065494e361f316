using System.Collections.Concurrent;
using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class SharedFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Enter_ManyAtOnce_OneAtATimePreparesAndAllAreIn()
    {
        string ready = _folder["ready"];
        int preparing = 0, most = 0, made = 0;
        var holds = new ConcurrentBag<SharedFolder>();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            _ => holds.Add(SharedFolder.Enter(_folder.FullName, () => File.Exists(ready), () =>
        {
            int now = Interlocked.Increment(ref preparing);
            most = Math.Max(most, now);
            if (!File.Exists(ready))
            {
                made++;
                File.WriteAllText(ready, "");
            }

            Interlocked.Decrement(ref preparing);
        })));
        Assert.Equal((8, 1, 1), (holds.Count, most, made));
        foreach (SharedFolder hold in holds) hold.Dispose();
    }

    [Fact]
    public void Enter_WhileAnotherIsIn_ClearsNothingUp()
    {
        int cleared = 0;
        using (Enter())
        {
            Assert.Equal(1, cleared);
            using SharedFolder second = Enter();
            Assert.Equal(1, cleared);
        }

        using SharedFolder third = Enter();
        Assert.Equal(2, cleared);

        SharedFolder Enter() => SharedFolder.Enter(_folder.FullName, () => true, () => cleared++);
    }

    [Fact]
    public void Enter_PreparationFails_LeavesTheFolderToOthers()
    {
        Assert.Throws<InvalidOperationException>(() => SharedFolder.Enter(_folder.FullName, () => false, () => throw new InvalidOperationException()));
        using SharedFolder hold = SharedFolder.Enter(_folder.FullName, () => false, () => { });
        Assert.Equal(["lock"], _folder.Files());
    }
}
