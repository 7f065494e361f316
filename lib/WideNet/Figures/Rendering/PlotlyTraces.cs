using System.Text.Json;
using WideNet.Numerics;

namespace WideNet.Figures.Rendering;

/// <summary>Writes the layers of a panel as plotly traces.</summary>
internal sealed class PlotlyTraces
{
    private readonly Utf8JsonWriter _json;
    private readonly PanelView _view;
    private readonly string _suffix;
    private readonly Box _domain;
    private readonly HashSet<string> _named;

    /// <summary>Creates the writer of one panel.</summary>
    /// <param name="json">An open array.</param>
    /// <param name="view">The panel.</param>
    /// <param name="suffix">Number of its axes, empty for the first.</param>
    /// <param name="domain">Its place on the page, y upwards.</param>
    /// <param name="named">Names already in the legend; added to.</param>
    public PlotlyTraces(Utf8JsonWriter json, PanelView view, string suffix, Box domain, HashSet<string> named)
    {
        _json = json;
        _view = view;
        _suffix = suffix;
        _domain = domain;
        _named = named;
    }

    /// <summary>Writes all layers.</summary>
    public void Write()
    {
        for (int i = 0; i < _view.Panel.Layers.Count; i++)
        {
            switch (_view.Panel.Layers[i])
            {
                case LineSeries series:
                    WriteSeries(series, _view.Colors[i]);
                    break;
                case HeatMap map:
                    WriteMap(map);
                    break;
                case ContourLines contours:
                    WriteContours(contours, _view.Colors[i]);
                    break;
            }
        }
    }

    /// <summary>Writes the property <c>line</c>.</summary>
    public static void WriteLine(Utf8JsonWriter json, string color, double width, DashStyle dash)
    {
        json.WriteStartObject("line");
        json.WriteString("color", color);
        json.WriteNumber("width", width);
        json.WriteString("dash", dash switch { DashStyle.Dashed => "dash", DashStyle.Dotted => "dot", DashStyle.DashDotted => "dashdot", _ => "solid" });
        json.WriteEndObject();
    }

