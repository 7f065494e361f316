using System.Text;

namespace WideNet.Formatting;

/// <summary>Escaping for HTML and XML, without touching letters outside ASCII.</summary>
internal static class Html
{
    /// <summary>The text with markup characters escaped; control characters that XML forbids become U+FFFD.</summary>
    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                < ' ' and not ('\n' or '\t' or '\r') => result.Append('\uFFFD'),
                '\uFFFE' or '\uFFFF' => result.Append('\uFFFD'),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
