using WideNet.Cli.Running;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class ToolTests
{
    [Fact]
    public void Run_NoSuchProgram_IsNull() =>
        Assert.Null(Tool.Run("no-such-program-anywhere", [], ".", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

    [Fact]
    public void Run_Program_GivesExitCodeAndWhatItWrote()
    {
        ToolResult? result = Tool.Run("dotnet", ["--version"], ".", TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (result!.ExitCode, result.Error));
        Assert.StartsWith("10.", result.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, Tool.Run("dotnet", ["no-such-verb"], ".", TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)!.ExitCode);
    }

    [Fact]
    public void Run_PastItsTime_IsEndedAndNull()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "There is no sleep program to wait for.");
        Assert.Null(Tool.Run("sleep", ["60"], ".", TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
    }
}
