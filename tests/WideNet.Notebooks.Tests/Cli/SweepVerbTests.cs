using WideNet.Cli.Running;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class SweepVerbTests : IDisposable
{
    private const string Figure = "07-maximum-learning-rate";
    private const int Cells = 320;

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sweep_ThenMerge_GivesOneTable()
    {
        string run = Path.Combine(_folder, "run"), table = Path.Combine(_folder, "table.csv");
        CommandResult result = CommandLine.Run(Sweep("--out", run));
        Assert.Equal((0, "", $"{Figure}: {Cells} of {Cells} cells are in {run}\n"), (result.ExitCode, result.Error, result.Output));
        CommandResult merge = CommandLine.Run("merge", "07", run, "--out", table);
        Assert.Equal((0, ""), (merge.ExitCode, merge.Error));
        Assert.Matches($@"^{Figure}: {Cells} cells, [0-9.]+ s of computation, in {table}\n$", merge.Output);
        Assert.Equal(Cells + 1, File.ReadAllLines(table).Length);
        CommandLine.Run("merge", "08", run).AssertFails(2, $"The folders hold the sweep {Figure}, not 08-sgd-cnn-f; name that figure, or other folders.");
    }

    [Theory]
    [InlineData("08", "08-sgd-cnn-f: 60 of 60 cells")]
    [InlineData("09", "09-sgd-fcn: 72 of 72 cells")]
    [InlineData("10", "10-width-in-chaos: 36 of 36 cells")]
    public void Sweep_TrainingGridWithSmallNetworks_ComputesEveryCell(string figure, string expected)
    {
        // One seed: 6 weight variances, 5 or 6 depths, two functions; for 10 one weight variance, and four other widths with one function.
        CommandResult result = CommandLine.Run(
            "sweep", figure, "--dataset", "synthetic", "--out", Path.Combine(_folder, figure), "-p", "trainCount=10", "-p", "testCount=10", "-p", "width=2",
            "-p", "steps=1", "-p", "seeds=1");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(expected, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweep_NetworksThatDoNotFitIntoMemory_AreRefusedByTheirSize()
    {
        CommandResult result = CommandLine.Run(
            "sweep", "09", "--dataset", "synthetic", "--out", Path.Combine(_folder, "run"), "-p", "trainCount=10", "-p", "testCount=10", "-p", "width=46000");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches(@"^reproduce: .*needs \d+\.\d GB of memory \(parameters .*take a smaller width, depth or batch\.\n$", result.Error);
    }

    [Fact]
    public void Sweep_ShardsInSeveralFolders_MergeToTheSameBitsInAnyOrder()
    {
        string[] folders = [.. Enumerable.Range(1, 3).Select(i => Path.Combine(_folder, $"part{i}"))];
        for (int i = 0; i < folders.Length; i++)
        {
            CommandResult result = CommandLine.Run(Sweep("--out", folders[i], "--shard", $"{i + 1}/3", "--threads", $"{i + 1}"));
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
        }

        string[] names = [.. folders.SelectMany(folder => Directory.GetFiles(Path.Combine(folder, "cells"))).Select(file => Path.GetFileName(file))];
        Assert.Equal((Cells, Cells), (names.Length, names.Distinct().Count()));
        string whole = Path.Combine(_folder, "whole");
        Assert.Equal(0, CommandLine.Run(Sweep("--out", whole)).ExitCode);
        string expected = Merged(whole);
        Assert.Equal(expected, Merged(folders));
        Assert.Equal(expected, Merged([.. folders.Reverse()]));
    }

    [Fact]
    public void Sweep_TruncatedAndForeignCells_AreComputedAgainAndNamed()
    {
        string run = Path.Combine(_folder, "run"), other = Path.Combine(_folder, "other");
        CommandLine.Run(Sweep("--out", run));
        CommandLine.Run(Sweep("--out", other, "-p", "width=5"));
        string expected = Merged(run);
        string[] files = [.. Directory.GetFiles(Path.Combine(run, "cells")).Order(StringComparer.Ordinal)];
        File.WriteAllText(files[10], File.ReadAllText(files[10])[..30]);
        File.Copy(Path.Combine(other, "cells", Path.GetFileName(files[20])), files[20], overwrite: true);
        CommandResult result = CommandLine.Run(Sweep("--out", run, "--resume"));
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [$"reproduce: The file {files[10]} is cut off or damaged; the cell is computed again.",
                $"reproduce: The file {files[20]} belongs to another sweep; the cell is computed again."],
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(expected, Merged(run));
    }

    [Fact]
    public void Sweep_FolderOfAnotherSweepOrWithoutResume_SaysWhatToDo()
    {
        string run = Path.Combine(_folder, "run");
        CommandLine.Run(Sweep("--out", run, "--shard", "1/160"));
        CommandLine.Run(Sweep("--out", run, "-p", "width=5"))
            .AssertFails(2, $"The folder {run} holds another sweep: width is 4 there and 5 here; name another folder, or delete this one.");
        CommandLine.Run(Sweep("--out", run, "-p", "width=5", "--resume"))
            .AssertFails(2, $"The folder {run} holds another sweep: width is 4 there and 5 here; name another folder, or delete this one.");
        CommandLine.Run(Sweep("--out", run))
            .AssertFails(2, $"The folder {run} holds 2 finished cells of this sweep; go on from them with --resume, or name another folder.");
        CommandLine.Run("merge", "07", run).AssertFails(
            2,
            "318 of 320 cells of 07-maximum-learning-rate are missing, first weight_variance=0.5,batch_size=8,learning_rate=1.98,seed=1; "
            + "finish them with 'reproduce sweep 07-maximum-learning-rate --resume', or name the folders of all shards.");
    }

    [Fact]
    public void Sweep_BadInput_IsOneLineAndTwo()
    {
        string run = Path.Combine(_folder, "run");
        string unknown = $"'99' is not a sweep; the figures that are sweeps are {string.Join(", ", SweepCatalog.AllNames)}, each also by its number.";
        CommandLine.Run("sweep", "99").AssertFails(2, unknown);
        CommandLine.Run("merge", "99").AssertFails(2, unknown);
        CommandLine.Run(Sweep("--out", run, "--shard", "3/2")).AssertFails(2, "The shard is '3/2'; it must be i/n with i from 1 to n, such as 2/4.");
        CommandLine.Run(Sweep("--out", run, "--shard", "321/321")).AssertFails(
            2, "The shard 321/321 of the sweep 07-maximum-learning-rate is empty: there are 320 cells; take at most as many shards.");
        CommandLine.Run(Sweep("--out", run, "-p", "depht=3"))
            .AssertFails(
                2, "The sweep 07-maximum-learning-rate has no parameter 'depht'; there are trainCount, testCount, side, depth, width, epochs, batchSize, "
                    + "seeds, activation, biasVariance.");
        CommandLine.Run(Sweep("--out", run, "-p", "width=wide")).AssertFails(2, "The parameter width is 'wide'; it must be a whole number.");
        CommandLine.Run(Sweep("--out", run, "-p", "width=-1")).AssertFails(2, "Width is -1; it must be at least 1.");
        CommandLine.Run(Sweep("--out", run, "-p", "batchSize=16")).AssertFails(
            2, "The batch size is 16 and there are 8 training images; it must be smaller and divide their number.");
        CommandLine.Run("merge", "07", _folder).AssertFails(
            2, $"The folder {_folder} holds no sweep: it has no sweep.json; name the folder that a sweep was written to.");
        CommandLine.Run("sweep", "07", "--out", run, "-p", "trainCount=4000", "--data-dir",
            Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample")).AssertFails(
            3,
            $"{Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample")} has 1,000 training images of CIFAR-10, but 4,000 were asked for; "
            + "get all 50,000 + 10,000 with 'reproduce data download cifar10', or name a folder that has more with --data-dir or CIFAR10_DIR.");
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public void Sweep_AccuracyGrid_ComputesTheColumnsThatAreMissing()
    {
        string run = Path.Combine(_folder, "columns");
        string[] sweep =
            ["sweep", "05", "--preset", "standard", "--dataset", "synthetic", "--out", run, "-p", "trainCount=20", "-p", "testCount=10", "-p", "side=3"];
        CommandResult result = CommandLine.Run(sweep);
        Assert.Equal((0, $"05-cnn-p-versus-cnn-f: 32 of 32 columns are in {run}\n"), (result.ExitCode, result.Output));
        string column = Path.Combine(run, "cnn-p-2-4", "standard.csv");
        string expected = File.ReadAllText(column);
        CommandLine.Run(sweep)
            .AssertFails(2, $"The folder {run} holds 32 finished columns of 05-cnn-p-versus-cnn-f; go on from them with --resume, or name another folder.");
        string[] shards = [.. sweep[..6], "--out", Path.Combine(_folder, "shards"), .. sweep[^6..], "--resume", "--shard"];
        CommandResult first = CommandLine.Run([.. shards, "2/3"]), second = CommandLine.Run([.. shards, "1/3"]), third = CommandLine.Run([.. shards, "3/3"]);
        Assert.Equal(
            ["11 of 32", "22 of 32", "32 of 32"], ((CommandResult[])[first, second, third]).Select(shard => shard.Output.Split(": ")[1].Split(" columns")[0]));
        Assert.Equal(expected, File.ReadAllText(Path.Combine(_folder, "shards", "cnn-p-2-4", "standard.csv")));
        Directory.Delete(Path.GetDirectoryName(column)!, recursive: true);
        CommandResult resumed = CommandLine.Run([.. sweep, "--resume", "--threads", "1"]);
        Assert.Equal((0, "31 of 32 columns\n32 of 32 columns\n", expected), (resumed.ExitCode, resumed.Error, File.ReadAllText(column)));
        CommandLine.Run("merge", "05", run).AssertFails(
            2,
            "The columns of 05-cnn-p-versus-cnn-f lie in one folder and become one table for each architecture; name that folder, and --record to keep them.");
        string none = Path.Combine(_folder, "none");
        CommandLine.Run("merge", "05", none, "--preset", "standard", "--record").AssertFails(
            2,
            $"32 of 32 columns of 05-cnn-p-versus-cnn-f are not in {none}; "
            + "finish them with 'reproduce sweep 05-cnn-p-versus-cnn-f --preset standard --resume' and the options that they were started with, or name "
                + "the folder that has them.");
        CommandLine.Run("sweep", "05-cnn-f-32x32", "--out", none).AssertFails(
            2,
            "The grid 05-cnn-f-32x32 is a sweep at --preset standard only; notebook 05 computes the others, and keeps their columns with -p "
                + "checkpoints=FOLDER.");
    }

    [Fact]
    public void Sweep_AccuracyGridOverColumnsOfAnother_SaysHowTheyDiffer()
    {
        string run = Path.Combine(_folder, "columns");
        string[] sweep = ["sweep", "05", "--preset", "standard", "--dataset", "synthetic", "--out", run, "-p", "testCount=10", "-p", "side=3", "-p"];
        Assert.Equal(0, CommandLine.Run([.. sweep, "trainCount=20", "--shard", "1/32"]).ExitCode);
        foreach (string[] more in (string[][])[["--resume"], []])
        {
            CommandLine.Run([.. sweep, "trainCount=21", .. more]).AssertFails(
                2,
                $"{Path.Combine(run, "cnn-f-0-5", "standard.json")} belongs to another grid: training_images is 20 there and 21 here; "
                    + "take the same settings and images, or another folder.");
        }
    }

    [Fact]
    public void Merge_ColumnsOfAnotherSize_TakesTheOptionsOfTheirSweep()
    {
        string run = Path.Combine(_folder, "columns"), clone = Path.Combine(_folder, "clone");
        string[] options = ["--preset", "standard", "--dataset", "synthetic", "-p", "trainCount=20", "-p", "testCount=10", "-p", "side=3"];
        Assert.Equal(0, CommandLine.Run(["sweep", "05", "--out", run, .. options]).ExitCode);

        // A clone of its own, so that the kept results of this one stay.
        Directory.CreateDirectory(clone);
        File.WriteAllText(Path.Combine(clone, "Reproduction.sln"), "");
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "reproduce.exe" : "reproduce");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        ToolResult merged = Tool.Run(program, ["merge", "05", run, "--record", .. options], clone, TimeSpan.FromMinutes(5), cancellation)!;
        Assert.Equal(
            (0, "", "05-cnn-p-versus-cnn-f: 32 of 32 columns, in data/results/05-cnn-p-versus-cnn-f\n"), (merged.ExitCode, merged.Error, merged.Output));
        string kept = Path.Combine(clone, "data", "results", "05-cnn-p-versus-cnn-f");
        Assert.Equal(["standard-cnn-f.csv", "standard-cnn-p.csv", "standard.json"], Directory.GetFiles(kept).Select(Path.GetFileName).Order());
        Assert.Contains("\"training_images\": \"20\"", File.ReadAllText(Path.Combine(kept, "standard.json")), StringComparison.Ordinal);
        CommandLine.Run("merge", "05", run, "--record", "--preset", "standard", "--dataset", "synthetic").AssertFails(
            2,
            $"{Path.Combine(run, "cnn-f-0-5", "standard.json")} belongs to another grid: training_images is 20 there and 1000 here; "
                + "take the same settings and images, or another folder.");
        CommandLine.Run("merge", "07", run, "-p", "width=5").AssertFails(
            2, $"-p is for the grids of 05; the cells of {Figure} say what they were computed with, so leave it out.");
    }

    [Theory]
    [InlineData("08", "08-sgd-cnn-f", "depths=2")]
    [InlineData("09", "09-sgd-fcn", "biasVariance=0.1")]
    public void Sweep_ParameterOfTheNotebookAlone_IsRefusedWithThoseThereAre(string figure, string name, string parameter) =>
        CommandLine.Run("sweep", figure, "--dataset", "synthetic", "--out", Path.Combine(_folder, "run"), "-p", parameter).AssertFails(
            2, $"The sweep {name} has no parameter '{parameter.Split('=')[0]}'; there are trainCount, testCount, width, steps, seeds.");

    [Fact]
    public void Sweep_Interrupted_ExitsWith130()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        CommandResult result = CommandLine.Run(cancellation.Token, Sweep("--out", Path.Combine(_folder, "run")));
        Assert.Equal((130, "reproduce: interrupted.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Run_CachedResultsThatAreNotThere_SaysWhatToDo()
    {
        CommandResult result = CommandLine.Run("run", "07", "--cached", "-p", "preset=paper", "--out", _folder);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"reproduce: {Figure}: cell ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "ArgumentException: There are no cached results data/results/07-maximum-learning-rate/paper.csv; compute the figure with results = "
                + "\"compute\", or take a preset that is cached.\n",
            result.Error,
            StringComparison.Ordinal);
    }

    internal static string[] Sweep(params string[] more) =>
    [
        "sweep", "07", "--dataset", "synthetic", "-p", "trainCount=8", "-p", "testCount=4", "-p", "side=3", "-p", "width=4", "-p", "depth=1", "-p", "epochs=2",
        "-p", "batchSize=4", "-p", "seeds=1", .. more,
    ];

    private string Merged(params string[] folders)
    {
        string table = Path.Combine(_folder, "table.csv");
        CommandResult result = CommandLine.Run(["merge", "07", .. folders, "--out", table]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return File.ReadAllText(table);
    }
}
