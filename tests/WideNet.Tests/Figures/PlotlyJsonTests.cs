using System.Text.Json;
using WideNet.Figures;
using WideNet.Numerics;

namespace WideNet.Tests.Figures;

public sealed class PlotlyJsonTests
{
    [Fact]
    public void Write_Lines_GivesScatterTracesOnALogAxis()
    {
        using var document = JsonDocument.Parse(PlotlyJson.Write(SampleFigures.Lines));
        JsonElement[] traces = [.. document.RootElement.GetProperty("data").EnumerateArray()];
        Assert.All(traces, t => Assert.Equal("scatter", t.GetProperty("type").GetString()));
        Assert.Equal(["lines", "lines", "markers", "lines", "lines", "lines"], traces.Select(t => t.GetProperty("mode").GetString()));
        Assert.Equal("tonexty", traces[4].GetProperty("fill").GetString());
        Assert.Equal(JsonValueKind.Null, traces[2].GetProperty("y")[0].ValueKind);
        Assert.Equal(10, traces[2].GetProperty("error_y").GetProperty("array")[1].GetDouble());
        JsonElement layout = document.RootElement.GetProperty("layout");
        Assert.Equal("log", layout.GetProperty("yaxis").GetProperty("type").GetString());
        double[] range = [.. layout.GetProperty("yaxis").GetProperty("range").EnumerateArray().Select(v => v.GetDouble())];
        Assert.True(range[0] < Math.Log10(0.5) && range[1] > 50 * Math.Log10(2));
        Assert.Equal(8, layout.GetProperty("yaxis").GetProperty("nticks").GetInt32());
        Assert.False(layout.GetProperty("xaxis").TryGetProperty("nticks", out _));
        Assert.False(layout.TryGetProperty("legend", out _));
        Assert.Equal(2, layout.GetProperty("shapes").GetArrayLength());
        Assert.Equal(3, layout.GetProperty("annotations").GetArrayLength());
        Assert.Equal(10, layout.GetProperty("annotations").EnumerateArray().Single(a => a.GetProperty("text").GetString() == "ordered").GetProperty("y").GetDouble(), 1e-12);
    }

    [Fact]
    public void Write_Maps_GivesHeatmapsAndContoursOnSeparateDomains()
    {
        using var document = JsonDocument.Parse(PlotlyJson.Write(SampleFigures.Maps));
        JsonElement[] traces = [.. document.RootElement.GetProperty("data").EnumerateArray()];
        JsonElement[] maps = [.. traces.Where(t => t.GetProperty("type").GetString() == "heatmap")];
        Assert.Equal(3, maps.Length);
        Assert.Equal(6, traces.Count(t => t.GetProperty("type").GetString() == "contour"));
        Assert.Equal([10, 12], [maps[0].GetProperty("z").GetArrayLength(), maps[0].GetProperty("z")[0].GetArrayLength()]);
        Assert.Equal(JsonValueKind.Null, maps[0].GetProperty("z")[3][4].ValueKind);
        Assert.Equal(["x", "x2", "x3"], maps.Select(m => m.GetProperty("xaxis").GetString()));
        Assert.Equal(maps[0].GetProperty("zmax").GetDouble(), maps[2].GetProperty("zmax").GetDouble());
        Assert.Equal([false, true, true], maps.Select(m => m.GetProperty("showscale").GetBoolean()));

        JsonElement layout = document.RootElement.GetProperty("layout");
        double[][] boxes = [.. new[] { "", "2", "3" }.Select(s => new[] { "xaxis", "yaxis" }.SelectMany(a => layout.GetProperty(a + s).GetProperty("domain").EnumerateArray().Select(v => v.GetDouble())).ToArray())];
        Assert.All(boxes, b => Assert.True(b.All(v => v is >= 0 and <= 1) && b[0] < b[1] && b[2] < b[3]));
        Assert.True(boxes[0][1] < boxes[1][0], "first and second panel lie side by side");
        Assert.True(boxes[2][3] < boxes[0][2], "the third panel lies below the first");
        Assert.Single(traces, t => t.TryGetProperty("showlegend", out JsonElement shown) && shown.GetBoolean());
        Assert.Equal("#c3c7cd", layout.GetProperty("legend").GetProperty("bgcolor").GetString());

        // Colour bars of their own between the panels need more room than one at the end of a row.
        using var apart = JsonDocument.Parse(PlotlyJson.Write(SampleFigures.Maps with { ShareColors = false }));
        double start = apart.RootElement.GetProperty("layout").GetProperty("xaxis2").GetProperty("domain")[0].GetDouble();
        Assert.Equal(0.03, start - boxes[1][0], 1e-12);
    }

    [Fact]
    public void Write_LogMap_GivesLogarithmsWithLabelledPowers()
    {
        HeatMap map = HeatMap.Of("κ", [1.0, 2], [1.0, 2], new Matrix(2, 2, [1, 100, 0, 10000])) with { Scale = AxisScale.Log };
        Figure figure = SampleFigures.Maps with { Panels = [new Panel { X = Axis.Linear("x"), Y = Axis.Linear("y"), Layers = [map] }] };
        using var document = JsonDocument.Parse(PlotlyJson.Write(figure));
        JsonElement trace = document.RootElement.GetProperty("data")[0];
        Assert.Equal(2, trace.GetProperty("z")[0][1].GetDouble(), 1e-12);
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("z")[1][0].ValueKind);
        Assert.Equal(100, trace.GetProperty("customdata")[0][1].GetDouble());
        Assert.Equal([0, 1, 2, 3, 4], trace.GetProperty("colorbar").GetProperty("tickvals").EnumerateArray().Select(v => Math.Round(v.GetDouble(), 12)));
        Assert.Equal("10000", trace.GetProperty("colorbar").GetProperty("ticktext")[4].GetString());
    }
}
