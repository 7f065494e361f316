using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Measurements;

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

    /// <summary>The claim that κ has a limit, from the slopes of λ_max and λ_bulk, where the correction to λ_bulk may still be large.</summary>
    /// <remarks>
    /// λ_bulk = s q l (1 + ε_l), where q = Θ_aa/(l + 1), and pooling makes ε_l = d·O(log l/l). Slopes are fitted with their logarithms; what ε_l²,
    /// the next order, does to a fitted slope is found by the same fit. The tolerance is twice that, at least that of two slopes. Where ε_l is above 1
    /// at the first layer of the window nothing is decided.
    /// </remarks>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="predicted">The limit of κ.</param>
    /// <param name="bulkSlope">s, the predicted slope of λ_bulk over q.</param>
    public Claim ConditionNumber(string id, string statement, double predicted, double bulkSlope)
    {
        if (Window is not { } window) return Claim.NotTested(id, statement, Source, DepthWindow.TooShort(Rows), predicted);
        int first = window.First;
        double predictedBulk = bulkSlope * window.Rows[0].Diagonal * first / (first + 1);
        string reached = Invariant($"κ is {window.Rows[^1].ConditionNumber:G4} after {window.Last} layers");
        double correction = Math.Abs((window.Rows[0].LambdaBulk / predictedBulk) - 1);
        if (!(correction <= 1))
        {
            string large = Invariant($"{reached}: the correction d·O(log l/l) to λ_{{bulk}} is still {correction:P0} at layer {first}.");
            return Claim.NotTested(id, statement, Source, large, predicted);
        }

        double Slope(Func<DepthRow, double> value) => DepthLaws.SlopeWithLogCorrection(window.Depths, [.. window.Rows.Select(value)]);
        double Next(int depth) => correction * Math.Log(depth) / depth * first / Math.Log(first);
        double square = 2 * Math.Abs(Slope(row => row.Depth * Next(row.Depth) * Next(row.Depth))), both = 2 * 5 * Order(window);
        string slow = Invariant($"log corrections are fitted; that of λ_{{bulk}}, d·O(log l/l), is {correction:P0} at layer {first}, ")
            + Invariant($"and its square moves the slope by {square / 2:G2}; a factor of 2 for its constant");
        double measured = Slope(row => row.LambdaMax) / Slope(row => row.LambdaBulk);
        string reason = both >= square ? Reason(window) + ", for both slopes, λ_{max}/l and λ_{bulk}/l" : slow;
        Claim claim = Claim.WithinRelative(id, statement, Source, predicted, measured, Math.Max(both, square), reason);
        return claim with { Note = reached + "." };
    }

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

    private static string Reason(DepthWindow window) => Invariant(
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
