using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>Duals of the exact GELU; the formula stands at <see cref="Gelu"/>.</summary>
/// <remarks>Δ² = Q - k² is summed as 1 + S + (q_a q_b - k²), and (1 - P)/Q + 1 as (2 + S)/Q, so that no term cancels.</remarks>
internal readonly struct GeluFormula : IDualFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = TLanes.Broadcast(1);
        TLanes perTurn = TLanes.Broadcast(1 / (2 * Math.PI));
        TLanes sum = qa + qb;
        TLanes product = qa * qb;
        TLanes q = (one + qa) * (one + qb);
        TLanes determinant = ElementaryFunctions.ClampToZero(ElementaryFunctions.DifferenceOfProducts(qa, qb, k, k));
        TLanes deltaSquared = one + sum + determinant;
        TLanes delta = TLanes.Sqrt(deltaSquared);
        TLanes size = TLanes.Abs(k);
        TLanes angle = ElementaryFunctions.AcuteAngle(size, delta, out _);
        TLanes psi = TLanes.SelectGreater(TLanes.Broadcast(0), k, -angle, angle);

        TLanes even = TLanes.FusedMultiplyAdd(product, deltaSquared, k * k) / (q * delta);
        dual = TLanes.FusedMultiplyAdd(perTurn, TLanes.FusedMultiplyAdd(size, angle, even), TLanes.Broadcast(0.25) * k);
        TLanes bracket = (one / deltaSquared) + ((one + one + sum) / q);
        dualDerivative = TLanes.FusedMultiplyAdd(perTurn, psi + (k / delta * bracket), TLanes.Broadcast(0.25));
    }
}
