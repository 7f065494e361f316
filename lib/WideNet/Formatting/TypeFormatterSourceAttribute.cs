namespace WideNet.Formatting;

/// <summary>Tells .NET Interactive, which looks for an attribute of this name in any namespace, how to format a type.</summary>
/// <remarks>
/// The convention (Microsoft.DotNet.Interactive.Formatting, class Formatter): the attribute has <see cref="FormatterSourceType"/>, a type with a public
/// constructor without parameters and <c>CreateTypeFormatters()</c>; each formatter has <c>MimeType</c> and <c>bool Format(object, TextWriter)</c>. So the
/// library needs no reference to that package. RichFormattingTests holds it against the genuine package.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that creates the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What a notebook stores for a trailing expression of the type.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
