using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

/// <summary>What cells get from the genuine kernel besides their value: displays, updates while they run, and its own messages.</summary>
public sealed class KernelTests
{
    [Fact]
    public async Task Display_BesideTextAndResult_IsStoredInOrder()
    {
        using TestNotebook test = new("Console.Write(\"a\"); display(7); Console.Write(\"b\"); display(HTML(\"<b>x</b>\")); 8");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(
            [CellOutputKind.StandardOutput, CellOutputKind.Display, CellOutputKind.StandardOutput, CellOutputKind.Display, CellOutputKind.Result],
            result.Cells[0].Outputs.Select(output => output.Kind));
        Assert.Equal(["a", "7", "b", "", "8"], result.Cells[0].Outputs.Select(output => output.Text));
        JsonObject[] stored = [.. result.Executed.Cells[0].Outputs];
        Assert.Equal(
            ["stream", "display_data", "stream", "display_data", "execute_result"],
            stored.Select(output => output["output_type"]!.GetValue<string>()));
        Assert.Equal("""{"data":{"text/plain":["7"]},"metadata":{},"output_type":"display_data"}""", stored[1].ToJsonString());
        Assert.Equal(["text/html"], stored[3]["data"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal("<b>x</b>", stored[3]["data"]!["text/html"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Update_InItsCellAndALaterOne_ReplacesTheStoredOutput()
    {
        using TestNotebook test = new(
            "var first = display(\"1 of 2\"); var second = display(\"waiting\"); first.Update(\"2 of 2\");",
            "Console.Write(\"working\"); second.Update(\"done\");");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(["2 of 2", "done"], result.Cells[0].Outputs.Select(output => output.Text));
        Assert.Equal(["working"], result.Cells[1].Outputs.Select(output => output.Text));
        Assert.Equal(
            ["[\"2 of 2\"]", "[\"done\"]"],
            Notebook.Read(test.CopyPath).Cells[0].Outputs.Select(output => output["data"]!["text/plain"]!.ToJsonString()));
    }

    // The cell ends only when the test has answered what it displays: events that came at its end would come too late.
    [Fact]
    public async Task Display_WhileTheCellRuns_ReachesTheCallerAtOnce()
    {
        using TestNotebook test = new(
            """
            void Await(string file) { while (!System.IO.File.Exists(file)) System.Threading.Thread.Sleep(5); }
            var progress = display("0 %");
            Await("seen-0");
            progress.Update("50 %");
            Await("seen-50");
            """);
        List<(string? Cell, int Finished, string Text)> seen = [];
        Answer progress = new(report =>
        {
            if (report.Displayed is not { } output)
                return;
            seen.Add((report.Cell, report.FinishedCells, output.Text));
            File.WriteAllText(Path.Combine(test.Folder, "notebooks", "seen-" + output.Text.Split(' ')[0]), "");
        });

        NotebookRunResult result = await test.RunAsync(progress: progress);

        Assert.Null(result.Error);
        Assert.Equal([("cell 1", 0, "0 %"), ("cell 1", 0, "50 %")], seen);
        Assert.Equal("50 %", result.Cells[0].Outputs.Single().Text);
    }

    [Fact]
    public async Task Run_UnknownDirective_IsOneLineWithItsPosition()
    {
        using TestNotebook test = new("#!nosuch\n1");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("DNI101", result.Error!.Name);
        Assert.Equal("cell 1, line 1: DNI101: Unknown magic command '#!nosuch'", result.Error.Message);
        Assert.Equal([result.Error.Message], result.Error.Traceback);
    }

    [Fact]
    public async Task Run_ExceptionInTheFirstCell_LeavesTheKernelUsable()
    {
        using TestNotebook test = new("int x = 1;\nvoid Thrower() => throw new InvalidOperationException(\"no\");\nThrower();");

        NotebookRunResult result = await test.RunAsync();

        Assert.Equal("cell 1, line 2: InvalidOperationException: no", result.Error!.Message);
        Assert.Equal([result.Error.Message, "   at cell 1, line 2", "   at cell 1, line 3"], result.Error.Traceback);
    }

    [Fact]
    public async Task Run_InterruptOfItsProcess_IsTheRunnersToAnswer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT.");
        using TestNotebook test = new(
            "System.Diagnostics.Process.Start(\"kill\", $\"-INT {Environment.ProcessId}\").WaitForExit();", "await Task.Delay(1000); \"still here\"");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal("still here", result.Cells[1].Outputs.Single().Text);
    }

    private sealed class Answer(Action<NotebookRunProgress> then) : IProgress<NotebookRunProgress>
    {
        public void Report(NotebookRunProgress value) => then(value);
    }
}
