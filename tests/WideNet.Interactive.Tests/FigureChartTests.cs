using System.Text.Json;
using Plotly.NET;
using Plotly.NET.CSharp;
using Plotly.NET.LayoutObjects;
using WideNet.Figures;
using WideNet.Numerics;
using WideNet.Tests.Figures;
using Figure = WideNet.Figures.Figure;

namespace WideNet.Interactive.Tests;

public sealed class FigureChartTests
{
    [Fact]
    public void ToPlotly_Figure_IsMadeOfPlotlyNetsObjects()
    {
        GenericChart chart = SampleFigures.Maps.ToPlotly();
        Layout layout = chart.GetLayout();
        string[] axes = ["xaxis", "xaxis2", "xaxis3", "yaxis", "yaxis2", "yaxis3"];
        Assert.All(axes, axis => Assert.IsType<LinearAxis>(layout.TryGetPropertyValue(axis).Value));
        Assert.IsType<ColorAxis>(layout.TryGetPropertyValue("coloraxis2").Value);
        Assert.Contains(chart.GetTraces(), trace => trace.TryGetPropertyValue("line")?.Value is Line);

        // A function of Plotly.NET that restyles: the axis keeps its range and takes the new title.
        GenericChart restyled = chart.WithXAxisStyle<double, double, string>(TitleText: "new title");
        using var document = JsonDocument.Parse(GenericChart.toFigureJson(restyled));
        JsonElement first = document.RootElement.GetProperty("layout").GetProperty("xaxis");
        Assert.Equal("new title", first.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal(2, first.GetProperty("range").GetArrayLength());
    }

    [Fact]
    public void Create_Lines_GivesScatterTracesOnALogAxis()
    {
        using JsonDocument document = Json(SampleFigures.Lines);
        JsonElement[] traces = [.. document.RootElement.GetProperty("data").EnumerateArray()];
        Assert.All(traces, t => Assert.Equal("scatter", t.GetProperty("type").GetString()));
        Assert.Equal(["lines", "lines", "markers", "lines", "lines", "lines"], traces.Select(t => t.GetProperty("mode").GetString()));
        Assert.Equal("tonexty", traces[4].GetProperty("fill").GetString());
        Assert.NotEqual(JsonValueKind.Number, traces[2].GetProperty("y")[0].ValueKind);
        Assert.Equal(10, traces[2].GetProperty("error_y").GetProperty("array")[1].GetDouble());
        Assert.Equal(4, traces.Count(t => t.GetProperty("showlegend").GetBoolean()));
        JsonElement layout = document.RootElement.GetProperty("layout"), y = layout.GetProperty("yaxis"), x = layout.GetProperty("xaxis");
        Assert.Equal("log", y.GetProperty("type").GetString());
        double[] range = Numbers(y.GetProperty("range"));
        Assert.True(range[0] < Math.Log10(0.5) && range[1] > 50 * Math.Log10(2));
        Assert.Equal(("power", "none"), (y.GetProperty("exponentformat").GetString(), x.GetProperty("exponentformat").GetString()));
        Assert.Equal(2, layout.GetProperty("shapes").GetArrayLength());
        JsonElement[] notes = [.. layout.GetProperty("annotations").EnumerateArray()];
        IEnumerable<string?> texts = notes.Select(n => n.GetProperty("text").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(["(m + 2)/2", "ordered", "ξ<sub>c*</sub>", "χ<sub>1</sub><sup>−l</sup>"], texts);
        Assert.Equal(10, notes.Single(n => n.GetProperty("text").GetString() == "ordered").GetProperty("y").GetDouble(), 1e-12);
    }

    [Fact]
    public void Create_Maps_GivesHeatMapsOfOneRangeOnSeparateDomains()
    {
        using JsonDocument document = Json(SampleFigures.Maps);
        JsonElement[] traces = [.. document.RootElement.GetProperty("data").EnumerateArray()];
        JsonElement[] maps = [.. traces.Where(t => t.GetProperty("type").GetString() == "heatmap")];
        Assert.Equal(["x", "x2", "x3"], maps.Select(m => m.GetProperty("xaxis").GetString()));
        Assert.Equal(["coloraxis", "coloraxis2", "coloraxis3"], maps.Select(m => m.GetProperty("coloraxis").GetString()));
        Assert.Equal([10, 12], [maps[0].GetProperty("z").GetArrayLength(), maps[0].GetProperty("z")[0].GetArrayLength()]);
        Assert.NotEqual(JsonValueKind.Number, maps[0].GetProperty("z")[3][4].ValueKind);
        Assert.Equal(2.0 * maps[0].GetProperty("z")[2][1].GetDouble(), maps[1].GetProperty("z")[2][1].GetDouble(), 1e-12);

        JsonElement layout = document.RootElement.GetProperty("layout");
        JsonElement[] colors = [.. maps.Select(m => layout.GetProperty(m.GetProperty("coloraxis").GetString()!))];
        Assert.Equal(colors[0].GetProperty("cmax").GetDouble(), colors[2].GetProperty("cmax").GetDouble());
        Assert.Equal([false, true, true], colors.Select(c => c.GetProperty("showscale").GetBoolean()));
        double[] Domain(string axis) => Numbers(layout.GetProperty(axis).GetProperty("domain"));
        double[][] boxes = [.. new[] { "", "2", "3" }.Select(number => (double[])[.. Domain("xaxis" + number), .. Domain("yaxis" + number)])];
        Assert.All(boxes, b => Assert.True(b.All(v => v is >= 0 and <= 1) && b[0] < b[1] && b[2] < b[3]));
        Assert.True(boxes[0][1] < boxes[1][0], "first and second panel lie side by side");
        Assert.True(boxes[2][3] < boxes[0][2], "the third panel lies below the first");
        Assert.Single(traces, t => t.TryGetProperty("showlegend", out JsonElement shown) && shown.GetBoolean());

        // Contours have white lines; colour bars of their own between the panels need more room than one at the end of a row.
        Assert.Equal("#c3c7cd", layout.GetProperty("legend").GetProperty("bgcolor").GetString());
        using JsonDocument apart = Json(SampleFigures.Maps with { ShareColors = false });
        Assert.Equal(0.03, Numbers(apart.RootElement.GetProperty("layout").GetProperty("xaxis2").GetProperty("domain"))[0] - boxes[1][0], 1e-12);
    }

    [Fact]
    public void Create_LogMap_GivesLogarithmsWithTheLabelsOfTheSvg()
    {
        HeatMap map = HeatMap.Of("κ", [1.0, 2], [1.0, 2], new Matrix(2, 2, [1, 100, 0, 10000])) with { Scale = AxisScale.Log };
        using JsonDocument document = Json(SampleFigures.Maps with { Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [map] }] });
        JsonElement trace = document.RootElement.GetProperty("data")[0];
        JsonElement bar = document.RootElement.GetProperty("layout").GetProperty("coloraxis").GetProperty("colorbar");
        Assert.Equal(2, trace.GetProperty("z")[0][1].GetDouble(), 1e-12);
        Assert.NotEqual(JsonValueKind.Number, trace.GetProperty("z")[1][0].ValueKind);
        Assert.Equal(100, trace.GetProperty("customdata")[0][1].GetDouble());
        Assert.Equal([0, 1, 2, 3, 4], Numbers(bar.GetProperty("tickvals")).Select(v => Math.Round(v, 12)));
        Assert.Equal("10000", bar.GetProperty("ticktext")[4].GetString());
        Assert.Equal(("κ", "right"), (bar.GetProperty("title").GetProperty("text").GetString(), bar.GetProperty("title").GetProperty("side").GetString()));
    }

