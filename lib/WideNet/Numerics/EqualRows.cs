namespace WideNet.Numerics;

/// <summary>One of several rows of numbers.</summary>
/// <param name="index">Index from 0.</param>
internal delegate ReadOnlySpan<double> RowOfNumbers(int index);

/// <summary>Which of several rows are equal in every number.</summary>
/// <param name="GroupOf">The group of each row, numbered in order of appearance.</param>
/// <param name="First">The first row of each group.</param>
internal sealed record EqualRows(int[] GroupOf, int[] First)
{
    /// <summary>Groups rows; 0 and -0 are equal.</summary>
    public static EqualRows Find(int count, RowOfNumbers row)
    {
        int[] groupOf = new int[count];
        var first = new List<int>();
        var byHash = new Dictionary<int, List<int>>();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> values = row(i);
            int hash = HashOf(values), group = -1;
            if (!byHash.TryGetValue(hash, out List<int>? candidates)) byHash[hash] = candidates = [];
            foreach (int candidate in candidates)
            {
                if (row(first[candidate]).SequenceEqual(values)) group = candidate;
            }

            if (group < 0)
            {
                group = first.Count;
                candidates.Add(group);
                first.Add(i);
            }

            groupOf[i] = group;
        }

        return new EqualRows(groupOf, [.. first]);
    }

    // Of the sign-free bits, so that 0 and -0 fall together; a collision costs a comparison.
    private static int HashOf(ReadOnlySpan<double> values)
    {
        ulong hash = 14695981039346656037;
        foreach (double value in values) hash = (hash ^ (BitConverter.DoubleToUInt64Bits(value) & long.MaxValue)) * 1099511628211;
        return hash.GetHashCode();
    }
}
