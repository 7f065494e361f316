using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>φ(x) = a·min(x, 0) + b·max(x, 0) at angle θ = 2 asin √(δ/2q): T_aa - T_ab = Aδ - f q (sin θ - θ cos θ), Ṫ_aa - Ṫ_ab = fθ with A = (a²+b²)/2, f =
/// (a-b)²/2π.</summary>
/// <remarks>Beyond a right angle the same is written in π - θ, so that neither end of the range loses digits.</remarks>
/// <param name="q">Variance, above 0.</param>
/// <param name="negativeSlope">a.</param>
/// <param name="positiveSlope">b.</param>
internal readonly struct GapReluFormula(double q, double negativeSlope, double positiveSlope) : IGapFormula
{
    private readonly double _same = ((negativeSlope * negativeSlope) + (positiveSlope * positiveSlope)) / 2;
    private readonly double _opposite = negativeSlope * positiveSlope;
    private readonly double _atOpposite = (negativeSlope + positiveSlope) * (negativeSlope + positiveSlope) / 2 * q;
    private readonly double _range = (negativeSlope - positiveSlope) * (negativeSlope - positiveSlope) / 2;
    private readonly double _perAngle = (negativeSlope - positiveSlope) * (negativeSlope - positiveSlope) / (2 * Math.PI);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes gap, out TLanes dualGap, out TLanes slopeGap, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0);
        TLanes k = TLanes.Broadcast(q) - gap;
        TLanes rest = ElementaryFunctions.ClampToZero(TLanes.Broadcast(2 * q) - gap);
        TLanes angle = ElementaryFunctions.AcuteAngle(TLanes.Sqrt(gap * rest), TLanes.Abs(k), out TLanes excess);
        TLanes turned = TLanes.Broadcast(_perAngle) * angle;
        TLanes near = TLanes.Broadcast(_same) * gap;
        TLanes far = TLanes.FusedMultiplyAdd(TLanes.Broadcast(-_opposite), rest, TLanes.Broadcast(_atOpposite));
        dualGap = TLanes.FusedMultiplyAdd(TLanes.Broadcast(-_perAngle), excess, TLanes.SelectGreater(zero, k, far, near));
        slope = TLanes.SelectGreater(zero, k, TLanes.Broadcast(_opposite) + turned, TLanes.Broadcast(_same) - turned);
        slopeGap = TLanes.SelectGreater(zero, k, TLanes.Broadcast(_range) - turned, turned);
    }
}
