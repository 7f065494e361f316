using WideNet.Cli.Running;
using WideNet.Sweeps;
using WideNet.Tests.Data;
using WideNet.Tests.Sweeps;

namespace WideNet.Tests.Running;

public sealed class SweepMergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Merge_ShardsInAnyOrder_GiveTheWholeTable()
    {
        string[] folders = [.. Enumerable.Range(1, 3).Select(i => Shard(i, 3))];
        foreach (int[] order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0]])
        {
            MergedSweep merged = SweepMerge.Merge([.. order.Select(i => folders[i])]);
            Assert.Equal(SampleSweep.Csv(), merged.Table.ToCsv());
            Assert.Equal("4", merged.Record.Settings.Find("width"));
        }
    }

    [Fact]
    public void Merge_FoldersThatShareCells_TakesThemOnce()
    {
        string[] folders = [Shard(1, 2), Shard(2, 2), Shard(1, 1)];
        Assert.Equal(SampleSweep.Csv(), SweepMerge.Merge(folders).Table.ToCsv());
        Assert.Equal(SweepMerge.Merge(folders).Record.Duration, SweepMerge.Merge([.. folders.Reverse()]).Record.Duration);
    }

    [Fact]
    public void Merge_CellsMissing_NamesHowManyAndTheFirst()
    {
        string folder = Shard(1, 2);
        File.WriteAllText(Path.Combine(folder, "cells", "weight_variance=0.5,depth=1,rate=0.1,seed=1.cell"), "x");
        Assert.Equal(
            "13 of 24 cells of 99-sample are missing, first weight_variance=0.5,depth=1,rate=0.1,seed=1 (The file "
                + $"{Path.Combine(folder, "cells", "weight_variance=0.5,depth=1,rate=0.1,seed=1.cell")} "
            + "is cut off or damaged); finish them with 'reproduce sweep 99-sample --resume', or name the folders of all shards.",
            Message(folder));
    }

    [Fact]
    public void Merge_SameCellWithOtherNumbers_NamesBothFolders()
    {
        string first = Shard(1, 1), second = _folder["other"];
        SampleSweep.Csv(new SweepOptions { Folder = second }, SampleSweep.Create(compute: (_, _) => [1, 1]));
        Assert.Equal(
            $"The cell weight_variance=0.5,depth=1,rate=0.1,seed=1 has other numbers in {first} than in {second}; they were computed by different versions "
                + "or on machines that round differently, so leave one folder out.",
            Message(first, second));
    }

    [Fact]
    public void Merge_DifferentSweeps_NamesTheDifference()
    {
        string first = Shard(1, 1), second = _folder["other"];
        SampleSweep.Csv(new SweepOptions { Folder = second }, SampleSweep.Create(width: 9));
        Assert.Equal(
            $"The folders {first} (here) and {second} (there) hold different sweeps: width is 9 there and 4 here; merge folders of one sweep.",
            Message(first, second));
    }

    [Fact]
    public void Merge_NoSweep_SaysSo()
    {
        Assert.Equal(
            $"The folder {_folder.FullName} holds no sweep: it has no sweep.json; name the folder that a sweep was written to.", Message(_folder.FullName));
        Assert.Equal("There is no folder to merge; name at least one.", Message());
    }

    private static string Message(params string[] folders) => Assert.Throws<ArgumentException>(() => SweepMerge.Merge(folders)).Message.Split(" (Parameter")[0];

    private string Shard(int number, int count)
    {
        string folder = _folder[$"{number}-{count}"];
        SampleSweep.Csv(new SweepOptions { Folder = folder, Shard = new SweepShard(number, count) });
        return folder;
    }
}
