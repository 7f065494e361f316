using WideNet.Cli.Running;
using WideNet.Sweeps;
using WideNet.Tests.Data;
using WideNet.Tests.Sweeps;

namespace WideNet.Tests.Running;

public sealed class SweepStatusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_UnfinishedFolderWithDamage_NamesEachFile()
    {
        string run = _folder["run"];
        SampleSweep.Csv(new SweepOptions { Folder = run, Shard = new SweepShard(1, 2) });
        string[] files = [.. Directory.GetFiles(_folder["run", "cells"]).Order(StringComparer.Ordinal)];
        File.WriteAllText(files[0], File.ReadAllText(files[0])[..^1]);
        File.WriteAllText(files[1], File.ReadAllText(files[1]).Replace("cell 1", "cell 2", StringComparison.Ordinal));
        File.Delete(files[2]);
        string stray = _folder["run", "cells", "depth=7.cell"];
        File.Copy(files[3], stray);
        SweepStatus status = SweepStatus.Of(run);
        Assert.Equal((9, 13), (status.Finished, status.Missing.Count));
        Assert.Contains(Path.GetFileNameWithoutExtension(files[2]), status.Missing);
        (string, string)[] expected =
        [
            (files[0], "is cut off or damaged"),
            (files[1], "has the format 'WideNet sweep cell 2' of another version of the program, and this one reads 'WideNet sweep cell 1'"),
        ];
        Assert.Equal(expected, status.Damaged);
        Assert.Equal([stray], status.Strays);
    }

    [Fact]
    public void Of_FinishedFolder_HasNothingToSay()
    {
        string run = _folder["run"];
        SampleSweep.Csv(new SweepOptions { Folder = run });
        SweepStatus status = SweepStatus.Of(run);
        Assert.Equal((SampleSweep.Cells, 0, 0, 0), (status.Finished, status.Missing.Count, status.Damaged.Count, status.Strays.Count));
        Assert.True(status.Seconds > 0);
    }
}
