namespace WideNet.Figures;

/// <summary>Colours that stay distinct under the common forms of colour blindness: the eight of Okabe and Ito (2008), reordered for contrast on
/// white.</summary>
public static class Palette
{
    /// <summary>Black.</summary>
    public const string Black = "#000000";

    /// <summary>White, for lines over dark maps.</summary>
    public const string White = "#ffffff";

    /// <summary>A neutral grey for reference lines.</summary>
    public const string Grey = "#6b6b6b";

    /// <summary>Blue.</summary>
    public const string Blue = "#0072b2";

    /// <summary>Vermilion.</summary>
    public const string Vermilion = "#d55e00";

    /// <summary>Bluish green.</summary>
    public const string Green = "#009e73";

    /// <summary>Reddish purple.</summary>
    public const string Purple = "#cc79a7";

    /// <summary>Orange.</summary>
    public const string Orange = "#e69f00";

    /// <summary>Sky blue.</summary>
    public const string Sky = "#56b4e9";

    /// <summary>The order in which series without a colour take theirs.</summary>
    public static IReadOnlyList<string> Categorical { get; } = [Blue, Vermilion, Green, Purple, Orange, Sky, Black];

    /// <summary>The order in which lines over a heat map without a colour take theirs: colours that its maps do not contain. Lines there have a contrasting
    /// casing.</summary>
    public static IReadOnlyList<string> OverMaps { get; } = ["#ff8c3a", White, Black];

    /// <summary>Colours for an ordered family of curves, dark to light, leaving out the lightest part of the map.</summary>
    /// <param name="count">How many, at least 1.</param>
    public static IReadOnlyList<string> Ordered(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, count).Select(i => ColorMap.Sequential.At(count == 1 ? 0.3 : 0.05 + (0.77 * i / (count - 1))))];
    }

    /// <summary>Checks a colour.</summary>
    /// <param name="value">A colour or null.</param>
    /// <param name="name">What it is for.</param>
    internal static string? RequireHex(string? value, string name)
    {
        bool good = value is null || (value.Length == 7 && value[0] == '#' && value.Skip(1).All(char.IsAsciiHexDigit));
        return good ? value : throw new ArgumentException($"{name} is '{value}'; a colour is written #rrggbb.", name);
    }

    /// <summary>Relative luminance in [0, 1], good enough to choose between dark and light.</summary>
    /// <param name="hex">A colour as #rrggbb.</param>
    internal static double Lightness(string hex)
    {
        int rgb = Convert.ToInt32(hex[1..], 16);
        return ((0.299 * (rgb >> 16)) + (0.587 * ((rgb >> 8) & 255)) + (0.114 * (rgb & 255))) / 255;
    }
}
