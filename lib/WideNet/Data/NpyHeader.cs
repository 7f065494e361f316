using System.Globalization;

namespace WideNet.Data;

/// <summary>The dictionary at the start of a <c>.npy</c> file: <c>{'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), }</c>.</summary>
internal sealed class NpyHeader
{
    private const int LongestRank = 64;
    private readonly string _text;
    private int _at;

    private NpyHeader(string text) => _text = text;

    /// <summary>NumPy's code of the element type, such as <c>&lt;f8</c>.</summary>
    public string? Descriptor { get; private set; }

    /// <summary>True for column-major files.</summary>
    public bool? FortranOrder { get; private set; }

    /// <summary>Lengths of the dimensions.</summary>
    public long[]? Shape { get; private set; }

    /// <summary>Reads the dictionary; throws <see cref="FormatException"/> with the reason in a few words.</summary>
    public static NpyHeader Parse(string text)
    {
        var header = new NpyHeader(text);
        header.ReadDictionary();
        return header;
    }

    private void ReadDictionary()
    {
        Expect('{');
        while (!TryTake('}'))
        {
            string key = ReadString();
            Expect(':');
            switch (key)
            {
                case "descr" when Descriptor is null:
                    Descriptor = Peek() == '[' ? throw new FormatException("the element type is a record of several fields") : ReadString();
                    break;
                case "fortran_order" when FortranOrder is null:
                    FortranOrder = ReadBoolean();
                    break;
                case "shape" when Shape is null:
                    Shape = ReadShape();
                    break;
                default:
                    throw new FormatException($"the key '{key}' is unknown or appears twice");
            }

            if (!TryTake(','))
            {
                Expect('}');
                break;
            }
        }

        if (Peek() is char rest)
        {
            throw new FormatException($"'{rest}' follows the dictionary");
        }

        if (Descriptor is null || FortranOrder is null || Shape is null)
        {
            throw new FormatException("one of the keys descr, fortran_order and shape is missing");
        }
    }

    private string ReadString()
    {
        char quote = Peek() is '\'' or '"' ? _text[_at++] : throw Unexpected("a quoted name");
        int end = _text.IndexOf(quote, _at);
        if (end < 0)
        {
            throw new FormatException("a quoted name does not end");
        }

        string result = _text[_at..end];
        _at = end + 1;
        return result;
    }

    private bool ReadBoolean()
    {
        Peek();
        foreach (string word in (string[])["True", "False"])
        {
            if (_text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
            {
                _at += word.Length;
                return word == "True";
            }
        }

        throw Unexpected("True or False");
    }

    private long[] ReadShape()
    {
        var lengths = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            lengths.Add(ReadLength());
            if (lengths.Count > LongestRank)
            {
                throw new FormatException($"the shape has more than {LongestRank} dimensions");
            }

            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. lengths];
    }

    private long ReadLength()
    {
        Peek();
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        if (start == _at)
        {
            throw Unexpected("a length");
        }

        string digits = _text[start.._at];
        if (_at < _text.Length && _text[_at] == 'L') _at++; // A long of Python 2.
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
        {
            throw new FormatException("a length of the shape is too large");
        }

        return length;
    }

    private char? Peek()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\t' or '\r')
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : null;
    }

    private bool TryTake(char c)
    {
        if (Peek() != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
        {
            throw Unexpected($"'{c}'");
        }
    }

    private FormatException Unexpected(string expected)
    {
        string found = Peek() is not char c ? "its end" : c is >= ' ' and <= '~' ? $"'{c}'" : Invariant($"character {(int)c}");
        return new FormatException(Invariant($"{expected} was expected at character {_at} of the header, but {found} stands there"));
    }
}
