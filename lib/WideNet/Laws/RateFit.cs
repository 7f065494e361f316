using System.Globalization;

namespace WideNet.Laws;

/// <summary>A straight line through transformed points by weighted least squares, with standard errors from the residuals
/// (<see cref="StraightLine"/>).</summary>
/// <remarks>
/// The model is log|y| - p log l = a + b l for laws y ∝ l^p e^{b l} (<see cref="Exponential"/>), and log|y| = a + b log l for y ∝ l^b (<see cref="PowerLaw"/>).
/// The standard error of b is √(s²/Σ w (t - t̄)²) with s² the weighted residual variance over n - 2. It measures scatter about the line; a neglected
/// next order of the law is a bias that it does not show. RateFitTests checks value and error against closed forms.
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

    /// <summary>Root of the weighted mean square residual, in natural logarithms.</summary>
    public double ResidualRms { get; private init; }

    /// <summary>Number of points used.</summary>
    public int Count { get; private init; }

    /// <summary>The exponent p that was taken out, 0 unless given.</summary>
    public double Power { get; private init; }

    /// <summary>Whether the fit is of a power law.</summary>
    public bool IsPowerLaw { get; private init; }

    /// <summary>The factor per layer, e^b.</summary>
    public double Factor => Math.Exp(Rate);

    /// <summary>The depth scale 1/|b|; infinite when b is 0.</summary>
    public double DepthScale => 1 / Math.Abs(Rate);

    /// <summary>Fits y ∝ l^p e^{b l} over a window of l.</summary>
    /// <param name="l">Depths; with <paramref name="power"/> they must be positive.</param>
    /// <param name="y">Values; their signs are ignored. Those that are 0 or not finite inside the window are an error.</param>
    /// <param name="from">Start of the window, inclusive.</param>
    /// <param name="to">End of the window, inclusive.</param>
    /// <param name="power">The exponent p of l^p, known from theory.</param>
    /// <param name="weights">Weight of each point, such as 1/variance of log|y|; or null for equal weights.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the window holds fewer than two different points or a value without a logarithm.</exception>
    public static RateFit Exponential(IReadOnlyList<double> l, IReadOnlyList<double> y, double from = double.NegativeInfinity,
        double to = double.PositiveInfinity, double power = 0, IReadOnlyList<double>? weights = null) =>
        Fit(l, y, from, to, power, weights, t => t) with { Power = power };

    /// <summary>Fits y ∝ l^b over a window of l.</summary>
    /// <param name="l">Positive numbers, such as depths or widths.</param>
    /// <param name="y">Values; their signs are ignored. Those that are 0 or not finite inside the window are an error.</param>
    /// <param name="from">Start of the window, inclusive.</param>
    /// <param name="to">End of the window, inclusive.</param>
    /// <param name="weights">Weight of each point; or null for equal weights.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the window holds fewer than two different points or a value without a logarithm.</exception>
    public static RateFit PowerLaw(IReadOnlyList<double> l, IReadOnlyList<double> y, double from = 0, double to = double.PositiveInfinity,
        IReadOnlyList<double>? weights = null) =>
        Fit(l, y, from, to, 0, weights, Math.Log) with { IsPowerLaw = true };

    /// <summary>The fitted law at given places, for drawing.</summary>
    /// <param name="l">Places.</param>
    public IReadOnlyList<double> At(IEnumerable<double> l) =>
        [.. l.Select(v => Math.Exp(Intercept + (Rate * (IsPowerLaw ? Math.Log(v) : v)) + (Power == 0 ? 0 : Power * Math.Log(v))))];

    /// <summary>Rate with its standard error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rate {Rate:G6} ± {StandardError:G2} ({Count} points)");

    private static RateFit Fit(
        IReadOnlyList<double> l, IReadOnlyList<double> y, double from, double to, double power, IReadOnlyList<double>? weights, Func<double, double> place)
    {
        ArgumentNullException.ThrowIfNull(l);
        ArgumentNullException.ThrowIfNull(y);
        if (l.Count != y.Count || (weights is not null && weights.Count != l.Count))
        {
            throw new ArgumentException(
                Invariant($"A fit got {l.Count} values of {nameof(l)}, {y.Count} of {nameof(y)} and {weights?.Count ?? l.Count} weights; they must be ")
                    + "equal in number.");
        }

        int[] used = [.. Enumerable.Range(0, l.Count).Where(i => l[i] >= from && l[i] <= to && (weights is null || weights[i] != 0))];
        double[] t = [.. used.Select(i => place(l[i]))];
        double[] z = [.. used.Select(i => Math.Log(Math.Abs(y[i])) - (power == 0 ? 0 : power * Math.Log(l[i])))];
        double[] w = [.. used.Select(i => weights?[i] ?? 1)];
        for (int k = 0; k < used.Length; k++)
        {
            if (!double.IsFinite(t[k]) || !double.IsFinite(z[k]) || !(w[k] > 0 && double.IsFinite(w[k])))
            {
                int i = used[k];
                throw new ArgumentException(
                    FormattableString.Invariant($"The point l = {l[i]}, y = {y[i]}, weight {w[k]} has no place in the fit: logarithms and weights must be ")
                        + "finite and weights positive. Choose a narrower window.");
            }
        }

        if (t.Distinct().Count() < 2)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The window from {from} to {to} holds {t.Length} points; a line needs two at different places."));
        }

        var line = StraightLine.Fit(t, z, w);
        return new RateFit
        {
            Rate = line.Slope,
            Intercept = line.Intercept,
            StandardError = line.StandardError,
            ResidualRms = Math.Sqrt(line.Squares / w.Sum()),
            Count = line.Count,
        };
    }
}
