using WideNet.Kernels;
using WideNet.Laws;
using WideNet.Results;

namespace WideNet.Measurements;

/// <summary>Claims about curves over depth that become exponential or constant: window, fit and tolerance are made here.</summary>
/// <remarks>
/// The window starts at the first depth, 100 at least (in scans below 200 layers half of them), at which the next order of the laws is below 10 %, and
/// goes to the last. A rate is off by at most what is left out at its start, spread over half the window, plus the rounding of as many layers.
/// A window of fewer than 20 depths, or a next order that is still 2 % at the last, gives "not tested". Test: DepthClaimsTests.
/// </remarks>
public sealed record ExponentialClaims
{
    private const int Earliest = 100;
    private const double LargestAtStart = 0.1, LargestAtEnd = 0.02;

    /// <summary>What was measured, at evenly spaced depths.</summary>
    public required IReadOnlyList<DepthRow> Rows { get; init; }

    /// <summary>Where the laws are stated.</summary>
    public required string Source { get; init; }

    /// <summary>Size of the next order at depth l, relative to the law.</summary>
    public required Func<int, double> NextOrder { get; init; }

    /// <summary>The next order in words, such as <c>next order l χ_1^l</c>.</summary>
    public required string NextOrderText { get; init; }

    private int Last => Rows[^1].Depth;

    private DepthWindow? Window => Rows.Count == 0 || !(NextOrder(Last) < LargestAtEnd)
        ? null
        : DepthWindow.From(Rows, depth => depth >= (Last >= 2 * Earliest ? Earliest : Last / 2) && NextOrder(depth) < LargestAtStart);

    /// <summary>The claim that a curve has a rate, the logarithm of its factor per layer.</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="predicted">The rate.</param>
    /// <param name="log10">log₁₀ of the curve.</param>
    /// <param name="factor">What multiplies the exponential.</param>
    public Claim Rate(string id, string statement, double predicted, Func<DepthRow, double> log10, DepthFactor factor = DepthFactor.Constant)
    {
        ArgumentNullException.ThrowIfNull(log10);
        if (Window is not { } window) return NotTested(id, statement);
        double next = NextOrder(window.First), rounding = GapKernel.Rounding(Last) / window.Half;
        string reason = Invariant($"{NextOrderText} = {next:G2} at layer {window.First}, over half the window ")
            + Invariant($"of {2 * window.Half} layers, and rounding {rounding:G2}");
        double measured = factor switch
        {
            // From the ends: the next order is largest at the start, and least squares would not lessen it.
            DepthFactor.Constant => (log10(window.Rows[^1]) - log10(window.Rows[0])) * Math.Log(10) / (window.Last - window.First),
            DepthFactor.Linear => DepthLaws.RateWithLinearFactorOfLogs(window.Depths, [.. window.Rows.Select(log10)]),
            _ => -DepthLaws.RateWithLinearFactorOfLogs(window.Depths, [.. window.Rows.Select(row => -log10(row))]),
        };
        return Claim.Within(id, statement, Source, predicted, measured, (next / window.Half) + rounding, reason);
    }

    /// <summary>The claim that a curve has reached a limit at the last depth.</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed.</param>
    /// <param name="predicted">The limit, not 0.</param>
    /// <param name="value">The curve.</param>
    public Claim Limit(string id, string statement, double predicted, Func<DepthRow, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Window is null) return NotTested(id, statement);
        double tolerance = (10 * NextOrder(Last)) + (10 * GapKernel.Rounding(Last));
        return Claim.WithinRelative(
            id, statement, Source, predicted, value(Rows[^1]), tolerance, Invariant($"ten times the next order at layer {Last}, and rounding"));
    }

    /// <summary>The claim that a curve stays as large as it is at the start of the window.</summary>
    /// <param name="id">Name of the claim.</param>
    /// <param name="statement">What is claimed; which layers are compared is added.</param>
    /// <param name="log10">log₁₀ of the curve.</param>
    /// <param name="correction">Relative size of its correction at depth l; null for the next order of the laws.</param>
    /// <param name="correctionText">That correction in words.</param>
    public Claim Constant(string id, string statement, Func<DepthRow, double> log10, Func<int, double>? correction = null, string correctionText = "next order")
    {
        ArgumentNullException.ThrowIfNull(log10);
        if (Window is not { } window) return NotTested(id, statement);
        double tolerance = (correction ?? NextOrder)(window.First) + (100 * GapKernel.Rounding(Last));
        double measured = Math.Pow(10, log10(window.Rows[^1]) - log10(window.Rows[0]));
        string compared = Invariant($"{statement}: the ratio of layer {Last} to layer {window.First}");
        return Claim.WithinRelative(id, compared, Source, 1, measured, tolerance, Invariant($"{correctionText} at layer {window.First}, and rounding"));
    }

    private Claim NotTested(string id, string statement) => Claim.NotTested(id, statement, Source, DepthWindow.TooShort(Rows));
}
