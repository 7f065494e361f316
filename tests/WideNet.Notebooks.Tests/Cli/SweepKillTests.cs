using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using WideNet.Data;
using WideNet.Numerics;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>Kills real processes in the middle of a sweep or a kernel: three times each, or <c>WIDENET_KILLS</c> times; with <c>WIDENET_KILLS_REPORT</c> a
/// row of what happened is added to that file.</summary>
public sealed class SweepKillTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("WIDENET_KILLS") ?? "3", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Cells of a few milliseconds.
    [Theory]
    [InlineData("07", 12, "trainCount=32", "testCount=4", "side=4", "width=64", "depth=1", "epochs=40", "batchSize=16", "seeds=1")]
    [InlineData("08", 6, "trainCount=40", "testCount=10", "width=16", "steps=30", "seeds=1")]
    [InlineData("09", 6, "trainCount=40", "testCount=10", "width=64", "steps=60", "seeds=1")]
    public Task Sweep_KilledAtRandomMoments_ResumesToTheSameBits(string figure, int most, params string[] parameters) => Survives(
        $"sweep {figure}",
        most,
        "*.cell",
        run => ["sweep", figure, "--dataset", "synthetic", .. parameters.SelectMany(parameter => (string[])["-p", parameter]), "--out", run, "--resume"],
        run =>
        {
            string table = Path.Combine(_folder, "table.csv");
            CommandResult result = CommandLine.Run("merge", figure, run, "--out", table);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            return File.ReadAllText(table);
        });

    [Fact]
    public Task Kernel_KilledAtRandomMoments_ResumesToTheSameBits()
    {
        string cases = Path.Combine(_folder, "case");
        WriteCase(cases);
        return Survives(
            "kernel (CNN-P)",
            4,
            "stripe-*.bin",
            run =>
                ["kernel", "--case", cases, "--checkpoint", run, "--out", run + ".out",
                    .. File.Exists(Path.Combine(run, "job.txt")) ? (string[])["--resume"] : []],
            run => string.Concat(Files(run + ".out", "*.npy").Select(file => $"{Path.GetFileName(file.Key)} {file.Value}\n")));
    }

    // A process is killed when it has finished a random number of new parts and a random time has passed; some are killed before the first part.
    // A job that is done before its kill is compared, and the killing goes on in a new folder.
    private async Task Survives(string name, int most, string parts, Func<string, string[]> line, Func<string, string> result)
    {
        string whole = Path.Combine(_folder, "whole");
        Assert.Equal(0, CommandLine.Run(line(whole)).ExitCode);
        string expected = result(whole);
        int all = Files(whole, parts).Count, ended = 0, early = 0, kept = 0;

        var random = new RandomStream(20).Split("kills");
        var delays = new double[Kills];
        random.FillUniform(delays);
        string run = Path.Combine(_folder, "run0");
        for (int kill = 0; kill < Kills;)
        {
            SortedDictionary<string, string> before = Files(run, parts);
            (int code, string error) = await KillAsync(
                line(run), run, parts, before.Count + random.IndexBelow(most, kill), TimeSpan.FromMilliseconds(40 * delays[kill]));
            Assert.DoesNotContain("reproduce: ", error, StringComparison.Ordinal);
            SortedDictionary<string, string> after = Files(run, parts);
            Assert.All(before, entry => Assert.Equal(entry.Value, after[entry.Key]));
            if (code == 0)
            {
                Assert.Equal(expected, result(run));
                run = Path.Combine(_folder, $"run{++ended}");
                continue;
            }

            Assert.Equal(137, code);
            kill++;
            kept += after.Count - before.Count;
            early += after.Count == 0 ? 1 : 0;
            if (!File.Exists(Path.Combine(run, "sweep.json")) && !File.Exists(Path.Combine(run, "job.txt"))) continue;
            CommandResult status = CommandLine.Run("sweep", "status", run);
            Assert.Equal((0, ""), (status.ExitCode, status.Error));
        }

        CommandResult last = CommandLine.Run(line(run));
        Assert.Equal(0, last.ExitCode);
        Assert.DoesNotContain("reproduce: ", last.Error, StringComparison.Ordinal);
        Assert.Equal(all, Files(run, parts).Count);
        Assert.Equal(expected, result(run));
        if (parts == "*.cell") Assert.Empty(Directory.GetFiles(run, "*.tmp", SearchOption.AllDirectories));
        if (Environment.GetEnvironmentVariable("WIDENET_KILLS_REPORT") is { } report)
        {
            File.AppendAllText(report, FormattableString.Invariant($"| {name}, {all} parts | {Kills} | {early} | {kept} | 0 | {ended + 1} |\n"));
        }
    }

    private static async Task<(int ExitCode, string Error)> KillAsync(string[] line, string run, string parts, int count, TimeSpan delay)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "reproduce.exe" : "reproduce"), line)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation), output = process.StandardOutput.ReadToEndAsync(cancellation);
        while (!process.HasExited && Paths(run, parts).Length < count) await Task.Delay(1, cancellation);
        await Task.Delay(delay, cancellation);
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        await output;
        return (process.ExitCode, await error);
    }

    private static string[] Paths(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern, SearchOption.AllDirectories) : [];

    private static SortedDictionary<string, string> Files(string folder, string pattern) =>
        new(Paths(folder, pattern).ToDictionary(path => path, path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))), StringComparer.Ordinal);

    // 64 images with themselves and with 32 others, at two depths.
    private static void WriteCase(string folder)
    {
        Directory.CreateDirectory(folder);
        JsonObject settings = JsonNode.Parse(File.ReadAllText(CommandLine.Reference("neural-tangents", "cnn-p-erf-0", "case.json")))!.AsObject();
        settings.Remove("arrays");
        settings["depths"] = new JsonArray(1, 6);
        File.WriteAllText(Path.Combine(folder, "case.json"), settings.ToJsonString());
        foreach ((string name, int count) in ((string, int)[])[("x1", 64), ("x2", 32)])
        {
            double[] pixels = new double[count * 12 * 12 * 3];
            new RandomStream(3).Split(name).FillNormal(pixels);
            NpyFile.Write(Path.Combine(folder, name + ".npy"), new NpyArray(pixels, count, 12, 12, 3));
        }
    }
}
