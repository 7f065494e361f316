using Microsoft.FSharp.Collections;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using WideNet.Figures;
using Figure = WideNet.Figures.Figure;

namespace WideNet.Interactive;

/// <summary>Figures as charts of Plotly.NET.</summary>
/// <remarks>
/// A chart holds exactly what <see cref="PlotlyJson"/> writes (<c>PlotlyChartsTests</c>). Axes, titles, lines, markers and colour bars are Plotly.NET's own
/// objects, so its functions that restyle a chart find them.
/// </remarks>
public static class PlotlyCharts
{
    /// <summary>Where plotly.js lies, in the version that Plotly.NET is made for.</summary>
    internal static string ScriptAddress => $"https://cdn.plot.ly/plotly-{Globals.PLOTLYJS_VERSION}.min.js";

    /// <summary>The figure as a chart, with the same ranges, colours and order of layers.</summary>
    /// <param name="figure">The figure.</param>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    public static GenericChart ToPlotly(this Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        JObject json = JObject.Parse(PlotlyJson.Write(figure));
        Trace[] traces = [.. json["data"]!.Cast<JObject>().Select(trace => Fill(new Trace2D((string)trace["type"]!), trace))];
        Layout layout = Fill(new Layout(), (JObject)json["layout"]!);
        return GenericChart.fromFigure(Plotly.NET.Figure.create(ListModule.OfSeq(traces), layout));
    }

    /// <summary>The chart as HTML for a notebook, with plotly.js from its public address.</summary>
    /// <param name="chart">A chart.</param>
    public static string ToNotebookHtml(this GenericChart chart) =>
        ChartHtml.Write(GenericChart.toJson(chart), ScriptAddress, $"<p data-stand-in>An interactive chart, which needs {ScriptAddress}.</p>");

    private static T Fill<T>(T target, JObject source)
        where T : DynamicObj.DynamicObj
    {
        foreach (JProperty property in source.Properties())
        {
            // A trace knows its type already.
            if (target is Trace && property.Name == "type") continue;
            target.SetValue(property.Name, Value(property.Name, property.Value));
        }

        return target;
    }

    private static object? Value(string name, JToken token) => token switch
    {
        JObject o => Fill(Part(name), o),
        JArray a => a.Select(item => Value("", item)).ToArray(),
        JValue v => v.Value,
        _ => throw new NotSupportedException($"The plotly property '{name}' holds a {token.Type}."),
    };

    // Plotly.NET's object for a part of a trace or layout, by plotly's own name of it.
    private static DynamicObj.DynamicObj Part(string name) => name switch
    {
        _ when name.StartsWith("xaxis", StringComparison.Ordinal) || name.StartsWith("yaxis", StringComparison.Ordinal) => new LinearAxis(),
        "title" => new Title(),
        "line" => new Line(),
        "marker" => new Marker(),
        "colorbar" => new ColorBar(),
        "legend" => new Legend(),
        "font" or "tickfont" => new Font(),
        "hoverlabel" => new Hoverlabel(),
        _ => new DynamicObj.DynamicObj(),
    };
}
