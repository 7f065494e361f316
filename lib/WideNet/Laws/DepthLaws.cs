using MathNet.Numerics.LinearRegression;

namespace WideNet.Laws;

/// <summary>Rates, limits and exponents of sequences over depth, each by a law with its next-order term; <see cref="RateFit"/> has the plain laws.</summary>
/// <remarks>A plain straight-line fit would report the correction as part of the rate. Test: DepthLawsTests.</remarks>
public static class DepthLaws
{
    /// <summary>r of u_l = (A + B l) e^{r l}, from log₁₀ u_l at the three depths l, l + h, l + 2h at the ends and the middle of the window.</summary>
    /// <param name="depths">Depths, an odd number of at least three, the middle one half way between the ends.</param>
    /// <param name="log10">log₁₀ u_l, finite, one per depth; u_l itself may leave the range of double.</param>
    /// <returns>(1/h) log ρ with ρ the root of u_{l+2h} - 2ρu_{l+h} + ρ²u_l = 0 that belongs to B &gt; 0: such a sequence has the double root ρ =
    /// e^{rh}.</returns>
    /// <exception cref="ArgumentException">The lengths differ, there are too few points, or a value is not finite.</exception>
    public static double RateWithLinearFactorOfLogs(IReadOnlyList<int> depths, IReadOnlyList<double> log10)
    {
        CheckLengths(depths, log10);
        int center = depths.Count / 2, h = depths[center] - depths[0];
        if (depths.Count < 3 || depths.Count % 2 == 0 || h < 1 || depths[^1] - depths[center] != h || log10.Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException(
                $"The window has {depths.Count} depths; an odd number of finite values, at least three, with the middle one half way is needed.",
                nameof(depths));
        }

        // ρ = u_{l+h}/u_l (1 - √(1 - u_l u_{l+2h}/u_{l+h}²)).
        double ratio = Math.Pow(10, log10[^1] - (2 * log10[center]) + log10[0]);
        return (((log10[center] - log10[0]) * Math.Log(10)) + Math.Log(1 - Math.Sqrt(Math.Max(0, 1 - ratio)))) / h;
    }

    /// <summary>s of u_l ∝ l^s (1 + (a log l + b)/l), by least squares on log u: the logarithmic correction of the critical line is fitted, not
    /// ignored.</summary>
    /// <param name="depths">Depths l, at least four.</param>
    /// <param name="values">u_l, positive, one per depth.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are too few points, or a value is not positive and finite.</exception>
    public static double PowerWithLogCorrection(IReadOnlyList<int> depths, IReadOnlyList<double> values) =>
        Coefficients(depths, Logarithms(depths, values), l => [1, Math.Log(l), Math.Log(l) / l, 1 / l])[1];

    /// <summary>u_∞ of u_l = u_∞ + (a log l + b)/l, by least squares.</summary>
    /// <param name="depths">Depths l, at least three.</param>
    /// <param name="values">u_l, finite, one per depth.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are too few points, or a value is not finite.</exception>
    public static double LimitWithLogCorrection(IReadOnlyList<int> depths, IReadOnlyList<double> values) =>
        Coefficients(depths, values, l => [1, Math.Log(l) / l, 1 / l])[0];

    /// <summary>s of u_l = s l + a log l + b, by least squares.</summary>
    /// <param name="depths">Depths l, at least three.</param>
    /// <param name="values">u_l, finite, one per depth.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are too few points, or a value is not finite.</exception>
    public static double SlopeWithLogCorrection(IReadOnlyList<int> depths, IReadOnlyList<double> values) =>
        Coefficients(depths, values, l => [l, Math.Log(l), 1])[0];

    private static double[] Logarithms(IReadOnlyList<int> at, IReadOnlyList<double> values)
    {
        CheckLengths(at, values);
        for (int i = 0; i < values.Count; i++)
        {
            if (!(values[i] > 0) || !double.IsFinite(values[i]))
            {
                throw new ArgumentException(Invariant($"The value at {at[i]} is {values[i]}; a rate needs positive, finite values."), nameof(values));
            }
        }

        return [.. values.Select(value => Math.Log(value))];
    }

    private static double[] Coefficients(IReadOnlyList<int> depths, IReadOnlyList<double> values, Func<double, double[]> terms)
    {
        CheckLengths(depths, values);
        double[][] rows = [.. depths.Select(l => terms(l))];
        if (rows.Length < rows[0].Length)
        {
            throw new ArgumentException($"The window has {rows.Length} depths; this law needs at least {rows[0].Length}.", nameof(depths));
        }

        return Solve(rows, [.. values]);
    }

    private static double[] Solve(double[][] rows, double[] values) => MultipleRegression.QR(rows, values);

    private static void CheckLengths(IReadOnlyList<int> at, IReadOnlyList<double> values)
    {
        if (at.Count != values.Count || at.Count < 2)
        {
            throw new ArgumentException($"{at.Count} arguments and {values.Count} values: there must be as many of both, at least 2.", nameof(values));
        }
    }
}
