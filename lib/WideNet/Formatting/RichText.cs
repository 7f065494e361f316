using System.Text;

namespace WideNet.Formatting;

/// <summary>The small markup of labels: <c>_</c> starts a subscript and <c>^</c> a superscript.</summary>
/// <remarks>
/// A script is everything in the following braces, or else an optional sign (superscripts only), letters and digits, and asterisks: <c>σ_w^2</c>, <c>Θ_ab</c>,
/// <c>χ_c*</c>, <c>10^-3</c>, <c>χ_1^{l/2}</c>. Unicode superscripts such as ² count as superscripts. A superscript right after a subscript is set above it.
/// A hyphen that stands alone or before a number, as in <c>κ - 1</c> and <c>slope -1</c>, is set as a minus sign.
/// A backslash keeps the next character as it is. Anything else, such as a lone underscore, is plain text.
/// </remarks>
internal static class RichText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
    private const string SuperscriptDigits = "0123456789+−";
    private const string SubscriptDigits = "₀₁₂₃₄₅₆₇₈₉₊₋";

    /// <summary>The text without markup, with Unicode scripts where there are any: <c>σ_w²</c>.</summary>
    public static string ToPlain(string text)
    {
        var result = new StringBuilder();
        foreach (TextRun run in Parse(text))
        {
            string target = run.Script > 0 ? Superscripts : SubscriptDigits;
            string? unicode = run.Script == 0 ? run.Text : Translate(run.Text, SuperscriptDigits, target);
            bool simple = run.Text.All(c => char.IsLetterOrDigit(c) || c == '*');
            result.Append(unicode ?? (run.Script > 0 ? "^" : "_") + (simple ? run.Text : $"{{{run.Text}}}"));
        }

        return result.ToString();
    }

    /// <summary>The text as HTML with <c>sub</c> and <c>sup</c> elements, one in the other for <c>e^{-D_1/h}</c>.</summary>
    public static string ToHtml(string text) => string.Concat(Parse(text).Select(run => run.Script switch
    {
        < 0 => $"<sub>{ToHtml(run.Text)}</sub>",
        > 0 => $"<sup>{ToHtml(run.Text)}</sup>",
        _ => Html.Encode(run.Text),
    }));

    /// <summary>The pieces of a text.</summary>
    internal static IReadOnlyList<TextRun> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var runs = new List<TextRun>();
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            bool superscript = Superscripts.Contains(c, StringComparison.Ordinal);
            if (c == '\\' && i + 1 < text.Length)
            {
                plain.Append(text[i + 1]);
                i += 2;
            }
            else if (superscript)
            {
                int end = i;
                while (end < text.Length && Superscripts.Contains(text[end], StringComparison.Ordinal))
                {
                    end++;
                }

                AddScript(runs, plain, Translate(text[i..end], Superscripts, SuperscriptDigits)!, 1);
                i = end;
            }
            else if (c is '_' or '^' && Script(text, i + 1, c == '^') is { } script)
            {
                AddScript(runs, plain, script.Content, c == '^' ? 1 : -1);
                i = script.End;
            }
            else
            {
                plain.Append(c == '-' && IsMinus(text, i) ? '−' : c);
                i++;
            }
        }

        Flush(runs, plain);
        return runs;
    }

    private static bool IsMinus(string text, int i)
    {
        bool apart = i == 0 || " (=,|[".Contains(text[i - 1], StringComparison.Ordinal);
        return apart && (i + 1 == text.Length || text[i + 1] == ' ' || char.IsAsciiDigit(text[i + 1]));
    }

    private static (string Content, int End)? Script(string text, int start, bool superscript)
    {
        if (start < text.Length && text[start] == '{')
        {
            int close = text.IndexOf('}', start);
            return close > start + 1 ? (text[(start + 1)..close].Replace('-', '−'), close + 1) : null;
        }

        int end = start;
        if (superscript && end < text.Length && text[end] is '-' or '+' or '−')
        {
            end++;
        }

        int letters = end;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        while (end < text.Length && text[end] == '*')
        {
            end++;
        }

        return end > letters ? (text[start..end].Replace('-', '−'), end) : null;
    }

    private static void AddScript(List<TextRun> runs, StringBuilder plain, string content, int script)
    {
        Flush(runs, plain);
        runs.Add(new TextRun(content, script));
    }

    private static void Flush(List<TextRun> runs, StringBuilder plain)
    {
        if (plain.Length > 0)
        {
            runs.Add(new TextRun(plain.ToString(), 0));
            plain.Clear();
        }
    }

    private static string? Translate(string text, string from, string to)
    {
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            int index = from.IndexOf(c, StringComparison.Ordinal);
            if (index < 0)
            {
                return null;
            }

            result.Append(to[index]);
        }

        return result.ToString();
    }
}

/// <summary>A piece of text on the base line or set as a script.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Script">-1 subscript, 0 base line, 1 superscript.</param>
internal readonly record struct TextRun(string Text, int Script);