    // Every colour and every dash that the SVG has of lines, the chart has too; so have both the same names.
    [Fact]
    public void Create_Lines_HasTheColoursDashesAndNamesOfTheSvg()
    {
        string svg = SampleFigures.Lines.ToSvg();
        using JsonDocument document = Json(SampleFigures.Lines);
        JsonElement[] named = [.. document.RootElement.GetProperty("data").EnumerateArray().Where(t => t.GetProperty("showlegend").GetBoolean())];
        foreach (JsonElement trace in named)
        {
            JsonElement line = trace.GetProperty("line");
            string color = line.GetProperty("color").GetString()!, dash = line.GetProperty("dash").GetString()!;
            Assert.Contains(color, svg, StringComparison.Ordinal);
            string lengths = dash.Replace("px", "", StringComparison.Ordinal).Replace(',', ' ');
            if (dash != "solid") Assert.Contains($"stroke-dasharray=\"{lengths}\"", svg, StringComparison.Ordinal);
        }

        Assert.Equal(["σ<sub>w</sub><sup>2</sup> = 1.25", "prediction", "points", "band"], named.Select(t => t.GetProperty("name").GetString()));
        Assert.All(["prediction", "points", "band"], name => Assert.Contains($">{name}</text>", svg, StringComparison.Ordinal));
    }

