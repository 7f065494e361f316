using System.Text.Json;
using WideNet.Activations;
using WideNet.Cli;
using WideNet.Data;
using WideNet.MeanField;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class RegressVerbTests : IDisposable
{
    private static readonly string[] Small =
    [
        "regress", "--activation", "relu", "--weight-variance", "2", "--bias-variance", "0.1", "--depths", "1,3", "--dataset", "synthetic", "--train", "30",
        "--test", "20", "--image-size", "8",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Regress_SlurmDryRun_GivesATaskItsProcessorsAndTheMergeTheRest()
    {
        string[] job = ["regress", "--activation", "erf", "--weight-variance", "1.5", "--bias-variance", "0.1", "--depths", "1,2", "--dataset", "synthetic",
            "--train", "40", "--test", "10", "--image-size", "8"];
        CommandResult result = CommandLine.Run([.. job, "--threads", "3", "--json", "--checkpoint", "/parts", "--slurm", "--tasks", "2", "--dry-run"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            $" {string.Join(' ', job)} --checkpoint /parts --shard \"$SLURM_ARRAY_TASK_ID/2\" --threads \"${{SLURM_CPUS_PER_TASK:-1}}\"\n", result.Output,
            StringComparison.Ordinal);
        Assert.EndsWith($" {string.Join(' ', job)} --threads 3 --json --checkpoint /parts --resume\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4000", 4000.0 * (1 << 20))]
    [InlineData("16K", 16.0 * (1 << 10))]
    [InlineData("500m", 500.0 * (1 << 20))]
    [InlineData("20G", 20.0 * (1 << 30))]
    [InlineData("1T", 1024.0 * (1 << 30))]
    [InlineData("0", null)]
    [InlineData("much", null)]
    public void Bytes_OfASizeAsSbatchTakesIt_CountsInPowersOf1024(string size, double? bytes) => Assert.Equal(bytes, SlurmOptions.Bytes(size));

    [Fact]
    public void Regress_SlurmMemory_DecidesWhetherATaskFits()
    {
        string[] job = Line("--checkpoint", "/parts", "--slurm", "--tasks", "2", "--dry-run", "--memory");
        CommandResult fits = CommandLine.Run([.. job, "16T"]), tooSmall = CommandLine.Run([.. job, "10K"]);
        Assert.Equal(0, fits.ExitCode);
        Assert.Matches(@"^each of 2 tasks: \d+ entries, .*\n$", fits.Error);
        Assert.Equal((2, ""), (tooSmall.ExitCode, tooSmall.Output));
        Assert.Matches(
            @"^each of 2 tasks: .*\nreproduce: --memory is 10K, but a task needs \d+\.\d [kM]B of memory; give it more, or ask for fewer images or depths\.\n$",
            tooSmall.Error);
    }

    [Fact]
    public void Regress_SlurmMemory_DecidesWhetherTheMergeFits()
    {
        CommandResult result = CommandLine.Run(Line(
            "--depths", "1..20", "--train", "200", "--threads", "1", "--checkpoint", "/parts", "--slurm", "--tasks", "2", "--dry-run", "--memory", "4M"));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches(
            @"\nreproduce: --memory is 4M, but the job that puts the parts together needs \d\d\.\d MB of memory; give it more, or ask for fewer images or "
                + @"depths\.\n$",
            result.Error);
    }

    [Fact]
    public void Regress_Table_HasOneRowForEachKernelAndDepth()
    {
        CommandResult result = CommandLine.Run(Line("--kernel", "both", "--padding", "same", "--filter", "3x5", "--precision", "float32"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal(
            "synthetic images (seed 0), 30 for training and 20 for test, area-averaged to 8×8, standardised per channel, x·x/channels = 1 at every pixel",
            lines[0]);
        Assert.Equal(
            "architecture ConvolutionalPool, block Plain, activation relu, weight variance 2, bias variance 0.1, read-in weight variance 1, read-in bias "
                + "variance 0, read-out weight variance 2, read-out bias variance 0.1, filter 3×5, padding Zero, dropout keep 1, trained layers all",
            lines[1]);
        Assert.Equal("kernel  depth  test accuracy       mean squared error", lines[2]);
        Assert.Equal(
            ["ntk 1", "ntk 3", "nngp 1", "nngp 3"], lines[3..].Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
        Assert.All(lines[3..], line => Assert.Matches(@"^(ntk   |nngp  )      [13]  0\.\d{4} ± 0\.\d{4}     0\.\d+$", line));
    }

    [Fact]
    public void Regress_OutAndJson_HoldTheSameResults()
    {
        CommandResult result = CommandLine.Run(
            Line("--activation", "erf", "--weight-variance", "1.5", "--json", "--out", _folder, "--write-kernels", "--architecture", "cnn-f"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            ["labels.npy", "ntk.npy", "ntk21.npy", "predictions-ntk.npy", "results.json"],
            Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(result.Output, File.ReadAllText(Path.Combine(_folder, "results.json")));
        JsonElement root = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(
            (30, 20, "float64", 1.5), (root.GetProperty("train").GetInt32(), root.GetProperty("test").GetInt32(), root.GetProperty("precision").GetString(),
                root.GetProperty("network").GetProperty("weight_variance").GetDouble()));
        NpyArray predictions = NpyFile.Read(Path.Combine(_folder, "predictions-ntk.npy")), labels = NpyFile.Read(Path.Combine(_folder, "labels.npy"));
        Assert.Equal([2, 20, 10], predictions.Shape);
        Assert.Equal([2, 20, 30], NpyFile.Read(Path.Combine(_folder, "ntk21.npy")).Shape);
        double[] f = predictions.ToDoubles(), classes = labels.ToDoubles();
        for (int depth = 0; depth < 2; depth++)
        {
            int right = Enumerable.Range(0, 20).Count(
                i => f.AsSpan(((depth * 20) + i) * 10, 10).ToArray().Index().MaxBy(pair => pair.Item).Index == (int)classes[i]);
            JsonElement row = root.GetProperty("results")[depth];
            Assert.Equal(
                (right / 20.0, "ntk", depth == 0 ? 1 : 3),
                (row.GetProperty("accuracy").GetDouble(), row.GetProperty("kernel").GetString(), row.GetProperty("depth").GetInt32()));
            Assert.Equal(JsonValueKind.Null, row.GetProperty("failure").ValueKind);
        }
    }

    [Fact]
    public void Regress_DryRun_PrintsTheBudgetAndComputesNothing()
    {
        CommandResult result = CommandLine.Run(Line("--dry-run", "--out", _folder));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(@"^1065 entries, \S+ kB of memory \(inputs 76\.8 kB, outputs 36\.8 kB, scratch \S+ kB\), about \d+ s\n$", result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Regress_FullyConnected_ScalesToTheFixedPoint()
    {
        CommandResult result = CommandLine.Run(Line("--architecture", "fcn", "--activation", "erf"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        double q = MeanFieldTheory.Analyze(new Erf(), 2, 0.1).QStar!.Value;
        Assert.EndsWith(
            FormattableString.Invariant($", area-averaged to 8×8, standardised per channel, x·x/n = {q:G4}"), result.Output.Split('\n')[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Regress_Interrupted_SaysHowToGoOnAndGoesOn()
    {
        string checkpoint = Path.Combine(_folder, "checkpoint"), output = Path.Combine(_folder, "out"), whole = Path.Combine(_folder, "whole");
        using var stop = new StoppingWriter();
        using StringWriter printed = new();
        Assert.Equal(130, Application.Run(Line("--checkpoint", checkpoint, "--out", output), printed, stop, cancellation: stop.Token));
        Assert.Equal("", printed.ToString());
        Assert.Matches(
            $@"^1065 entries, .*; finished parts are kept in {checkpoint}\nregression: finished parts lie in {checkpoint}; the same command with --resume "
                + @"goes on from there\.\nreproduce: interrupted\.\n$", stop.ToString());
        Assert.False(Directory.Exists(output));
        CommandResult resumed = CommandLine.Run(Line("--checkpoint", checkpoint, "--resume", "--out", output));
        Assert.Equal(0, resumed.ExitCode);
        Assert.Matches(@"\nregression: done in \d+ s, at most \d+ MB of memory in use\n$", resumed.Error);
        Assert.Equal(0, CommandLine.Run(Line("--out", whole)).ExitCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "predictions-ntk.npy")), File.ReadAllBytes(Path.Combine(output, "predictions-ntk.npy")));
    }

    [Fact]
    public void Regress_CheckpointAlreadyThere_MustBeResumedWithTheSameSettings()
    {
        string checkpoint = Path.Combine(_folder, "checkpoint");
        CommandLine.Run(Line("--checkpoint", checkpoint, "--resume"))
            .AssertFails(2, $"{checkpoint} holds no job to resume; start it without resuming, or give the folder it was started with.");
        Assert.Equal(0, CommandLine.Run(Line("--checkpoint", checkpoint)).ExitCode);
        CommandLine.Run(Line("--checkpoint", checkpoint)).AssertFails(2, $"{checkpoint} holds a job already; resume it, or give another folder.");
        CommandLine.Run(Line("--checkpoint", checkpoint, "--resume", "--bias-variance", "0.2")).AssertFails(
            2, $"{checkpoint} is a checkpoint of another job: it has 'bias variance: 0.1' where this one has 'bias variance: 0.2'; resume with the "
                + "settings it was started with, or give another folder.");
    }

    [Theory]
    [InlineData("FilterHeight is 4; a filter size must be odd, from 1 to 9999.", "--filter", "4")]
    [InlineData("FilterWidth is 2; a filter size must be odd, from 1 to 9999.", "--filter", "3x2")]
    [InlineData("--filter is 'three'; it must be an odd number such as 3, or rows and columns such as 3x5.", "--filter", "three")]
    [InlineData("The filter is 9×9, but the images are 8×8; with circular padding an image must be at least as large as the filter.", "--filter", "9")]
    [InlineData("--depths is '5..1'; it must be increasing whole numbers from 1 and ranges of them, such as 1..20 or 1,2,4,10..30.", "--depths", "5..1")]
    [InlineData("--depths is '0,1'; it must be increasing whole numbers from 1 and ranges of them, such as 1..20 or 1,2,4,10..30.", "--depths", "0,1")]
    [InlineData("WeightVariance is -1; a variance must be finite and at least 0.", "--weight-variance", "-1")]
    [InlineData("The relative ridge is -1; it must be finite and at least 0.", "--ridge", "-1")]
    [InlineData("--kernel is 'rbf'; it must be ntk or nngp or both.", "--kernel", "rbf")]
    [InlineData("--train is '0'; it must be a whole number from 1.", "--train", "0")]
    [InlineData("--resume goes on with the job of a checkpoint; name its folder with --checkpoint.", "--resume")]
    [InlineData("--write-kernels writes beside the predictions; name a folder with --out.", "--write-kernels")]
    [InlineData("--checkpoint is for convolutional networks; a fully-connected kernel takes seconds and keeps no parts, so leave it out.", "--architecture",
        "fcn", "--checkpoint", "anywhere")]
    public void Regress_BadInput_IsOneLine(string message, params string[] options) => CommandLine.Run(Line(options)).AssertFails(2, message);

    [Theory]
    [InlineData("--out")]
    [InlineData("--checkpoint")]
    public void Regress_FolderThatCannotBeMade_IsRefusedBeforeTheJobStarts(string option)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc, a file system that takes no folders.");
        CommandLine.Run(Line(option, "/proc/results")).AssertFails(
            2, $"{option}: the folder /proc/results cannot be made; name one that exists or can be made.");
    }

    [Fact]
    public void Regress_MoreImagesThanThereAre_Returns3()
    {
        CommandResult result = CommandLine.Run(
            Line("--dataset", "cifar10", "--train", "1001", "--data-dir", Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample")));
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    // An option given twice is an error of its own: these options replace those of the small job.
    private static string[] Line(params string[] options)
    {
        var line = new List<string>(Small);
        foreach (string option in options.Where(o => o.StartsWith("--", StringComparison.Ordinal)))
        {
            int at = line.IndexOf(option);
            if (at >= 0) line.RemoveRange(at, 2);
        }

        return [.. line, .. options];
    }

    /// <summary>Presses Ctrl-C when the first line appears: the budget, printed when the job begins.</summary>
    private sealed class StoppingWriter : StringWriter
    {
        private readonly CancellationTokenSource _source = new();

        public StoppingWriter() => NewLine = "\n";

        public CancellationToken Token => _source.Token;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            _source.Cancel();
        }

        protected override void Dispose(bool disposing)
        {
            _source.Dispose();
            base.Dispose(disposing);
        }
    }
}
