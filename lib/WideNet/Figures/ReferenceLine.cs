using WideNet.Formatting;

namespace WideNet.Figures;

/// <summary>A straight line across the panel at one value of x or y. It does not extend the axes.</summary>
public sealed record ReferenceLine : PanelLayer
{
    /// <summary>Whether the line is vertical, at x = <see cref="Value"/>, or horizontal, at y = <see cref="Value"/>.</summary>
    public required bool IsVertical { get; init; }

    /// <summary>Where the line stands.</summary>
    public required double Value
    {
        get;
        init => field = double.IsFinite(value)
            ? value
            : throw new ArgumentException(Invariant($"A reference line stands at {value}; the position must be finite."));
    }

    /// <summary>Text written at its end, or empty.</summary>
    public string Label { get; init => field = value ?? throw new ArgumentNullException(nameof(Label)); } = "";

    /// <summary>Colour as <c>#rrggbb</c>.</summary>
    public string Color { get; init => field = Palette.RequireHex(value, nameof(Color))!; } = Palette.Grey;

    /// <summary>Stroke pattern.</summary>
    public DashStyle Dash { get; init; } = DashStyle.Dotted;

    /// <summary>A line at one height.</summary>
    /// <param name="y">The height.</param>
    /// <param name="label">Text at its end, or empty.</param>
    public static ReferenceLine Horizontal(double y, string label = "") => new() { IsVertical = false, Value = y, Label = label };

    /// <summary>A line at one place of the horizontal axis.</summary>
    /// <param name="x">The place.</param>
    /// <param name="label">Text at its end, or empty.</param>
    public static ReferenceLine Vertical(double x, string label = "") => new() { IsVertical = true, Value = x, Label = label };

    /// <inheritdoc/>
    internal override void Validate()
    {
    }

    /// <inheritdoc/>
    internal override string Describe() =>
        Invariant($"line at {(IsVertical ? "x" : "y")} = {Value:G4}{(Label.Length == 0 ? "" : $" ({RichText.ToPlain(Label)})")}");
}
