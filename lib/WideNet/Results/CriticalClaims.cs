using WideNet.Laws;
using WideNet.Measurements;

namespace WideNet.Results;

/// <summary>Claims about curves over depth on the critical line, where corrections are log l/l: window, fit and tolerance are made here.</summary>
/// <remarks>
/// Each law is fitted together with its logarithm (<see cref="DepthLaws"/>) over the last three quarters of the depths; what is left out is of relative
/// order (log l/l)², largest at the first layer l of the window, and the tolerance is five times that. A window of fewer than 20 depths or layers before
/// it gives "not tested". Test: DepthClaimsTests.
/// </remarks>
public sealed record CriticalClaims
{
    /// <summary>What was measured.</summary>
    public required IReadOnlyList<DepthRow> Rows { get; init; }

    /// <summary>Where the laws are stated.</summary>
    public required string Source { get; init; }

    private DepthWindow? Window => Rows.Count == 0 || Rows[^1].Depth / 4 < DepthWindow.Shortest
        ? null
        : DepthWindow.From(Rows, depth => depth >= Rows[^1].Depth / 4);

    /// <summary>The claim that a curve grows with a slope, u_l = s l + a log l + b.</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="predicted">The slope, not 0.</param>
    /// <param name="value">The curve.</param>
    public Claim Slope(string id, string statement, double predicted, Func<DepthRow, double> value) =>
        Fitted(id, statement, predicted, value, DepthLaws.SlopeWithLogCorrection);

    /// <summary>The claim that a curve has a limit, u_l = u + (a log l + b)/l.</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="predicted">The limit, not 0.</param>
    /// <param name="value">The curve.</param>
    public Claim Limit(string id, string statement, double predicted, Func<DepthRow, double> value) =>
        Fitted(id, statement, predicted, value, DepthLaws.LimitWithLogCorrection);

    /// <summary>The claim that a curve is a power of depth, u_l ∝ l^s (1 + (a log l + b)/l).</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="predicted">s.</param>
    /// <param name="value">The curve, positive.</param>
    public Claim Exponent(string id, string statement, double predicted, Func<DepthRow, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Window is not { } window) return NotTested(id, statement);
        double measured = DepthLaws.PowerWithLogCorrection(window.Depths, [.. window.Rows.Select(value)]);
        double tolerance = 5 * Order(window) * Math.Log(window.First);
        return Claim.Within(id, statement, Source, predicted, measured, tolerance, Reason(window) + ", and a factor log l for the exponent's share of it");
    }

    private static double Order(DepthWindow window) => Math.Pow(Math.Log(window.First) / window.First, 2);

    private static string Reason(DepthWindow window) => FormattableString.Invariant(
        $"log corrections are fitted; the next order is (log l/l)^2 = {Order(window):G2} at layer {window.First}, with a factor of 5 for its constant");

    private Claim Fitted(
        string id, string statement, double predicted, Func<DepthRow, double> value, Func<IReadOnlyList<int>, IReadOnlyList<double>, double> fit)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Window is { } window
            ? Claim.WithinRelative(
                id, statement, Source, predicted, fit(window.Depths, [.. window.Rows.Select(value)]), 5 * Order(window), Reason(window))
            : NotTested(id, statement);
    }

    private Claim NotTested(string id, string statement) => Claim.NotTested(id, statement, Source, DepthWindow.TooShort(Rows));
}
