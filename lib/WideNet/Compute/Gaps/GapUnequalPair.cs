using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>A pair of variances and how far the two Gaussians are from each other.</summary>
internal readonly struct GapUnequalPair<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>q_a, above 0.</summary>
    public required TLanes Left { get; init; }

    /// <summary>q_b, above 0.</summary>
    public required TLanes Right { get; init; }

    /// <summary>D = q_a + q_b - 2k, the squared distance.</summary>
    public required TLanes Distance { get; init; }

    /// <summary>e = q_a - q_b.</summary>
    public required TLanes Difference { get; init; }

    /// <summary>E = 4(q_a q_b - k²), 0 for collinear inputs.</summary>
    public required TLanes Spread { get; init; }
}
