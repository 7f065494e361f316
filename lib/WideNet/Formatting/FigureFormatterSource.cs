using WideNet.Figures;

namespace WideNet.Formatting;

/// <summary>Formatters of <see cref="Figure"/>.</summary>
internal sealed class FigureFormatterSource
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Figure>(MimeTypes.Html, FigureView.ToHtml),
        new MimeFormatter<Figure>(MimeTypes.Svg, f => f.ToSvg()),
        new MimeFormatter<Figure>(MimeTypes.Plain, f => f.ToString()),
        new MimeFormatter<Figure>(MimeTypes.Plotly, PlotlyJson.Write),
    ];

    /// <summary>One formatter per MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
