using WideNet.Formatting;

namespace WideNet.Figures.Rendering;

/// <summary>An interval of data values.</summary>
/// <param name="Minimum">Lower end.</param>
/// <param name="Maximum">Upper end.</param>
internal readonly record struct DataRange(double Minimum, double Maximum)
{
    /// <summary>The range of a panel's horizontal or vertical axis.</summary>
    /// <param name="panels">The panels that share the axis; a single one unless axes are shared.</param>
    /// <param name="vertical">Which axis.</param>
    /// <exception cref="ArgumentException">There is no value that the axis can show.</exception>
    public static DataRange Of(IReadOnlyList<Panel> panels, bool vertical)
    {
        Axis axis = vertical ? panels[0].Y : panels[0].X;
        bool log = axis.Scale == AxisScale.Log;
        bool exact = panels.All(p => p.Map is not null);
        double[] values = [.. panels.SelectMany(p => Values(p, vertical, log)).Where(v => double.IsFinite(v) && (!log || v > 0))];
        double? low = Extreme(panels.Select(p => vertical ? p.Y.Minimum : p.X.Minimum), Math.Min);
        double? high = Extreme(panels.Select(p => vertical ? p.Y.Maximum : p.X.Maximum), Math.Max);
        if (values.Length == 0 && (low is null || high is null))
        {
            throw new ArgumentException(
                $"The axis '{RichText.ToPlain(axis.Label)}' has no {(log ? "positive " : "")}finite value to show; give data or both ends of the axis.");
        }

        DataRange data = values.Length == 0 ? new(low!.Value, high!.Value) : new(values.Min(), values.Max());
        DataRange padded = exact ? data : data.Padded(log, vertical ? 0.05 : 0.02);
        var range = new DataRange(low ?? padded.Minimum, high ?? padded.Maximum);
        return range.Minimum < range.Maximum ? range : new DataRange(range.Minimum, log ? range.Minimum * 10 : range.Minimum + 1);
    }

    /// <summary>The edges of cells with given centres: half way to the neighbours, geometrically on a logarithmic axis.</summary>
    /// <param name="centres">Centres, increasing.</param>
    /// <param name="log">Whether the axis is logarithmic.</param>
    public static double[] Edges(IReadOnlyList<double> centres, bool log)
    {
        if (log && centres[0] <= 0)
        {
            throw new ArgumentException(Invariant($"A map with a cell centre at {centres[0]} stands on a logarithmic axis; its centres must be positive."));
        }

        double[] c = [.. centres.Select(v => log ? Math.Log(v) : v)];
        int n = c.Length;
        var edges = new double[n + 1];
        for (int i = 1; i < n; i++)
        {
            edges[i] = (c[i - 1] + c[i]) / 2;
        }

        edges[0] = n == 1 ? c[0] - 0.5 : c[0] - ((c[1] - c[0]) / 2);
        edges[n] = n == 1 ? c[0] + 0.5 : c[^1] + ((c[^1] - c[^2]) / 2);
        return log ? [.. edges.Select(Math.Exp)] : edges;
    }

    private static IEnumerable<double> Values(Panel panel, bool vertical, bool log)
    {
        if (panel.Map is { } map)
        {
            return Edges(vertical ? map.Y : map.X, log);
        }

        IEnumerable<double> series = panel.Layers.OfType<LineSeries>().Where(s => s.ExtendsRange).SelectMany(s => vertical ? Vertical(s) : s.X);
        IEnumerable<double> contours = panel.Layers.OfType<ContourLines>().SelectMany(c => vertical ? c.Y : c.X);
        return series.Concat(contours);
    }

    private static IEnumerable<double> Vertical(LineSeries series)
    {
        IEnumerable<double> values = series.Y.Concat(series.Lower ?? []).Concat(series.Upper ?? []);
        return series.Error is { } error ? values.Concat(series.Y.Zip(error, (y, e) => y + e)).Concat(series.Y.Zip(error, (y, e) => y - e)) : values;
    }

    private static double? Extreme(IEnumerable<double?> ends, Func<double, double, double> choose)
    {
        double?[] given = [.. ends];
        return given.Any(e => e is null) ? null : given.Select(e => e!.Value).Aggregate(choose);
    }

    private DataRange Padded(bool log, double fraction)
    {
        if (log)
        {
            double ratio = Maximum > Minimum ? Math.Pow(Maximum / Minimum, fraction) : 2;
            ratio = double.IsFinite(ratio) ? ratio : 10;
            return new DataRange(Math.Max(Minimum / ratio, double.Epsilon), Math.Min(Maximum * ratio, double.MaxValue));
        }

        double span = Maximum - Minimum;
        double pad = span > 0 ? span * fraction : Math.Max(Math.Abs(Minimum) * 0.1, 0.5);
        return new DataRange(Minimum - pad, Maximum + pad);
    }
}
