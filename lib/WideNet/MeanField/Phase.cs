namespace WideNet.MeanField;

/// <summary>Where a pair of variances lies relative to the order-to-chaos transition χ_1 = 1.</summary>
public enum Phase
{
    /// <summary>χ_1 &lt; 1: all inputs become alike, c* = 1.</summary>
    Ordered,

    /// <summary>χ_1 = 1 to within 1e-12: ξ_1 and ξ_c* are infinite, and there is no ξ_*.</summary>
    Critical,

    /// <summary>χ_1 &gt; 1: equal inputs part, c* &lt; 1.</summary>
    Chaotic,

    /// <summary>The variance grows without bound and there is no q*, as for ReLU with σ_w² &gt; 2.</summary>
    Unbounded,
}
