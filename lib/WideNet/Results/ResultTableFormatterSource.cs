using WideNet.Formatting;

namespace WideNet.Results;

/// <summary>Formatters of <see cref="ResultTable"/>.</summary>
internal sealed class ResultTableFormatterSource
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<ResultTable>(MimeTypes.Html, t => t.ToHtml()),
        new MimeFormatter<ResultTable>(MimeTypes.Plain, t => t.ToString()),
        new MimeFormatter<ResultTable>(MimeTypes.Csv, t => t.ToCsv()),
    ];

    /// <summary>One formatter per MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
