namespace WideNet.Measurements;

/// <summary>A mean over seeds with its standard error s/√n.</summary>
/// <param name="Value">The mean; NaN without seeds.</param>
/// <param name="Error">The standard error; 0 for fewer than two seeds.</param>
/// <param name="Count">Number of seeds n.</param>
public readonly record struct SeedMean(double Value, double Error, int Count)
{
    /// <summary>Mean and standard error of some numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static SeedMean Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) return new SeedMean(double.NaN, 0, 0);
        double mean = values.Average();
        double error = values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1.0) / values.Count);
        return new SeedMean(mean, error, values.Count);
    }

    /// <summary>The mean of independent means, with its standard error.</summary>
    /// <param name="means">The means.</param>
    public static SeedMean Average(IReadOnlyList<SeedMean> means)
    {
        ArgumentNullException.ThrowIfNull(means);
        return means.Count == 0
            ? new SeedMean(double.NaN, 0, 0)
            : new SeedMean(means.Average(m => m.Value), Math.Sqrt(means.Sum(m => m.Error * m.Error)) / means.Count, means.Sum(m => m.Count));
    }
}
