using WideNet.MeanField;

namespace WideNet.Laws;

/// <summary>The large-depth laws of the NTK on inputs at x·x/n = q*.</summary>
/// <remarks>
/// Ordered χ_1 &lt; 1: Θ_aa → p* = q*/(1-χ_1), gaps O(l χ_1^l) for a smooth activation and O(χ_1^{l/2}) at a kink, λ_max → m p*, κ ∝ 1/gap,
/// P(Θ)Y = O(1). Critical: Θ_aa = q*(l+1), Θ_ab → q* l/3, λ_max → (m+2) q* l/3, λ_bulk → 2 q* l/3, κ → (m+2)/2, P(Θ)Y ∝ 1/l (smooth).
/// Chaotic: Θ_aa ∝ χ_1^l, Θ_ab → q*c*/(1-χ_c*), λ ∝ χ_1^l, κ - 1 ∝ χ_1^-l and P(Θ)Y ∝ l (χ_c*/χ_1)^l. Laws without a known constant are
/// drawn through one measured point. Test: NtkLawsTests and, against measured spectra, NtkSpectrumClaimsTests.
/// </remarks>
/// <param name="Theory">Fixed points and slopes.</param>
/// <param name="TrainCount">Training examples m.</param>
/// <param name="IsKinked">Whether the activation has a kink (ReLU family).</param>
public sealed record NtkLaws(MeanFieldPoint Theory, int TrainCount, bool IsKinked = false)
{
    /// <summary>q*.</summary>
    public double QStar => Theory.QStar!.Value;

    /// <summary>log of the factor by which gaps shrink per layer in the ordered phase: log χ_1, half of it at a kink.</summary>
    public double OrderedRate => IsKinked ? Math.Log(Theory.Chi1) / 2 : Math.Log(Theory.Chi1);

    /// <summary>Θ_aa after l layers, exactly: q* (1 + χ_1 + … + χ_1^l).</summary>
    /// <param name="depth">l.</param>
    public double Diagonal(int depth)
    {
        double chi = Theory.Chi1, excess = chi - 1;
        double sum = Math.Abs(excess) * depth < 1e-9 ? depth + 1 : (Math.Pow(chi, depth + 1) - 1) / excess;
        return QStar * sum;
    }

    /// <summary>Θ_ab at large depth: p* (ordered), q* l/3 (critical), q*c*/(1-χ_c*) (chaotic).</summary>
    /// <param name="depth">l.</param>
    public double OffDiagonal(int depth) => Theory.Phase switch
    {
        Phase.Ordered => QStar / (1 - Theory.Chi1),
        Phase.Critical => QStar * depth / 3,
        _ => Theory.TStar!.Value,
    };

    /// <summary>λ_max at large depth: m p* (ordered), (m+2) q* l/3 (critical), Θ_aa + (m-1) Θ_ab (chaotic).</summary>
    /// <param name="depth">l.</param>
    public double LambdaMax(int depth) => Theory.Phase switch
    {
        Phase.Ordered => TrainCount * OffDiagonal(depth),
        Phase.Critical => (TrainCount + 2) * QStar * depth / 3,
        _ => Diagonal(depth) + ((TrainCount - 1) * OffDiagonal(depth)),
    };

    /// <summary>log₁₀ λ_bulk at large depth, up to a constant in the ordered phase: l χ_1^l (or χ_1^{l/2} at a kink), 2 q* l/3, Θ_aa.</summary>
    /// <param name="depth">l.</param>
    public double Log10LambdaBulk(int depth) => Theory.Phase switch
    {
        Phase.Ordered => Log10Gap(depth),
        Phase.Critical => Math.Log10(2 * QStar * depth / 3),
        _ => Math.Log10(Diagonal(depth)),
    };

    /// <summary>log₁₀ κ at large depth up to a constant in the ordered phase, log₁₀(κ - 1) up to a constant in the chaotic phase.</summary>
    /// <param name="depth">l.</param>
    public double Log10ConditionNumber(int depth) => Theory.Phase switch
    {
        Phase.Ordered => -Log10Gap(depth),
        Phase.Critical => Math.Log10((TrainCount + 2) / 2.0),
        _ => -depth * Math.Log10(Theory.Chi1),
    };

    /// <summary>log₁₀ of the size of P(Θ)Y at large depth up to a constant: 1, 1/l, l (χ_c*/χ_1)^l.</summary>
    /// <param name="depth">l.</param>
    public double Log10MeanPredictor(int depth) => Theory.Phase switch
    {
        Phase.Ordered => 0,
        Phase.Critical => -Math.Log10(depth),
        _ => Math.Log10(depth) + (depth * Math.Log10(Theory.ChiCStar / Theory.Chi1)),
    };

    /// <summary>a of Θ_ab = (q*/3)(l + a log l + O(1)) on the critical line of Erf: a = -1 - 2/(3v) with v = C''(1) = 4q*²/(1 + 4q*).</summary>
    /// <remarks>
    /// 1 - c = γ obeys γ' = γ - ½C''γ² + C'''γ³/6, so that C''γ/2 = 1/l - (1 - e) log l/l² with e = 2C'''/3C''²; inserted into
    /// Θ_ab' = q*(1 - γ') + C'(c) Θ_ab the terms of order log l/l balance for a = 1 - e. For Erf at χ_1 = 1, C'' = v and C''' = v + 3v².
    /// </remarks>
    public double CriticalErfLogCorrection => -1 - (2 * (1 + (4 * QStar)) / (12 * QStar * QStar));

    /// <summary>The first depth beyond ξ_c* of a chaotic network at which the correction l χ_c*^l to the laws is below 2 %; null where there is none.</summary>
    /// <param name="theory">Fixed points of a chaotic network.</param>
    /// <param name="last">Last depth considered.</param>
    public static int? FirstAsymptoticDepth(MeanFieldPoint theory, int last)
    {
        int depth = Enumerable.Range(1, last).FirstOrDefault(l => l > theory.XiCStar && l * Math.Pow(theory.ChiCStar, l) < 0.02);
        return depth == 0 ? null : depth;
    }

    private double Log10Gap(int depth) => (IsKinked ? 0 : Math.Log10(depth)) + (depth * OrderedRate / Math.Log(10));
}
