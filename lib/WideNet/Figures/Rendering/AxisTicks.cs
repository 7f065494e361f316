using System.Globalization;

namespace WideNet.Figures.Rendering;

/// <summary>Chooses and labels ticks.</summary>
internal static class AxisTicks
{
    /// <summary>Ticks of a range.</summary>
    /// <param name="scale">Linear or logarithmic.</param>
    /// <param name="minimum">Lower end.</param>
    /// <param name="maximum">Upper end, above the lower.</param>
    /// <param name="count">About how many labels there is room for, at least 2.</param>
    public static IReadOnlyList<Tick> Choose(AxisScale scale, double minimum, double maximum, int count) =>
        scale == AxisScale.Log ? Logarithmic(minimum, maximum, count) : Linear(minimum, maximum, count);

    /// <summary>Ticks at given places.</summary>
    /// <param name="scale">Linear or logarithmic.</param>
    /// <param name="values">The places.</param>
    /// <param name="minimum">Lower end of the axis.</param>
    /// <param name="maximum">Upper end of the axis.</param>
    public static IReadOnlyList<Tick> At(AxisScale scale, IReadOnlyList<double> values, double minimum, double maximum)
    {
        double[] inside = [.. values.Where(v => double.IsFinite(v) && v >= minimum && v <= maximum)];
        if (inside.Length == 0)
        {
            return [];
        }

        bool decades = scale == AxisScale.Log && inside.All(v => v > 0 && IsPowerOfTen(v)) && !IsPlain(inside.Min(), inside.Max());
        return [.. inside.Select(v => new Tick(v, decades ? PowerLabel((int)Math.Round(Math.Log10(v))) : Free(v)))];
    }

    /// <summary>A number without an exponent where it is short, else with a power of ten.</summary>
    public static string Free(double value)
    {
        double size = Math.Abs(value);
        return size is 0 or (>= 0.999e-3 and < 1e5) ? Minus(value.ToString("0.######", CultureInfo.InvariantCulture)) : Scientific(value);
    }

    private static List<Tick> Linear(double minimum, double maximum, int count)
    {
        double step = NiceStep((maximum - minimum) / count);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9) + (IsQuarter(step) ? 1 : 0));
        double largest = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        bool scientific = largest >= 1e5 || largest < 1e-3;
        var ticks = new List<Tick>();
        double slack = 1e-9 * step;
        for (double k = Math.Ceiling((minimum - slack) / step); k * step <= maximum + slack && ticks.Count < 100; k++)
        {
            double value = k * step;
            ticks.Add(new Tick(value, scientific ? Scientific(value) : Fixed(value, decimals)));
        }

        return ticks;
    }

    private static List<Tick> Logarithmic(double minimum, double maximum, int count)
    {
        const double Slack = 1e-9;
        int first = (int)Math.Ceiling(Math.Log10(minimum) - Slack);
        int last = (int)Math.Floor(Math.Log10(maximum) + Slack);
        int decades = last - first + 1;
        if (decades < 2 || (decades == 2 && count >= 5 && maximum / minimum < 200))
        {
            return WithinADecade(minimum, maximum, count);
        }

        int stride = 1;
        foreach (int candidate in (int[])[1, 2, 3, 5, 10, 20, 25, 50, 100])
        {
            stride = candidate;
            if ((decades + candidate - 1) / candidate <= count)
            {
                break;
            }
        }

        // Over many decades a tick at each would be a black bar.
        int step = decades <= 40 || stride < 10 ? 1 : stride == 20 ? 5 : stride / 5;
        bool plain = stride == 1 && IsPlain(Math.Pow(10, first), Math.Pow(10, last));
        var ticks = new List<Tick>();
        for (int e = first - 1; e <= last; e++)
        {
            double decade = Math.Pow(10, e);
            bool labelled = ((e % stride) + stride) % stride == 0;
            if (e >= first && e % step == 0)
            {
                ticks.Add(new Tick(decade, labelled ? (plain ? Free(decade) : PowerLabel(e)) : ""));
            }

            for (int m = 2; m <= 9 && stride == 1 && decades <= 9; m++)
            {
                double value = m * decade;
                if (value >= minimum && value <= maximum)
                {
                    ticks.Add(new Tick(value, ""));
                }
            }
        }

        return ticks;
    }

    private static List<Tick> WithinADecade(double minimum, double maximum, int count)
    {
        if (maximum / minimum < 3)
        {
            return Linear(minimum, maximum, count);
        }

        var ticks = new List<Tick>();
        for (int e = (int)Math.Floor(Math.Log10(minimum)); e <= (int)Math.Floor(Math.Log10(maximum)); e++)
        {
            for (int m = 1; m <= 9; m++)
            {
                double value = m * Math.Pow(10, e);
                if (value >= minimum * (1 - 1e-9) && value <= maximum * (1 + 1e-9))
                {
                    bool labelled = m is 1 or 2 or 5 || (maximum / minimum < 5 && count >= 5);
                    ticks.Add(new Tick(value, labelled ? Free(value) : ""));
                }
            }
        }

        return ticks;
    }

    private static double NiceStep(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double mantissa = rough / power;
        return power * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 2.5 + 1e-9 ? 2.5 : mantissa <= 5 + 1e-9 ? 5 : 10);
    }

    private static bool IsQuarter(double step)
    {
        double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        return Math.Abs(mantissa - 2.5) < 1e-6;
    }

    private static bool IsPlain(double smallest, double largest) => smallest >= 0.999e-2 && largest <= 1.001e4;

    private static bool IsPowerOfTen(double value)
    {
        double exponent = Math.Log10(value);
        return Math.Abs(exponent - Math.Round(exponent)) < 1e-9;
    }

    private static string PowerLabel(int exponent) => Invariant($"10^{{{exponent}}}");

    private static string Fixed(double value, int decimals)
    {
        string text = Math.Round(value, Math.Min(decimals, 15)).ToString(
            "F" + Math.Min(decimals, 15).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Minus(text.TrimStart('-').Trim('0', '.').Length == 0 ? text.TrimStart('-') : text);
    }

    private static string Scientific(double value)
    {
        if (Math.Abs(value) < 1e-300)
        {
            return "0";
        }

        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        string mantissa = Minus((value / Math.Pow(10, exponent)).ToString("0.###", CultureInfo.InvariantCulture));
        return mantissa == "1" ? PowerLabel(exponent) : $"{mantissa}×{PowerLabel(exponent)}";
    }

    private static string Minus(string text) => text.Replace('-', '−');
}
