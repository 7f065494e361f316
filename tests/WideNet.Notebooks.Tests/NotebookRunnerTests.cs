using System.Diagnostics;
using System.Globalization;

namespace WideNet.Notebooks.Tests;

public sealed class NotebookRunnerTests
{
    [Fact]
    public async Task RunAsync_SeveralCells_KeepStateAndAwaitAndCount()
    {
        using TestNotebook test = new(
            "using System.Globalization;\nint x = 20; int Twice(int n) => 2 * n;",
            "await Task.Delay(1); x += await Task.FromResult(1);",
            "Twice(x) + CultureInfo.InvariantCulture.LCID - 127",
            "var list = new List<int> { 3, 1 }; list.Max();",
            "  ",
            "string x = \"shadowed\";",
            "new StringBuilder(x).Append(list.Count).ToString()",
            "await Task.Delay(1)");
        test.Notebook.AddMarkdown("# prose");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Null(result.Error);
        Assert.Equal(["cell 1", "cell 2", "cell 3", "cell 4", "cell 6", "cell 7", "cell 8"], result.Cells.Select(cell => cell.Name));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], result.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal(["", "", "42", "", "", "shadowed2", ""], result.Cells.Select(cell => cell.Outputs.SingleOrDefault()?.Text ?? ""));
        Notebook copy = Notebook.Read(test.CopyPath);
        Assert.Equal([1, 2, 3, 4, null, 5, 6, 7, null], copy.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal("[\"42\"]", copy.Cells[2].Outputs.Single()["data"]!["text/plain"]!.ToJsonString());
        Assert.Equal(test.Notebook.ToJson(), await File.ReadAllTextAsync(test.SourcePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_NotebooksFolder_IsWhereRelativePathsStart()
    {
        using TestNotebook test = new(
            "#r \"../artifacts/notebooks/Sample.dll\"\nusing Sample;",
            "System.IO.File.WriteAllText(\"beside.txt\", Answer.Value.ToString());",
            "System.IO.Path.GetFullPath(\"beside.txt\")");
        SampleAssembly.Compile(
            Path.Combine(test.Folder, "artifacts", "notebooks"), "namespace Sample; public static class Answer { public const int Value = 42; }");

        NotebookRunResult result = await test.RunAsync(alone: true);

        Assert.Null(result.Error);
        Assert.Equal("42", await File.ReadAllTextAsync(Path.Combine(test.Folder, "notebooks", "beside.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("./beside.txt", result.Cells[2].Outputs.Single().Text);
    }

    [Fact]
    public async Task RunAsync_ProjectLibrary_ComesOnlyFromTheReference()
    {
        string library = Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks", "WideNet.dll");
        const string Count = "AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name == \"WideNet\")";
        using TestNotebook test = new(
            Count,
            $"#r \"{library}\"\nusing WideNet.Numerics;",
            $"typeof(Matrix).Assembly.Location == \"{library}\" && {Count} == 1");

        NotebookRunResult result = await test.RunAsync(alone: true);

        Assert.Null(result.Error);
        Assert.Equal("0", result.Cells[0].Outputs.Single().Text);
        Assert.Equal("True", result.Cells[2].Outputs.Single().Text);
    }

    [Fact]
    public async Task RunAsync_Parameters_AreTypedByTheirDeclarations()
    {
        using TestNotebook test = new(
            "int unused = 0;",
            "// parameters\nstring name = \"a\"; int width = 1; double rate = 0; bool on = false; DayOfWeek day = DayOfWeek.Monday; int[] depths = [];",
            "string.Join('|', name, width + 1, rate, on, day, depths.Sum())");

        NotebookRunResult result = await test.RunAsync(options => options with
        {
            Parameters = new Dictionary<string, string>
            {
                ["name"] = "x \"y\"",
                ["width"] = "7",
                ["rate"] = "2.5",
                ["on"] = "true",
                ["day"] = "friday",
                ["depths"] = "3,4",
            },
        });

        Assert.Null(result.Error);
        Assert.Equal(["cell 1", "cell 2", "injected parameters", "cell 3"], result.Cells.Select(cell => cell.Name));
        Assert.Equal("x \"y\"|8|2.5|True|Friday|7", result.Cells[3].Outputs.Single().Text);
        Assert.Equal("injected-parameters", Notebook.Read(test.CopyPath).Cells[2].Id);
        Assert.Equal(3, Notebook.Read(test.SourcePath).Cells.Count);
    }

    [Fact]
    public async Task RunAsync_UnknownParameter_WritesNothing()
    {
        using TestNotebook test = new("// parameters\nint width = 1;");

        NotebookException exception = await Assert.ThrowsAsync<NotebookException>(
            () => test.RunWithAsync(("depth", "1")));

        Assert.Equal("parameter depth: unknown; the notebook declares width", exception.Message);
        Assert.False(File.Exists(test.CopyPath));
    }

    [Fact]
    public async Task RunAsync_Update_ReplacesTheSourceOnlyOnSuccess()
    {
        using TestNotebook test = new("1 + 1");
        NotebookRunResult result = await test.RunAsync(options => options with { Update = true, OutputPath = null });
        Assert.Equal(result.Executed.ToJson(), await File.ReadAllTextAsync(test.SourcePath, TestContext.Current.CancellationToken));
        Assert.Equal(1, Notebook.Read(test.SourcePath).Cells[0].ExecutionCount);

        test.Notebook.AddCode("throw new Exception();");
        result = await test.RunAsync(options => options with { Update = true, OutputPath = null });
        Assert.NotNull(result.Error);
        Assert.Equal(test.Notebook.ToJson(), await File.ReadAllTextAsync(test.SourcePath, TestContext.Current.CancellationToken));
        Assert.Equal([test.SourcePath], Directory.GetFiles(test.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task RunAsync_UpdateWithParameters_IsRefused()
    {
        using TestNotebook test = new("// parameters\nint width = 1;");
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => test.RunAsync(options => options with { Update = true, Parameters = new Dictionary<string, string> { ["width"] = "1" } }));
        Assert.Equal("A notebook is updated with its own parameters; write an executed copy to keep other ones. (Parameter 'options')", exception.Message);
    }

    [Fact]
    public async Task RunAsync_CopyOverTheSource_IsRefused()
    {
        using TestNotebook test = new("1");
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => test.RunAsync(options => options with { OutputPath = test.SourcePath }));
        Assert.Equal(
            $"{test.SourcePath} is the source notebook, which a run leaves alone; choose another place, or ask for an update. (Parameter 'options')",
            exception.Message);
    }

    [Fact]
    public async Task RunAsync_Twice_GivesTheSameBytes()
    {
        using TestNotebook test = new("new { A = 1.5, B = new[] { 1, 2 } }", "Console.Write(System.IO.Path.GetTempPath())");
        await test.RunAsync(alone: true);
        string first = await File.ReadAllTextAsync(test.CopyPath, TestContext.Current.CancellationToken);
        await test.RunAsync();
        Assert.Equal(first, await File.ReadAllTextAsync(test.CopyPath, TestContext.Current.CancellationToken));
        Assert.Contains("$TMP", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Progress_NamesEachCellAndTheEnd()
    {
        using TestNotebook test = new("1", "2");
        ProgressRecorder progress = new(_ => { });

        await test.RunAsync(progress: progress);

        Assert.Equal(
            [("cell 1", 0, 2), ("cell 2", 1, 2), (null, 2, 2)],
            progress.Reports.Select(report => (report.Cell, report.FinishedCells, report.TotalCells)));
        Assert.All(progress.Reports, report => Assert.Equal(test.SourcePath, report.Notebook));
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTheProcessAndWritesNothing()
    {
        using TestNotebook test = new(
            "System.IO.File.WriteAllText(\"pid\", Environment.ProcessId.ToString());", "while (true) System.Threading.Thread.Sleep(1);");
        test.Notebook.Write(test.SourcePath);
        using CancellationTokenSource cancellation = new();
        ProgressRecorder progress = new(report =>
        {
            if (report.Cell == "cell 2")
                cancellation.CancelAfter(50);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NotebookRunner.RunAsync(
            new NotebookRunOptions { NotebookPath = test.SourcePath, OutputPath = test.CopyPath, Update = true }, progress, null, cancellation.Token));

        AssertProcessHasEnded(test);
        Assert.Equal(["pid", "test.ipynb"], Directory.GetFiles(test.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
        Assert.Equal(test.Notebook.ToJson(), await File.ReadAllTextAsync(test.SourcePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ProcessesServeOneNotebookAfterAnother()
    {
        const string Cell = "using Microsoft.DotNet.Interactive.Formatting; int left = 1; System.Environment.CurrentDirectory = \"..\"; "
            + "Formatter.Register<int>((value, writer) => writer.Write(\"formatted\"), \"text/plain\"); "
            + "$\"{System.Environment.ProcessId} {System.IO.Path.GetFileName(System.Environment.CurrentDirectory)}\"";
        using TestNotebook first = new(Cell, "left"), broken = new("throw new Exception();"), next = new("7", "System.Environment.CurrentDirectory", "left");
        using TestNotebook ended = new("System.Environment.Exit(3);"), after = new("System.Environment.ProcessId");
        List<NotebookRunResult> results = [];
        await using (NotebookProcesses processes = new())
        {
            foreach (TestNotebook test in (TestNotebook[])[first, broken, next, ended, after])
            {
                test.Notebook.Write(test.SourcePath);
                results.Add(await NotebookRunner.RunAsync(
                    new NotebookRunOptions { NotebookPath = test.SourcePath }, null, processes, TestContext.Current.CancellationToken));
            }
        }

        // A kernel of its own: neither variables nor formatters nor the folder of the notebook before it are there, nor is its failure.
        Assert.Null(results[0].Error);
        string[] words = results[0].Cells[0].Outputs[0].Text.Split(' ');
        Assert.Equal(Path.GetFileName(first.Folder), words[1]);
        Assert.Equal("formatted", results[0].Cells[1].Outputs[0].Text);
        Assert.Equal("cell 1, line 1: Exception: Exception of type 'System.Exception' was thrown.", results[1].Error?.Message);
        Assert.Equal("7", results[2].Cells[0].Outputs[0].Text);
        Assert.Equal(".", results[2].Cells[1].Outputs[0].Text);
        Assert.Contains("The name 'left' does not exist", results[2].Error?.Message, StringComparison.Ordinal);

        // The same process as long as there is one, and none when the last notebook has run.
        Assert.Equal("HostStopped", results[3].Error?.Name);
        string last = results[4].Cells[0].Outputs[0].Text;
        Assert.NotEqual(words[0], last);
        AssertHasEnded(int.Parse(last, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task ProcessesThatHoldMuchMemoryServeOneNotebook()
    {
        using TestNotebook test = new("System.Environment.ProcessId");
        test.Notebook.Write(test.SourcePath);
        List<string> found = [];
        await using NotebookProcesses processes = new(mostBytes: 1);
        for (int i = 0; i < 2; i++)
        {
            NotebookRunResult result = await NotebookRunner.RunAsync(
                new NotebookRunOptions { NotebookPath = test.SourcePath }, null, processes, TestContext.Current.CancellationToken);
            found.Add(result.Cells[0].Outputs[0].Text);
            AssertHasEnded(int.Parse(found[^1], CultureInfo.InvariantCulture));
        }

        Assert.NotEqual(found[0], found[1]);
    }

    [Fact]
    public void Options_WrongLimits_AreRefused()
    {
        Assert.Equal(
            "The time limit of a cell must be positive, or infinite. (Parameter 'value')\nActual value was 00:00:00.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new NotebookRunOptions
            {
                NotebookPath = "x",
                CellTimeout = TimeSpan.Zero
            }).Message.ReplaceLineEndings("\n"));
        Assert.Equal(
            "The limit of written text must be positive. (Parameter 'value')\nActual value was 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new NotebookRunOptions
            {
                NotebookPath = "x",
                MaximumStreamLength = 0
            }).Message.ReplaceLineEndings("\n"));
    }

    internal static void AssertProcessHasEnded(TestNotebook test)
    {
        AssertHasEnded(int.Parse(File.ReadAllText(Path.Combine(test.Folder, "notebooks", "pid")), CultureInfo.InvariantCulture));
    }

    private static void AssertHasEnded(int id) => Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));

    private sealed class ProgressRecorder(Action<NotebookRunProgress> then) : IProgress<NotebookRunProgress>
    {
        public List<NotebookRunProgress> Reports { get; } = [];

        public void Report(NotebookRunProgress value)
        {
            Reports.Add(value);
            then(value);
        }
    }
}
