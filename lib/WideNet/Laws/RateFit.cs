namespace WideNet.Laws;

/// <summary>A straight line through the logarithms of points by least squares, with standard errors from the residuals (<see cref="StraightLine"/>).</summary>
/// <remarks>
/// The model is log|y| = a + b l for laws y ∝ e^{b l} (<see cref="Exponential"/>), and log|y| = a + b log l for y ∝ l^b (<see cref="PowerLaw"/>).
/// The standard error of b is √(s²/Σ (t - t̄)²) with s² the residual variance over n - 2. It measures scatter about the line; a neglected next order of
/// the law is a bias that it does not show. RateFitTests checks value and error against closed forms.
/// </remarks>
public sealed record RateFit
{
    private RateFit()
    {
    }

    /// <summary>The slope b: logarithm of the factor per layer, or the exponent of a power law.</summary>
    public double Rate { get; private init; }

    /// <summary>Standard error of <see cref="Rate"/>; 0 when two points leave no residual.</summary>
    public double StandardError { get; private init; }

    /// <summary>The intercept a.</summary>
    public double Intercept { get; private init; }

    /// <summary>Fits y ∝ e^{b l} over a window of l.</summary>
    /// <param name="l">Depths.</param>
    /// <param name="y">Values; their signs are ignored. Those that are 0 or not finite inside the window are an error.</param>
    /// <param name="from">Start of the window, inclusive.</param>
    /// <param name="to">End of the window, inclusive.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the window holds fewer than two different points or a value without a logarithm.</exception>
    public static RateFit Exponential(
        IReadOnlyList<double> l, IReadOnlyList<double> y, double from = double.NegativeInfinity, double to = double.PositiveInfinity) =>
        Fit(l, y, from, to, t => t);

    /// <summary>Fits y ∝ l^b over a window of l.</summary>
    /// <param name="l">Positive numbers, such as depths or widths.</param>
    /// <param name="y">Values; their signs are ignored. Those that are 0 or not finite inside the window are an error.</param>
    /// <param name="from">Start of the window, inclusive.</param>
    /// <param name="to">End of the window, inclusive.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the window holds fewer than two different points or a value without a logarithm.</exception>
    public static RateFit PowerLaw(IReadOnlyList<double> l, IReadOnlyList<double> y, double from = 0, double to = double.PositiveInfinity) =>
        Fit(l, y, from, to, Math.Log);

    private static RateFit Fit(IReadOnlyList<double> l, IReadOnlyList<double> y, double from, double to, Func<double, double> place)
    {
        ArgumentNullException.ThrowIfNull(l);
        ArgumentNullException.ThrowIfNull(y);
        if (l.Count != y.Count)
        {
            throw new ArgumentException(Invariant($"A fit got {l.Count} values of {nameof(l)} and {y.Count} of {nameof(y)}; they must be equal in number."));
        }

        int[] used = [.. Enumerable.Range(0, l.Count).Where(i => l[i] >= from && l[i] <= to)];
        double[] t = [.. used.Select(i => place(l[i]))], z = [.. used.Select(i => Math.Log(Math.Abs(y[i])))];
        for (int k = 0; k < used.Length; k++)
        {
            if (!double.IsFinite(t[k]) || !double.IsFinite(z[k]))
            {
                throw new ArgumentException(
                    Invariant($"The point l = {l[used[k]]}, y = {y[used[k]]} has no place in the fit: logarithms must be finite. Choose a narrower window."));
            }
        }

        if (t.Distinct().Count() < 2)
        {
            throw new ArgumentException(Invariant($"The window from {from} to {to} holds {t.Length} points; a line needs two at different places."));
        }

        var line = StraightLine.Fit(t, z);
        return new RateFit { Rate = line.Slope, Intercept = line.Intercept, StandardError = line.StandardError };
    }
}
