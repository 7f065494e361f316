using Note = Plotly.NET.LayoutObjects.Annotation;
using WideNet.Figures.Rendering;
using WideNet.Figures;
using WideNet.Formatting;

namespace WideNet.Interactive;

/// <summary>The texts of a panel as annotations of Plotly.NET: its title, notes, and the labels of reference lines and of ends of lines.</summary>
/// <param name="view">The panel; its pixels are those of the SVG.</param>
/// <param name="domain">Its place in the whole, from the left and the bottom.</param>
/// <param name="suffix">Number of its axes, empty for the first.</param>
internal sealed class PanelTexts(PanelView view, Box domain, string suffix)
{
    /// <summary>The annotations.</summary>
    public IEnumerable<Note> Create()
    {
        if (view.Title.Length > 0)
        {
            (string text, double top) = ($"<b>{RichText.ToHtml(view.Title)}</b>", Math.Min(1, domain.Bottom));
            yield return NoteAt(text, Palette.Black, ("paper", domain.Left), ("paper", top), TextAnchor.Start, "bottom");
        }

        view.PlaceLabels();
        foreach ((int index, PanelLayer layer) in view.Panel.Layers.Index())
        {
            Note? note = layer switch
            {
                Annotation text => At(text),
                ReferenceLine { Label.Length: > 0 } line => At(line),
                LineSeries series when view.Labels[index] is { } place => At(series.EndLabel, view.Colors[index], place),
                _ => null,
            };
            if (note is not null) yield return note;
        }
    }

    private Note? At(Annotation text)
    {
        (double x, double y) = (On(view.Panel.X, text.X), On(view.Panel.Y, text.Y));
        return double.IsFinite(x) && double.IsFinite(y)
            ? NoteAt(RichText.ToHtml(text.Text), text.Color, ("x" + suffix, x), ("y" + suffix, y), text.Anchor, "middle")
            : null;
    }

    private Note? At(ReferenceLine line)
    {
        double at = On(line.IsVertical ? view.Panel.X : view.Panel.Y, line.Value);
        if (!double.IsFinite(at)) return null;
        string text = RichText.ToHtml(line.Label);
        return line.IsVertical
            ? NoteAt(text, line.Color, ("x" + suffix, at), ($"y{suffix} domain", 1), TextAnchor.Start, "top")
            : NoteAt(text, line.Color, ($"x{suffix} domain", 1), ("y" + suffix, at), TextAnchor.End, "bottom");
    }

    // Where the SVG writes it, in units of the axes, so that it moves with the line.
    private Note At(string label, string color, Box place)
    {
        double right = (place.Left - view.Plot.Left) / view.Plot.Width, up = (view.Plot.Bottom - place.Top - (place.Height / 2)) / view.Plot.Height;
        return NoteAt(
            RichText.ToHtml(label), color, ("x" + suffix, Between(view.Panel.X, view.XRange, right)), ("y" + suffix, Between(view.Panel.Y, view.YRange, up)),
            TextAnchor.Start, "middle");
    }

    private Note NoteAt(string text, string color, (string Reference, double At) x, (string Reference, double At) y, TextAnchor anchor, string vertical)
    {
        bool isOnMap = view.Panel.Map is not null && x.Reference != "paper";
        return new Note().With(
            ("text", text),
            ("showarrow", false),
            ("xref", x.Reference),
            ("x", x.At),
            ("xanchor", anchor switch { TextAnchor.Start => "left", TextAnchor.End => "right", _ => "center" }),
            ("yref", y.Reference),
            ("y", y.At),
            ("yanchor", vertical),
            ("font", PlotlyObjects.FontOf(SvgRenderer.LabelSize, color)),
            ("bgcolor", !isOnMap ? null : Palette.Lightness(color) > 0.5 ? "rgba(51,51,51,0.5)" : "rgba(255,255,255,0.6)"));
    }

    // Plotly places annotations on a logarithmic axis by the logarithm.
    private static double On(Axis axis, double value) => axis.Scale == AxisScale.Log ? Math.Log10(value) : value;

    private static double Between(Axis axis, DataRange range, double part) =>
        On(axis, range.Minimum) + (part * (On(axis, range.Maximum) - On(axis, range.Minimum)));
}
