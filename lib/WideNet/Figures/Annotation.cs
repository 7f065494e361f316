using WideNet.Formatting;

namespace WideNet.Figures;

/// <summary>A text at a point of the panel. It does not extend the axes.</summary>
public sealed record Annotation : PanelLayer
{
    /// <summary>The text.</summary>
    public required string Text { get; init => field = value ?? throw new ArgumentNullException(nameof(Text)); }

    /// <summary>Horizontal position in data units.</summary>
    public required double X { get; init => field = Finite(value); }

    /// <summary>Vertical position in data units.</summary>
    public required double Y { get; init => field = Finite(value); }

    /// <summary>Which point of the text lies at (<see cref="X"/>, <see cref="Y"/>).</summary>
    public TextAnchor Anchor { get; init; } = TextAnchor.Middle;

    /// <summary>Colour as <c>#rrggbb</c>.</summary>
    public string Color { get; init => field = Palette.RequireHex(value, nameof(Color))!; } = Palette.Black;

    /// <summary>A text centred at a point.</summary>
    /// <param name="x">Horizontal position in data units.</param>
    /// <param name="y">Vertical position in data units.</param>
    /// <param name="text">The text.</param>
    public static Annotation At(double x, double y, string text) => new() { X = x, Y = y, Text = text };

    /// <inheritdoc/>
    internal override void Validate()
    {
    }

    /// <inheritdoc/>
    internal override string Describe() => Invariant($"text '{RichText.ToPlain(Text)}' at ({X:G4}, {Y:G4})");

    private static double Finite(double value) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentException(Invariant($"An annotation stands at {value}; its position must be finite."));
}
