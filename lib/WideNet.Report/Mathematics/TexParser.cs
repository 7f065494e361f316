using System.Text;
using WideNet.Report.Html;

namespace WideNet.Report.Mathematics;

/// <summary>Reads a formula and sets it: rows, groups, scripts, single characters. Commands are <see cref="TexCommands"/>.</summary>
internal sealed class TexParser(TexTokens tokens)
{
    private const int MaximumDepth = 64;
    private int _depth;

    /// <summary>The tokens that are left.</summary>
    public TexTokens Tokens => tokens;

    /// <summary>Whether letters are upright at present.</summary>
    public bool Upright { get; set; }

    /// <summary>The whole formula as one element.</summary>
    /// <exception cref="TexException">It is outside of the subset.</exception>
    public Markup ParseFormula()
    {
        IReadOnlyList<TexNode> nodes = ParseRow();
        return tokens.AtEnd ? TexNode.Row(nodes) : throw new TexException($"'{tokens.Text}' stands where nothing opened it");
    }

    /// <summary>Everything up to a closing brace, the end of a cell or row, <c>\right</c> or <c>\end</c>, which is left.</summary>
    public IReadOnlyList<TexNode> ParseRow()
    {
        if (++_depth > MaximumDepth)
        {
            throw new TexException("it is nested too deeply");
        }

        bool upright = Upright;
        var nodes = new List<TexNode>();
        while (!tokens.AtEnd && tokens.Kind is not (TexTokenKind.Close or TexTokenKind.Cell or TexTokenKind.Row) && tokens.Text is not ("\\right" or "\\end"))
        {
            bool starts = nodes.Count == 0 || nodes[^1].Kind is TexSymbolKind.Operator or TexSymbolKind.Opening or TexSymbolKind.Punctuation;
            TexNode atom = ParseScripts(ParseAtom(starts));
            nodes.Add(atom);
            if (atom.Kind is TexSymbolKind.Function or TexSymbolKind.Limit && !tokens.AtEnd && tokens.Text is not ("(" or "[" or "|" or "\\left" or "}"))
            {
                nodes.Add(new TexNode(Markup.Of($"<mspace width=\"0.1667em\"></mspace>"), TexSymbolKind.Space));
            }
        }

        Upright = upright;
        _depth--;
        return nodes;
    }

    /// <summary>One argument: a group in braces, or a single token.</summary>
    /// <exception cref="TexException">There is none.</exception>
    public Markup ParseArgument()
    {
        if (tokens.AtEnd)
        {
            throw new TexException("an argument is missing");
        }

        // Without braces an argument is one character: \frac13 is a third.
        return tokens.Kind == TexTokenKind.Character && char.IsAsciiDigit(tokens.Text[0])
            ? Markup.Of($"<mn>{tokens.Take().Text}</mn>")
            : ParseAtom(startsRow: true).Html;
    }

    private static TexNode Ordinary(Markup html) => new(html, TexSymbolKind.Upright);

    private TexNode ParseAtom(bool startsRow)
    {
        if (tokens.Kind is TexTokenKind.Superscript or TexTokenKind.Subscript)
        {
            return Ordinary(Markup.Of($"<mrow></mrow>"));
        }

        (TexTokenKind kind, string text) = tokens.Take();
        return kind switch
        {
            TexTokenKind.Open => ParseGroup(),
            TexTokenKind.Command => TexCommands.Parse(this, text, startsRow),
            TexTokenKind.Character when char.IsAsciiDigit(text[0]) => ParseNumber(text),
            TexTokenKind.Character when char.IsLetter(text, 0) => ParseLetters(text),
            TexTokenKind.Character => ParseSign(text, startsRow),
            _ => throw new TexException($"'{text}' stands where nothing opened it"),
        };
    }

    private TexNode ParseGroup()
    {
        IReadOnlyList<TexNode> nodes = ParseRow();
        if (!tokens.TryTake(TexTokenKind.Close))
        {
            throw new TexException("a brace is not closed");
        }

        // A lone sign in braces, as in 1{,}000, is set without space.
        return nodes is [{ Kind: TexSymbolKind.Punctuation or TexSymbolKind.Operator, Sign.Length: > 0 } lone]
            ? Ordinary(Markup.Of($"<mo lspace=\"0\" rspace=\"0\">{lone.Sign}</mo>"))
            : Ordinary(TexNode.Row(nodes));
    }

