using System.Text.Json.Nodes;
using WideNet.Interactive;
using WideNet.Report.Documents;
using WideNet.Report.Runs;

namespace WideNet.Report.Tests.Documents;

public sealed class OutputRendererTests
{
    private static readonly RecordedFigure Figure = new()
    {
        Name = "99-sample-lines",
        Title = "κ & more",
        Description = "",
        Caption = "σ<sub>w</sub>",
        Width = 480,
        Height = 300,
        Svg = SampleFigures.Lines.ToSvg(),
    };

    [Fact]
    public void Render_FigureOfTheRun_IsAPictureThatLeadsToItsPage()
    {
        string html = new OutputRenderer([Figure]).Render(Value(SampleFigures.Lines.ToHtml())).ToString();
        Assert.Contains(
            "<a class=\"paper\" href=\"../figures/99-sample-lines.html\"><img alt=\"κ &amp; more: interactive view and data\" "
                + "src=\"../figures/99-sample-lines.svg\" width=\"480\" height=\"300\"></a>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"caption\">σ<sub>w</sub></p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("base64", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_UnknownFigure_StaysInThePage() =>
        Assert.Contains(
            "src=\"data:image/svg+xml;base64,", new OutputRenderer([Figure]).Render(Value(SampleFigures.Maps.ToHtml())).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=\"https://example.org/a.png\">")]
    [InlineData("<img src='a.png'>")]
    [InlineData("<img src = //example.org/a.png>")]
    [InlineData("<p onclick=\"x()\">a</p>")]
    [InlineData("<a href=\"javascript:x()\">a</a>")]
    [InlineData("<p style=\"background:url(https://example.org)\">a</p>")]
    [InlineData("<style>@import 'https://example.org/a.css'</style>")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url=https://example.org\">")]
    public void Render_ActiveHtml_IsShownAsItsPlainText(string html) =>
        Assert.Equal("<pre class=\"value\">plain &lt;b&gt;</pre>\n", new OutputRenderer([]).Render(Value(html)).ToString());

    [Fact]
    public void Render_InteractiveChart_IsThePictureThatStandsInForIt()
    {
        string chart = new PlotlyFigureRenderer().ToHtml(SampleFigures.Lines);
        string html = new OutputRenderer([Figure]).Render(Value(chart)).ToString();
        Assert.StartsWith("<div class=\"value\"><a class=\"paper\" href=\"../figures/99-sample-lines.html\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script", html, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/svg+xml;base64,", new OutputRenderer([]).Render(Value(chart)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<table><tr><td style=\"text-align:left\">only once = 1, src of it</td></tr></table>")]
    [InlineData("<a href=\"#here\">a</a>")]
    public void Render_InertHtml_IsShownAsItIs(string html) =>
        Assert.Equal($"<div class=\"value\">{html}</div>\n", new OutputRenderer([]).Render(Value(html)).ToString());

    [Fact]
    public void Render_TextAndErrors_AreEscaped()
    {
        var renderer = new OutputRenderer([]);
        Assert.Equal(
            "<pre class=\"stream\">a &lt; b\nc</pre>\n", renderer.Render(new JsonObject
            {
                ["output_type"] = "stream",
                ["text"] = new JsonArray("a < b\n", "c")
            }).ToString());
        Assert.Equal(
            "<pre class=\"failure\">Oops: &lt;no&gt;</pre>\n", renderer.Render(new JsonObject
            {
                ["output_type"] = "error",
                ["ename"] = "Oops",
                ["evalue"] = "<no>"
            }).ToString());
    }

    private static JsonObject Value(string html) => new()
    {
        ["output_type"] = "execute_result",
        ["data"] = new JsonObject { ["text/html"] = new JsonArray(html), ["text/plain"] = new JsonArray("plain <b>") },
    };
}
