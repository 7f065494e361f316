using WideNet.Report.Html;

namespace WideNet.Report.Mathematics;

/// <summary>Sets what a command stands for.</summary>
internal static class TexCommands
{
    /// <summary>Sets a command that has just been taken, with its arguments.</summary>
    /// <param name="parser">Holds the arguments.</param>
    /// <param name="command">The command with its backslash.</param>
    /// <param name="startsRow">Whether nothing stands before it.</param>
    /// <exception cref="TexException">The command is unknown, or an argument is missing.</exception>
    public static TexNode Parse(TexParser parser, string command, bool startsRow)
    {
        if (TexSymbols.Find(command) is { } symbol)
        {
            return TexNode.Of(symbol.Text, symbol.Kind, startsRow);
        }

        if (TexSymbols.Accent(command) is { } accent)
        {
            return Ordinary(
                Markup.Of($"<mover accent=\"true\">{parser.ParseArgument()}<mo "
                    + $"stretchy=\"{(command is "\\overline" or "\\widehat" or "\\widetilde" ? "true" : "false")}\">{accent}</mo></mover>"));
        }

        return command switch
        {
            "\\frac" => Ordinary(Fraction(parser)),
            "\\tfrac" => Ordinary(Markup.Of($"<mstyle displaystyle=\"false\">{Fraction(parser)}</mstyle>")),
            "\\dfrac" => Ordinary(Markup.Of($"<mstyle displaystyle=\"true\">{Fraction(parser)}</mstyle>")),
            "\\binom" =>
                Ordinary(Markup.Of($"<mrow><mo>(</mo><mfrac linethickness=\"0\">{parser.ParseArgument()}{parser.ParseArgument()}</mfrac><mo>)</mo></mrow>")),
            "\\sqrt" => Ordinary(Root(parser)),
            "\\text" or "\\mbox" or "\\textrm" or "\\textit" => Ordinary(Markup.Of($"<mtext>{parser.Tokens.TakeText()}</mtext>")),
            "\\operatorname" => new TexNode(Upright(parser, parser.ParseArgument), TexSymbolKind.Function),
            "\\mathrm" or "\\mathsf" => Ordinary(Upright(parser, parser.ParseArgument)),
            "\\rm" => Ordinary(Upright(parser, () => TexNode.Row(parser.ParseRow()))),
            "\\mathbb" or "\\mathcal" or "\\mathbf" => Ordinary(Styled(parser, command)),
            "\\boldsymbol" or "\\bm" => Ordinary(Markup.Of($"<mrow style=\"font-weight:bold\">{parser.ParseArgument()}</mrow>")),
            "\\underbrace" => new TexNode(Markup.Of($"<munder>{parser.ParseArgument()}<mo stretchy=\"true\">⏟</mo></munder>"), TexSymbolKind.Limit),
            "\\left" => Ordinary(Stretched(parser)),
            "\\big" or "\\bigl" or "\\bigr" or "\\Big" or "\\Bigl" or "\\Bigr" or "\\bigg" or "\\biggl" or "\\biggr" or "\\Bigg" or "\\Biggl" or "\\Biggr" =>
                Enlarged(parser, command),
            "\\begin" => Ordinary(Environment(parser)),
            "\\displaystyle" or "\\textstyle" or "\\limits" or "\\nonumber" => new TexNode(Markup.Empty, TexSymbolKind.Space),
            _ => throw new TexException($"the command {command} is not known"),
        };
    }

    private static TexNode Ordinary(Markup html) => new(html, TexSymbolKind.Upright);

    private static Markup Fraction(TexParser parser) => Markup.Of($"<mfrac>{parser.ParseArgument()}{parser.ParseArgument()}</mfrac>");

    private static Markup Root(TexParser parser)
    {
        if (parser.Tokens.Text != "[")
        {
            return Markup.Of($"<msqrt>{parser.ParseArgument()}</msqrt>");
        }

        parser.Tokens.Take();
        var degree = new List<string>();
        while (parser.Tokens.Text != "]")
        {
            degree.Add(parser.Tokens.Take().Text);
        }

        parser.Tokens.Take();
        Markup index = new TexParser(new TexTokens(string.Concat(degree))).ParseFormula();
        return Markup.Of($"<mroot>{parser.ParseArgument()}{index}</mroot>");
    }

