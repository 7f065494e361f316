using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

public sealed class NotebookRunnerErrorTests
{
    [Fact]
    public async Task RunAsync_CompileError_StopsThereWithItsPosition()
    {
        using TestNotebook test = new("int x = 1;", "x++;\nint y = x\nx++;", "System.IO.File.WriteAllText(\"ran\", \"\");");
        test.Notebook.AddMarkdown("prose");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("CS1002", result.Error!.Name);
        Assert.Equal("cell 2", result.Error.Cell);
        Assert.Equal("cell 2, line 2, column 10: CS1002: ; expected", result.Error.Message);

        test.Notebook.Cells[1].Source = "x.ToString();\n\n  var y = x + unknown;\nalso();";
        result = await test.RunAsync();

        Assert.Equal("cell 2, line 3, column 15: CS0103: The name 'unknown' does not exist in the current context", result.Error!.Message);
        Assert.Equal(
            [
                "cell 2, line 3, column 15: CS0103: The name 'unknown' does not exist in the current context",
                "cell 2, line 4, column 1: CS0103: The name 'also' does not exist in the current context",
            ],
            result.Error.Traceback);
        Assert.Equal(2, result.Cells.Count);
        Assert.False(File.Exists(Path.Combine(test.Folder, "notebooks", "ran")));
        Notebook copy = Notebook.Read(test.CopyPath);
        Assert.Equal([1, 2, null, null], copy.Cells.Select(cell => cell.ExecutionCount));
        JsonObject output = copy.Cells[1].Outputs.Single();
        Assert.Equal("error", output["output_type"]!.GetValue<string>());
        Assert.Equal("CS0103", output["ename"]!.GetValue<string>());
        Assert.Equal(result.Error.Message, output["evalue"]!.GetValue<string>());
        Assert.Equal(result.Error.Traceback, output["traceback"]!.AsArray().Select(line => line!.GetValue<string>()));
    }

    [Fact]
    public async Task RunAsync_MissingReference_NamesTheBuildCommand()
    {
        using TestNotebook test = new("#r \"../artifacts/notebooks/WideNet.dll\"\nusing WideNet;");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal(
            "cell 1, line 1, column 1: CS0006: Metadata file '../artifacts/notebooks/WideNet.dll' could not be found; build it once with 'dotnet build -c "
                + "Release lib/WideNet.Cli'",
            result.Error!.Message);
    }

