using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using WideNet.Training;

namespace WideNet.Interactive.Tests;

/// <summary>Cells of the genuine kernel, which refer to the assembly by its path and call nothing that would register a formatter.</summary>
public sealed class NotebookFormattersTests
{
    private const string Figure = """
        var figure = new Figure
        {
            Id = "line", Title = "A line", DataLabel = "theory, no data",
            Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [LineSeries.Line("a line", [1.0, 2], [3.0, 4])] }],
        };
        """;

    private const string Table = """
        var run = new Provenance { Notebook = "00", Preset = Preset.Quick, Dataset = "theory, no data" };
        record Row(double Kappa, [property: Unit("layers")] int Depth);
        ResultTable table = ResultRows.ToTable(run, new Row[] { new(1e-300, 7), new(double.NaN, 8) });
        """;

    [Fact]
    public async Task Frame_TrailingExpression_IsATableWithUnits()
    {
        using var kernel = new CellKernel();
        Dictionary<string, string> shown = await kernel.ValueAsync(CellKernel.FirstCell, Table, "table.ToFrame()");
        string head = "<table><thead><tr><th style=\"text-align:right\">kappa</th><th style=\"text-align:right\">depth [layers]</th>";
        Assert.StartsWith(head, shown["text/html"], StringComparison.Ordinal);
        Assert.StartsWith(" kappa  depth [layers]\n", shown["text/plain"], StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:right\">1E-300</td><td style=\"text-align:right\">7</td>", shown["text/html"], StringComparison.Ordinal);

        // Deedle's own functions, in the cell: the assembly beside this one needs no line of its own.
        Dictionary<string, string> found = await kernel.ValueAsync("using Deedle;\ntable.ToFrame().GetColumn<double>(\"kappa\").ValueCount");
        Assert.Contains("<pre>1</pre>", found["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_AsPlainText_IsATableToo()
    {
        using var kernel = new CellKernel();
        await kernel.RunAsync(CellKernel.FirstCell, Table);
        ReturnValueProduced produced = (await kernel.RunAsync("table.ToFrame()")).OfType<ReturnValueProduced>().Single();
        string text = produced.Value.ToDisplayString(PlainTextFormatter.MimeType);
        Assert.Equal(" kappa  depth [layers]\n------  --------------\n1E-300               7\n     –               8", text);
    }

    [Fact]
    public async Task Chart_TrailingExpression_IsInteractive()
    {
        using var kernel = new CellKernel();
        Dictionary<string, string> shown = await kernel.ValueAsync(CellKernel.FirstCell, Figure, "figure.ToPlotly()");
        Assert.Contains("plotly.newPlot", shown["text/html"], StringComparison.Ordinal);
        Assert.Contains("theory, no data", shown["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figure_AfterTheChoice_IsTheSvgThatAChartReplaces()
    {
        using var kernel = new CellKernel();
        string image = (await kernel.ValueAsync(CellKernel.FirstCell, Figure, "figure"))["text/html"];
        Assert.StartsWith("<div><img alt=\"A line (theory, no data)\" src=\"data:image/svg+xml;base64,", image, StringComparison.Ordinal);
        try
        {
            string chart = (await kernel.ValueAsync("FigureView.Use(\"plotly\")", "figure"))["text/html"];
            Assert.Contains(image, chart, StringComparison.Ordinal);
            Assert.Contains("plotly.newPlot", chart, StringComparison.Ordinal);
        }
        finally
        {
            await kernel.RunAsync("FigureView.Use(\"svg\")");
        }
    }

    [Fact]
    public async Task LiveProgress_WhileACellRuns_UpdatesOneOutput()
    {
        using var kernel = new CellKernel();
        KernelEvent[] events = await kernel.RunAsync(CellKernel.FirstCell, """
            var progress = LiveProgress.Show("training");
            for (int step = 0; step <= 100; step++)
                progress.Report(new WideNet.Training.TrainingProgress(step, 100, 0.5, TimeSpan.Zero, TimeSpan.FromSeconds(75), null));
            """);
        DisplayedValueProduced shown = Assert.Single(events.OfType<DisplayedValueProduced>());
        DisplayedValueUpdated[] updates = [.. events.OfType<DisplayedValueUpdated>()];
        Assert.NotEmpty(updates);
        Assert.All(updates, update => Assert.Equal(shown.ValueId, update.ValueId));
        Assert.Equal("training: 0 %, step 0 of 100, loss 0.5, 1:15 left", Plain(updates[0]));
        string html = updates[^1].FormattedValues.Single(value => value.MimeType == HtmlFormatter.MimeType).Value;
        Assert.Equal("<div><progress value=\"1\" max=\"1\" style=\"width:20em\"></progress> training: 100 %, step 100 of 100, loss 0.5</div>", html);
    }

    [Fact]
    public async Task LiveProgress_ManyReports_ChangesTheOutputTenTimesASecond()
    {
        var clock = new SteppedClock();
        using var kernel = new DelegateKernel(() =>
        {
            var progress = LiveProgress.Show("training", clock);
            for (int step = 0; step <= 100; step++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(25));
                progress.Report(new TrainingProgress(step, 100, 0.5, TimeSpan.Zero, TimeSpan.FromSeconds(75), null));
            }
        });
        KernelCommandResult result = await kernel.SendAsync(new SubmitCode("train"), TestContext.Current.CancellationToken);

        // A report every 25 ms, at most one change in 100 ms, and the last one.
        Assert.Equal(26, result.Events.OfType<DisplayedValueUpdated>().Count());
    }

    [Fact]
    public async Task LiveProgress_OfAKernel_EndsAtTheWhole()
    {
        using var kernel = new CellKernel();
        string cell = "var progress = LiveProgress.Show(\"kernel\"); progress.Report(0.5); progress.Report(1.0);";
        KernelEvent[] events = await kernel.RunAsync(CellKernel.FirstCell, cell);
        Assert.StartsWith("kernel: 100 %", Plain(events.OfType<DisplayedValueUpdated>().Last()), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveProgress_WithoutACell_SaysSo()
    {
        var error = Assert.Throws<InvalidOperationException>(() => LiveProgress.Show("training"));
        Assert.Equal("Live progress is an output of a running cell, but no cell of .NET Interactive is running here.", error.Message);
    }

    [Fact]
    public void ProgressView_LongTimeAndMarkup_AreWrittenOut()
    {
        var view = new ProgressView("a < b", 0.256, "", new TimeSpan(1, 30, 5));
        Assert.Equal("a < b: 26 %, 90:05 left", view.ToString());
        Assert.Equal("<div><progress value=\"0.256\" max=\"1\" style=\"width:20em\"></progress> a &lt; b: 26 %, 90:05 left</div>", view.ToHtml());
    }

    private static string Plain(DisplayedValueUpdated update) => update.FormattedValues.Single(value => value.MimeType == PlainTextFormatter.MimeType).Value;

    private sealed class SteppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
