namespace WideNet.Notebooks.Tests;

/// <summary>Frames, charts and live progress in a notebook of the runner, by one line that names the published assembly.</summary>
public sealed class InteractiveNotebookTests
{
    private static readonly string FirstCell = $"""
        #r "{RepositoryFiles.Root}/artifacts/notebooks/WideNet.dll"
        #r "{RepositoryFiles.Root}/artifacts/notebooks/WideNet.Interactive.dll"
        using Deedle;
        using WideNet.Results;
        using WideNet.Figures;
        using WideNet.Interactive;
        """;

    [Fact]
    public async Task RunAsync_FrameChartAndProgress_AreStoredAsTheyAreShown()
    {
        string results = $"{RepositoryFiles.Root}/data/results/05-cnn-p-versus-cnn-f";
        string[] cells =
        [
            FirstCell,
            $$"""
            Series<(string, double, long), double> Accuracy(string file) => ResultTable.Load($"{{results}}/standard-{file}.csv").ToFrame()
                .IndexRowsUsing(row => (row.GetAs<string>("kernel"), row.GetAs<double>("weight_variance"), row.GetAs<long>("depth [layers]")))
                .GetColumn<double>("mean_predictor");
            Frame.FromColumns(new[] { KeyValue.Create("pooled", Accuracy("cnn-p")), KeyValue.Create("flat", Accuracy("cnn-f")) })
            """,
            """
            new Figure
            {
                Id = "line", Title = "A line", DataLabel = "theory, no data",
                Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [LineSeries.Line("a line", [1.0, 2], [3.0, 4])] }],
            }.ToPlotly()
            """,
            "var progress = LiveProgress.Show(\"kernel\"); progress.Report(0.5); progress.Report(1.0);",
        ];
        using var notebook = new TestNotebook(cells);
        NotebookRunResult run = await notebook.RunAsync();
        Assert.Null(run.Error);
        string[] html = [.. run.Cells.TakeLast(3).Select(cell => Assert.Single(cell.Outputs).Data["text/html"])];
        Assert.StartsWith(
            "<table><thead><tr><td style=\"text-align:left\"></td><th style=\"text-align:right\">pooled</th><th style=\"text-align:right\">flat</th></tr>",
            html[0],
            StringComparison.Ordinal);
        Assert.Contains(
            "<td style=\"text-align:left\">(ntk, 0.5, 1)</td><td style=\"text-align:right\">0.183</td><td style=\"text-align:right\">0.245</td>",
            html[0],
            StringComparison.Ordinal);
        Assert.Contains("plotly.newPlot", html[1], StringComparison.Ordinal);
        Assert.Equal("<div><progress value=\"1\" max=\"1\" style=\"width:20em\"></progress> kernel: 100 %</div>", html[2]);
    }

    // The library alone loads Plotly.NET and Deedle for itself, for a chart; the process that did so cannot load them for cells.
    [Fact]
    public async Task Processes_NotebookThatReferencesMore_HasOneOfItsOwn()
    {
        const string Process = "System.Environment.ProcessId";
        using TestNotebook library = new(
            $"#r \"{RepositoryFiles.Root}/artifacts/notebooks/WideNet.dll\"\nusing WideNet.Figures;\nFigureView.Use(\"plotly\")",
            """
            new Figure
            {
                Id = "a", Title = "A", DataLabel = "theory, no data",
                Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [LineSeries.Line("a line", [1.0, 2], [3.0, 4])] }],
            }
            """,
            Process);
        using TestNotebook more = new(FirstCell, "new ResultTable[0].Select(table => table.ToFrame()).Count()", Process);
        await using NotebookProcesses processes = new();
        NotebookRunResult[] runs = [await Run(library), await Run(more), await Run(library)];

        Assert.All(runs, run => Assert.Null(run.Error));
        Assert.All([runs[0], runs[2]], run => Assert.Contains("plotly", run.Cells[1].Outputs.Single().Data["text/html"], StringComparison.OrdinalIgnoreCase));
        string[] ids = [.. runs.Select(run => run.Cells[^1].Outputs.Single().Text)];
        Assert.NotEqual(ids[0], ids[1]);
        Assert.Equal(ids[1], ids[2]);

        Task<NotebookRunResult> Run(TestNotebook test)
        {
            test.Notebook.Write(test.SourcePath);
            return NotebookRunner.RunAsync(new NotebookRunOptions { NotebookPath = test.SourcePath }, null, processes, TestContext.Current.CancellationToken);
        }
    }
}
