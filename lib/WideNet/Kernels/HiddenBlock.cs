namespace WideNet.Kernels;

/// <summary>What one hidden layer of a fully-connected network does to the pre-activations z.</summary>
/// <remarks>Dense is z ↦ σ_w/√N · W z + σ_b b. The last block is the read-out, so it is of the same kind, with the read-out's variances.</remarks>
public enum HiddenBlock
{
    /// <summary>z ↦ Dense(φ(z)).</summary>
    Plain,

    /// <summary>z ↦ z + Dense(φ(z)): K' = K + σ_w² T(K) + σ_b², Θ' = Θ + σ_w² T(K) + σ_b² + σ_w² Ṫ(K)∘Θ.</summary>
    Residual,

    /// <summary>z ↦ Dense(φ(LayerNorm(z))) without gain and offset: K and Θ are divided by √(K_aa K_bb) before the dense rule.</summary>
    /// <remarks>LayerNorm subtracts the mean over the units, 0 at infinite width, and divides by their standard deviation, √K_aa.</remarks>
    LayerNormalized,

    /// <summary>z ↦ z + Dense(φ(LayerNorm(z))): with K̂ = K/√(K_aa K_bb) and Θ̂ = Θ/√(K_aa K_bb), K' = K + σ_w² T(K̂) + σ_b² and
    /// Θ' = Θ + σ_w² T(K̂) + σ_b² + σ_w² Ṫ(K̂)∘Θ̂.</summary>
    ResidualLayerNormalized,
}

/// <summary>What blocks are made of.</summary>
internal static class HiddenBlocks
{
    /// <summary>Whether a block adds z itself.</summary>
    public static bool IsResidual(this HiddenBlock block) => block is HiddenBlock.Residual or HiddenBlock.ResidualLayerNormalized;

    /// <summary>Whether φ reads LayerNorm(z).</summary>
    public static bool IsNormalized(this HiddenBlock block) => block is HiddenBlock.LayerNormalized or HiddenBlock.ResidualLayerNormalized;
}
