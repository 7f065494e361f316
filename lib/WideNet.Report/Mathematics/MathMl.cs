using WideNet.Report.Html;

namespace WideNet.Report.Mathematics;

/// <summary>Sets TeX formulas as MathML, which every current browser renders without scripts, fonts or network.</summary>
/// <remarks>
/// The subset of TeX is the one that the notebooks use: scripts, fractions, roots, Greek and other signs, accents, stretched delimiters, texts, and the
/// environments aligned, cases and matrix. What is outside of it is shown as its source. Shown by MathMlTests, which also set every formula of the notebooks.
/// </remarks>
internal static class MathMl
{
    /// <summary>The formula as a <c>math</c> element that carries its source; as <c>code</c> where it cannot be set.</summary>
    /// <param name="tex">TeX without its dollar signs.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    public static Markup Write(string tex, bool display) => TryWrite(tex, display, out _)
        ?? Markup.Of($"<code class=\"tex\">{(display ? $"$${tex}$$" : $"${tex}$")}</code>");

    /// <summary>The formula as a <c>math</c> element, or null.</summary>
    /// <param name="tex">TeX without its dollar signs.</param>
    /// <param name="display">Whether it stands on a line of its own.</param>
    /// <param name="problem">Why it cannot be set; empty where it can.</param>
    public static Markup? TryWrite(string tex, bool display, out string problem)
    {
        try
        {
            Markup row = new TexParser(new TexTokens(tex)).ParseFormula();
            problem = "";
            Markup attributes = display ? Markup.Of($" display=\"block\"") : Markup.Empty;
            return Markup.Of($"<math{attributes}><semantics>{row}<annotation encoding=\"application/x-tex\">{tex.Trim()}</annotation></semantics></math>");
        }
        catch (TexException error)
        {
            problem = error.Message;
            return null;
        }
    }
}
