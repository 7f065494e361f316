namespace WideNet.Notebooks.Tests.Cli;

public sealed class ApplicationTests
{
    [Fact]
    public void Run_UnknownVerb_ListsTheVerbs()
    {
        CommandResult result = CommandLine.Run("frobnicate", "--now");
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("reproduce: 'frobnicate' is not a verb of 'reproduce'; the verbs are ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(c => c == '\n'));
        Assert.Equal("", result.Output);
    }

    [Fact]
    public void Run_NoVerb_SaysThatOneIsNeeded()
    {
        CommandResult result = CommandLine.Run();
        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^reproduce: 'reproduce' needs a verb: .*kernel.*\\. See reproduce --help\\.\n$", result.Error);
    }

    [Fact]
    public void Run_Version_PrintsNameAndVersion()
    {
        CommandResult result = CommandLine.Run("--version");
        Assert.Matches("^reproduce [0-9]+\\.[0-9]+\\.[0-9]+\n(with WideNet\\..*\n)*$", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("Required argument missing for option: '--case'.", "kernel", "--case")]
    [InlineData("Required argument missing for option: '--case'.", "train", "--case")]
    [InlineData("Option '--case' expects a single argument but 2 were provided.", "predict", "--case", "a", "--case", "b")]
    [InlineData("Required argument missing for option: '--out'.", "kernel", "--case", "a", "--out")]
    [InlineData("Option '--depths' expects a single argument but 2 were provided.", "regress", "--activation", "erf", "--weight-variance", "1",
        "--bias-variance", "0", "--depths", "1,3", "--depths", "0")]
    public void Run_OptionWithoutItsOneValue_OneLineAndTwo(string message, params string[] args) => CommandLine.Run(args).AssertFails(2, message);

    [Theory]
    [InlineData("--help")]
    [InlineData("kernel", "--help")]
    public void Run_Help_PrintsUsage(params string[] args)
    {
        CommandResult result = CommandLine.Run(args);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }
}
