using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>The duals of the sine exchanged: T = e^{-S/2} cosh k, Ṫ = e^{-S/2} sinh k.</summary>
internal readonly struct CosineFormula : IDualFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes> =>
        default(SineFormula).Evaluate(qa, qb, k, out dualDerivative, out dual);
}
