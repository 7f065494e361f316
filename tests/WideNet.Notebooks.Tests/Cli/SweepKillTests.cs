using System.Diagnostics;
using WideNet.Numerics;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>Kills real processes in the middle of a sweep.</summary>
public sealed class SweepKillTests : IDisposable
{
    private const int Kills = 20, Cells = 320;

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A process is killed when it has finished a random number of new cells and a random time has passed; some are killed before the first cell.
    // A sweep that is done before its kill is compared, and the killing goes on in a new folder.
    [Fact]
    public async Task Sweep_KilledTwentyTimes_ResumesToTheSameBits()
    {
        string whole = Path.Combine(_folder, "whole");
        Assert.Equal(0, CommandLine.Run(Arguments(whole)).ExitCode);
        string expected = Merged(whole);

        var random = new RandomStream(20).Split("kills");
        var delays = new double[Kills];
        random.FillUniform(delays);
        int finished = 0;
        string run = Path.Combine(_folder, "run0");
        for (int kill = 0; kill < Kills;)
        {
            Dictionary<string, string> before = Files(run);
            (int code, string error) = await KillAsync(run, before.Count + random.IndexBelow(12, kill), TimeSpan.FromMilliseconds(40 * delays[kill]));
            Assert.Equal("", error);
            Dictionary<string, string> after = Files(run);
            Assert.All(before, entry => Assert.Equal(entry.Value, after[entry.Key]));
            if (code == 0)
            {
                Assert.Equal(expected, Merged(run));
                run = Path.Combine(_folder, $"run{++finished}");
                continue;
            }

            Assert.Equal(137, code);
            kill++;
        }

        CommandResult last = CommandLine.Run([.. Arguments(run), "--resume"]);
        Assert.Equal((0, ""), (last.ExitCode, last.Error));
        Assert.Equal(Cells, Files(run).Count);
        Assert.Empty(Directory.GetFiles(run, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(expected, Merged(run));
    }

    private static async Task<(int ExitCode, string Error)> KillAsync(string run, int cells, TimeSpan delay)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "reproduce.exe" : "reproduce"))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (string argument in (string[])[.. Arguments(run), "--resume"]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(cancellation), output = process.StandardOutput.ReadToEndAsync(cancellation);
        while (!process.HasExited && Count(run) < cells) await Task.Delay(1, cancellation);
        await Task.Delay(delay, cancellation);
        process.Kill();
        await process.WaitForExitAsync(cancellation);
        await output;
        return (process.ExitCode, await error);
    }

    // Cells of a few milliseconds.
    private static string[] Arguments(string run) =>
        [.. SweepVerbTests.Sweep("--out", run), "-p", "trainCount=32", "-p", "batchSize=16", "-p", "width=64", "-p", "side=4", "-p", "epochs=40"];

    private static int Count(string run) => Directory.Exists(Path.Combine(run, "cells")) ? Directory.GetFiles(Path.Combine(run, "cells"), "*.cell").Length : 0;

    private static Dictionary<string, string> Files(string run) =>
        Count(run) == 0 ? [] : Directory.GetFiles(Path.Combine(run, "cells"), "*.cell").ToDictionary(file => file, File.ReadAllText);

    private string Merged(string run)
    {
        string table = Path.Combine(_folder, "table.csv");
        CommandResult result = CommandLine.Run("merge", "07", run, "--out", table);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return File.ReadAllText(table);
    }
}
