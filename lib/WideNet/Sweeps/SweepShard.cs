using System.Globalization;

namespace WideNet.Sweeps;

/// <summary>One of n parts of a sweep: every n-th cell. The parts are disjoint and make up the whole.</summary>
internal sealed record SweepShard
{
    /// <summary>Part <paramref name="number"/> of <paramref name="count"/>.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="count">Number of parts, at least <paramref name="number"/>.</param>
    /// <exception cref="ArgumentException">The numbers are out of range.</exception>
    public SweepShard(int number, int count)
    {
        if (number < 1 || number > count) throw new ArgumentException(
            Invariant($"The shard is {number}/{count}; it must be i/n with i from 1 to n, such as 2/4."));
        Number = number;
        Count = count;
    }

    /// <summary>The whole sweep, 1/1.</summary>
    public static SweepShard All { get; } = new(1, 1);

    /// <summary>Which part, from 1.</summary>
    public int Number { get; }

    /// <summary>Number of parts.</summary>
    public int Count { get; }

    /// <summary>Reads <c>i/n</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It is not i/n with i from 1 to n.</exception>
    public static SweepShard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0], out int number) && Number(parts[1], out int count) && number <= count
            ? new SweepShard(number, count)
            : throw new ArgumentException($"The shard is '{text}'; it must be i/n with i from 1 to n, such as 2/4.");

        static bool Number(string part, out int value) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1;
    }

    /// <summary>Whether a cell belongs to this part.</summary>
    /// <param name="cell">The cell.</param>
    public bool Contains(SweepCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Contains(cell.Index);
    }

    /// <summary>Whether the cell or column with this index, from 0, belongs to this part.</summary>
    /// <param name="index">The index.</param>
    internal bool Contains(int index) => index % Count == Number - 1;

    /// <summary><c>i/n</c>.</summary>
    public override string ToString() => Invariant($"{Number}/{Count}");
}
