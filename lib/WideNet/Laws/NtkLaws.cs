using WideNet.Kernels;
using WideNet.MeanField;

namespace WideNet.Laws;

/// <summary>The large-depth laws of the NTK of FCN, CNN-F (d = 1) and CNN-P (d pixels), smooth activations and the ReLU family, on inputs at
/// x·x/n = q*.</summary>
/// <remarks>
/// Source: Xiao, Pennington, Schoenholz 2020, table of large-depth predictions and Figure 2. With p the Θ of a pixel with itself and Θ_ab that of different
/// images or pixels: <list type="bullet">
/// <item>Ordered, χ_1 &lt; 1: p and Θ_ab → p* = q*/(1-χ_1), gaps ∝ l χ_1^l (smooth) or χ_1^{l/2} (ReLU), λ_max → m p*, κ ∝ 1/gap, P(Θ)Y → const; with
/// dropout of keep probability ρ Θ → p* 11ᵀ + λ I, λ = (1/ρ - 1)(p* - σ_b²)/d.</item>
/// <item>Critical: p = q*(l+1), Θ_ab → q* l/3 (smooth), q* l/4 (ReLU), λ_bulk → 2q* l/(3d), 3q* l/(4d), κ → (md+2)/2, (md+3)/3, P(Θ)Y ∝ 1/l.</item>
/// <item>Chaotic: p ∝ χ_1^l, Θ_ab → t* = q*c*/(1-χ_c*), so Θ → (p - t*)/d I + t* 11ᵀ, κ - 1 ∝ χ_1^-l, P(Θ)Y ∝ l (χ_c*/χ_1)^l.</item></list>
/// Laws without a known constant are drawn through one measured point. Test: NtkLawsTests and, against measured spectra, NtkSpectrumClaimsTests,
/// ArchitectureLawTests and DropoutLawTests.
/// </remarks>
/// <param name="Network">The network; its depth is not used.</param>
/// <param name="Theory">Its fixed points and slopes.</param>
/// <param name="TrainCount">Training examples m.</param>
/// <param name="Pixels">d, the pixels that the read-out averages over: H·W for a CNN-P, 1 otherwise.</param>
/// <param name="QStar">q*; for the ReLU family at criticality, which keeps every variance, that of the inputs.</param>
public sealed record NtkLaws(NetworkDescription Network, MeanFieldPoint Theory, int TrainCount, int Pixels, double QStar)
{
    /// <summary>Whether the activation is of the ReLU family, whose gaps shrink by √χ_1 a layer.</summary>
    public bool IsHomogeneous => Network.Activation.IsHomogeneous;

    /// <summary>The factor per layer by which gaps and λ_bulk shrink in the ordered phase: χ_1, or √χ_1 for the ReLU family.</summary>
    public double OrderedFactor => IsHomogeneous ? Math.Sqrt(Theory.Chi1) : Theory.Chi1;

    /// <summary>The limit of κ at criticality, (md+2)/2 or (md+3)/3.</summary>
    public double CriticalConditionNumber => IsHomogeneous ? (Size + 3) / 3 : (Size + 2) / 2;

    /// <summary>λ_bulk/(q* l) at criticality, 2/(3d) or 3/(4d).</summary>
    public double CriticalBulkSlope => (1 - CriticalPairSlope) / Pixels;

    /// <summary>λ_bulk of the ordered phase with dropout: (1/ρ - 1)(p* - σ_b²)/d; 0 without.</summary>
    public double DropoutBulk => ((1 / Network.DropoutKeep) - 1) * (Theory.PStar!.Value - Network.BiasVariance) / Pixels;

    /// <summary>κ of the ordered phase with dropout: 1 + m p*/λ_bulk.</summary>
    public double DropoutConditionNumber => 1 + (TrainCount * Theory.PStar!.Value / DropoutBulk);

    /// <summary>p after l layers, exactly: q* (1 + χ_1 + … + χ_1^l).</summary>
    /// <param name="depth">l.</param>
    public double Diagonal(int depth)
    {
        double chi = Theory.Chi1, excess = chi - 1;
        double sum = Math.Abs(excess) * depth < 1e-9 ? depth + 1 : (Math.Pow(chi, depth + 1) - 1) / excess;
        return QStar * sum;
    }

    /// <summary>Θ_ab at large depth: p* (ordered), q* l/3 or q* l/4 (critical), t* (chaotic).</summary>
    /// <param name="depth">l.</param>
    public double OffDiagonal(int depth) => InPhase(QStar / (1 - Theory.Chi1), QStar * depth * CriticalPairSlope, Theory.TStar);

