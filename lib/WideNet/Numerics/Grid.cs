namespace WideNet.Numerics;

/// <summary>Evenly spaced values for axes and sweeps.</summary>
public static class Grid
{
    /// <summary>Values from <paramref name="first"/> to <paramref name="last"/>, both included, at equal distances.</summary>
    /// <param name="first">First value, finite.</param>
    /// <param name="last">Last value, finite.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <returns><paramref name="count"/> values; the ends are exact.</returns>
    /// <exception cref="ArgumentException">An end is not finite, or there are fewer than two values.</exception>
    public static double[] Linear(double first, double last, int count)
    {
        Check(first, last, count);
        return [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? last : first + ((last - first) * i / (count - 1)))];
    }

    /// <summary>Values from <paramref name="first"/> to <paramref name="last"/>, both included, at equal ratios.</summary>
    /// <param name="first">First value, positive.</param>
    /// <param name="last">Last value, positive.</param>
    /// <param name="count">Number of values, at least 2.</param>
    /// <returns><paramref name="count"/> values; the ends are exact.</returns>
    /// <exception cref="ArgumentException">An end is not positive and finite, or there are fewer than two values.</exception>
    public static double[] Logarithmic(double first, double last, int count)
    {
        Check(first, last, count);
        if (first <= 0 || last <= 0)
        {
            throw new ArgumentException(Invariant($"A logarithmic grid from {first} to {last} needs positive ends."));
        }

        double ratio = Math.Log(last / first);
        return [.. Enumerable.Range(0, count).Select(i => i == 0 ? first : i == count - 1 ? last : first * Math.Exp(ratio * i / (count - 1)))];
    }

    /// <summary>Whole numbers from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <param name="first">First number.</param>
    /// <param name="last">Last number, at least <paramref name="first"/>.</param>
    public static int[] Integers(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        return [.. Enumerable.Range(first, last - first + 1)];
    }

    /// <summary>The multiples, up to a whole number, of the smallest step that leaves no more of them than wanted.</summary>
    /// <param name="last">Largest value, at least 1; the last multiple may lie below it.</param>
    /// <param name="most">Number of values at most, at least 1.</param>
    public static int[] Multiples(int last, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int step = ((last - 1) / most) + 1;
        return [.. Enumerable.Range(1, last / step).Select(i => i * step)];
    }

    private static void Check(double first, double last, int count)
    {
        if (!double.IsFinite(first) || !double.IsFinite(last) || count < 2)
        {
            throw new ArgumentException(Invariant($"A grid from {first} to {last} with {count} values needs finite ends and at least 2 values."));
        }
    }
}
