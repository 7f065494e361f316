using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Laws;

/// <summary>The large-depth laws of κ, λ_bulk and P(Θ)Y for FCN, CNN-F (d = 1) and CNN-P (d pixels), smooth activations and the ReLU family.</summary>
/// <remarks>
/// Source: Xiao, Pennington, Schoenholz 2020, table of large-depth predictions and Figure 2. Critical: κ → (md+2)/2 (smooth), (md+3)/3 (ReLU),
/// P(Θ)Y ∝ 1/l. Ordered: κ ∝ χ_1^-l/l (smooth), χ_1^{-l/2} (ReLU), P(Θ)Y → const. Chaotic: κ - 1 ∝ χ_1^-l, P(Θ)Y ∝ l (χ_c*/χ_1)^l;
/// every pair of different pixels ends at t* = q*c*/(1-χ_c*), so Θ → (Θ_aa - t*)/d I + t* 11ᵀ.
/// Dropout with keep probability ρ, ordered: Θ → p* 11ᵀ + λ I with λ = (1/ρ - 1)(p* - σ_b²)/d. Test: ArchitectureLawTests, DropoutLawTests.
/// </remarks>
/// <param name="Network">The network; its depth is not used.</param>
/// <param name="Theory">Its fixed points and slopes.</param>
/// <param name="TrainCount">Training examples m.</param>
/// <param name="Pixels">d, the pixels that the read-out averages over: H·W for a CNN-P, 1 otherwise.</param>
public sealed record ArchitecturePredictions(NetworkDescription Network, MeanFieldPoint Theory, int TrainCount, int Pixels)
{
    /// <summary>Whether the activation is of the ReLU family.</summary>
    public bool IsHomogeneous => Network.Activation.IsHomogeneous;

    /// <summary>The limit of κ at criticality, (md+2)/2 or (md+3)/3.</summary>
    public double CriticalConditionNumber => IsHomogeneous ? (Size + 3.0) / 3 : (Size + 2.0) / 2;

    /// <summary>λ_bulk/(q* l) at criticality, 2/(3d) or 3/(4d).</summary>
    public double CriticalBulkSlope => (IsHomogeneous ? 3.0 / 4 : 2.0 / 3) / Pixels;

    /// <summary>The factor per layer by which λ_bulk shrinks in the ordered phase: χ_1, or √χ_1 for the ReLU family.</summary>
    public double OrderedFactor => IsHomogeneous ? Math.Sqrt(Theory.Chi1) : Theory.Chi1;

    /// <summary>λ_bulk of the ordered phase with dropout: (1/ρ - 1)(p* - σ_b²)/d; 0 without.</summary>
    public double DropoutBulk => ((1 / Network.DropoutKeep) - 1) * (Theory.PStar!.Value - Network.BiasVariance) / Pixels;

    /// <summary>κ of the ordered phase with dropout: 1 + m p*/λ_bulk.</summary>
    public double DropoutConditionNumber => 1 + (TrainCount * Theory.PStar!.Value / DropoutBulk);

    /// <summary>λ_max of the ordered phase, m p*.</summary>
    public double OrderedMaximum => TrainCount * Theory.PStar!.Value;

    /// <summary>t* = q*c*/(1 - χ_c*), the limit of Θ of two different pixels in the chaotic phase.</summary>
    public double PairLimit => Theory.TStar!.Value;

    /// <summary>λ_bulk of the chaotic phase, (Θ_aa - t*)/d with Θ_aa = q*(1 + χ_1 + … + χ_1^l) of a pixel.</summary>
    /// <param name="depth">l.</param>
    public double ChaoticBulk(int depth) => (new NtkLaws(Theory, TrainCount).Diagonal(depth) - PairLimit) / Pixels;

    /// <summary>κ - 1 of the chaotic phase with its constant, d m t*/(Θ_aa - t*).</summary>
    /// <param name="depth">l.</param>
    public double ChaoticExcess(int depth) => TrainCount * PairLimit / ChaoticBulk(depth);

    private double Size => (double)TrainCount * Pixels;

    /// <summary>How κ (in the chaotic phase κ - 1) depends on depth, up to a constant; at criticality and with dropout the limit of κ itself.</summary>
    /// <param name="depth">l.</param>
    public double ConditionLaw(int depth) => Theory.Phase switch
    {
        Phase.Ordered when Network.DropoutKeep < 1 => DropoutConditionNumber,
        Phase.Ordered => Math.Pow(OrderedFactor, -depth) / (IsHomogeneous ? 1 : depth),
        Phase.Critical => CriticalConditionNumber,
        _ => Math.Pow(Theory.Chi1, -depth),
    };
}
