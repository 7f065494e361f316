namespace WideNet.Figures;

/// <summary>A map from [0, 1] to colours, defined by lightness, chroma and hue in the OKLab space and brought into the sRGB gamut by lowering chroma.</summary>
/// <remarks>Lightness of the sequential maps grows linearly, so order survives colour blindness and grey printing (ColorMapTests).</remarks>
public sealed class ColorMap
{
    private readonly string[] _table;

    private ColorMap(string name, Func<double, LchColor> path)
    {
        Name = name;
        _table = [.. Enumerable.Range(0, 256).Select(i => path(i / 255.0).ToHex())];
    }

    /// <summary>Dark violet over teal to yellow; the default.</summary>
    public static ColorMap Sequential { get; } = new("sequential", t => new LchColor(
        0.25 + (0.66 * t),
        0.10 + (0.02 * t) + (0.06 * t * t),
        300 - (192 * t)));

    /// <summary>Blue over near-white to vermilion, for values with a meaningful middle.</summary>
    public static ColorMap Diverging { get; } = new("diverging", t => new LchColor(
        0.965 - (0.54 * Math.Abs((2 * t) - 1)),
        0.17 * Math.Pow(Math.Abs((2 * t) - 1), 0.8),
        t < 0.5 ? 252 : 42));

    /// <summary>Name of the map.</summary>
    public string Name { get; }

    /// <summary>The colour at a position, as <c>#rrggbb</c>.</summary>
    /// <param name="position">Position; values outside [0, 1] take the nearest end.</param>
    /// <exception cref="ArgumentException"><paramref name="position"/> is NaN.</exception>
    public string At(double position)
    {
        if (double.IsNaN(position))
        {
            throw new ArgumentException("The position in a colour map is NaN; it must be a number.", nameof(position));
        }

        return _table[(int)Math.Round(255 * Math.Clamp(position, 0, 1))];
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private readonly record struct LchColor(double Lightness, double Chroma, double Hue)
    {
        public string ToHex()
        {
            double low = 0;
            double high = Chroma;
            if (InGamut(ToLinear(Chroma)))
            {
                low = Chroma;
            }
            else
            {
                for (int i = 0; i < 30; i++)
                {
                    double middle = (low + high) / 2;
                    (low, high) = InGamut(ToLinear(middle)) ? (middle, high) : (low, middle);
                }
            }

            double[] rgb = ToLinear(low);
            return Invariant($"#{Byte(rgb[0]):x2}{Byte(rgb[1]):x2}{Byte(rgb[2]):x2}");
        }

        private static bool InGamut(double[] rgb) => rgb.All(v => v is > -1e-6 and < 1 + 1e-6);

        private static int Byte(double linear)
        {
            double v = Math.Clamp(linear, 0, 1);
            double encoded = v <= 0.0031308 ? 12.92 * v : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055;
            return (int)Math.Round(255 * encoded);
        }

        // OKLab to linear sRGB with the matrices of its definition (B. Ottosson, 2020).
        private double[] ToLinear(double chroma)
        {
            double a = chroma * Math.Cos(Hue * Math.PI / 180);
            double b = chroma * Math.Sin(Hue * Math.PI / 180);
            double l = Cube(Lightness + (0.3963377774 * a) + (0.2158037573 * b));
            double m = Cube(Lightness - (0.1055613458 * a) - (0.0638541728 * b));
            double s = Cube(Lightness - (0.0894841775 * a) - (1.2914855480 * b));
            return
            [
                (4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s),
                (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s),
                (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s),
            ];
        }

        private static double Cube(double x) => x * x * x;
    }
}
