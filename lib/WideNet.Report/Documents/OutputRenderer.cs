using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WideNet.Formatting;
using WideNet.Report.Html;
using WideNet.Report.Runs;

namespace WideNet.Report.Documents;

/// <summary>Renders stored outputs of a cell: texts, errors, and the HTML that the library's types write of themselves.</summary>
/// <remarks>
/// A figure of the run stands as a picture that leads to its page instead of a second copy. HTML that carries a script or names anything outside of the
/// report is not shown; the pictures that stand in it for interactive charts are, or else its plain text. Shown by OutputRendererTests.
/// </remarks>
internal sealed partial class OutputRenderer
{
    private readonly Dictionary<string, RecordedFigure> _figures;

    /// <summary>Creates a renderer.</summary>
    public OutputRenderer(IEnumerable<RecordedFigure> figures) =>
        _figures = figures.DistinctBy(figure => figure.Svg).ToDictionary(figure => figure.Svg, StringComparer.Ordinal);

    /// <summary>One output as HTML.</summary>
    public Markup Render(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => Markup.Of($"<pre class=\"stream\">{Lines(output["text"])}</pre>\n"),
        "error" => Markup.Of($"<pre class=\"failure\">{Text(output["ename"])}: {Text(output["evalue"])}</pre>\n"),
        _ => RenderData(output["data"]?.AsObject() ?? []),
    };

    [GeneratedRegex(
        "<(script|iframe|object|embed|link|base|form|meta)\\b|<[^>]*\\s(on\\w+\\s*=|(src|href|srcset|action)\\s*=(?>\\s*[\"']?)(?!data:|#)"
        + "|style\\s*=[^>]*url\\()|@import",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Active();

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static string Lines(JsonNode? node) => node is JsonArray lines ? string.Concat(lines.Select(line => line?.ToString())) : Text(node);

    private Markup RenderData(JsonObject data)
    {
        string html = Lines(data[MimeTypes.Html]);
        if (html.Length > 0 && !Active().IsMatch(html))
        {
            return Markup.Of($"<div class=\"value\">{Markup.Trusted(StoredPicture.Pattern().Replace(html, match => Link(match).ToString()))}</div>\n");
        }

        Markup[] pictures = [.. StoredPicture.Pattern().Matches(html).Select(Link)];
        return pictures.Length > 0
            ? Markup.Of($"<div class=\"value\">{Markup.Join(pictures)}</div>\n")
            : Markup.Of($"<pre class=\"value\">{Lines(data[MimeTypes.Plain])}</pre>\n");
    }

    private Markup Link(Match match)
    {
        return _figures.TryGetValue(StoredPicture.Svg(match), out RecordedFigure? figure)
            ? Markup.Of(
                $"<a class=\"paper\" href=\"../figures/{figure.Name}.html\"><img alt=\"{figure.Title}: interactive view and data\" "
                    + $"src=\"../figures/{figure.Name}.svg\" width=\"{figure.Width}\" "
                    + $"height=\"{figure.Height}\"></a>{Markup.Of($"<p class=\"caption\">{Markup.Trusted(figure.Caption)}</p>").If(figure.Caption.Length > 0)}")
            : Markup.Trusted(match.Value);
    }
}
