using System.Globalization;
using WideNet.Cli.Running;
using WideNet.Numerics;
using WideNet.Results;
using WideNet.Sweeps;
using WideNet.Tests.Data;

namespace WideNet.Tests.Sweeps;

public sealed class SweepRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_InMemory_HasARowForEachCell()
    {
        ResultTable table = SampleSweep.Run();
        Assert.Equal(SampleSweep.Cells, table.Count);
        Assert.Equal("weight_variance,depth,rate,seed,accuracy,diverged", string.Join(',', table.Columns.Select(column => column.Name)));
        Assert.Equal("99-sample, quick preset; theory, no data; 4 numbers; seeds 1 2", table.Run.ToString());
        Assert.Equal(12, table.Numbers("diverged").Sum());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_AnyNumberOfThreads_SameBits(int threads)
    {
        string folder = _folder["threads"];
        Assert.Equal(SampleSweep.Csv(), SampleSweep.Csv(new SweepOptions { Threads = threads, Folder = folder }));
        Assert.Equal(SampleSweep.Csv(), SweepMerge.Merge(folder).Table.ToCsv());
    }

    [Fact]
    public void Run_OneByOne_GivesTheCellAllThreads()
    {
        int? seen = 0;
        SweepDefinition sweep = SampleSweep.Create(compute: (cell, context) =>
        {
            seen = context.Threads;
            return SampleSweep.Numbers(cell, context);
        });
        SampleSweep.Run(new SweepOptions { Threads = 3 }, sweep);
        Assert.Equal(1, seen);
        SampleSweep.Run(new SweepOptions { Threads = 3 }, sweep with { CellsInParallel = false });
        Assert.Equal(3, seen);
    }

    [Fact]
    public void Run_Resumed_ComputesOnlyWhatIsMissing()
    {
        int computed = 0;
        SweepDefinition sweep = SampleSweep.Create(compute: (cell, context) =>
        {
            Interlocked.Increment(ref computed);
            return SampleSweep.Numbers(cell, context);
        });
        var options = new SweepOptions { Folder = _folder["run"] };
        string whole = SampleSweep.Csv(options, sweep);
        string[] files = Files();
        Assert.Equal(SampleSweep.Cells, files.Length);
        File.Delete(files[3]);
        File.WriteAllText(files[4] + ".x1.tmp", "half a cell");
        computed = 0;
        Assert.Equal(whole, SampleSweep.Csv(options with { Resume = true }, sweep));
        Assert.Equal(1, computed);
        Assert.Equal(files, Files());
    }

    [Fact]
    public void Run_DamagedTruncatedAndForeignCells_AreComputedAgainAndNamed()
    {
        var options = new SweepOptions { Folder = _folder["run"], Resume = true };
        string whole = SampleSweep.Csv(options);
        string other = _folder["other"];
        SampleSweep.Csv(new SweepOptions { Folder = other }, SampleSweep.Create(width: 5));
        string[] files = Files();
        File.WriteAllText(files[0], "");
        File.WriteAllText(files[1], File.ReadAllText(files[1])[..^20]);
        File.WriteAllText(files[2], File.ReadAllText(files[2]).Replace("diverged 0", "diverged 1", StringComparison.Ordinal));
        File.Copy(Path.Combine(other, "cells", Path.GetFileName(files[3])), files[3], overwrite: true);
        File.Copy(files[5], files[4], overwrite: true);
        var notices = new Notices();
        Assert.Equal(whole, SampleSweep.Run(options, progress: notices).ToCsv());
        Assert.Equal(
            [
                $"The file {files[0]} is cut off or damaged; the cell is computed again.",
                $"The file {files[1]} is cut off or damaged; the cell is computed again.",
                $"The file {files[2]} is cut off or damaged; the cell is computed again.",
                $"The file {files[3]} belongs to another sweep; the cell is computed again.",
                $"The file {files[4]} belongs to another cell; the cell is computed again.",
            ],
            notices.Texts.Order(StringComparer.Ordinal));
        Assert.Equal(whole, SweepMerge.Merge(_folder["run"]).Table.ToCsv());
    }

    [Fact]
    public void Run_IntoTheFolderOfAnotherSweep_NamesTheDifference()
    {
        var options = new SweepOptions { Folder = _folder["run"], Resume = true };
        SampleSweep.Csv(options);
        Refused("width is 4 there and 5 here", SampleSweep.Create(width: 5));
        Refused("the preset is quick there and paper here", SampleSweep.Create() with { Preset = Preset.Paper });
        Refused("the figure is 99-sample there and 98-sample here", SampleSweep.Create() with { Figure = "98-sample" });
        Refused("seed_axis is 1 2 there and 1 2 3 here", SampleSweep.Create() with { Axes = [.. SampleSweep.Create().Axes.SkipLast(1), SweepAxis.Seeds(3)] });
        Refused("the columns or cells differ", SampleSweep.Create() with { Include = cell => cell.Seed == 1 });

        void Refused(string difference, SweepDefinition sweep)
        {
            var error = Assert.Throws<ArgumentException>(() => SampleSweep.Csv(options, sweep));
            Assert.Equal($"The folder {options.Folder} holds another sweep: {difference}; name another folder, or delete this one.", error.Message);
        }
    }

    [Fact]
    public void Run_FinishedCellsWithoutResume_IsRefusedButAnotherShardIsNot()
    {
        var first = new SweepOptions { Folder = _folder["run"], Shard = new SweepShard(1, 2) };
        SampleSweep.Csv(first);
        var error = Assert.Throws<ArgumentException>(() => SampleSweep.Csv(first));
        Assert.Equal($"The folder {first.Folder} holds 12 finished cells of this sweep; go on from them with --resume, or name another folder.", error.Message);
        SampleSweep.Csv(first with { Shard = new SweepShard(2, 2) });
        Assert.Equal(SampleSweep.Csv(), SweepMerge.Merge(first.Folder).Table.ToCsv());
    }

    [Fact]
    public void Run_DamagedDescription_IsWrittenAnewWhereCellsShowWhoseItWas()
    {
        var options = new SweepOptions { Folder = _folder["run"], Resume = true };
        string whole = SampleSweep.Csv(options), path = _folder["run", "sweep.json"], sound = File.ReadAllText(path);
        File.WriteAllText(path, sound.Replace("\"width\": \"4\"", "\"width\": \"5\"", StringComparison.Ordinal));
        string damaged = $"{path} does not describe a sweep (its content and its fingerprint disagree); take another folder, or delete this one.";
        Assert.Equal(damaged, Assert.Throws<WideNet.Data.DataFormatException>(() => SampleSweep.Csv(options, SampleSweep.Create(width: 6))).Message);
        Assert.Equal(damaged, Assert.Throws<WideNet.Data.DataFormatException>(() => SampleSweep.Csv(options with { Resume = false })).Message);
        var notices = new Notices();
        Assert.Equal(whole, SampleSweep.Run(options, progress: notices).ToCsv());
        Assert.Equal([$"{path} does not describe a sweep; the finished cells are of this one, and it was written anew."], notices.Texts);
        Assert.Equal(sound, File.ReadAllText(path));
    }

    [Fact]
    public void Run_DescriptionOfALaterSchema_IsRefused()
    {
        var options = new SweepOptions { Folder = _folder["run"], Resume = true };
        SampleSweep.Csv(options);
        string path = _folder["run", "sweep.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"schema\": 1", "\"schema\": 2", StringComparison.Ordinal));
        Assert.Equal(
            $"{path} does not describe a sweep (it follows schema 2, and this version of the program reads 1); take another folder, or delete this one.",
            Assert.Throws<WideNet.Data.DataFormatException>(() => SampleSweep.Csv(options)).Message);
    }

    // Sixteen runs of the same cells at once, in a folder that none of them found.
    [Fact]
    public void Run_ManyAtOnceInOneFolder_EndWithTheSameBits()
    {
        string whole = SampleSweep.Csv();
        var options = new SweepOptions { Folder = _folder["run"], Resume = true, Threads = 1 };
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => Assert.Equal(whole, SampleSweep.Csv(options)));
        Assert.Equal(SampleSweep.Cells, Files().Length);
        Assert.Equal(whole, SweepMerge.Merge(_folder["run"]).Table.ToCsv());
    }

    [Fact]
    public void Run_Cancelled_KeepsFinishedCells()
    {
        using var cancellation = new CancellationTokenSource();
        int computed = 0;
        SweepDefinition sweep = SampleSweep.Create(compute: (cell, context) =>
        {
            if (Interlocked.Increment(ref computed) == 5) cancellation.Cancel();
            return SampleSweep.Numbers(cell, context);
        });
        var options = new SweepOptions { Folder = _folder["run"], Threads = 1 };
        Assert.Throws<OperationCanceledException>(() => SweepRunner.Run(sweep, options, null, cancellation.Token));
        Assert.Equal(5, Files().Length);
        Assert.Equal(SampleSweep.Csv(), SampleSweep.Csv(options with { Resume = true }));
    }

    [Theory]
    [InlineData(double.NaN, 0, "accuracy = NaN")]
    [InlineData(0, 0.5, "diverged = 0.5")]
    public void Run_NumberThatNoTableHolds_NamesCellAndColumn(double accuracy, double diverged, string what)
    {
        var error = Assert.Throws<NumericalException>(
            () => SampleSweep.Csv(new SweepOptions { Folder = _folder["run"] }, SampleSweep.Create(compute: (_, _) => [accuracy, diverged])));
        Assert.Equal(
            $"The cell weight_variance=0.5,depth=1,rate=0.1,seed=1 gave {what}; outputs must be finite, and whole in columns of whole numbers. A run that "
                + "may diverge needs an output that says so.", error.Message);
        Assert.Empty(Files());
    }

    [Fact]
    public void Run_Progress_CountsEveryCellOnce()
    {
        var notices = new Notices();
        SampleSweep.Run(new SweepOptions { Threads = 4 }, progress: notices);
        Assert.Equal(Enumerable.Range(0, SampleSweep.Cells + 1), notices.Finished);
    }

    [Fact]
    public void Shards_AreDisjointAndCoverTheSweep()
    {
        foreach (int count in (int[])[1, 2, 5, SampleSweep.Cells])
        {
            string[] keys =
                [.. Enumerable.Range(1, count).SelectMany(i => SampleSweep.Create().Cells().Where(new SweepShard(i, count).Contains)).Select(cell => cell.Key)];
            Assert.Equal(SampleSweep.Create().Cells().Select(cell => cell.Key).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        }

        var error = Assert.Throws<ArgumentException>(() => SampleSweep.Csv(new SweepOptions { Shard = new SweepShard(25, 25) }));
        Assert.Equal("The shard 25/25 of the sweep 99-sample is empty: there are 24 cells; take at most as many shards.", error.Message);
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("1/0")]
    [InlineData("-1/2")]
    [InlineData("a/b")]
    [InlineData("1/2/3")]
    public void Shard_BadText_SaysWhatItMustBe(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => SweepShard.Parse(text));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"The shard is '{text}'; it must be i/n with i from 1 to n, such as 2/4."), error.Message);
    }

    private string[] Files() => Directory.Exists(_folder["run", "cells"]) ? [.. Directory.GetFiles(_folder["run", "cells"]).Order(StringComparer.Ordinal)] : [];

    private sealed class Notices : IProgress<SweepProgress>
    {
        public List<string> Texts { get; } = [];

        public List<int> Finished { get; } = [];

        public void Report(SweepProgress value)
        {
            if (value.Notice is { } notice) Texts.Add(notice);
            else Finished.Add(value.Finished);
        }
    }
}
