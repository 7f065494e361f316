using Deedle;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using WideNet.Experiments;
using WideNet.Figures;
using WideNet.Training;

namespace WideNet.Interactive.Tests;

public sealed class WideNetKernelExtensionTests
{
    public WideNetKernelExtensionTests() => _ = new WideNetKernelExtension().OnLoadAsync(null!);

    [Fact]
    public void Figure_InANotebook_IsAnInteractiveChart()
    {
        FormattedValue value = FormattedValue.CreateManyFromObject(Samples.Figure(), HtmlFormatter.MimeType).Single();
        Assert.Contains("plotly.newPlot", value.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Figure_ExtensionAndParameter_TheLaterCounts()
    {
        FigureView.Use("svg");
        Assert.Equal(Samples.Figure().ToHtml(), FormattedValue.CreateManyFromObject(Samples.Figure(), HtmlFormatter.MimeType).Single().Value);
        _ = new WideNetKernelExtension().OnLoadAsync(null!);
        Assert.Contains("plotly.newPlot", FormattedValue.CreateManyFromObject(Samples.Figure(), HtmlFormatter.MimeType).Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_InANotebook_AreTheLibrarysOwn()
    {
        ResultTable table = Samples.Table();
        Assert.Equal(table.ToHtml(), FormattedValue.CreateManyFromObject(table, HtmlFormatter.MimeType).Single().Value);
        var claims = new ClaimTable();
        Assert.Equal(claims.ToHtml(), FormattedValue.CreateManyFromObject(claims, HtmlFormatter.MimeType).Single().Value);
    }

    [Fact]
    public void Frame_InANotebook_IsATable()
    {
        string html = FormattedValue.CreateManyFromObject(Samples.Table().ToFrame(), HtmlFormatter.MimeType).Single().Value;
        Assert.StartsWith("<table><thead><tr><th></th><th>kappa</th><th>depth [layers]</th><th>phase</th></tr></thead><tbody><tr><th>0</th><td>3.141592653589793</td><td>1</td><td>ordered</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><th>1</th><td>1E-300</td><td>20</td><td>critical, &quot;quoted&quot;</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><th>2</th><td></td><td>2147483652</td><td></td></tr>", html, StringComparison.Ordinal);
        Assert.EndsWith("</tbody></table>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void LongFrame_InANotebook_EndsWithTheNumberOfItsRows()
    {
        Frame<int, string> frame = Frame.FromColumns(new[] { KeyValue.Create("n", new Series<int, int>(Enumerable.Range(0, 60), Enumerable.Range(0, 60))) });
        string html = FormattedValue.CreateManyFromObject(frame, HtmlFormatter.MimeType).Single().Value;
        Assert.Equal(51, html.Split("<tr>").Length - 1);
        Assert.EndsWith("<p>50 of 60 rows</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiveProgress_InARunningCell_UpdatesOneOutput()
    {
        var clock = new SteppedClock();
        using var kernel = new CellKernel(() =>
        {
            var progress = LiveProgress.Show("training", clock);
            for (int step = 0; step <= 100; step++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(25));
                progress.Report(new TrainingProgress(step, 100, 0.5, TimeSpan.Zero, TimeSpan.FromSeconds(75), null));
            }
        });
        KernelCommandResult result = await kernel.SendAsync(new SubmitCode("train"), TestContext.Current.CancellationToken);
        DisplayedValueProduced shown = Assert.Single(result.Events.OfType<DisplayedValueProduced>());
        DisplayedValueUpdated[] updates = [.. result.Events.OfType<DisplayedValueUpdated>()];

        // A report every 25 ms, at most one change in 100 ms, and the last one.
        Assert.Equal(26, updates.Length);
        Assert.All(updates, update => Assert.Equal(shown.ValueId, update.ValueId));
        Assert.Equal("training: 0 %, step 0 of 100, loss 0.5, 1:15 left", ((ProgressView)updates[0].Value).ToString());
        string html = updates[^1].FormattedValues.Single(value => value.MimeType == HtmlFormatter.MimeType).Value;
        Assert.Equal("<div><progress value=\"1\" max=\"1\" style=\"width:20em\"></progress> training: 100 %, step 100 of 100, loss 0.5</div>", html);
    }

    [Fact]
    public void ProgressView_LongTimeAndMarkup_AreWrittenOut()
    {
        var view = new ProgressView("a < b", 0.256, "", new TimeSpan(1, 30, 5));
        Assert.Equal("a < b: 26 %, 90:05 left", view.ToString());
        Assert.Equal("<div><progress value=\"0.256\" max=\"1\" style=\"width:20em\"></progress> a &lt; b: 26 %, 90:05 left</div>", view.ToHtml());
    }

    [Fact]
    public void Chart_InANotebook_IsInteractiveToo()
    {
        FormattedValue value = FormattedValue.CreateManyFromObject(Samples.Figure().ToPlotly(), HtmlFormatter.MimeType).Single();
        Assert.Contains("https://cdn.plot.ly/plotly-", value.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LiveProgress_OfAKernel_EndsAtTheWhole()
    {
        using var kernel = new CellKernel(() =>
        {
            var progress = LiveProgress.Show("kernel");
            progress.Report(0.5);
            progress.Report(1.0);
        });
        KernelCommandResult result = await kernel.SendAsync(new SubmitCode("kernel"), TestContext.Current.CancellationToken);
        Assert.StartsWith("kernel: 100 %", ((ProgressView)result.Events.OfType<DisplayedValueUpdated>().Last().Value).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveProgress_WithoutACell_SaysSo()
    {
        var error = Assert.Throws<InvalidOperationException>(() => LiveProgress.Show("training"));
        Assert.Equal("Live progress is an output of a running cell, but no cell of .NET Interactive is running here.", error.Message);
    }

    private sealed class SteppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
