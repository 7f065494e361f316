using WideNet.Formatting;

namespace WideNet.Results;

/// <summary>Formatters of <see cref="ClaimTable"/>.</summary>
internal sealed class ClaimTableFormatterSource() : FormatterSource(
    new MimeFormatter<ClaimTable>(MimeTypes.Html, t => t.ToHtml()),
    new MimeFormatter<ClaimTable>(MimeTypes.Plain, t => t.ToString()),
    new MimeFormatter<ClaimTable>(MimeTypes.Json, t => t.ToJson()));
