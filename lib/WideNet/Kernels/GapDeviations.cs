using WideNet.Numerics;

namespace WideNet.Kernels;

/// <summary>Off-diagonal entries of Θ in the chaotic phase as deviations from one reference value, Θ_ab = θ + ϑ_ab, which keep their digits while they die
/// out.</summary>
/// <remarks>
/// In chaos all covariances tend to one fixed point, and the mean predictor of centred labels lives on what is left of their differences, ϑ ∝ l χ_c*^l. The
/// reference is the pair of uncorrelated inputs, K⁰ = 0. With κ = K_ab - k: κ' = σ_w²(T_ab - T_ref), ϑ' = κ' + σ_w²[Ṫ_ab ϑ + (Ṫ_ab - Ṫ_ref) θ], and in closed
/// form for Erf T_ab - T_ref = (4/π) atan(2κ/(s_ab + s_ref)), Ṫ_ab - Ṫ_ref = (4/π) 4κ(k_ab + k)/[s_ab s_ref (s_ab + s_ref)] up to its sign, s² = (1 + 2q)² -
/// 4k². Tests: KernelAnalysisTests (the law of the mean predictor), SpectrumCaseTests (140 digits).
/// </remarks>
internal sealed record GapDeviations
{
    /// <summary>θ, finite at any depth.</summary>
    public required double Reference { get; init; }

    /// <summary>ϑ × 2^-<see cref="Exponent"/> [m1, m2]; 0 on the diagonal of a train-train kernel.</summary>
    public required Matrix Scaled { get; init; }

    /// <summary>Power of two taken out of <see cref="Scaled"/>; 0 unless the deviations vanish.</summary>
    public required int Exponent { get; init; }

    /// <summary>The deviations of some of the examples.</summary>
    internal GapDeviations Block(int firstRow, int rows, int firstColumn, int columns) =>
        this with { Scaled = Scaled.Block(firstRow, rows, firstColumn, columns) };
}
