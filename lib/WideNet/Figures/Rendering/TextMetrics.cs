using WideNet.Formatting;

namespace WideNet.Figures.Rendering;

/// <summary>Widths of sans-serif text for layout without a font.</summary>
/// <remarks>They are those of the widest font that pictures name, mostly DejaVu Sans, so that no reader's text needs more room.</remarks>
internal static class TextMetrics
{
    /// <summary>Size of a script relative to its text.</summary>
    public const double ScriptSize = 0.72;

    // Widths in thousandths of the font size, from U+0020 on.
    private static readonly int[] Ascii =
    [
        318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337,
        637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557,
        1016, 685, 687, 723, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863, 749, 788,
        667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 557,
        500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612,
        635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
    ];

    /// <summary>Width in pixels of a text with markup.</summary>
    /// <param name="text">Text with markup.</param>
    /// <param name="size">Font size in pixels.</param>
    public static double Width(string text, double size)
    {
        IReadOnlyList<TextRun> runs = RichText.Parse(text);
        double width = 0;
        for (int i = 0; i < runs.Count; i++)
        {
            double own = Plain(runs[i].Text, runs[i].Script == 0 ? size : size * ScriptSize);
            bool stacked = i > 0 && IsStacked(runs[i - 1], runs[i]);
            width += stacked ? Math.Max(0, own - Plain(runs[i - 1].Text, size * ScriptSize)) : own;
        }

        return width;
    }

    /// <summary>Width in pixels of plain text.</summary>
    /// <param name="text">Plain text.</param>
    /// <param name="size">Font size in pixels.</param>
    public static double Plain(string text, double size) => text.Sum(Thousandths) * size / 1000;

    /// <summary>Breaks bold text, which is about a seventh wider, into lines no wider than a limit.</summary>
    /// <param name="text">Text with markup.</param>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="limit">Greatest width in pixels.</param>
    public static IReadOnlyList<string> WrapBold(string text, double size, double limit) => Wrap(text, 1.14 * size, limit);

    /// <summary>Whether a superscript stands above the subscript before it.</summary>
    public static bool IsStacked(TextRun before, TextRun run) => before.Script < 0 && run.Script > 0;

    /// <summary>Breaks plain text into lines no wider than a limit; a word wider than the limit has a line of its own.</summary>
    /// <param name="text">Text with markup.</param>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="limit">Greatest width in pixels.</param>
    public static IReadOnlyList<string> Wrap(string text, double size, double limit)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size) > limit)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(line);
        return lines;
    }

    private static int Thousandths(char c) => c switch
    {
        >= ' ' and <= '~' => Ascii[c - ' '],
        'ξ' or 'ζ' or 'ε' => 558,
        'χ' or 'κ' or 'ν' or 'ς' or 'λ' or 'γ' => 592,
        'σ' or 'η' or 'ρ' or 'δ' or 'β' or 'μ' or 'τ' or 'θ' or 'Σ' => 638,
        'α' or 'φ' or 'π' => 690,
        'ψ' or 'Δ' or '∝' => 715,
        'ω' or '−' or '±' or '≈' or '≤' or '≥' or '≠' or '×' or '∞' or '∗' => 838,
        'Θ' or 'Ω' or 'Φ' => 798,
        '½' => 970,
        '…' or '→' or '←' => 1000,
        '·' or '\u00A0' => 320,
        '\u0304' => 0,
        '⟨' or '⟩' => 391,
        '‖' or '°' => 500,
        '²' or '³' => 401,
        '–' => 557,
        '√' => 638,
        >= '₀' and <= '₎' => 401,
        _ => 650,
    };
}
