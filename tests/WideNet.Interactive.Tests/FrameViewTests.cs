using System.Text.RegularExpressions;
using Deedle;
using WideNet.Results;

namespace WideNet.Interactive.Tests;

public sealed partial class FrameViewTests
{
    // What is shown of a table today, less the caption: a frame does not know its run.
    [Theory]
    [InlineData("13-rbf-toy/standard-scales")]
    [InlineData("12-near-criticality/standard-map")]
    [InlineData("05-cnn-p-versus-cnn-f/standard-cnn-p")]
    public void Of_FrameOfResults_ShowsWhatTheTableShows(string name)
    {
        ResultTable table = Samples.Recorded(name);
        FrameView view = FrameView.Of(table.ToFrame());
        Assert.Equal(Caption().Replace(table.ToHtml(), ""), view.ToHtml());
        Assert.Equal(table.ToString()[(table.ToString().IndexOf('\n', StringComparison.Ordinal) + 1)..], view.ToString());
    }

    [Fact]
    public void Of_NumbersThatFormatsLose_ShowsThemWithUnits()
    {
        string html = FrameView.Of(Samples.Table().ToFrame()).ToHtml();
        Assert.StartsWith(
            "<table><thead><tr><th style=\"text-align:right\">kappa</th><th style=\"text-align:right\">depth [layers]</th>"
            + "<th style=\"text-align:left\">phase</th></tr></thead><tbody>\n"
            + "<tr><td style=\"text-align:right\">3.14159</td><td style=\"text-align:right\">1</td><td style=\"text-align:left\">ordered</td></tr>",
            html,
            StringComparison.Ordinal);
        Assert.Contains(">1E-300</td><td style=\"text-align:right\">20</td>", html, StringComparison.Ordinal);
        Assert.Contains(">critical, &quot;quoted&quot;</td>", html, StringComparison.Ordinal);
        Assert.Contains(">–</td><td style=\"text-align:right\">2147483652</td>", html, StringComparison.Ordinal);
        Assert.Contains(">∞</td>", html, StringComparison.Ordinal);
        Assert.Contains(">5E+110</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FrameOfManyRows_ShowsTheFirstAndHowManyFollow()
    {
        int[] keys = [.. Enumerable.Range(0, 100_000)];
        Frame<int, string> frame = Frame.FromColumns(new[] { KeyValue.Create("n", new Series<int, double>(keys, keys.Select(i => (double)i))) });
        FrameView view = FrameView.Of(frame);
        Assert.Equal(1 + 40, view.ToHtml().Split("<tr>").Length - 1);
        Assert.EndsWith("<p>… 99960 more rows</p>", view.ToHtml(), StringComparison.Ordinal);
        Assert.EndsWith("\n… 99960 more rows", view.ToString(), StringComparison.Ordinal);
        Assert.True(view.ToHtml().Length < 5_000);
    }

    [Fact]
    public void Of_FrameWithKeysThatSaySomething_ShowsThem()
    {
        Frame<string, int> frame = Frame.FromColumns(new[] { KeyValue.Create(5, new Series<string, float>(["b", "a"], [0.25f, 3f])) });
        Assert.Equal("      5\n-  ----\nb  0.25\na     3", FrameView.Of(frame).ToString());
    }

    [Fact]
    public void Of_FrameWithoutRows_ShowsItsColumns()
    {
        string html = FrameView.Of(new ResultTable(Samples.Run, ResultColumn.Number("a")).ToFrame()).ToHtml();
        Assert.Equal("<table><thead><tr><th style=\"text-align:right\">a</th></tr></thead><tbody>\n</tbody></table>", html);
    }

    [GeneratedRegex("<caption[^>]*>.*?</caption>")]
    private static partial Regex Caption();
}
