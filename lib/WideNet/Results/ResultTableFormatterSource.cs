using WideNet.Formatting;

namespace WideNet.Results;

/// <summary>Formatters of <see cref="ResultTable"/>.</summary>
internal sealed class ResultTableFormatterSource() : FormatterSource(
    new MimeFormatter<ResultTable>(MimeTypes.Html, t => t.ToHtml()),
    new MimeFormatter<ResultTable>(MimeTypes.Plain, t => t.ToString()),
    new MimeFormatter<ResultTable>(MimeTypes.Csv, t => t.ToCsv()));
