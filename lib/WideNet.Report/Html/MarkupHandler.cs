using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace WideNet.Report.Html;

/// <summary>Builds markup from an interpolated string; the compiler calls it for the argument of <see cref="Markup.Of"/>.</summary>
/// <remarks>A value of any type but <see cref="Markup"/> is escaped, so nothing unescaped reaches a page by accident. Shown by MarkupTests.</remarks>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler
{
    private readonly StringBuilder _html;

    /// <summary>Starts with room for the literal parts.</summary>
    public MarkupHandler(int literalLength, int formattedCount) => _html = new StringBuilder(literalLength + (32 * formattedCount));

    /// <summary>A literal part, which is markup.</summary>
    public void AppendLiteral(string html) => _html.Append(html);

    /// <summary>Markup, inserted as it is.</summary>
    public void AppendFormatted(Markup markup) => _html.Append(markup.ToString());

    /// <summary>Several pieces of markup, one after the other.</summary>
    public void AppendFormatted(IEnumerable<Markup> parts) => _html.AppendJoin("", parts);

    /// <summary>Text, escaped.</summary>
    public void AppendFormatted(string? text) => _html.Append(Markup.FromText(text));

    /// <summary>A number, the same in every culture.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">A .NET format, or null.</param>
    public void AppendFormatted(double value, string? format = null) => _html.Append(Markup.FromText(value.ToString(format, CultureInfo.InvariantCulture)));

    /// <summary>A whole number.</summary>
    public void AppendFormatted(int value) => _html.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>The markup so far.</summary>
    public override string ToString() => _html.ToString();
}
