namespace WideNet.Compute.Gaps;

/// <summary>What one layer needs to know beside the pairs: σ_w², q' after it, χ_1, and the powers of two in use.</summary>
internal readonly record struct GapLayer
{
    /// <summary>The duals at the layer's q.</summary>
    public required GapDual Dual { get; init; }

    /// <summary>σ_w².</summary>
    public required double WeightVariance { get; init; }

    /// <summary>q' = σ_w² T(q, q, q) + σ_b².</summary>
    public required double NextVariance { get; init; }

    /// <summary>χ_1 = σ_w² Ṫ(q, q, q).</summary>
    public required double Chi1 { get; init; }

    /// <summary>2^-E with E the exponent taken out of Θ.</summary>
    public required double Scale { get; init; }

    /// <summary>Factor of δ before the layer, a power of two.</summary>
    public double NngpFactor { get; init; }

    /// <summary>Factor of g before the layer, a power of two.</summary>
    public double NtkFactor { get; init; }

    /// <summary>Factor of Θ_ab before the layer, a power of two.</summary>
    public double EntryFactor { get; init; }

    /// <summary>Whether a factor differs from 1.</summary>
    public bool Rescales => NngpFactor != 1 || NtkFactor != 1 || EntryFactor != 1;

    /// <summary>Advances pairs through the layer.</summary>
    public void Advance(GapState from, GapState to) => Dual.Advance(this, from, to);
}
