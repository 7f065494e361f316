namespace WideNet.Measurements;

/// <summary>Where a curve over depth ends. Test: DepthCrossingTests.</summary>
public static class DepthCrossing
{
    /// <summary>The depth at which a curve falls for good below a level, interpolated between two depths.</summary>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="values">One value for each depth; one that is not a number does not reach the level.</param>
    /// <param name="level">The level.</param>
    /// <returns>Null if no value reaches the level, if the last one still does, or if the one behind the last that does is not a number.</returns>
    /// <exception cref="ArgumentException">There is not one value for each depth.</exception>
    public static double? Last(IReadOnlyList<int> depths, IReadOnlyList<double> values, double level)
    {
        ArgumentNullException.ThrowIfNull(depths);
        ArgumentNullException.ThrowIfNull(values);
        if (depths.Count != values.Count) throw new ArgumentException($"There are {values.Count} values for {depths.Count} depths; there must be one for each.", nameof(values));
        int last = Enumerable.Range(0, depths.Count).LastOrDefault(i => values[i] >= level, -1);
        if (last < 0 || last == depths.Count - 1 || double.IsNaN(values[last + 1])) return null;
        return depths[last] + ((depths[last + 1] - depths[last]) * (values[last] - level) / (values[last] - values[last + 1]));
    }

    /// <summary>The depth at which an accuracy falls for good below half way between chance and its largest value.</summary>
    /// <param name="depths">Depths, increasing.</param>
    /// <param name="accuracy">One accuracy for each depth.</param>
    /// <param name="chance">Accuracy of guessing.</param>
    /// <returns>Null if the last one still lies above, or if none is a number.</returns>
    public static double? HalfWay(IReadOnlyList<int> depths, IReadOnlyList<double> accuracy, double chance)
    {
        ArgumentNullException.ThrowIfNull(accuracy);
        return Last(depths, accuracy, (accuracy.Max() + chance) / 2);
    }
}
