using System.Diagnostics;
using System.Globalization;
using WideNet.Numerics;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>The real <c>reproduce</c> process, killed without warning (SIGKILL on Unix) and started again.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Kills = 4;
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Regress_KilledAtRandomMoments_EndsWithTheBitsOfAnUninterruptedRun()
    {
        string whole = Path.Combine(_folder, "whole"), output = Path.Combine(_folder, "out"), checkpoint = Path.Combine(_folder, "checkpoint");
        Assert.Equal(0, CommandLine.Run([.. Job, "--out", whole]).ExitCode);
        RandomStream moments = new RandomStream(4).Split("kills");
        int killed = 0, before = 0;
        for (int run = 0; run <= Kills; run++)
        {
            using Process process = Start([.. Job, "--out", output, "--checkpoint", checkpoint, .. run == 0 ? (string[])[] : ["--resume"]]);
            if (run < Kills)
            {
                // The first run dies before it has finished anything, the later ones after a few more parts, at any point of writing another.
                int parts = run == 0 ? 0 : before + 1 + moments.IndexBelow(3, 2 * run);
                TimeSpan extra = TimeSpan.FromMilliseconds(run == 0 ? 0 : moments.IndexBelow(60, (2 * run) + 1));
                await WaitForParts(process, checkpoint, parts, extra);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                if (process.ExitCode == 0) break;
                AssertOnlyWholeFiles(whole, output);
                killed++;
            }

            string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(run < Kills || process.ExitCode == 0, errors);
            int after = Parts(checkpoint);
            Assert.True(after >= before, "a finished part has vanished");
            before = after;
        }

        Assert.True(killed > 0, "the job ended before it could be killed");
        foreach (string name in (string[])["predictions-ntk.npy", "predictions-nngp.npy", "results.json"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, name)), File.ReadAllBytes(Path.Combine(output, name)));
        }
    }

    [Fact]
    public async Task NotebookRun_KilledInACell_LeavesNoProcessBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The states of processes are read as Linux gives them.");
        Notebook notebook = NotebookBuilder.Create();
        notebook.AddCode(
            "using System.IO;\nFile.WriteAllText(\"number\", Environment.ProcessId.ToString());\nFile.Move(\"number\", \"pid\");\nwhile (true) { }");
        string file = Path.Combine(_folder, "endless.ipynb"), pid = Path.Combine(_folder, "pid");
        notebook.Write(file);
        using Process process = Start(["notebook", "run", file, "--out", Path.Combine(_folder, "copy.ipynb")]);
        try
        {
            for (int i = 0; i < 6000 && !process.HasExited && !File.Exists(pid); i++) await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.True(File.Exists(pid), "the cell did not start");
        }
        finally
        {
            process.Kill();
        }

        await EndOfProcess.AssertAsync(pid);
    }

    // Ten seconds after the signal a verb that does not look up is ended.
    [Fact]
    public async Task Terminate_InsideOfADeepRecursion_EndsTheProcess()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        string file = Path.Combine(_folder, "deep.json");
        await File.WriteAllTextAsync(file, """
            {"activation": "erf", "weight_variance": 1.5, "bias_variance": 0.1, "q0": 1, "relative_gaps": [[0, 0.5], [0.5, 0]], "labels": [1, -1],
             "depths": {"2147483647": {}}}
            """, TestContext.Current.CancellationToken);
        using Process process = Start(["spectrum", "--case", file]);
        for (int i = 0; i < 6000 && !process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(5); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken); // starting takes a second of processor time, however busy the machine is
            process.Refresh();
        }

        Assert.False(process.HasExited);
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
            Assert.Equal(130, process.ExitCode);
        }
        finally
        {
            process.Kill(); // nothing where it has ended
        }
    }

    private static void AssertOnlyWholeFiles(string whole, string output)
    {
        foreach (string file in Directory.Exists(output) ? Directory.GetFiles(output, "*.npy") : [])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, Path.GetFileName(file))), File.ReadAllBytes(file));
        }
    }

    private static string[] Job =>
    [
        "regress", "--activation", "erf", "--weight-variance", "1.5", "--bias-variance", "0.1", "--depths", "1..6", "--kernel", "both",
        "--dataset", "synthetic", "--train", "64", "--test", "64", "--image-size", "16",
    ];

    private static int Parts(string checkpoint) =>
        Directory.Exists(checkpoint) ? Directory.GetFiles(checkpoint, "stripe-*.bin", SearchOption.AllDirectories).Length : 0;

    private static Process Start(string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "reproduce.exe" : "reproduce");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static async Task WaitForParts(Process process, string checkpoint, int parts, TimeSpan extra)
    {
        while (!process.HasExited && !(File.Exists(Path.Combine(checkpoint, "job.txt")) && Parts(checkpoint) >= parts)) await Task.Delay(2);
        await Task.Delay(extra);
    }
}
