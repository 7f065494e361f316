using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>How the duals of one activation change with the distance from the diagonal, at one variance q, written once over lanes.</summary>
internal interface IGapFormula
{
    /// <summary>The duals at covariance k = q - δ, without cancellation.</summary>
    /// <param name="gap">δ in [0, 2q].</param>
    /// <param name="dualGap">Receives T(q, q, q) - T(q, q, q - δ).</param>
    /// <param name="slopeGap">Receives Ṫ(q, q, q) - Ṫ(q, q, q - δ).</param>
    /// <param name="slope">Receives Ṫ(q, q, q - δ).</param>
    void Evaluate<TLanes>(TLanes gap, out TLanes dualGap, out TLanes slopeGap, out TLanes slope)
        where TLanes : struct, ILanes<TLanes>;
}