    // Two panels with other names: each has its legend, at its own side of the whole.
    [Fact]
    public void Create_PanelsWithOtherNames_HaveLegendsOfTheirOwn()
    {
        Panel Named(string name) => new() { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [LineSeries.Line(name, [1.0, 2], [3.0, 4])] };
        using JsonDocument document = Json(SampleFigures.Lines with { Panels = [Named("one"), Named("other")] });
        JsonElement layout = document.RootElement.GetProperty("layout");
        Assert.Equal(["legend2", "legend3"], document.RootElement.GetProperty("data").EnumerateArray().Select(t => t.GetProperty("legend").GetString()));
        Assert.True(layout.GetProperty("legend2").GetProperty("x").GetDouble() < 0.46 && layout.GetProperty("legend3").GetProperty("x").GetDouble() > 0.54);

        // The same names stand once, below; none where the panel wants none.
        using JsonDocument same = Json(SampleFigures.Lines with { Panels = [Named("one"), Named("one")] });
        Assert.Equal([true, false], same.RootElement.GetProperty("data").EnumerateArray().Select(t => t.GetProperty("showlegend").GetBoolean()));
        using JsonDocument none = Json(SampleFigures.Lines with { Panels = [Named("one") with { Legend = LegendPlacement.None }] });
        Assert.False(none.RootElement.GetProperty("data")[0].GetProperty("showlegend").GetBoolean());
    }

    [Fact]
    public void Create_GivenTicksAndSmallLogRange_HaveTheLabelsOfTheSvg()
    {
        var panel = new Panel { X = Axis.Linear("x") with { Ticks = [1, 10, 25] }, Y = Axis.Log("y"), Layers = [LineSeries.Line("a", [1.0, 25], [0.05, 0.6])] };
        using JsonDocument document = Json(SampleFigures.Lines with { Panels = [panel] });
        JsonElement x = document.RootElement.GetProperty("layout").GetProperty("xaxis"), y = document.RootElement.GetProperty("layout").GetProperty("yaxis");
        Assert.Equal(["1", "10", "25"], x.GetProperty("ticktext").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("~g", y.GetProperty("tickformat").GetString());
        Assert.Equal(3, y.GetProperty("nticks").GetInt32());
    }

    // A panel of nothing but lines of reference still has its axes.
    [Fact]
    public void Create_PanelWithoutTraces_HasAxesAndShapes()
    {
        var panel = new Panel { X = Axis.Linear("x", 0, 1), Y = Axis.Linear("y", 0, 1), Layers = [ReferenceLine.Horizontal(0.5)] };
        using JsonDocument document = Json(SampleFigures.Lines with { Panels = [panel] });
        Assert.Equal([0.0, 1.0], Numbers(document.RootElement.GetProperty("layout").GetProperty("xaxis").GetProperty("range")));
        Assert.Equal(1, document.RootElement.GetProperty("layout").GetProperty("shapes").GetArrayLength());
    }

    [Theory]
    [InlineData("10.0", false)]
    [InlineData("10.1", true)]
    [InlineData("11.0", true)]
    [InlineData(null, true)]
    public void WhyNot_HostsFSharpCore_IsOneLineWhereItIsTooOld(string? found, bool good)
    {
        string? reason = PlotlyCharts.WhyNot(new Version(10, 1), found is null ? null : new Version(found));
        Assert.Equal(good, reason is null);
        if (!good)
        {
            Assert.Equal(
                "This host has FSharp.Core 10.0, but Plotly.NET 6.0.0 needs 10.1, so cells cannot have its charts here; "
                + "FigureView.Use(\"plotly\") shows figures as such charts in any host.",
                reason);
        }
    }

    private static JsonDocument Json(Figure figure) => JsonDocument.Parse(new PlotlyFigureRenderer().ToPlotlyJson(figure));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
}
