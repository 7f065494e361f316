using WideNet.Formatting;

namespace WideNet.Results;

/// <summary>Formatters of <see cref="ClaimTable"/>.</summary>
internal sealed class ClaimTableFormatterSource
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<ClaimTable>(MimeTypes.Html, t => t.ToHtml()),
        new MimeFormatter<ClaimTable>(MimeTypes.Plain, t => t.ToString()),
        new MimeFormatter<ClaimTable>(MimeTypes.Json, t => t.ToJson()),
    ];

    /// <summary>One formatter per MIME type.</summary>
    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
