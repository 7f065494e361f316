using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Compute.Gaps;

/// <summary>The check that all vectors have one norm, which the gap recursion rests on.</summary>
internal static class GapNorms
{
    /// <summary>Whether all examples have one norm; true for none, which <see cref="Common(InputBatch, InputBatch, int, string)"/> then refuses.</summary>
    public static bool AreCommon(InputBatch x1, InputBatch? x2) => AreCommon(x1, x2, x1.FeatureCount);

    /// <summary>Whether all vectors of <paramref name="size"/> numbers have one norm.</summary>
    public static bool AreCommon(InputBatch x1, InputBatch? x2, int size)
    {
        (double low, _, double high, _) = Range(x1.Values, size, 0, (double.PositiveInfinity, 0, double.NegativeInfinity, 0));
        (double otherLow, _, double otherHigh, _) = x2 is null
            ? (low, 0, high, 0)
            : Range(x2.Values, size, 0, (double.PositiveInfinity, 0, double.NegativeInfinity, 0));
        (low, high) = (Math.Min(low, otherLow), Math.Max(high, otherHigh));
        return !(high - low > GapInputs.NormTolerance * high);
    }

    /// <summary>The common x·x/n of consecutive vectors of <paramref name="size"/> numbers in one batch.</summary>
    public static double Common(InputBatch x, int size, string vector) => Common(x, null, size, vector);

    /// <summary>The common x·x/n of the vectors of two batches.</summary>
    /// <exception cref="ArgumentException">There are no vectors, or the norms differ.</exception>
    public static double Common(InputBatch x1, InputBatch? x2, int size, string vector)
    {
        if (x1.Count == 0 || x2?.Count == 0)
        {
            throw new ArgumentException("There are no examples; a kernel needs at least one.");
        }

        (double low, int lowest, double high, int highest) = Range(x1.Values, size, 0, (double.PositiveInfinity, 0, double.NegativeInfinity, 0));
        if (x2 is not null)
        {
            (low, lowest, high, highest) = Range(x2.Values, size, x1.Values.Length / size, (low, lowest, high, highest));
        }

        if (!(high > 0) || !double.IsFinite(high))
        {
            throw new ArgumentException(Invariant($"The largest x·x/n is {high}; it must be finite and above 0."));
        }

        return high - low <= GapInputs.NormTolerance * high
            ? low + ((high - low) / 2)
            : throw new ArgumentException(
                Invariant($"Gaps need inputs of one norm, but x·x/n is {low:G9} for {vector} {lowest} and {high:G9} for {vector} ")
                    + Invariant($"{highest}; scale every {vector} to the same x·x/n, or use InfiniteNetwork.Kernels."));
    }

    private static (double Low, int Lowest, double High, int Highest) Range(
        ReadOnlySpan<double> values, int size, int first, (double Low, int Lowest, double High, int Highest) range)
    {
        for (int i = 0; i < values.Length / size; i++)
        {
            double square = 0;
            foreach (double value in values.Slice(i * size, size))
            {
                square = Math.FusedMultiplyAdd(value, value, square);
            }

            square /= size;
            range = square < range.Low ? (square, first + i, range.High, range.Highest) : range;
            range = square > range.High ? (range.Low, range.Lowest, square, first + i) : range;
        }

        return range;
    }
}
