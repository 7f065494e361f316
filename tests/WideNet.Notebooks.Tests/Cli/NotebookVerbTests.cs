namespace WideNet.Notebooks.Tests.Cli;

public sealed class NotebookVerbTests
{
    [Fact]
    public void Run_ValueAndParameter_PrintsTheValueAndKeepsTheSource()
    {
        using var test = new TestNotebook("// parameters\nint n = 1;", "n + 1");
        test.Notebook.Write(test.SourcePath);
        string before = File.ReadAllText(test.SourcePath);
        CommandResult result = CommandLine.Run("notebook", "run", test.SourcePath, "-p", "n=41", "--out", test.CopyPath);
        Assert.Equal((0, "42\n", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(before, File.ReadAllText(test.SourcePath));
        Assert.Contains("42", File.ReadAllText(test.CopyPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CompileError_NamesCellAndPositionAndExitsWithTwo()
    {
        using var test = new TestNotebook("int n = 1;", "int m = missing;");
        test.Notebook.Write(test.SourcePath);
        CommandResult result = CommandLine.Run("notebook", "run", test.SourcePath);
        result.AssertFails(2, $"{test.SourcePath}: cell 2, line 1, column 9: CS0103: The name 'missing' does not exist in the current context");
    }

    [Fact]
    public void Run_EndlessCell_IsStoppedAtItsLimit()
    {
        using var test = new TestNotebook("while (true) { }");
        test.Notebook.Write(test.SourcePath);
        CommandResult result = CommandLine.Run("notebook", "run", test.SourcePath, "--timeout", "1", "--out", test.CopyPath);
        result.AssertFails(2, $"{test.SourcePath}: cell 1: stopped because it ran longer than its limit of 1 s");
    }

    [Fact]
    public void Run_MissingFile_SaysSo() =>
        CommandLine.Run("notebook", "run", "missing.ipynb").AssertFails(2, "missing.ipynb: no such notebook");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public void Run_TimeoutThatIsNone_SaysWhatItMustBe(string seconds) =>
        CommandLine.Run("notebook", "run", "any.ipynb", "--timeout", seconds)
            .AssertFails(2, $"--timeout is {seconds}; it must be a positive number of seconds, at most 20 days.");

    [Fact]
    public void Lint_OfTheSeries_HasNoFindings()
    {
        CommandResult result = CommandLine.Run("notebook", "lint");
        Assert.Equal((0, $"{RepositoryFiles.Notebooks.Count} notebooks, no findings.\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Lint_OfAMagicCommand_FailsWithItsCell()
    {
        using var test = new TestNotebook("#!time\n1 + 1");
        test.Notebook.Write(test.SourcePath);
        CommandResult result = CommandLine.Run("notebook", "lint", test.SourcePath);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("test.ipynb: cell 1: uses the magic command '#!time', which only .NET Interactive knows\n", result.Output, StringComparison.Ordinal);
    }
}
