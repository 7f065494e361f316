using WideNet.Formatting;
using WideNet.Numerics;

namespace WideNet.Figures;

/// <summary>A coloured map over a grid, with a colour bar; each cell reaches half way to its neighbours.</summary>
/// <remarks>NaN, infinite and, on a logarithmic scale, not positive values are drawn grey.</remarks>
public sealed record HeatMap : PanelLayer
{
    /// <summary>Label of the colour bar.</summary>
    public required string Label { get; init => field = value ?? throw new ArgumentNullException(nameof(Label)); }

    /// <summary>Centres of the columns, strictly increasing.</summary>
    public required IReadOnlyList<double> X { get; init => field = value ?? throw new ArgumentNullException(nameof(X)); }

    /// <summary>Centres of the rows, strictly increasing.</summary>
    public required IReadOnlyList<double> Y { get; init => field = value ?? throw new ArgumentNullException(nameof(Y)); }

    /// <summary>Values, [Y.Count, X.Count]: row i is drawn at Y[i].</summary>
    public required Matrix Values { get; init => field = value ?? throw new ArgumentNullException(nameof(Values)); }

    /// <summary>The colours.</summary>
    public ColorMap ColorMap { get; init => field = value ?? throw new ArgumentNullException(nameof(ColorMap)); } = ColorMap.Sequential;

    /// <summary>Linear or logarithmic normalisation.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>Value of the first colour, or null for the smallest value.</summary>
    public double? Minimum { get; init; }

    /// <summary>Value of the last colour, or null for the largest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>A map with the default colours.</summary>
    /// <param name="label">Label of the colour bar.</param>
    /// <param name="x">Centres of the columns, strictly increasing.</param>
    /// <param name="y">Centres of the rows, strictly increasing.</param>
    /// <param name="values">Values, [y, x].</param>
    public static HeatMap Of(string label, IEnumerable<double> x, IEnumerable<double> y, Matrix values)
    {
        var map = new HeatMap { Label = label, X = [.. x], Y = [.. y], Values = values };
        map.Validate();
        return map;
    }

    /// <inheritdoc/>
    internal override void Validate()
    {
        RequireIncreasing(X, $"The column centres of the map '{Label}'");
        RequireIncreasing(Y, $"The row centres of the map '{Label}'");
        if (Values.Rows != Y.Count || Values.Columns != X.Count)
        {
            throw new ArgumentException(
                Invariant($"The map '{Label}' has {Y.Count} rows and {X.Count} columns, but its values are {Values.Rows}×{Values.Columns}; they are [y, x]."));
        }

        if (Minimum >= Maximum || (Scale == AxisScale.Log && (Minimum <= 0 || Maximum <= 0)))
        {
            throw new ArgumentException(
                Invariant($"The colours of the map '{Label}' run from {Minimum} to {Maximum}; they must increase, and be positive on a ")
                    + "logarithmic scale.");
        }
    }

    /// <inheritdoc/>
    internal override string Describe() =>
        Invariant($"{RichText.ToPlain(Label)}: map of {Values.Rows}×{Values.Columns}, x {Range(X)}, y {Range(Y)}, values {Range(Values.Values.ToArray())}");
}
