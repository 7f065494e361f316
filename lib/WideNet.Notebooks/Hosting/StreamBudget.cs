
namespace WideNet.Notebooks.Hosting;

/// <summary>How much one cell may still write; says once that the rest is missing.</summary>
internal sealed class StreamBudget
{
    private readonly Lock _lock = new();
    private int _limit;
    private int _left = -1;

    /// <summary>Starts anew for the next cell.</summary>
    public void Reset(int limit)
    {
        lock (_lock)
        {
            _limit = limit;
            _left = limit;
        }
    }

    /// <summary>The part of the text that may still go out; behind the last of it stands the note.</summary>
    public string Take(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (_left < 0)
                return "";
            if (text.Length <= _left)
            {
                _left -= text.Length;
                return text.ToString();
            }

            string part = text[.._left].ToString();
            _left = -1;
            return part + Invariant($"\n[output cut after {_limit} characters]\n");
        }
    }
}