    [Fact]
    public async Task RunAsync_Exception_IsOneLineWithTheCallsBehindIt()
    {
        using TestNotebook test = new(
            "void Fail(int n)\n{\n    throw new InvalidOperationException(\"first line\\n  second line in \" + Environment.CurrentDirectory);\n}",
            "Console.WriteLine(\"before\");\n\nawait Task.Run(() => Fail(3));\n\"after\"");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("InvalidOperationException", result.Error!.Name);
        Assert.Equal("cell 2, line 3: InvalidOperationException: first line second line in .", result.Error.Message);
        Assert.Equal(
            ["cell 2, line 3: InvalidOperationException: first line second line in .", "   at cell 1, line 3", "   at cell 2, line 3"],
            result.Error.Traceback);
        CellOutput written = Assert.Single(result.Cells[1].Outputs);
        Assert.Equal("before\n", written.Text);
        Assert.Equal(["stream", "error"], Notebook.Read(test.CopyPath).Cells[1].Outputs.Select(output => output["output_type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task RunAsync_ExceptionOfATask_IsToldByItselfAtTheInnermostLine()
    {
        using TestNotebook test = new("int Divide(int by)\n{\n    return 1 / by;\n}\nTask.Run(() => Divide(0)).Wait();");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("cell 1, line 3: DivideByZeroException: Attempted to divide by zero.", result.Error!.Message);
        Assert.Equal("   at cell 1, line 3", result.Error.Traceback[1]);
        Assert.Equal("   at cell 1, line 5", result.Error.Traceback[^1]);
    }

    [Fact]
    public async Task RunAsync_ExceptionInTheLibrary_NamesItsMethods()
    {
        using TestNotebook test = new("int.Parse(\"x\");");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("cell 1, line 1: FormatException: The input string 'x' was not in a correct format.", result.Error!.Message);
        Assert.Contains("   at System.Int32.Parse(String)", result.Error.Traceback);
        Assert.Equal("   at cell 1, line 1", result.Error.Traceback[^1]);
    }

    [Fact]
    public async Task RunAsync_ExceptionWhileFormatting_IsTheCellsError()
    {
        using TestNotebook test = new("class Bad { public override string ToString() => throw new NotSupportedException(\"no text\"); }", "new Bad()");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("cell 2", result.Error!.Cell);
        Assert.EndsWith("NotSupportedException: no text", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EndlessCell_IsStoppedAndItsProcessEnded()
    {
        using TestNotebook test = new(
            "System.IO.File.WriteAllText(\"pid\", Environment.ProcessId.ToString());\n"
                + "if (OperatingSystem.IsLinux()) System.IO.File.WriteAllText(\"child\", Process.Start(\"sleep\", \"600\").Id.ToString());",
            "Console.WriteLine(\"started\"); while (true) System.Threading.Thread.Sleep(1);");
        test.Notebook.Cells[0].Source = $"using System.Diagnostics;\n{test.Notebook.Cells[0].Source}";

        // Long enough for the first cell, and for the second to start, on a machine that is busy with other work.
        NotebookRunResult result = await test.RunAsync(options => options with { CellTimeout = TimeSpan.FromSeconds(20) });

        Assert.Equal("Timeout", result.Error!.Name);
        Assert.Equal("cell 2: stopped because it ran longer than its limit of 20 s", result.Error.Message);
        Assert.Equal("started\n", result.Cells[1].Outputs.Single().Text);
        NotebookRunnerTests.AssertProcessHasEnded(test);
        if (OperatingSystem.IsLinux()) await EndOfProcess.AssertAsync(Path.Combine(test.Folder, "notebooks", "child"));
        Assert.Equal(["stream", "error"], Notebook.Read(test.CopyPath).Cells[1].Outputs.Select(output => output["output_type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task RunAsync_MuchOutput_IsCutWithANotePerCell()
    {
        using TestNotebook test = new(
            "for (int i = 0; i < 20_000; i++) { Console.Write(\"0123\"); Console.Error.Write(\"4567\"); }", "Console.Write(\"next\");");

        NotebookRunResult result = await test.RunAsync(options => options with { MaximumStreamLength = 10 });

        Assert.Null(result.Error);
        Assert.Equal(["0123", "4567", "01\n[output cut after 10 characters]\n"], result.Cells[0].Outputs.Select(output => output.Text));
        Assert.Equal("next", result.Cells[1].Outputs.Single().Text);
    }

    [Theory]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); System.Threading.Thread.Sleep(10_000);", "exit code 137")]
    [InlineData("Environment.Exit(3);", "exit code 3")]
    [InlineData("Environment.FailFast(\"gave up\");", "exit code 134: Process terminated. gave up")]
    public async Task RunAsync_ProcessEndsUnasked_SaysHow(string code, string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The exit codes of this test are those of Unix.");
        using TestNotebook test = new(
            "var stream = Console.OpenStandardError(); stream.Write(Encoding.UTF8.GetBytes(\"a warning of a library\\n\")); stream.Flush();", code, "2");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("HostStopped", result.Error!.Name);
        Assert.Equal($"cell 2: the process that executes the cells ended before the cell did ({how})", result.Error.Message);
        Assert.Equal(2, result.Cells.Count);
    }

    [Fact]
    public async Task RunAsync_ProcessEndsBeforeWhatACellStarted_IsNotWaitedFor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no sleep program to leave behind.");
        using TestNotebook test = new("System.IO.File.WriteAllText(\"pid\", System.Diagnostics.Process.Start(\"sleep\", \"600\").Id.ToString());",
            "Environment.Exit(3);");
        string pid = Path.Combine(test.Folder, "notebooks", "pid");

        try
        {
            NotebookRunResult result = await test.RunAsync().WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

            Assert.Equal("cell 2: the process that executes the cells ended before the cell did (exit code 3)", result.Error!.Message);
        }
        finally
        {
            // It is still there, and holds the streams.
            string id = await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken);
            using var child = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            child.Kill();
        }
    }

    [Fact]
    public async Task RunAsync_TextOnTheRealStream_IsTakenAsOutput()
    {
        using TestNotebook test = new(
            "var stream = Console.OpenStandardOutput(); stream.Write(Encoding.UTF8.GetBytes(\"# raw {} text, longer than the mark of an event\\n\"));\n"
                + "stream.Flush();",
            "Console.In.ReadLine() is null");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal("# raw {} text, longer than the mark of an event\n", result.Cells[0].Outputs.Single().Text);
        Assert.Equal("True", result.Cells[1].Outputs.Single().Text);
    }
}
