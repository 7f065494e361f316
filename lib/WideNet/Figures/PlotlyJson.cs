using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WideNet.Figures.Rendering;

namespace WideNet.Figures;

/// <summary>Writes a figure for plotly: an object with <c>data</c> (traces of type scatter, heatmap and contour) and <c>layout</c>.</summary>
/// <remarks>
/// Ranges, colours and order are those of the SVG. Gaps are null. A map on a logarithmic scale is given by its logarithms, with the powers of ten on its colour
/// bar; hovering shows the values themselves.
/// </remarks>
public static class PlotlyJson
{
    // Between panels as a part of the whole; the wider one holds a colour bar too.
    private const double Gap = 0.09, GapWithBar = 0.15;

    /// <summary>The figure as JSON, the same text on every machine.</summary>
    /// <param name="figure">The figure.</param>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    public static string Write(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        PanelView[] views = [.. figure.Panels.Select((_, i) => new PanelView(figure, i, 300, 220))];
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            var named = new HashSet<string>(StringComparer.Ordinal);
            for (int i = 0; i < views.Length; i++)
            {
                new PlotlyTraces(json, views[i], AxisSuffix(i), DomainOf(figure, views[i]), named).Write();
            }

            json.WriteEndArray();
            json.WriteStartObject("layout");
            WriteLayout(json, figure, views);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string AxisSuffix(int index) => index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);

    private static Box DomainOf(Figure figure, PanelView view)
    {
        int columns = figure.ColumnCount;
        double gap = !figure.ShareColors && figure.Panels.Any(panel => panel.Map is not null) ? GapWithBar : Gap;
        int rows = (figure.Panels.Count + columns - 1) / columns;
        double width = (1 - (gap * (columns - 1))) / columns;
        double height = (1 - (2 * Gap * (rows - 1))) / rows;
        bool bar = view.ShowColorBar && columns > 1;
        return new Box(view.Column * (width + gap), (rows - 1 - view.Row) * (height + (2 * Gap)), bar ? width - 0.02 : width, height);
    }

    private static void WriteLayout(Utf8JsonWriter json, Figure figure, PanelView[] views)
    {
        json.WriteStartObject("title");
        json.WriteString("text", $"{RichText.ToHtml(figure.Title)}<br><sub>{RichText.ToHtml(figure.DataLabel)}</sub>");
        json.WriteEndObject();
        json.WriteString("paper_bgcolor", Palette.White);
        json.WriteString("plot_bgcolor", Palette.White);
        WriteStyle(json, views);
        for (int i = 0; i < views.Length; i++)
        {
            Box domain = DomainOf(figure, views[i]);
            string suffix = AxisSuffix(i);
            WriteAxis(json, "xaxis" + suffix, "y" + suffix, views[i].Panel.X, views[i].XRange, domain.Left, domain.Right);
            WriteAxis(json, "yaxis" + suffix, "x" + suffix, views[i].Panel.Y, views[i].YRange, domain.Top, domain.Bottom);
        }

        json.WriteStartArray("shapes");
        for (int i = 0; i < views.Length; i++)
        {
            foreach (ReferenceLine line in views[i].Panel.Layers.OfType<ReferenceLine>())
            {
                WriteShape(json, line, AxisSuffix(i));
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("annotations");
        for (int i = 0; i < views.Length; i++)
        {
            PlotlyAnnotations.Write(json, views[i], AxisSuffix(i), DomainOf(figure, views[i]));
        }

        json.WriteEndArray();
    }

    // Letters of the report's pages; hovering shows whole names.
    private static void WriteStyle(Utf8JsonWriter json, PanelView[] views)
    {
        json.WriteStartObject("font");
        json.WriteString("family", "Arial, Helvetica, 'Liberation Sans', sans-serif");
        json.WriteNumber("size", 12);
        json.WriteString("color", "#1a1a1a");
        json.WriteEndObject();
        json.WriteString("hovermode", "closest");
        json.WriteStartObject("hoverlabel");
        json.WriteString("align", "left");
        json.WriteNumber("namelength", -1);
        json.WriteEndObject();

        // White lines are drawn on dark maps; their entry in the legend needs a ground that shows them.
        if (!views.Any(HasWhiteLine)) return;
        json.WriteStartObject("legend");
        json.WriteString("bgcolor", "#c3c7cd");
        json.WriteEndObject();
    }

    private static bool HasWhiteLine(PanelView view) =>
        view.Panel.Layers.Zip(view.Colors).Any(layer => layer.First is LineSeries or ContourLines && string.Equals(layer.Second, Palette.White, StringComparison.OrdinalIgnoreCase));

    private static void WriteAxis(Utf8JsonWriter json, string name, string anchor, Axis axis, DataRange range, double from, double to)
    {
        bool log = axis.Scale == AxisScale.Log;
        json.WriteStartObject(name);
        json.WriteString("type", log ? "log" : "linear");
        json.WriteStartObject("title");
        json.WriteString("text", RichText.ToHtml(axis.FullLabel));
        json.WriteEndObject();
        json.WriteString("anchor", anchor);
        WritePair(json, "domain", from, Math.Min(1, to));
        WritePair(json, "range", log ? Math.Log10(range.Minimum) : range.Minimum, log ? Math.Log10(range.Maximum) : range.Maximum);
        json.WriteBoolean("showline", true);
        json.WriteBoolean("mirror", true);
        json.WriteString("ticks", "outside");
        json.WriteString("linecolor", "#1a1a1a");
        json.WriteString("gridcolor", "#e3e3e3");
        json.WriteBoolean("zeroline", false);
        json.WriteString("exponentformat", "power");
        double decades = log ? Math.Log10(range.Maximum) - Math.Log10(range.Minimum) : 0;
        if (decades > 1.5)
        {
            // Whole powers of ten are enough then, and plotly draws them larger than other labels.
            json.WriteNumber("nticks", Math.Clamp((int)(decades / 0.7), 2, 8));
            json.WriteStartObject("tickfont");
            json.WriteNumber("size", 9.7);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, ReferenceLine line, string suffix)
    {
        json.WriteStartObject();
        json.WriteString("type", "line");
        json.WriteString("xref", line.IsVertical ? "x" + suffix : $"x{suffix} domain");
        json.WriteString("yref", line.IsVertical ? $"y{suffix} domain" : "y" + suffix);
        json.WriteNumber("x0", line.IsVertical ? line.Value : 0);
        json.WriteNumber("x1", line.IsVertical ? line.Value : 1);
        json.WriteNumber("y0", line.IsVertical ? 0 : line.Value);
        json.WriteNumber("y1", line.IsVertical ? 1 : line.Value);
        PlotlyTraces.WriteLine(json, line.Color, 1.3, line.Dash);
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, string name, double first, double second)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(first);
        json.WriteNumberValue(second);
        json.WriteEndArray();
    }
}
