using WideNet.Numerics;

namespace WideNet.Figures;

/// <summary>Lines of equal value over a grid, by linear interpolation between grid points (marching squares).</summary>
/// <remarks>Squares with a corner that is not finite are left out.</remarks>
public sealed record ContourLines : PanelLayer
{
    /// <summary>Name in the legend; empty keeps the lines out of it.</summary>
    public required string Name { get; init => field = value ?? throw new ArgumentNullException(nameof(Name)); }

    /// <summary>Horizontal grid coordinates, strictly increasing.</summary>
    public required IReadOnlyList<double> X { get; init => field = value ?? throw new ArgumentNullException(nameof(X)); }

    /// <summary>Vertical grid coordinates, strictly increasing.</summary>
    public required IReadOnlyList<double> Y { get; init => field = value ?? throw new ArgumentNullException(nameof(Y)); }

    /// <summary>Values, [Y.Count, X.Count].</summary>
    public required Matrix Values { get; init => field = value ?? throw new ArgumentNullException(nameof(Values)); }

    /// <summary>The levels to draw.</summary>
    public required IReadOnlyList<double> Levels { get; init => field = value ?? throw new ArgumentNullException(nameof(Levels)); }

    /// <summary>Whether to interpolate values or their logarithms.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>Colour as <c>#rrggbb</c>, or null for white over a heat map and black elsewhere.</summary>
    public string? Color { get; init => field = Palette.RequireHex(value, nameof(Color)); }

    /// <summary>Stroke pattern.</summary>
    public DashStyle Dash { get; init; }

    /// <inheritdoc/>
    internal override void Validate()
    {
        RequireIncreasing(X, "The horizontal coordinates of contour lines");
        RequireIncreasing(Y, "The vertical coordinates of contour lines");
        if (Values.Rows != Y.Count || Values.Columns != X.Count)
        {
            throw new ArgumentException(
                Invariant($"Contour lines over {Y.Count} rows and {X.Count} columns need as many values, but have {Values.Rows}×{Values.Columns}; they ")
                    + "are [y, x].");
        }
    }

    /// <inheritdoc/>
    internal override string Describe() => Invariant($"contour lines at {string.Join(", ", Levels.Select(l => Invariant($"{l:G4}")))}");
}
