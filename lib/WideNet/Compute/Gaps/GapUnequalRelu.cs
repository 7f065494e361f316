using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>φ(x) = a·min(x, 0) + b·max(x, 0) at unequal variances: with s = √E/2, θ = atan2(s, k), X = s - θk: T_ab = Ak + fX and Ṫ_ab = A - fθ, A =
/// (a²+b²)/2, f = (a-b)²/2π.</summary>
/// <remarks>T_aa + T_bb - 2T_ab = AD - 2fX and T_aa T_bb - T_ab² = A²s² - fX(2Ak + fX); Ṫ_aa is A at any variance (GapUnequalFormulaTests).</remarks>
/// <param name="negativeSlope">a.</param>
/// <param name="positiveSlope">b.</param>
internal readonly struct GapUnequalRelu(double negativeSlope, double positiveSlope) : IGapUnequalFormula
{
    private readonly double _same = ((negativeSlope * negativeSlope) + (positiveSlope * positiveSlope)) / 2;
    private readonly double _perAngle = (negativeSlope - positiveSlope) * (negativeSlope - positiveSlope) / (2 * Math.PI);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(in GapUnequalPair<TLanes> pair, out GapUnequalDuals<TLanes> duals)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0), half = TLanes.Broadcast(0.5), two = TLanes.Broadcast(2), four = TLanes.Broadcast(4), pi = TLanes.Broadcast(Math.PI);
        TLanes same = TLanes.Broadcast(_same), f = TLanes.Broadcast(_perAngle);
        TLanes k = ((pair.Left + pair.Right) - pair.Distance) * half, size = TLanes.Abs(k);
        TLanes acute = ElementaryFunctions.AcuteAngle(TLanes.Sqrt(pair.Spread) * half, size, out TLanes excess);
        TLanes angle = TLanes.SelectGreater(zero, k, pi - acute, acute);
        TLanes rest = f * TLanes.SelectGreater(zero, k, TLanes.FusedMultiplyAdd(pi, size, excess), excess);
        TLanes turned = f * angle;
        TLanes product = rest * TLanes.FusedMultiplyAdd(two * same, k, rest);
        duals = new GapUnequalDuals<TLanes>
        {
            Distance = ElementaryFunctions.ClampToZero(TLanes.FusedMultiplyAdd(same, pair.Distance, -(two * rest))),
            Difference = same * pair.Difference,
            Spread = ElementaryFunctions.ClampToZero(TLanes.FusedMultiplyAdd(same * same, pair.Spread, -(four * product))),
            Slope = same - turned,
            SlopeMean = same,
            SlopeGap = turned,
            SlopeDifference = zero,
        };
    }
}
