using System.Text.Json;
using System.Text.RegularExpressions;
using WideNet.Engines;
using WideNet.Figures;
using WideNet.Tests.Figures;

namespace WideNet.Interactive.Tests;

public sealed partial class PlotlyFigureRendererTests
{
    private static readonly Figure Figure = SampleFigures.Lines with { Caption = "χ_1 below" };

    [Fact]
    public void ToHtml_Figure_HasThePictureThatStandsInAndTheChart()
    {
        var renderer = new PlotlyFigureRenderer();
        string html = renderer.ToHtml(Figure);
        Assert.Contains(Figure.ToHtml(), html, StringComparison.Ordinal);
        using JsonDocument chart = JsonDocument.Parse(ChartLine().Match(html).Groups[1].Value), json = JsonDocument.Parse(renderer.ToPlotlyJson(Figure));
        Assert.Equal(6, chart.RootElement.GetProperty("data").GetArrayLength());
        JsonElement layout = chart.RootElement.GetProperty("layout");
        JsonElement title = json.RootElement.GetProperty("layout").GetProperty("title");
        Assert.Equal(title.GetProperty("text").GetString(), layout.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("h", layout.GetProperty("legend").GetProperty("orientation").GetString());
        Assert.True(layout.GetProperty("height").GetDouble() > 300);
        Assert.DoesNotContain("</sub>", ChartLine().Match(html).Value, StringComparison.Ordinal);
    }

    // The address that npm's package of this version has, too.
    [Fact]
    public void ToHtml_Figure_NamesTheScriptOfPlotlyNetsVersion()
    {
        string address = $"const address = \"https://cdn.plot.ly/plotly-{Globals.PLOTLYJS_VERSION}.min.js\"";
        Assert.Contains(address, new PlotlyFigureRenderer().ToHtml(Figure), StringComparison.Ordinal);
    }

    // What a notebook does: the assembly is found by its file name and loaded a second time, with packages of its own and the library that is there.
    [Fact]
    public void Open_Plotly_DrawsTheSameChartApartFromTheHost()
    {
        IFigureRenderer found = FigureView.Open("plotly", [AppContext.BaseDirectory]);
        Assert.Equal(typeof(PlotlyFigureRenderer).FullName, found.GetType().FullName);
        Assert.NotEqual(typeof(PlotlyFigureRenderer), found.GetType());
        Assert.Equal("interactive charts of Plotly.NET 6.0.0", found.Description);
        Assert.Equal(new PlotlyFigureRenderer().ToHtml(Figure), found.ToHtml(Figure));
        string versions = OptionalAssembly.Interactive.Versions(Path.Combine(AppContext.BaseDirectory, "WideNet.Interactive.dll"));
        Assert.Equal("WideNet.Interactive 0.1.0 (Plotly.NET 6.0.0, Deedle 8.1.0)", versions);
    }

    [GeneratedRegex("const chart = (.*);")]
    private static partial Regex ChartLine();
}