    private static Markup Upright(TexParser parser, Func<Markup> parse)
    {
        bool before = parser.Upright;
        parser.Upright = true;
        Markup html = parse();
        parser.Upright = before;
        return html;
    }

    private static Markup Styled(TexParser parser, string style)
    {
        string text = parser.Tokens.Kind == TexTokenKind.Open ? parser.Tokens.TakeText() : parser.Tokens.Take().Text;
        return text.All(char.IsAsciiLetterOrDigit) && text.Length > 0
            ? Markup.Of($"<mi>{string.Concat(text.Select(letter => TexSymbols.Styled(style, letter)))}</mi>")
            : throw new TexException($"{style} is known for letters only, not for '{text}'");
    }

    private static string Delimiter(TexParser parser)
    {
        string text = parser.Tokens.Take().Text;
        return (text, TexSymbols.Find(text)) switch
        {
            (".", _) => "",
            ("(" or ")" or "[" or "]" or "|" or "/", _) => text,
            ("<", _) => "⟨",
            (">", _) => "⟩",
            (_, { Kind: TexSymbolKind.Opening or TexSymbolKind.Closing or TexSymbolKind.Upright } symbol) => symbol.Text,
            _ => throw new TexException($"'{text}' is no delimiter"),
        };
    }

    private static Markup Stretched(TexParser parser)
    {
        string left = Delimiter(parser);
        IReadOnlyList<TexNode> inside = parser.ParseRow();
        if (parser.Tokens.Text != "\\right")
        {
            throw new TexException("\\left has no \\right");
        }

        parser.Tokens.Take();
        string right = Delimiter(parser);
        return Markup.Of($"<mrow>{Fence(left, "prefix")}{inside.Select(node => node.Html)}{Fence(right, "postfix")}</mrow>");
    }

    private static Markup Fence(string sign, string form) =>
        Markup.Of($"<mo form=\"{form}\" fence=\"true\" stretchy=\"true\" lspace=\"0\" rspace=\"0\">{sign}</mo>").If(sign.Length > 0);

    private static TexNode Enlarged(TexParser parser, string command)
    {
        string size = command[1..].TrimEnd('l', 'r') switch { "big" => "1.2em", "Big" => "1.8em", "bigg" => "2.4em", _ => "3em" };
        string sign = Delimiter(parser);
        bool closes = command[^1] == 'r' || (command[^1] == 'g' && sign is ")" or "]" or "}" or "⟩");
        return new TexNode(
            Markup.Of(
                $"<mo form=\"{(closes ? "postfix" : "prefix")}\" stretchy=\"true\" symmetric=\"true\" minsize=\"{size}\" maxsize=\"{size}\" lspace=\"0\" "
                    + $"rspace=\"0\">{sign}</mo>"),
            closes ? TexSymbolKind.Closing : TexSymbolKind.Opening);
    }

    private static Markup Environment(TexParser parser)
    {
        string name = parser.Tokens.TakeText();
        (string left, string right, string align) = name.TrimEnd('*') switch
        {
            "aligned" or "align" or "split" => ("", "", "right left"),
            "cases" => ("{", "", "left"),
            "matrix" => ("", "", "center"),
            "pmatrix" => ("(", ")", "center"),
            "bmatrix" => ("[", "]", "center"),
            _ => throw new TexException($"the environment {name} is not known"),
        };
        string[] alignments = align.Split(' ');
        var rows = new List<Markup>();
        do
        {
            var cells = new List<Markup>();
            do
            {
                string side = alignments[cells.Count % alignments.Length];
                cells.Add(Markup.Of($"<mtd style=\"text-align:{side}\">{TexNode.Row(parser.ParseRow())}</mtd>"));
            }
            while (parser.Tokens.TryTake(TexTokenKind.Cell));
            rows.Add(Markup.Of($"<mtr>{cells}</mtr>"));
        }
        while (parser.Tokens.TryTake(TexTokenKind.Row));
        bool closed = parser.Tokens.Text == "\\end" && parser.Tokens.Take().Text.Length > 0 && parser.Tokens.TakeText() == name;
        return closed
            ? Markup.Of($"<mrow>{Fence(left, "prefix")}<mtable displaystyle=\"true\">{rows}</mtable>{Fence(right, "postfix")}</mrow>")
            : throw new TexException($"the environment {name} is not closed");
    }
}
