using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>Differences of one activation's duals for a pair of unequal variances, without cancellation, written once over lanes.</summary>
internal interface IGapUnequalFormula
{
    /// <summary>The dual differences of a pair.</summary>
    void Evaluate<TLanes>(in GapUnequalPair<TLanes> pair, out GapUnequalDuals<TLanes> duals)
        where TLanes : struct, ILanes<TLanes>;
}
