using System.Text.Json;
using WideNet.Cli;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class ExternalRunTests : IDisposable
{
    private static readonly string Sample = Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample");
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void External_FewImagesOfTheSample_PrintsBothTablesAndTestsNothing()
    {
        CommandResult result = CommandLine.Run(Line());
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.TrimEnd().Split('\n');
        Assert.Equal(
            "external, quick preset; CIFAR-10, 60 of 50,000 training and 40 of 10,000 test images; 60 training images of 8×8 pixels, 40 test images "
                + "(CNTK-V) and 20 (CNTK-GAP), Float32", lines[0]);
        Assert.Equal(5, lines.Count(line => line.StartsWith("CNTK-V ", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.StartsWith("CNTK-GAP ", StringComparison.Ordinal)));
        Assert.Equal("0 reproduced, 0 not reproduced, 11 not tested at this scale", lines[^1]);
        Assert.Equal(
            ["external-accuracy.csv", "external-claims.json", "external-gain.csv"],
            Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void External_InterruptedAndResumed_GivesTheSameBits()
    {
        string checkpoint = Path.Combine(_folder, "parts"), whole = Path.Combine(_folder, "whole"), resumed = Path.Combine(_folder, "resumed");
        using var stop = new StoppingWriter("CNTK-V: done");
        using StringWriter printed = new();
        Assert.Equal(130, Application.Run([.. Line(resumed), "--checkpoint", checkpoint], printed, stop, cancellation: stop.Token));
        string[] said = stop.ToString().TrimEnd().Split('\n');
        Assert.Matches($@"^CNTK-V: 4230 entries, .*; finished parts are kept in {checkpoint}/cntk-v$", said[0]);
        Assert.Matches($@"^CNTK-GAP: 3030 entries, .*; finished parts are kept in {checkpoint}/cntk-gap$", said[1]);
        Assert.Equal($"CNTK-GAP: finished parts lie in {checkpoint}/cntk-gap; the same command with --resume goes on from there.", said[^2]);
        Assert.False(Directory.Exists(resumed));
        Assert.Equal(0, CommandLine.Run([.. Line(resumed), "--checkpoint", checkpoint, "--resume"]).ExitCode);
        Assert.Equal(0, CommandLine.Run(Line(whole)).ExitCode);
        foreach (string name in (string[])["external-accuracy.csv", "external-gain.csv"])
            Assert.Equal(File.ReadAllText(Path.Combine(whole, name)), File.ReadAllText(Path.Combine(resumed, name)));
        Assert.True(
            double.Parse(File.ReadAllText(Path.Combine(checkpoint, "cntk-v", "processor-seconds.txt")), System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    // Without any images: the kept tables decide the claims, and these are the ones on the kept page.
    [Fact]
    public void External_CachedStandard_PrintsTheKeptResults()
    {
        CommandResult result = CommandLine.Run(
            "run", "external", "--preset", "standard", "--cached", "--data-dir", _folder, "--out", Path.Combine(_folder, "out"));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            "external, standard preset; CIFAR-10, 2,000 of 50,000 training and 1,000 of 10,000 test images; ", result.Output, StringComparison.Ordinal);
        string[] page = [.. File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "data", "results", "external",
            "standard-claims.md")).Where(line => line.StartsWith("| CNTK", StringComparison.Ordinal) || line.StartsWith("| Pooling",
            StringComparison.Ordinal))];
        int reproduced = page.Count(line => line.EndsWith("| reproduced |", StringComparison.Ordinal)), not = page.Count(
            line => line.EndsWith("| not reproduced |", StringComparison.Ordinal));
        Assert.Equal(11, page.Length);
        Assert.EndsWith($"\n{reproduced} reproduced, {not} not reproduced, 0 not tested at this scale\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void External_Json_IsTheClaims()
    {
        CommandResult result = CommandLine.Run([.. Line(), "--json"]);
        JsonElement claim = JsonDocument.Parse(result.Output).RootElement.GetProperty("claims")[0];
        Assert.Equal(("external-cntk-v-3", "not tested"), (claim.GetProperty("id").GetString(), claim.GetProperty("comparison").GetString()));
    }

    [Fact]
    public void External_StandardOnTheSample_SaysHowManyImagesThereAreAndExitsWithThree()
    {
        CommandLine.Run("run", "external", "--preset", "standard", "--data-dir", Sample, "--out", _folder, "--checkpoint",
            Path.Combine(_folder, "parts")).AssertFails(
            3,
            $"{Sample} has 1,000 training images of CIFAR-10, but 2,000 were asked for; get all 50,000 + 10,000 with 'reproduce data download cifar10', or "
                + "name a folder that has more with --data-dir or CIFAR10_DIR.");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("'external' is no notebook and runs alone; name the notebooks in a run of their own.", "run", "external", "00")]
    [InlineData("--resume is for 'run external'; leave it out.", "run", "00", "--resume")]
    [InlineData("The sweep external has no parameter 'depth'; there are side, pooledDepth, trainCount, testCount, pooledTestCount, precision, results.", "run",
        "external", "-p", "depth=3")]
    [InlineData("The parameter precision is 'half'; it must be float32 or float64.", "run", "external", "-p", "precision=half")]
    [InlineData("--engine is 'torchsharp', but 'run external' trains no network; leave it out.", "run", "external", "--engine", "torchsharp")]
    [InlineData("The parameter results is 'all'; it must be compute, cached or record.", "run", "external", "-p", "results=all")]
    [InlineData("There are no cached results data/results/external/quick.csv; compute the figure with results = \"compute\", or take a preset that is cached.",
        "run", "external", "--cached")]
    [InlineData("--resume goes on with an earlier run, but the preset quick keeps no parts unless --checkpoint names a folder; leave it out.", "run",
        "external", "--resume")]
    public void External_BadInput_IsOneLine(string message, params string[] args) => CommandLine.Run([.. args, "--out", _folder]).AssertFails(2, message);

    private string[] Line(string? output = null) =>
        ["run", "external", "--data-dir", Sample, "-p", "trainCount=60", "-p", "testCount=40", "-p", "pooledTestCount=20", "--out", output ?? _folder];

    /// <summary>Presses Ctrl-C when a line begins as told.</summary>
    private sealed class StoppingWriter : StringWriter
    {
        private readonly CancellationTokenSource _source = new();
        private readonly string _start;

        public StoppingWriter(string start) => (_start, NewLine) = (start, "\n");

        public CancellationToken Token => _source.Token;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value!.StartsWith(_start, StringComparison.Ordinal)) _source.Cancel();
        }

        protected override void Dispose(bool disposing)
        {
            _source.Dispose();
            base.Dispose(disposing);
        }
    }
}
