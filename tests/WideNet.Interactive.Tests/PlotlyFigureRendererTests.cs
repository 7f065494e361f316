using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using WideNet.Figures;

namespace WideNet.Interactive.Tests;

public sealed partial class PlotlyFigureRendererTests
{
    private static readonly Figure Figure = Samples.Figure() with { Caption = "χ_1 below" };

    [Fact]
    public void ToHtml_Figure_HasThePictureThatStandsInAndTheChart()
    {
        string html = new PlotlyFigureRenderer().ToHtml(Figure);
        Assert.Contains(Figure.ToHtml(), html, StringComparison.Ordinal);
        JObject chart = JObject.Parse(ChartLine().Match(html).Groups[1].Value), json = JObject.Parse(PlotlyJson.Write(Figure));
        Assert.Equal(json["data"]!.Count(), chart["data"]!.Count());
        Assert.Equal((string?)json["layout"]!["title"]!["text"], (string?)chart["layout"]!["title"]!["text"]);
        Assert.Equal("h", (string?)chart["layout"]!["legend"]!["orientation"]);
        Assert.True((double)chart["layout"]!["height"]! > 300);
        Assert.DoesNotContain("</sub>", ChartLine().Match(html).Value, StringComparison.Ordinal);
    }

    // The address that npm's package of this version has, too.
    [Fact]
    public void ToHtml_Figure_NamesTheScriptOfPlotlyNetsVersion() =>
        Assert.Contains($"const address = \"https://cdn.plot.ly/plotly-{Globals.PLOTLYJS_VERSION}.min.js\";", new PlotlyFigureRenderer().ToHtml(Figure), StringComparison.Ordinal);

    // What a notebook does: the assembly is found by its file name and loaded a second time, with packages of its own.
    [Fact]
    public void Open_Plotly_FindsTheBuiltAssembly()
    {
        IFigureRenderer found = FigureView.Open("plotly");
        Assert.Equal(typeof(PlotlyFigureRenderer).FullName, found.GetType().FullName);
        Assert.NotEqual(typeof(PlotlyFigureRenderer), found.GetType());
        Assert.Equal("interactive charts of Plotly.NET 5.1.0", found.Description);
        Assert.Equal(Id().Replace(new PlotlyFigureRenderer().ToHtml(Figure), ""), Id().Replace(found.ToHtml(Figure), ""));
    }

    [GeneratedRegex("const chart = (.*);")]
    private static partial Regex ChartLine();

    [GeneratedRegex("chart-[0-9a-f]{32}")]
    private static partial Regex Id();
}
