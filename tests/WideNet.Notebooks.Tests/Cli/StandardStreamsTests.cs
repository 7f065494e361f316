using System.Diagnostics;

namespace WideNet.Notebooks.Tests.Cli;

/// <summary>The process itself, with standard streams and limits as a script or a scheduler may give them.</summary>
public sealed class StandardStreamsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("nonsense 2>/dev/full", 2, "")]
    [InlineData("list >/dev/full", 2, "reproduce: No space left on device; make room, or write elsewhere.\n")]
    [InlineData("meanfield --weight-variance 1.5 --bias-variance 0.05 --activation nonsense 2>/dev/full", 2, "")]
    [InlineData("list >&-", 2, "reproduce: standard output cannot be written; it may be closed.\n")]
    public async Task Run_FullStream_EndsWithItsExitCode(string arguments, int exitCode, string error)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        Assert.Equal((exitCode, error), await ShellAsync($"dotnet \"$REPRODUCE\" {arguments}"));
    }

    [Theory]
    [InlineData(64, "meanfield --activation erf --weight-variance 1.5 --bias-variance 0.05")]
    [InlineData(100, "run 00 --out \"$OUT\"")]
    public async Task Run_FewFileHandles_EndsInOneLine(int limit, string arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of a process are set by a shell of Linux here.");
        (int exitCode, string error) = await ShellAsync($"ulimit -n {limit}; dotnet \"$REPRODUCE\" {arguments} >/dev/null");
        Assert.True(exitCode is 0 or 2, $"{exitCode}: {error}");
        Assert.True(exitCode == 0 || (error.Count(c => c == '\n') == 1 && error.Contains("ulimit -n")), error);
    }

    private async Task<(int ExitCode, string Error)> ShellAsync(string command)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", command]) { RedirectStandardError = true };
        start.Environment["REPRODUCE"] = Path.Combine(AppContext.BaseDirectory, "reproduce.dll");
        start.Environment["OUT"] = Path.Combine(_folder, "out");
        using Process process = Process.Start(start)!;
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
