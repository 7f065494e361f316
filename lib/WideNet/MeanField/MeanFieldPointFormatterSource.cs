using WideNet.Formatting;

namespace WideNet.MeanField;

/// <summary>The plain text of <see cref="MeanFieldPoint"/>, beside the table of its members that .NET Interactive makes by itself.</summary>
internal sealed class MeanFieldPointFormatterSource() : FormatterSource(new MimeFormatter<MeanFieldPoint>(MimeTypes.Plain, p => p.ToString()));
