using WideNet.Formatting;

namespace WideNet.Figures.Rendering;

/// <summary>Maps values to positions in a colour map.</summary>
internal static class ColorScale
{
    /// <summary>The range of colours of one map or, shared, of several.</summary>
    /// <exception cref="ArgumentException">There is no value to show.</exception>
    public static DataRange RangeOf(IReadOnlyList<HeatMap> maps)
    {
        bool log = maps[0].Scale == AxisScale.Log;
        double[] values = [.. maps.SelectMany(m => m.Values.Values.ToArray()).Where(v => double.IsFinite(v) && (!log || v > 0))];
        double[] low = [.. maps.Where(m => m.Minimum is not null).Select(m => m.Minimum!.Value)];
        double[] high = [.. maps.Where(m => m.Maximum is not null).Select(m => m.Maximum!.Value)];
        if (values.Length == 0 && (low.Length == 0 || high.Length == 0))
        {
            throw new ArgumentException(
                $"The map '{RichText.ToPlain(maps[0].Label)}' has no {(log ? "positive " : "")}finite value to show; give values or both ends of its colours.");
        }

        double minimum = low.Length > 0 ? low.Min() : values.Min();
        double maximum = high.Length > 0 ? high.Max() : values.Max();
        return maximum > minimum ? new DataRange(minimum, maximum) : new DataRange(minimum, log ? minimum * 10 : minimum + 1);
    }

    /// <summary>Position of a value in [0, 1], or NaN when it has none.</summary>
    public static double Position(AxisScale scale, DataRange range, double value)
    {
        if (!double.IsFinite(value) || (scale == AxisScale.Log && value <= 0))
        {
            return double.NaN;
        }

        return Math.Clamp(new AxisMap(scale, range, 0, 1)[value], 0, 1);
    }
}
