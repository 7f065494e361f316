using System.Text.Json;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class ReportVerbTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "widenet-report-" + Guid.NewGuid().ToString("N"));

    private string RunFolder => Path.Combine(_folder, "run");

    private string ReportFolder => Path.Combine(_folder, "report");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void Report_OfARun_HasItsFiguresClaimsNotebooksAndManifest()
    {
        Assert.Equal(0, CommandLine.Run("run", "02", "--out", RunFolder).ExitCode);
        CommandResult result = CommandLine.Run("report", "--static", "--run", RunFolder, "--out", ReportFolder);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal($"Report: {Path.Combine(ReportFolder, "index.html")}\n", result.Output);
        string[] files =
            [.. Directory.GetFiles(ReportFolder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(ReportFolder, file).Replace('\\', '/'))];
        Assert.Contains("figures/02-depth-scales-convergence-rate.plotly.json", files);
        Assert.Contains("notebooks/02-depth-scales.html", files);
        Assert.DoesNotContain(files, file => file.Contains("plotly-cartesian", StringComparison.Ordinal));
        Assert.Contains("correlation-rate-ordered-1.25", File.ReadAllText(Path.Combine(ReportFolder, "claims.html")), StringComparison.Ordinal);

        // What is on record beside the notebooks: `run external`, and the theory checks.
        string overview = File.ReadAllText(Path.Combine(ReportFolder, "index.html"));
        Assert.Contains("id=\"external-cntk-gap-3\"", overview, StringComparison.Ordinal);
        Assert.Contains("id=\"check-kappa-limit-critical-1.376\"", overview, StringComparison.Ordinal);
        Assert.Contains("id=\"check-kappa-limit-critical-1.376\"", File.ReadAllText(Path.Combine(RunFolder, "index.html")), StringComparison.Ordinal);
        string manifest = File.ReadAllText(Path.Combine(ReportFolder, "run.html"));
        string checksum =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "run.json"))).RootElement.GetProperty("data")[0].GetProperty("sha256").GetString()!;
        Assert.Contains(checksum, File.ReadAllText(Path.Combine(RepositoryFiles.Root, "data", "cifar-10-sample", "README.md")), StringComparison.Ordinal);
        Assert.Contains(checksum, manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_WithoutARun_SaysHowToMakeOne() =>
        CommandLine.Run("report", "--run", RunFolder, "--out", ReportFolder)
            .AssertFails(2, $"There is no run in {RunFolder} (no run.json); make one with 'reproduce run all', or name the folder of another run.");

    [Fact]
    public void Report_IntoAFile_IsOneLine()
    {
        Directory.CreateDirectory(RunFolder);
        File.WriteAllText(Path.Combine(RunFolder, "run.json"), "{\"notebooks\":[]}");
        File.WriteAllText(Path.Combine(RunFolder, "claims.json"), "{\"claims\":[]}");
        File.WriteAllText(ReportFolder, "a file");
        CommandResult result = CommandLine.Run("report", "--static", "--run", RunFolder, "--out", ReportFolder);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(1, result.Error.Count(character => character == '\n'));
    }
}
