using WideNet.MeanField;

namespace WideNet.Experiments.NtkSpectra;

/// <summary>What mean-field theory predicts for the NTK of a smooth activation (Erf, tanh) at large depth, for inputs at the fixed point q*.</summary>
/// <remarks>
/// Source: Xiao, Pennington, Schoenholz 2020, large-depth asymptotics of the NTK. Exact: Θ_aa = q* Σ_{j≤l} χ_1^j. Leading order: in the ordered
/// phase λ_max → m p*, λ_bulk ∝ l χ_1^l; at criticality λ_max → (m+2) q* l/3, λ_bulk → 2 q* l/3, κ → (m+2)/2; in the chaotic phase
/// Θ_ab → q*c*/(1-χ_c*), λ ∝ χ_1^l, κ - 1 ∝ χ_1^-l and P(Θ)Y ∝ l (χ_c*/χ_1)^l. Laws without a known constant are drawn through the measured
/// value at an anchor depth. Test: NtkSpectrumTests.
/// </remarks>
/// <param name="Theory">Fixed points and slopes.</param>
/// <param name="TrainCount">Training examples m.</param>
public sealed record NtkPredictions(MeanFieldPoint Theory, int TrainCount)
{
    /// <summary>q*.</summary>
    public double QStar => Theory.QStar!.Value;

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
        _ => QStar * Theory.CStar / (1 - Theory.ChiCStar),
    };

    /// <summary>λ_max at large depth: m p* (ordered), (m+2) q* l/3 (critical), Θ_aa + (m-1) Θ_ab (chaotic).</summary>
    /// <param name="depth">l.</param>
    public double LambdaMax(int depth) => Theory.Phase switch
    {
        Phase.Ordered => TrainCount * OffDiagonal(depth),
        Phase.Critical => (TrainCount + 2) * QStar * depth / 3,
        _ => Diagonal(depth) + ((TrainCount - 1) * OffDiagonal(depth)),
    };

    /// <summary>λ_bulk at large depth up to a constant in the ordered phase: l χ_1^l, 2 q* l/3, Θ_aa.</summary>
    /// <param name="depth">l.</param>
    public double LambdaBulk(int depth) => Theory.Phase switch
    {
        Phase.Ordered => depth * Math.Pow(Theory.Chi1, depth),
        Phase.Critical => 2 * QStar * depth / 3,
        _ => Diagonal(depth),
    };

    /// <summary>κ at large depth up to a constant in the ordered phase, κ - 1 up to a constant in the chaotic phase: χ_1^-l/l, (m+2)/2, χ_1^-l.</summary>
    /// <param name="depth">l.</param>
    public double ConditionNumber(int depth) => Theory.Phase switch
    {
        Phase.Ordered => Math.Pow(Theory.Chi1, -depth) / depth,
        Phase.Critical => (TrainCount + 2) / 2.0,
        _ => Math.Pow(Theory.Chi1, -depth),
    };

    /// <summary>The size of P(Θ)Y at large depth up to a constant: 1, 1/l, l (χ_c*/χ_1)^l.</summary>
    /// <param name="depth">l.</param>
    public double MeanPredictor(int depth) => Theory.Phase switch
    {
        Phase.Ordered => 1,
        Phase.Critical => 1.0 / depth,
        _ => depth * Math.Pow(Theory.ChiCStar / Theory.Chi1, depth),
    };

    /// <summary>In the chaotic phase, the first depth beyond ξ_c* at which the correction l χ_c*^l to the laws is below 2 %; null where there is none.</summary>
    /// <param name="theory">Fixed points of a chaotic network.</param>
    /// <param name="last">Last depth considered.</param>
    internal static int? FirstAsymptoticDepth(MeanFieldPoint theory, int last)
    {
        int depth = Enumerable.Range(1, last).FirstOrDefault(l => l > theory.DepthScaleSignal && l * Math.Pow(theory.ChiCStar, l) < 0.02);
        return depth == 0 ? null : depth;
    }
}
