namespace WideNet.Formatting;

/// <summary>What <see cref="TypeFormatterSourceAttribute"/> names: the formatters of one type.</summary>
/// <param name="formatters">One formatter per MIME type.</param>
internal abstract class FormatterSource(params object[] formatters)
{
    public IEnumerable<object> CreateTypeFormatters() => formatters;
}
