using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>The duals of one activation, written once over lanes.</summary>
internal interface IDualFormula
{
    /// <summary>T and Ṫ of <c>TLanes.Count</c> pairs.</summary>
    /// <param name="qa">Variances of u, at least 0.</param>
    /// <param name="qb">Variances of v, at least 0.</param>
    /// <param name="k">Covariances, at most √(q_a q_b) in size; rounding beyond is clamped.</param>
    /// <param name="dual">Receives T.</param>
    /// <param name="dualDerivative">Receives Ṫ.</param>
    void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>;
}
