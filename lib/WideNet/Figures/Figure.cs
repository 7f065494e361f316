using System.Globalization;
using System.Text;
using WideNet.Figures.Rendering;
using WideNet.Formatting;

namespace WideNet.Figures;

/// <summary>A figure: a grid of panels with a title, and the data it was drawn from named on it.</summary>
/// <remarks>
/// <see cref="ToSvg"/> is deterministic: the same figure gives the same text on every machine and in every culture. In a notebook the figure renders by
/// itself, as <see cref="FigureView"/> says. Texts may carry sub- and superscripts: see <see cref="RichText"/>.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Svg, MimeTypes.Plain])]
public sealed record Figure
{
    /// <summary>Name for files and links: lower-case letters and digits joined by single hyphens.</summary>
    public required string Id { get; init => field = RequireId(value); }

    /// <summary>Title above the panels: what the figure shows, in a few words.</summary>
    public required string Title { get; init => field = RequireText(value, nameof(Title)); }

    /// <summary>What the figure was drawn from, such as <c>CIFAR-10, 64 of 50,000 training images</c>, or <c>theory, no data</c>; written below the
    /// panels.</summary>
    public required string DataLabel { get; init => field = RequireText(value, nameof(DataLabel)); }

    /// <summary>Caption below the figure in HTML and in the description of the SVG, or empty.</summary>
    public string Caption { get; init => field = value ?? throw new ArgumentNullException(nameof(Caption)); } = "";

    /// <summary>The panels, row by row; at least one.</summary>
    public required IReadOnlyList<Panel> Panels { get; init => field = RequirePanels(value); }

    /// <summary>Panels per row, or null for one row of up to three.</summary>
    public int? Columns
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentException(
            Invariant($"{nameof(Columns)} is {value}; a figure has at least one panel per row."));
    }

    /// <summary>Whether panels of one column have the same horizontal range, with tick labels below the lowest only.</summary>
    public bool ShareX { get; init; }

    /// <summary>Whether panels of one row have the same vertical range, with tick labels beside the first only.</summary>
    public bool ShareY { get; init; }

    /// <summary>Whether all heat maps have the same range of colours, with one colour bar per row.</summary>
    public bool ShareColors { get; init; }

    /// <summary>Width of a panel's plot area in pixels, or null to choose it from the number of columns.</summary>
    public double? PanelWidth { get; init => field = RequireSize(value, nameof(PanelWidth)); }

    /// <summary>Height of a panel's plot area in pixels, or null to choose it from the number of columns.</summary>
    public double? PanelHeight { get; init => field = RequireSize(value, nameof(PanelHeight)); }

    /// <summary>Panels per row as drawn.</summary>
    internal int ColumnCount => Math.Min(Columns ?? 3, Panels.Count);

    /// <summary>The figure as an SVG document.</summary>
    /// <exception cref="ArgumentException">A panel has no point that its axes can show.</exception>
    public string ToSvg() => SvgRenderer.Render(this);

    /// <summary>The figure as an HTML image that carries its SVG, with the caption.</summary>
    public string ToHtml()
    {
        string image = Convert.ToBase64String(Encoding.UTF8.GetBytes(ToSvg()));
        string alt = Html.Encode($"{RichText.ToPlain(Title)} ({RichText.ToPlain(DataLabel)})");
        string caption = Caption.Length == 0 ? "" : $"<p>{RichText.ToHtml(Caption)}</p>";
        return $"<div><img alt=\"{alt}\" src=\"data:image/svg+xml;base64,{image}\">{caption}</div>";
    }

    /// <summary>Title, data, and for every panel its axes and the ranges of its series.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{RichText.ToPlain(Title)} [{RichText.ToPlain(DataLabel)}]");
        foreach (Panel panel in Panels)
        {
            string title = panel.Title.Length == 0 ? "" : RichText.ToPlain(panel.Title) + ": ";
            text.Append('\n').Append(
                CultureInfo.InvariantCulture, $"  {title}{RichText.ToPlain(panel.Y.FullLabel)} against {RichText.ToPlain(panel.X.FullLabel)}");
            foreach (PanelLayer layer in panel.Layers)
            {
                text.Append("\n    ").Append(layer.Describe());
            }
        }

        return text.ToString();
    }

    private static string RequireId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        bool good = value.Length > 0 && value[0] != '-' && value[^1] != '-' && !value.Contains("--", StringComparison.Ordinal)
            && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return good ? value : throw new ArgumentException(
            $"The figure id '{value}' must be lower-case letters and digits joined by single hyphens.", nameof(value));
    }

    private static string RequireText(string value, string name) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException(
            $"{name} of a figure is empty; it must say what the figure shows.", nameof(value)) : value;

    private static Panel[] RequirePanels(IReadOnlyList<Panel> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Count > 0 ? [.. value] : throw new ArgumentException("A figure has no panels; it needs at least one.", nameof(value));
    }

    private static double? RequireSize(double? value, string name) =>
        value is null or (>= 60 and <= 4000)
            ? value
            : throw new ArgumentException(Invariant($"{name} is {value}; it must lie between 60 and 4000 pixels."), name);
}
