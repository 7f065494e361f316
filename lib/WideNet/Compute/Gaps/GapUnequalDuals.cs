using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>Dual differences of a pair of unequal variances.</summary>
internal readonly struct GapUnequalDuals<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>T_aa + T_bb - 2T_ab.</summary>
    public required TLanes Distance { get; init; }

    /// <summary>T_aa - T_bb.</summary>
    public required TLanes Difference { get; init; }

    /// <summary>4(T_aa T_bb - T_ab²).</summary>
    public required TLanes Spread { get; init; }

    /// <summary>Ṫ_ab.</summary>
    public required TLanes Slope { get; init; }

    /// <summary>(Ṫ_aa + Ṫ_bb)/2.</summary>
    public required TLanes SlopeMean { get; init; }

    /// <summary>(Ṫ_aa + Ṫ_bb)/2 - Ṫ_ab, at least 0.</summary>
    public required TLanes SlopeGap { get; init; }

    /// <summary>Ṫ_aa - Ṫ_bb.</summary>
    public required TLanes SlopeDifference { get; init; }
}
