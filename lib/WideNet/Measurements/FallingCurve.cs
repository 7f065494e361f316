namespace WideNet.Measurements;

/// <summary>Where a curve falls below a level for good: how deep networks can be and still train or generalise, or at which variance.</summary>
/// <remarks>Test: FallingCurveTests.</remarks>
public static class FallingCurve
{
    /// <summary>The place between the last point at or above the level and the next, interpolated linearly.</summary>
    /// <param name="at">Places, increasing.</param>
    /// <param name="values">One value for each place; NaN counts as below.</param>
    /// <param name="level">The level.</param>
    /// <returns>The place, or null if no value reaches the level, the last one does, or the one behind it is not finite.</returns>
    /// <exception cref="ArgumentException">There are not as many values as places.</exception>
    public static double? Below(IReadOnlyList<double> at, IReadOnlyList<double> values, double level)
    {
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != at.Count) throw new ArgumentException($"There are {at.Count} places and {values.Count} values; give one for each.", nameof(values));
        int last = Enumerable.Range(0, at.Count).LastOrDefault(i => values[i] >= level, -1);
        if (last < 0 || last == at.Count - 1 || !double.IsFinite(values[last + 1])) return null;
        return at[last] + ((at[last + 1] - at[last]) * (values[last] - level) / (values[last] - values[last + 1]));
    }

    /// <summary>The depth at which an accuracy falls half way from its largest value to chance.</summary>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="accuracy">Accuracy at each depth.</param>
    /// <param name="chance">Accuracy of guessing.</param>
    /// <returns>The depth, or null if the accuracy stays above.</returns>
    /// <exception cref="ArgumentException">There are not as many values as depths.</exception>
    public static double? HalfDepth(IReadOnlyList<int> depths, IReadOnlyList<double> accuracy, double chance)
    {
        ArgumentNullException.ThrowIfNull(accuracy);
        return Below([.. depths.Select(depth => (double)depth)], accuracy, (accuracy.Where(double.IsFinite).Append(chance).Max() + chance) / 2);
    }
}
