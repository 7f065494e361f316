namespace WideNet.Report.Mathematics;

/// <summary>The tokens of a formula, read from left to right.</summary>
internal sealed class TexTokens
{
    private readonly List<(TexTokenKind Kind, string Text)> _tokens = [];
    private int _next;

    /// <summary>Splits a formula.</summary>
    public TexTokens(string tex)
    {
        for (int i = 0; i < tex.Length;)
        {
            int length = tex[i] == '\\' ? CommandLength(tex, i) : char.IsWhiteSpace(tex[i]) ? SpaceLength(tex, i) : char.IsSurrogatePair(tex, i) ? 2 : 1;
            string text = tex.Substring(i, length);
            _tokens.Add((KindOf(text), text));
            i += length;
        }
    }

    /// <summary>Whether nothing is left, blanks aside.</summary>
    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return _next >= _tokens.Count;
        }
    }

    /// <summary>The kind of the next token that is no blank; null at the end.</summary>
    public TexTokenKind? Kind => AtEnd ? null : _tokens[_next].Kind;

    /// <summary>The text of the next token that is no blank; empty at the end.</summary>
    public string Text => AtEnd ? "" : _tokens[_next].Text;

    /// <summary>Takes the next token that is no blank.</summary>
    /// <exception cref="TexException">Nothing is left.</exception>
    public (TexTokenKind Kind, string Text) Take() => AtEnd ? throw new TexException("the formula ends too early") : _tokens[_next++];

    /// <summary>Takes the next token if it is of a kind, and says whether it did.</summary>
    public bool TryTake(TexTokenKind kind)
    {
        if (Kind != kind)
        {
            return false;
        }

        _next++;
        return true;
    }

    /// <summary>Whether the very next token, blanks not skipped, is a character of a kind.</summary>
    public bool FollowsDirectly(Func<char, bool> isOfKind) => CharacterAt(_next) is { } next && isOfKind(next);

    /// <summary>Whether the very next token, a decimal point, stands before a digit.</summary>
    public bool DigitAfterPoint => CharacterAt(_next + 1) is { } digit && char.IsAsciiDigit(digit);

    /// <summary>Takes a text in braces as it stands, blanks included.</summary>
    /// <exception cref="TexException">There is none.</exception>
    public string TakeText()
    {
        if (!TryTake(TexTokenKind.Open))
        {
            throw new TexException($"a brace is expected before '{Text}'");
        }

        int start = _next;
        for (int depth = 1; _next < _tokens.Count; _next++)
        {
            depth += _tokens[_next].Kind switch { TexTokenKind.Open => 1, TexTokenKind.Close => -1, _ => 0 };
            if (depth == 0)
            {
                return string.Concat(_tokens[start.._next++].Select(token => token.Text));
            }
        }

        throw new TexException("a brace is not closed");
    }

    private char? CharacterAt(int index) => index < _tokens.Count && _tokens[index] is { Kind: TexTokenKind.Character, Text: [char only] } ? only : null;

    private static TexTokenKind KindOf(string text) => text switch
    {
        "\\\\" => TexTokenKind.Row,
        ['\\', ..] => TexTokenKind.Command,
        "{" => TexTokenKind.Open,
        "}" => TexTokenKind.Close,
        "^" => TexTokenKind.Superscript,
        "_" => TexTokenKind.Subscript,
        "&" => TexTokenKind.Cell,
        [' ' or '\n' or '\t' or '\r', ..] => TexTokenKind.Space,
        _ => TexTokenKind.Character,
    };

    private static int CommandLength(string tex, int start)
    {
        int end = start + 1;
        while (end < tex.Length && char.IsAsciiLetter(tex[end]))
        {
            end++;
        }

        return end > start + 1 ? end - start : Math.Min(2, tex.Length - start);
    }

    private static int SpaceLength(string tex, int start)
    {
        int end = start;
        while (end < tex.Length && char.IsWhiteSpace(tex[end]))
        {
            end++;
        }

        return end - start;
    }

    private void SkipSpace()
    {
        while (_next < _tokens.Count && _tokens[_next].Kind == TexTokenKind.Space)
        {
            _next++;
        }
    }
}
