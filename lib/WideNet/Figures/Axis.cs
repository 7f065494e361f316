namespace WideNet.Figures;

/// <summary>An axis: label, unit, scale and, where the data should not decide, its range and ticks.</summary>
/// <remarks>Texts may carry sub- and superscripts: see <see cref="Formatting.RichText"/>.</remarks>
public sealed record Axis
{
    /// <summary>What the axis shows, such as <c>depth l</c> or <c>σ_w^2</c>.</summary>
    public required string Label { get; init => field = value ?? throw new ArgumentNullException(nameof(Label)); }

    /// <summary>Unit in words, such as <c>layers</c>; empty for pure numbers. It is appended to the label in parentheses.</summary>
    public string Unit { get; init => field = value ?? throw new ArgumentNullException(nameof(Unit)); } = "";

    /// <summary>Linear or logarithmic.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>Lower end, or null to take it from the data. Must be positive on a logarithmic axis.</summary>
    public double? Minimum { get; init => field = FiniteOrNull(value, nameof(Minimum)); }

    /// <summary>Upper end, or null to take it from the data.</summary>
    public double? Maximum { get; init => field = FiniteOrNull(value, nameof(Maximum)); }

    /// <summary>Positions of the labelled ticks, or null to have them chosen.</summary>
    public IReadOnlyList<double>? Ticks { get; init; }

    /// <summary>Label and unit as they are drawn.</summary>
    internal string FullLabel => Unit.Length == 0 ? Label : $"{Label} ({Unit})";

    /// <summary>A linear axis.</summary>
    /// <param name="label">What it shows.</param>
    /// <param name="minimum">Lower end, or null.</param>
    /// <param name="maximum">Upper end, or null.</param>
    public static Axis Linear(string label, double? minimum = null, double? maximum = null) =>
        new() { Label = label, Minimum = minimum, Maximum = maximum };

    /// <summary>A logarithmic axis.</summary>
    /// <param name="label">What it shows.</param>
    /// <param name="minimum">Lower end, positive, or null.</param>
    /// <param name="maximum">Upper end, positive, or null.</param>
    public static Axis Log(string label, double? minimum = null, double? maximum = null) =>
        new() { Label = label, Scale = AxisScale.Log, Minimum = minimum, Maximum = maximum };

    /// <summary>Checks what several members decide together.</summary>
    /// <exception cref="ArgumentException">The range is empty, or not positive on a logarithmic axis.</exception>
    internal void Validate()
    {
        if (Scale == AxisScale.Log && (Minimum <= 0 || Maximum <= 0))
        {
            throw new ArgumentException(Invariant($"The logarithmic axis '{Label}' starts at {Minimum ?? Maximum}; both ends must be positive."));
        }

        if (Minimum >= Maximum)
        {
            throw new ArgumentException(Invariant($"The axis '{Label}' runs from {Minimum} to {Maximum}; the minimum must be below the maximum."));
        }
    }

    private static double? FiniteOrNull(double? value, string name) =>
        value is null || double.IsFinite(value.Value)
            ? value
            : throw new ArgumentException(Invariant($"{name} of an axis is {value}; it must be finite, or null to take it from the data."), name);
}
