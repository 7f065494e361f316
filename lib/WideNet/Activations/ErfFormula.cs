using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>T = (2/π) atan2(2k, s), Ṫ = (4/π)/s with s² = (1 + 2q_a)(1 + 2q_b) - 4k² (the arcsine kernel, Williams 1997).</summary>
/// <remarks>s² is summed as 1 + 2(q_a + q_b) + 4(q_a q_b - k²), every term at least 0, so nothing cancels and at k = q_a = q_b it is exactly 1 + 4q.</remarks>
internal readonly struct ErfFormula : IDualFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes determinant = ElementaryFunctions.ClampToZero(ElementaryFunctions.DifferenceOfProducts(qa, qb, k, k));
        TLanes sum = TLanes.FusedMultiplyAdd(TLanes.Broadcast(2), qa + qb, TLanes.Broadcast(1));
        TLanes s = TLanes.Sqrt(TLanes.FusedMultiplyAdd(TLanes.Broadcast(4), determinant, sum));
        TLanes magnitude = TLanes.Abs(k);
        TLanes angle = ElementaryFunctions.AcuteAngle(magnitude + magnitude, s, out _) * TLanes.Broadcast(2 / Math.PI);
        dual = TLanes.SelectGreater(TLanes.Broadcast(0), k, -angle, angle);
        dualDerivative = TLanes.Broadcast(4 / Math.PI) / s;
    }
}
