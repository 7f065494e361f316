using System.Net;

namespace WideNet.Report.Html;

/// <summary>HTML that may be inserted into a page as it is.</summary>
/// <remarks>
/// The one way from text to markup is <see cref="Of"/>, which escapes every inserted text; <see cref="Trusted"/> stands where another writer has escaped
/// already. Shown by MarkupTests.
/// </remarks>
internal readonly struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    /// <summary>No markup at all.</summary>
    public static Markup Empty => default;

    /// <summary>Markup with values inserted: texts are escaped, markup is not.</summary>
    public static Markup Of(MarkupHandler html) => new(html.ToString());

    /// <summary>Text as markup.</summary>
    public static Markup FromText(string? text) => new(WebUtility.HtmlEncode(text) ?? "");

    /// <summary>What another writer has escaped, such as <see cref="Formatting.RichText.ToHtml"/>.</summary>
    public static Markup Trusted(string html) => new(html);

    /// <summary>One after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    /// <summary>This, or nothing.</summary>
    /// <param name="condition">Whether it is to be there.</param>
    public Markup If(bool condition) => condition ? this : Empty;

    /// <summary>The HTML.</summary>
    public override string ToString() => _html ?? "";
}
