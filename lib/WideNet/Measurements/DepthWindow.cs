namespace WideNet.Measurements;

/// <summary>The last rows of a scan, over which a law is fitted: an odd number of them, evenly spaced, so that there is one in the middle.</summary>
internal sealed record DepthWindow(IReadOnlyList<DepthRow> Rows)
{
    /// <summary>Fewer depths than this decide nothing.</summary>
    public const int Shortest = 20;

    public int[] Depths => [.. Rows.Select(row => row.Depth)];

    public int First => Rows[0].Depth;

    public int Last => Rows[^1].Depth;

    /// <summary>Half the layers from the first to the last.</summary>
    public int Half => (Last - First) / 2;

    /// <summary>The window from the first depth that qualifies to the last; null where too few depths are left.</summary>
    public static DepthWindow? From(IReadOnlyList<DepthRow> rows, Func<int, bool> qualifies)
    {
        int offset = rows.TakeWhile(row => !qualifies(row.Depth)).Count();
        offset += (rows.Count - offset) % 2 == 0 ? 1 : 0;
        return rows.Count - offset < Shortest ? null : new DepthWindow([.. rows.Skip(offset)]);
    }

    /// <summary>Why nothing was tested.</summary>
    public static string TooShort(IReadOnlyList<DepthRow> rows) =>
        rows.Count == 0 ? "No depth is resolved." : Invariant($"{rows[^1].Depth} layers do not reach the asymptotic range.");
}
