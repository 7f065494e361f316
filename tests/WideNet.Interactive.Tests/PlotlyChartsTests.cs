using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using WideNet.Figures;

namespace WideNet.Interactive.Tests;

public sealed class PlotlyChartsTests
{
    [Fact]
    public void ToPlotly_AnyFigure_HoldsWhatPlotlyJsonWrites()
    {
        WideNet.Figures.Figure figure = Samples.Figure();
        JObject expected = JObject.Parse(PlotlyJson.Write(figure)), actual = JObject.Parse(GenericChart.toFigureJson(figure.ToPlotly()));
        AssertSame(expected["data"]!, actual["data"]!, "data");
        AssertSame(expected["layout"]!, actual["layout"]!, "layout");
    }

    [Fact]
    public void ToPlotly_Axes_AreThoseOfPlotlyNet()
    {
        GenericChart chart = Samples.Figure().ToPlotly();
        Layout layout = GenericChart.getLayout(chart);
        foreach (string name in (string[])["xaxis", "xaxis2", "yaxis", "yaxis2"]) Assert.IsType<LinearAxis>(layout.TryGetValue(name).Value);
        Assert.Contains(GenericChart.getTraces(chart), trace => trace.TryGetValue("line")?.Value is Line);
        Assert.Equal(GenericChart.countTrace(chart), JObject.Parse(PlotlyJson.Write(Samples.Figure()))["data"]!.Count());

        // A function of Plotly.NET that restyles: the axis keeps its range and takes the new title.
        GenericChart restyled = Chart.WithXAxisStyle<double, double, double>(TitleText: "new title").Invoke(chart);
        JToken axis = JObject.Parse(GenericChart.toFigureJson(restyled))["layout"]!["xaxis"]!;
        Assert.Equal("new title", (string?)axis["title"]!["text"]);
        Assert.Equal(2, axis["range"]!.Count());
    }

    [Fact]
    public void ToNotebookHtml_Chart_NamesTheScriptAndTheData()
    {
        string html = Samples.Figure().ToPlotly().ToNotebookHtml();
        Assert.Contains("https://cdn.plot.ly/plotly-", html, StringComparison.Ordinal);
        Assert.Contains("theory, no data", html, StringComparison.Ordinal);
    }

    // Objects may gain or lose nothing; numbers are compared as numbers.
    private static void AssertSame(JToken expected, JToken actual, string path)
    {
        switch (expected)
        {
            case JObject o:
                Assert.Equal(o.Properties().Select(p => p.Name).Order(StringComparer.Ordinal), ((JObject)actual).Properties().Select(p => p.Name).Order(StringComparer.Ordinal));
                foreach (JProperty property in o.Properties()) AssertSame(property.Value, actual[property.Name]!, $"{path}.{property.Name}");
                break;
            case JArray a:
                Assert.True(a.Count == ((JArray)actual).Count, $"{path} has {((JArray)actual).Count} items in place of {a.Count}.");
                for (int i = 0; i < a.Count; i++) AssertSame(a[i], actual[i]!, $"{path}[{i}]");
                break;
            case { Type: JTokenType.Integer or JTokenType.Float }:
                Assert.Equal((double)expected, (double)actual);
                break;
            default:
                Assert.True(JToken.DeepEquals(expected, actual), $"{path} is {actual} in place of {expected}.");
                break;
        }
    }
}
