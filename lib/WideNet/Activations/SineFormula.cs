using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>T = e^{-S/2} sinh k and Ṫ = e^{-S/2} cosh k, S = q_a + q_b, as half the difference and sum of e^{k-S/2} and e^{-k-S/2}.</summary>
/// <remarks>Below |k| = 1/2 the difference would cancel and sinh is summed as a series. No exponent is positive, so nothing overflows.</remarks>
internal readonly struct SineFormula : IDualFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes half = TLanes.Broadcast(0.5);
        TLanes mean = (half * qa) + (half * qb);
        TLanes aligned = ElementaryFunctions.Exp(k - mean);
        TLanes opposed = ElementaryFunctions.Exp(-(k + mean));
        TLanes small = ElementaryFunctions.Exp(-mean) * ElementaryFunctions.SmallHyperbolicSine(k);
        dual = TLanes.SelectGreater(TLanes.Abs(k), half, half * (aligned - opposed), small);
        dualDerivative = half * (aligned + opposed);
    }
}
