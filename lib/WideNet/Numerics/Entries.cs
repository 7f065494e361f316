namespace WideNet.Numerics;

/// <summary>What is asked of a row of numbers.</summary>
internal static class Entries
{
    /// <summary>The index of the largest, the first of equal ones; 0 where the first is NaN.</summary>
    /// <param name="values">At least one number.</param>
    public static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int j = 1; j < values.Length; j++)
        {
            if (values[j] > values[best]) best = j;
        }

        return best;
    }
}