    private void WriteSeries(LineSeries series, string color)
    {
        string key = $"{series.Name}|{color}|{series.Dash}|{series.Marker}|{series.ShowLine}";
        if (series.Lower is { } lower && series.Upper is { } upper)
        {
            WriteEdge(series, lower, color, key, filled: false);
            WriteEdge(series, upper, color, key, filled: true);
        }

        bool points = series.Marker != MarkerShape.None;
        if (!series.ShowLine && !points && series.Error is null)
        {
            return;
        }

        Start("scatter", series.Name, key);
        _json.WriteBoolean("showlegend", series.Name.Length > 0 && _named.Add(key));
        _json.WriteString("mode", (series.ShowLine, points) switch { (true, true) => "lines+markers", (true, false) => "lines", (false, true) => "markers", _ => "none" });
        WriteNumbers("x", series.X);
        WriteNumbers("y", series.Y);
        WriteLine(_json, color, series.Width, series.Dash);
        if (points)
        {
            _json.WriteStartObject("marker");
            _json.WriteString("color", color);
            _json.WriteString("symbol", series.Marker switch { MarkerShape.Square => "square", MarkerShape.Triangle => "triangle-up", MarkerShape.Diamond => "diamond", MarkerShape.Cross => "x", _ => "circle" });
            _json.WriteNumber("size", 7);
            _json.WriteEndObject();
        }

        if (series.Error is { } error)
        {
            _json.WriteStartObject("error_y");
            _json.WriteString("type", "data");
            WriteNumbers("array", error);
            _json.WriteString("color", color);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void WriteEdge(LineSeries series, IReadOnlyList<double> edge, string color, string key, bool filled)
    {
        Start("scatter", series.Name, key);
        bool legend = filled && !series.ShowLine && series.Marker == MarkerShape.None && series.Name.Length > 0 && _named.Add(key);
        _json.WriteBoolean("showlegend", legend);
        _json.WriteString("mode", "lines");
        WriteNumbers("x", series.X);
        WriteNumbers("y", edge);
        WriteLine(_json, color, 0, DashStyle.Solid);
        if (filled)
        {
            int rgb = Convert.ToInt32(color[1..], 16);
            _json.WriteString("fill", "tonexty");
            _json.WriteString("fillcolor", FormattableString.Invariant($"rgba({rgb >> 16},{(rgb >> 8) & 255},{rgb & 255},0.2)"));
        }

        _json.WriteString("hoverinfo", "skip");
        _json.WriteEndObject();
    }

    private void WriteMap(HeatMap map)
    {
        bool log = map.Scale == AxisScale.Log;
        double Shown(double v) => log ? (v > 0 ? Math.Log10(v) : double.NaN) : v;
        Start("heatmap", map.Label, "");
        WriteNumbers("x", map.X);
        WriteNumbers("y", map.Y);
        WriteMatrix("z", map.Values, Shown);
        if (log)
        {
            WriteMatrix("customdata", map.Values, v => v);
        }

        _json.WriteString("hovertemplate", $"x %{{x}}<br>y %{{y}}<br>{RichText.ToHtml(map.Label)} %{{{(log ? "customdata" : "z")}:.4g}}<extra></extra>");
        _json.WriteBoolean("hoverongaps", false);
        _json.WriteNumber("zmin", Shown(_view.ColorRange.Minimum));
        _json.WriteNumber("zmax", Shown(_view.ColorRange.Maximum));
        _json.WriteStartArray("colorscale");
        for (int i = 0; i <= 32; i++)
        {
            _json.WriteStartArray();
            _json.WriteNumberValue(i / 32.0);
            _json.WriteStringValue(map.ColorMap.At(i / 32.0));
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
        _json.WriteBoolean("showscale", _view.ShowColorBar);
        if (_view.ShowColorBar)
        {
            WriteColorBar(map, Shown);
        }

        _json.WriteEndObject();
    }

    private void WriteColorBar(HeatMap map, Func<double, double> shown)
    {
        Tick[] ticks = [.. AxisTicks.Choose(map.Scale, _view.ColorRange.Minimum, _view.ColorRange.Maximum, 5).Where(t => t.IsMajor)];
        _json.WriteStartObject("colorbar");
        _json.WriteStartObject("title");
        _json.WriteString("text", RichText.ToHtml(map.Label));
        _json.WriteString("side", "right");
        _json.WriteEndObject();
        _json.WriteNumber("x", _domain.Right + 0.005);
        _json.WriteNumber("y", (_domain.Top + _domain.Bottom) / 2);
        _json.WriteNumber("len", _domain.Height);
        _json.WriteNumber("thickness", 12);
        WriteNumbers("tickvals", [.. ticks.Select(t => shown(t.Value))]);
        _json.WriteStartArray("ticktext");
        foreach (Tick tick in ticks)
        {
            _json.WriteStringValue(RichText.ToHtml(tick.Label));
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    // Plotly's contours are evenly spaced, so every level is a trace of its own.
    private void WriteContours(ContourLines contours, string color)
    {
        bool log = contours.Scale == AxisScale.Log;
        double Shown(double v) => log ? (v > 0 ? Math.Log10(v) : double.NaN) : v;
        foreach (double level in contours.Levels.Where(l => double.IsFinite(Shown(l))))
        {
            string key = $"{contours.Name}|{color}|contours";
            Start("contour", contours.Name, key);
            _json.WriteBoolean("showlegend", contours.Name.Length > 0 && _named.Add(key));
            WriteNumbers("x", contours.X);
            WriteNumbers("y", contours.Y);
            WriteMatrix("z", contours.Values, Shown);
            _json.WriteBoolean("autocontour", false);
            _json.WriteBoolean("showscale", false);
            _json.WriteString("hoverinfo", "skip");
            _json.WriteStartObject("contours");
            _json.WriteString("coloring", "none");
            _json.WriteBoolean("showlabels", contours.ShowLabels && !log);
            _json.WriteNumber("start", Shown(level));
            _json.WriteNumber("end", Shown(level));
            _json.WriteNumber("size", 1);
            _json.WriteEndObject();
            WriteLine(_json, color, 1.3, contours.Dash);
            _json.WriteEndObject();
        }
    }

    private void Start(string type, string name, string group)
    {
        _json.WriteStartObject();
        _json.WriteString("type", type);
        _json.WriteString("name", RichText.ToHtml(name));
        _json.WriteString("xaxis", "x" + _suffix);
        _json.WriteString("yaxis", "y" + _suffix);
        if (group.Length > 0)
        {
            _json.WriteString("legendgroup", group);
        }
    }

    private void WriteNumbers(string name, IReadOnlyList<double> values)
    {
        _json.WriteStartArray(name);
        foreach (double value in values)
        {
            WriteNumber(value);
        }

        _json.WriteEndArray();
    }

    private void WriteMatrix(string name, Matrix values, Func<double, double> shown)
    {
        _json.WriteStartArray(name);
        for (int i = 0; i < values.Rows; i++)
        {
            _json.WriteStartArray();
            for (int j = 0; j < values.Columns; j++)
            {
                WriteNumber(shown(values[i, j]));
            }

            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    private void WriteNumber(double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumberValue(value);
        }
        else
        {
            _json.WriteNullValue();
        }
    }
}
