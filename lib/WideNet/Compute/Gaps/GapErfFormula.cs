using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>Error function: with s_aa² = 1 + 4q and s_ab² = s_aa² + 4δ(2q - δ), T_aa - T_ab = (4/π) atan(2δ/(s_aa + s_ab)) and Ṫ = (4/π)/s.</summary>
/// <remarks>
/// T = (2/π) asin(2k/(1+2q)), and tan((α - β)/2) = (sin α - sin β)/(cos α + cos β) turns the difference of two arcsines into one arctangent of positive
/// numbers, right for every δ up to 2q. Ṫ_aa - Ṫ_ab = (4/π) 4δ(2q - δ)/[(s_aa + s_ab) s_aa s_ab].
/// </remarks>
/// <param name="q">Variance, above 0.</param>
internal readonly struct GapErfFormula(double q) : IGapFormula
{
    private readonly double _twice = 2 * q;
    private readonly double _square = 1 + (4 * q);
    private readonly double _root = Math.Sqrt(1 + (4 * q));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes gap, out TLanes dualGap, out TLanes slopeGap, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes perPi = TLanes.Broadcast(4 / Math.PI);
        TLanes product = gap * ElementaryFunctions.ClampToZero(TLanes.Broadcast(_twice) - gap);
        TLanes s = TLanes.Sqrt(TLanes.FusedMultiplyAdd(TLanes.Broadcast(4), product, TLanes.Broadcast(_square)));
        TLanes sum = s + TLanes.Broadcast(_root);
        TLanes quotient = perPi / (s * sum);
        dualGap = perPi * ElementaryFunctions.AcuteAngle(gap + gap, sum, out _);
        slope = sum * quotient;
        slopeGap = product * TLanes.Broadcast(4 / _root) * quotient;
    }
}