    private TexNode ParseScripts(TexNode atom)
    {
        Markup? below = null, above = null;
        var primes = new StringBuilder();
        while (tokens.Text == "'" || tokens.Kind is TexTokenKind.Superscript or TexTokenKind.Subscript)
        {
            (TexTokenKind kind, _) = tokens.Take();
            if (kind == TexTokenKind.Character)
            {
                primes.Append('′');
            }
            else if ((kind == TexTokenKind.Subscript ? below : above) is not null)
            {
                throw new TexException("a symbol has two scripts in one place");
            }
            else if (kind == TexTokenKind.Subscript)
            {
                below = ParseArgument();
            }
            else
            {
                above = ParseArgument();
            }
        }

        if (primes.Length > 0)
        {
            Markup marks = Markup.Of($"<mo lspace=\"0\" rspace=\"0\">{primes.ToString()}</mo>");
            above = above is { } script ? Markup.Of($"<mrow>{marks}{script}</mrow>") : marks;
        }

        bool limits = atom.Kind is TexSymbolKind.Large or TexSymbolKind.Limit;
        Markup html = (below, above, limits) switch
        {
            (null, null, _) => atom.Html,
            ({ } b, null, false) => Markup.Of($"<msub>{atom.Html}{b}</msub>"),
            (null, { } a, false) => Markup.Of($"<msup>{atom.Html}{a}</msup>"),
            ({ } b, { } a, false) => Markup.Of($"<msubsup>{atom.Html}{b}{a}</msubsup>"),
            ({ } b, null, true) => Markup.Of($"<munder>{atom.Html}{b}</munder>"),
            (null, { } a, true) => Markup.Of($"<mover>{atom.Html}{a}</mover>"),
            ({ } b, { } a, true) => Markup.Of($"<munderover>{atom.Html}{b}{a}</munderover>"),
        };
        return below is null && above is null ? atom : new TexNode(html, atom.Kind);
    }

    private TexNode ParseNumber(string first)
    {
        var digits = new StringBuilder(first);
        while (tokens.FollowsDirectly(c => char.IsAsciiDigit(c)) || (tokens.FollowsDirectly(c => c == '.') && tokens.DigitAfterPoint))
        {
            digits.Append(tokens.Take().Text);
        }

        return Ordinary(Markup.Of($"<mn>{digits.ToString()}</mn>"));
    }

    private TexNode ParseLetters(string first)
    {
        var letters = new StringBuilder(first);
        while (Upright && tokens.FollowsDirectly(char.IsLetter))
        {
            letters.Append(tokens.Take().Text);
        }

        return Upright && letters.Length == 1
            ? Ordinary(Markup.Of($"<mi mathvariant=\"normal\">{first}</mi>"))
            : new TexNode(Markup.Of($"<mi>{letters.ToString()}</mi>"), TexSymbolKind.Letter);
    }

    private static TexNode ParseSign(string text, bool startsRow) => text switch
    {
        "(" or "[" => TexNode.Of(text, TexSymbolKind.Opening, startsRow),
        ")" or "]" or "!" => TexNode.Of(text, TexSymbolKind.Closing, startsRow),
        "," or ";" => TexNode.Of(text, TexSymbolKind.Punctuation, startsRow),
        "+" or "=" or "<" or ">" or ":" => TexNode.Of(text, TexSymbolKind.Operator, startsRow),
        "-" => TexNode.Of("−", TexSymbolKind.Operator, startsRow),
        "*" => TexNode.Of("∗", TexSymbolKind.Operator, startsRow),
        "~" => TexNode.Of("0.3333em", TexSymbolKind.Space, startsRow),
        _ => Ordinary(Markup.Of($"<mo lspace=\"0\" rspace=\"0\" stretchy=\"false\">{text}</mo>")),
    };
}
