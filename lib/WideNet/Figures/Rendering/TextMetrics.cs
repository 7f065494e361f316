namespace WideNet.Figures.Rendering;

/// <summary>Approximate widths of sans-serif text (Arial and its metric equals), for layout without a font.</summary>
internal static class TextMetrics
{
    /// <summary>Size of a script relative to its text.</summary>
    public const double ScriptSize = 0.72;

    // Widths in thousandths of the font size, from U+0020 on.
    private static readonly int[] Ascii =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
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

    /// <summary>Whether a superscript stands above the subscript before it.</summary>
    /// <param name="before">The run before.</param>
    /// <param name="run">The run.</param>
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
        'χ' or 'κ' or 'ν' or 'ξ' or 'ζ' or 'ς' => 500,
        'σ' or 'η' or 'λ' or 'ρ' or 'δ' or 'α' or 'β' or 'μ' or 'τ' or 'π' => 560,
        'φ' or 'ψ' or 'ω' => 680,
        'Θ' or 'Ω' => 770,
        '−' or '±' or '≈' or '≤' or '≥' or '≠' or '×' => 584,
        '…' or '→' or '←' or '∞' => 1000,
        '·' => 333,
        '–' => 556,
        '\u00A0' or '‖' => 300,
        '∗' => 389,
        >= '₀' and <= '₎' => 345,
        _ => 600,
    };
}
