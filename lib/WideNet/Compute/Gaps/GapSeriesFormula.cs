using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>Any smooth activation by its Hermite coefficients: T = Σ a_n² cⁿ, so T_aa - T_ab = u Σ_j A_j c^j with u = δ/q = 1 - c and A_j = Σ_{n&gt;j}
/// a_n².</summary>
/// <remarks>Likewise Ṫ_aa - Ṫ_ab = u Σ_j B_j c^j with B_j = Σ_{n&gt;j+1} n a_n²/q. Every coefficient is positive, so nothing cancels for c ≥ 0 (GapSeries
/// computes them).</remarks>
internal readonly struct GapSeriesFormula(GapSeries series) : IGapFormula
{
    private readonly double _perVariance = 1 / series.Variance;
    private readonly double _slope = series.SlopeDiagonal;
    private readonly double[] _coefficients = series.Coefficients;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes gap, out TLanes dualGap, out TLanes slopeGap, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes u = gap * TLanes.Broadcast(_perVariance);
        TLanes c = TLanes.Broadcast(1) - u;
        ReadOnlySpan<double> coefficients = _coefficients;
        TLanes dual = TLanes.Broadcast(0);
        TLanes derivative = TLanes.Broadcast(0);
        for (int j = coefficients.Length - 2; j >= 0; j -= 2)
        {
            dual = TLanes.FusedMultiplyAdd(dual, c, TLanes.Broadcast(coefficients[j]));
            derivative = TLanes.FusedMultiplyAdd(derivative, c, TLanes.Broadcast(coefficients[j + 1]));
        }

        dualGap = u * dual;
        slopeGap = u * derivative;
        slope = TLanes.Broadcast(_slope) - slopeGap;
    }
}
