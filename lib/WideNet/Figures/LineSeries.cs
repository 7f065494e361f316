using WideNet.Formatting;

namespace WideNet.Figures;

/// <summary>A curve, points, or both, with an optional band or error bars.</summary>
/// <remarks>A NaN or infinite coordinate, and on a logarithmic axis one that is not positive, leaves a gap in the line.</remarks>
public sealed record LineSeries : PanelLayer
{
    /// <summary>Name in the legend; empty keeps the series out of it.</summary>
    public required string Name { get; init => field = value ?? throw new ArgumentNullException(nameof(Name)); }

    /// <summary>Horizontal coordinates, at least one.</summary>
    public required IReadOnlyList<double> X { get; init => field = value ?? throw new ArgumentNullException(nameof(X)); }

    /// <summary>Vertical coordinates, as many as <see cref="X"/>.</summary>
    public required IReadOnlyList<double> Y { get; init => field = value ?? throw new ArgumentNullException(nameof(Y)); }

    /// <summary>Lower edge of the band, or null for none; together with <see cref="Upper"/>.</summary>
    public IReadOnlyList<double>? Lower { get; init; }

    /// <summary>Upper edge of the band, or null for none.</summary>
    public IReadOnlyList<double>? Upper { get; init; }

    /// <summary>Half lengths of vertical error bars, or null for none.</summary>
    public IReadOnlyList<double>? Error { get; init; }

    /// <summary>Colour as <c>#rrggbb</c>, or null to take the next of <see cref="Palette.Categorical"/> (over a heat map of
    /// <see cref="Palette.OverMaps"/>).</summary>
    public string? Color { get; init => field = Palette.RequireHex(value, nameof(Color)); }

    /// <summary>Stroke pattern.</summary>
    public DashStyle Dash { get; init; }

    /// <summary>Symbol at each point.</summary>
    public MarkerShape Marker { get; init; }

    /// <summary>Whether consecutive points are joined.</summary>
    public bool ShowLine { get; init; } = true;

    /// <summary>Width of the line in pixels, positive.</summary>
    public double Width
    {
        get;
        init => field = value is > 0 and < 100
            ? value
            : throw new ArgumentException(Invariant($"{nameof(Width)} is {value}; a line's width must lie between 0 and 100 pixels."));
    } = 1.7;

    /// <summary>Text written at the last visible point, such as <c>2ξ_1</c>, or empty.</summary>
    public string EndLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(EndLabel)); } = "";

    /// <summary>Whether the axes grow to hold the series; a heat map in the panel always sets the range alone.</summary>
    public bool ExtendsRange { get; init; } = true;

    /// <summary>A line through all points.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="y">Vertical coordinates.</param>
    public static LineSeries Line(string name, IEnumerable<double> x, IEnumerable<double> y) => Checked(new() { Name = name, X = [.. x], Y = [.. y] });

    /// <summary>A line over whole numbers, such as depths.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="y">Vertical coordinates.</param>
    public static LineSeries Line(string name, IEnumerable<int> x, IEnumerable<double> y) => Line(name, x.Select(i => (double)i), y);

    /// <summary>A dashed line, by convention of the notebooks a prediction.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="y">Vertical coordinates.</param>
    public static LineSeries Dashed(string name, IEnumerable<double> x, IEnumerable<double> y) => Line(name, x, y) with { Dash = DashStyle.Dashed };

    /// <summary>A dashed line over whole numbers, such as depths.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="y">Vertical coordinates.</param>
    public static LineSeries Dashed(string name, IEnumerable<int> x, IEnumerable<double> y) => Line(name, x, y) with { Dash = DashStyle.Dashed };

    /// <summary>Points without a line.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="y">Vertical coordinates.</param>
    public static LineSeries Points(string name, IEnumerable<double> x, IEnumerable<double> y) =>
        Line(name, x, y) with { Marker = MarkerShape.Circle, ShowLine = false };

    /// <summary>Points over whole numbers, such as depths.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="y">Vertical coordinates.</param>
    public static LineSeries Points(string name, IEnumerable<int> x, IEnumerable<double> y) => Points(name, x.Select(i => (double)i), y);

    /// <summary>A filled region between two curves, without a line.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="x">Horizontal coordinates.</param>
    /// <param name="lower">Lower edge.</param>
    /// <param name="upper">Upper edge.</param>
    public static LineSeries Region(string name, IEnumerable<double> x, IEnumerable<double> lower, IEnumerable<double> upper)
    {
        double[] low = [.. lower];
        return Checked(new() { Name = name, X = [.. x], Y = low, Lower = low, Upper = [.. upper], ShowLine = false });
    }

    /// <summary>The same series with a band.</summary>
    /// <param name="lower">Lower edge, one per point.</param>
    /// <param name="upper">Upper edge, one per point.</param>
    public LineSeries WithBand(IEnumerable<double> lower, IEnumerable<double> upper) => Checked(this with { Lower = [.. lower], Upper = [.. upper] });

    /// <summary>The same series with error bars.</summary>
    /// <param name="error">Half length of each bar, such as one standard error.</param>
    public LineSeries WithErrors(IEnumerable<double> error) => Checked(this with { Error = [.. error] });

    /// <inheritdoc/>
    internal override void Validate()
    {
        if (X.Count == 0)
        {
            throw new ArgumentException($"The series '{Name}' is empty; it needs at least one point.");
        }

        RequireLength(Y, nameof(Y));
        RequireLength(Lower, nameof(Lower));
        RequireLength(Upper, nameof(Upper));
        RequireLength(Error, nameof(Error));
        if (Lower is null != Upper is null)
        {
            throw new ArgumentException($"The series '{Name}' has only one edge of a band; give both Lower and Upper.");
        }
    }

    /// <inheritdoc/>
    internal override string Describe() => $"{(Name.Length == 0 ? "series" : RichText.ToPlain(Name))}: x {Range(X)}, y {Range(Y)}, {X.Count} points";

    private static LineSeries Checked(LineSeries series)
    {
        series.Validate();
        return series;
    }

    private void RequireLength(IReadOnlyList<double>? values, string member)
    {
        if (values is not null && values.Count != X.Count)
        {
            throw new ArgumentException($"The series '{Name}' has {X.Count} values of X, but {values.Count} of {member}; they must be equal in number.");
        }
    }
}
