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
        System.Environment.ProcessId
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
        const string Drawn = "new Figure { Id = \"a\", Title = \"A\", DataLabel = \"theory, no data\", Panels = [new Panel { X = Axis.Linear(\"x\"), "
            + "Y = Axis.Linear(\"y\"), Layers = [LineSeries.Line(\"a line\", [1.0, 2], [3.0, 4])] }] }";

        // The library alone, before and after: it loads Plotly.NET and Deedle for itself, so the process of the first must not serve the second, whose cells
        // load them too; the third references nothing new.
        using TestNotebook library = new(
            $"#r \"{RepositoryFiles.Root}/artifacts/notebooks/WideNet.dll\"\nusing WideNet.Figures;\nFigureView.Use(\"plotly\")", Drawn,
            "System.Environment.ProcessId");
        using var notebook = new TestNotebook(cells);
        await using NotebookProcesses processes = new();
        Task<NotebookRunResult> Run(TestNotebook test)
        {
            test.Notebook.Write(test.SourcePath);
            return NotebookRunner.RunAsync(new NotebookRunOptions { NotebookPath = test.SourcePath }, null, processes, TestContext.Current.CancellationToken);
        }

        NotebookRunResult before = await Run(library), run = await Run(notebook), after = await Run(library);
        Assert.All((NotebookRunResult[])[before, run, after], result => Assert.Null(result.Error));
        Assert.NotEqual(before.Cells[2].Outputs.Single().Text, run.Cells[0].Outputs.Single().Text);
        Assert.Equal(run.Cells[0].Outputs.Single().Text, after.Cells[2].Outputs.Single().Text);
        Assert.Contains("plotly", after.Cells[1].Outputs.Single().Data["text/html"], StringComparison.OrdinalIgnoreCase);
        string[] html = [.. run.Cells.TakeLast(3).Select(cell => Assert.Single(cell.Outputs).Data["text/html"])];
        Assert.StartsWith(
            "<table><thead><tr><th style=\"text-align:left\"></th><th style=\"text-align:right\">pooled</th><th style=\"text-align:right\">flat</th></tr>",
            html[0],
            StringComparison.Ordinal);
        Assert.Contains(
            "<td style=\"text-align:left\">(ntk, 0.5, 1)</td><td style=\"text-align:right\">0.183</td><td style=\"text-align:right\">0.245</td>",
            html[0],
            StringComparison.Ordinal);
        Assert.Contains("plotly.newPlot", html[1], StringComparison.Ordinal);
        Assert.Equal("<div><progress value=\"1\" max=\"1\" style=\"width:20em\"></progress> kernel: 100 %</div>", html[2]);
    }
}
