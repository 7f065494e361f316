using System.Text.Json;

namespace WideNet.Figures.Rendering;

/// <summary>Writes the texts of a panel as plotly annotations: title, notes, labels of reference lines.</summary>
internal static class PlotlyAnnotations
{
    /// <summary>Writes the annotations of a panel.</summary>
    /// <param name="json">An open array.</param>
    /// <param name="view">The panel.</param>
    /// <param name="suffix">Number of its axes, empty for the first.</param>
    /// <param name="domain">Its place on the page, y upwards.</param>
    public static void Write(Utf8JsonWriter json, PanelView view, string suffix, Box domain)
    {
        if (view.Title.Length > 0)
        {
            Write(json, $"<b>{RichText.ToHtml(view.Title)}</b>", Palette.Black, ("paper", domain.Left, "left"), ("paper", Math.Min(1, domain.Bottom), "bottom"));
        }

        foreach (PanelLayer layer in view.Panel.Layers)
        {
            switch (layer)
            {
                case Annotation note:
                    string anchor = note.Anchor switch { TextAnchor.Start => "left", TextAnchor.End => "right", _ => "center" };
                    Write(json, RichText.ToHtml(note.Text), note.Color, ("x" + suffix, On(view.Panel.X, note.X), anchor), ("y" + suffix, On(view.Panel.Y, note.Y), "middle"));
                    break;
                case ReferenceLine { Label.Length: > 0, IsVertical: true } line:
                    Write(json, RichText.ToHtml(line.Label), line.Color, ("x" + suffix, On(view.Panel.X, line.Value), "left"), ($"y{suffix} domain", 1, "top"));
                    break;
                case ReferenceLine { Label.Length: > 0 } line:
                    Write(json, RichText.ToHtml(line.Label), line.Color, ($"x{suffix} domain", 1, "right"), ("y" + suffix, On(view.Panel.Y, line.Value), "bottom"));
                    break;
            }
        }
    }

    // Plotly places annotations on a logarithmic axis by the logarithm.
    private static double On(Axis axis, double value) => axis.Scale == AxisScale.Log ? Math.Log10(value) : value;

    private static void Write(Utf8JsonWriter json, string text, string color, (string Reference, double At, string Anchor) x, (string Reference, double At, string Anchor) y)
    {
        if (!double.IsFinite(x.At) || !double.IsFinite(y.At))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteBoolean("showarrow", false);
        json.WriteString("xref", x.Reference);
        json.WriteNumber("x", x.At);
        json.WriteString("xanchor", x.Anchor);
        json.WriteString("yref", y.Reference);
        json.WriteNumber("y", y.At);
        json.WriteString("yanchor", y.Anchor);
        json.WriteStartObject("font");
        json.WriteString("color", color);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
