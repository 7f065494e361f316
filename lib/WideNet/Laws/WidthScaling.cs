namespace WideNet.Laws;

/// <summary>A quantity at several widths, root mean square over seeds with its standard error, and the power of the width that it follows.</summary>
/// <remarks>
/// With s² the mean of x² over n seeds and v the relative variance of x², the same at all widths and estimated from all of them together, log s has
/// the variance v/(4n). The exponent b of s ∝ width^b is a least-squares slope with weights n; its standard error follows from those of the points,
/// Var b̂ = 1/Σ w (t - t̄)² with w = 4n/v and t = log width, so
/// it measures scatter between seeds and not departures from a power law. Shown by WidthScalingTests.
/// </remarks>
public sealed record WidthScaling
{
    private WidthScaling()
    {
    }

    /// <summary>Widths, increasing.</summary>
    public required IReadOnlyList<int> Widths { get; init; }

    /// <summary>Root mean square over seeds at each width.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Standard error of <see cref="Values"/>.</summary>
    public required IReadOnlyList<double> Errors { get; init; }

    /// <summary>b of width^b.</summary>
    public required double Exponent { get; init; }

    /// <summary>Standard error of <see cref="Exponent"/>.</summary>
    public required double ExponentError { get; init; }

    /// <summary>The fitted law at a width.</summary>
    /// <param name="width">The width.</param>
    public double At(double width) => Math.Exp(Intercept + (Exponent * Math.Log(width)));

    private double Intercept { get; init; }

    /// <summary>Fits values at several widths, one for each seed.</summary>
    /// <param name="measured">Width and value of every seed, in any order.</param>
    /// <exception cref="ArgumentException">There are fewer than two widths, a width with fewer than two seeds, or no scatter between seeds.</exception>
    public static WidthScaling Of(IEnumerable<(int Width, double Value)> measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        (int Width, double[] Squares)[] groups =
        [
            .. measured.GroupBy(pair => pair.Width).OrderBy(group => group.Key)
                .Select(group => (group.Key, group.Select(pair => pair.Value * pair.Value).ToArray())),
        ];
        if (groups.Length < 2 || groups.Any(group => group.Squares.Length < 2))
        {
            string counts = string.Join(", ", groups.Select(group => group.Squares.Length));
            throw new ArgumentException($"There are {groups.Length} widths with {counts} seeds; a fit needs two widths with two seeds each.", nameof(measured));
        }

        if (groups.All(group => group.Squares.All(square => square == group.Squares[0])))
        {
            throw new ArgumentException(
                "All seeds of a width have the same value, at every width; they must differ, for the fit weighs by their scatter.", nameof(measured));
        }

        double[] t = [.. groups.Select(group => Math.Log(group.Width))];
        double[] mean = [.. groups.Select(group => group.Squares.Average())];
        double squares = groups.Select((group, i) => group.Squares.Sum(x => Math.Pow((x / mean[i]) - 1, 2))).Sum();
        double relativeVariance = squares / groups.Sum(group => group.Squares.Length - 1);
        double[] w = [.. groups.Select(group => 4 * group.Squares.Length / relativeVariance)];
        var line = StraightLine.Fit(t, [.. mean.Select(m => 0.5 * Math.Log(m))], w);
        return new WidthScaling
        {
            Widths = [.. groups.Select(group => group.Width)],
            Values = [.. mean.Select(Math.Sqrt)],
            Errors = [.. mean.Zip(w, (m, weight) => Math.Sqrt(m / weight))],
            Exponent = line.Slope,
            ExponentError = Math.Sqrt(1 / line.Spread),
            Intercept = line.Intercept,
        };
    }
}
