namespace WideNet.Laws;

/// <summary>z ≈ a + b t by weighted least squares: the one place where lines are fitted.</summary>
/// <param name="Slope">b.</param>
/// <param name="Intercept">a.</param>
/// <param name="Spread">Σ w (t - t̄)². With weights 1/Var z the standard error of b is 1/√Spread.</param>
/// <param name="Squares">Σ w (z - a - b t)².</param>
/// <param name="Count">Number of points.</param>
/// <remarks>Test: RateFitTests.</remarks>
internal sealed record StraightLine(double Slope, double Intercept, double Spread, double Squares, int Count)
{
    /// <summary>Standard error of the slope from the scatter about the line, √(s²/Spread) with s² = Squares/(n - 2); 0 when two points leave no
    /// scatter.</summary>
    public double StandardError => Count > 2 ? Math.Sqrt(Squares / (Count - 2) / Spread) : 0;

    /// <summary>Fits the line.</summary>
    /// <param name="t">Places.</param>
    /// <param name="z">Values, one for each place.</param>
    /// <param name="weights">Positive weights, or null for equal ones.</param>
    /// <exception cref="ArgumentException">There are fewer than two different places.</exception>
    public static StraightLine Fit(IReadOnlyList<double> t, IReadOnlyList<double> z, IReadOnlyList<double>? weights = null)
    {
        int n = t.Count;
        double Sum(Func<double, int, double> term) => Enumerable.Range(0, n).Sum(k => term(weights?[k] ?? 1, k));
        double total = Sum((w, _) => w), meanT = Sum((w, k) => w * t[k]) / total, meanZ = Sum((w, k) => w * z[k]) / total;
        double spread = Sum((w, k) => w * (t[k] - meanT) * (t[k] - meanT));
        if (n < 2 || !(spread > 0)) throw new ArgumentException(
            Invariant($"A line through {n} points is asked for; it needs two at different places."), nameof(t));
        double slope = Sum((w, k) => w * (t[k] - meanT) * (z[k] - meanZ)) / spread;
        return new StraightLine(slope, meanZ - (slope * meanT), spread, Sum((w, k) => w * Math.Pow(z[k] - meanZ - (slope * (t[k] - meanT)), 2)), n);
    }
}