    /// <summary>λ_max at large depth: m p* (ordered), (md+2) q* l/(3d) or (md+3) q* l/(4d) (critical), (p + (md-1) t*)/d (chaotic).</summary>
    /// <param name="depth">l.</param>
    public double LambdaMax(int depth)
    {
        double pairs = OffDiagonal(depth);
        return Theory.Phase == Phase.Chaotic ? (Diagonal(depth) + ((Size - 1) * pairs)) / Pixels
            : Theory.Phase == Phase.Critical ? (TrainCount * pairs) + (CriticalBulkSlope * QStar * depth)
            : TrainCount * pairs;
    }

    /// <summary>log₁₀ λ_bulk at large depth: up to a constant l χ_1^l or χ_1^{l/2} (ordered; with dropout its limit), 2q* l/(3d) or 3q* l/(4d), p/d.</summary>
    /// <param name="depth">l.</param>
    public double Log10LambdaBulk(int depth) =>
        InPhase(HasDropout ? Math.Log10(DropoutBulk) : Log10Gap(depth), Math.Log10(CriticalBulkSlope * QStar * depth), Math.Log10(Diagonal(depth) / Pixels));

    /// <summary>λ_bulk of the chaotic phase with its next order, (p - t*)/d.</summary>
    /// <param name="depth">l.</param>
    /// <exception cref="InvalidOperationException">The network is in another phase.</exception>
    public double ChaoticBulk(int depth) => Theory.Phase == Phase.Chaotic
        ? (Diagonal(depth) - OffDiagonal(depth)) / Pixels
        : throw new InvalidOperationException(
            Invariant($"At σ_w² = {Network.WeightVariance} the network is {Theory.Phase.Word()}; this is a law of the chaotic phase."));

    /// <summary>κ - 1 of the chaotic phase with its constant, d m t*/(p - t*).</summary>
    /// <param name="depth">l.</param>
    /// <exception cref="InvalidOperationException">The network is in another phase.</exception>
    public double ChaoticExcess(int depth) => TrainCount * OffDiagonal(depth) / ChaoticBulk(depth);

    /// <summary>log₁₀ κ at large depth, up to a constant in the ordered phase without dropout; log₁₀(κ - 1) up to a constant in the chaotic phase.</summary>
    /// <param name="depth">l.</param>
    public double Log10ConditionNumber(int depth) =>
        InPhase(HasDropout ? Math.Log10(DropoutConditionNumber) : -Log10Gap(depth), Math.Log10(CriticalConditionNumber), -depth * Math.Log10(Theory.Chi1));

    /// <summary>log₁₀ of the size of P(Θ)Y at large depth up to a constant: 1, 1/l, l (χ_c*/χ_1)^l.</summary>
    /// <param name="depth">l.</param>
    public double Log10MeanPredictor(int depth) =>
        InPhase(0, -Math.Log10(depth), Math.Log10(depth) + (depth * Math.Log10(Theory.ChiCStar / Theory.Chi1)));

    /// <summary>The first depth beyond ξ_c* of a chaotic network at which the correction l χ_c*^l to the laws is below 2 %; null where there is none.</summary>
    /// <param name="theory">Fixed points of a chaotic network.</param>
    /// <param name="last">Last depth considered.</param>
    public static int? FirstAsymptoticDepth(MeanFieldPoint theory, int last)
    {
        int depth = Enumerable.Range(1, last).FirstOrDefault(l => l > theory.XiCStar && l * Math.Pow(theory.ChiCStar, l) < 0.02);
        return depth == 0 ? null : depth;
    }

    private double Size => (double)TrainCount * Pixels;

    private bool HasDropout => Network.DropoutKeep < 1;

    // Θ_ab/p at criticality.
    private double CriticalPairSlope => IsHomogeneous ? 1.0 / 4 : 1.0 / 3;

    private double Log10Gap(int depth) => (IsHomogeneous ? 0 : Math.Log10(depth)) + (depth * Math.Log10(OrderedFactor));

    private double InPhase(double ordered, double critical, double? chaotic) => Theory.Phase switch
    {
        Phase.Ordered => ordered,
        Phase.Critical => critical,
        Phase.Chaotic => chaotic!.Value,
        _ => throw new InvalidOperationException(
            Invariant($"There is no large-depth law at σ_w² = {Network.WeightVariance}: the variance grows without bound. Choose a smaller one.")),
    };
}
