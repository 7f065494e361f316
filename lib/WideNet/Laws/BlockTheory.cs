using WideNet.Activations;
using WideNet.Kernels;

namespace WideNet.Laws;

/// <summary>Mean-field predictions for residual and layer-normalised fully-connected networks, derived here.</summary>
/// <remarks>
/// <para>
/// Residual ReLU without bias: K' = K + σ_w² T(K) multiplies q by 1 + σ_w²/2 a layer, and with s = σ_w²/(2 + σ_w²) the correlation map is c' = c + s (C(c) -
/// c), C the map of the critical plain network: depth l counts as s l critical layers at every σ_w². So 1 - c → 9π²/(2 s² l²), Θ_aa = q (1 + s l) exactly,
/// Θ_ab/Θ_aa → 1/4, κ → (m+3)/3, P(Θ)Y ∝ 1/l.
/// </para>
/// <para>
/// Residual Erf: T → 1 for large q, so q → a l with a = σ_w² + σ_b², and 1 + χ = 1 + (2σ_w²/π)/√q makes Θ_aa grow like e^{(4σ_w²/π)√(l/a)}: slower than any
/// exponential.
/// </para>
/// <para>
/// LayerNorm resets the variance to 1, so with v = σ_w² T(1) + σ_b² the network is the plain one with σ_w²/v, σ_b²/v at its fixed point q* = 1, kernels
/// multiplied by v: χ_1 = σ_w² Ṫ(1)/v depends on σ_b²/σ_w² only. ReLU: χ_1 = 1/(1 + 2σ_b²/σ_w²) ≤ 1.
/// </para>
/// <para>
/// Both, LayerNorm inside the residual branch: q = 1 + v l, and layer l does to correlation and u = Θ_aa/K_aa what the fraction h_l = v/(1 + v l) of a
/// layer of that plain equivalent does: c' = c + h (C(c) - c), u' = u + h (1 - (1 - χ_1) u). Depth l counts as Σ h_k ≈ log(1 + v l) layers, so every
/// exponential e^{-l/ξ} becomes a power of l. Test: BlockTheoryTests.
/// </para>
/// </remarks>
public static class BlockTheory
{
    /// <summary>s = σ_w²/(2 + σ_w²): critical layers that one residual ReLU block is worth.</summary>
    /// <param name="weightVariance">σ_w², above 0.</param>
    public static double ResidualShare(double weightVariance) => weightVariance / (2 + weightVariance);

    /// <summary>9π²/(2 s² l²), the gap 1 - c of any two inputs of a deep residual ReLU network without bias.</summary>
    /// <param name="weightVariance">σ_w², above 0.</param>
    /// <param name="depth">l, at least 1.</param>
    public static double ResidualReluGap(double weightVariance, int depth)
    {
        double layers = ResidualShare(weightVariance) * depth;
        return 9 * Math.PI * Math.PI / (2 * layers * layers);
    }

    /// <summary>q of a deep residual Erf network, a l - (4σ_w²/π)√(l/a), up to terms of order log l.</summary>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">l.</param>
    public static double ResidualErfVariance(double weightVariance, double biasVariance, int depth)
    {
        double a = weightVariance + biasVariance;
        return (a * depth) - (4 * weightVariance / Math.PI * Math.Sqrt(depth / a));
    }

    /// <summary>v = σ_w² T(1) + σ_b², by which a layer-normalised network's kernels exceed those of its plain equivalent.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    public static double NormalizedScale(Activation activation, double weightVariance, double biasVariance)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return (weightVariance * activation.DualDiagonal(1)) + biasVariance;
    }

    /// <summary>χ_1 = σ_w² Ṫ(1)/(σ_w² T(1) + σ_b²) of a layer-normalised network.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    public static double NormalizedChi1(Activation activation, double weightVariance, double biasVariance)
    {
        double scale = NormalizedScale(activation, weightVariance, biasVariance);
        return weightVariance * activation.DualDerivativeDiagonal(1) / scale;
    }

    /// <summary>Σ v/(1 + v k) over k = 1 … l, the layers of its plain equivalent that a residual network with LayerNorm in the branch is worth.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">l; inputs have variance 1.</param>
    public static double ResidualNormalizedLayers(Activation activation, double weightVariance, double biasVariance, int depth) =>
        Fractions(activation, weightVariance, biasVariance, depth).Sum();

    /// <summary>Θ_aa/K_aa of a residual network with LayerNorm in the branch: (1 - χ_1 Π)/(1 - χ_1) with Π = ∏ (1 - (1 - χ_1) h_k), and 1 + Σ h_k at
    /// χ_1 = 1.</summary>
    /// <remarks>Exact. It tends to 1/(1 - χ_1) in order, grows like log l at criticality and like l^{χ_1 - 1} in chaos.</remarks>
    /// <param name="activation">φ.</param>
    /// <param name="weightVariance">σ_w².</param>
    /// <param name="biasVariance">σ_b².</param>
    /// <param name="depth">l; inputs have variance 1.</param>
    public static double ResidualNormalizedNtk(Activation activation, double weightVariance, double biasVariance, int depth)
    {
        double chi1 = NormalizedChi1(activation, weightVariance, biasVariance), excess = chi1 - 1;
        double[] fractions = [.. Fractions(activation, weightVariance, biasVariance, depth)];
        if (Math.Abs(excess) * (1 + fractions.Sum()) < 1e-8) return 1 + fractions.Sum();
        return ((chi1 * fractions.Aggregate(1.0, (product, h) => product * (1 + (excess * h)))) - 1) / excess;
    }

    private static IEnumerable<double> Fractions(Activation activation, double weightVariance, double biasVariance, int depth)
    {
        double v = NormalizedScale(activation, weightVariance, biasVariance);
        return Enumerable.Range(1, depth).Select(k => v / (1 + (v * k)));
    }

    /// <summary>The plain network that a layer-normalised one equals on inputs with x·x/n = 1, up to the factor <see cref="NormalizedScale"/>.</summary>
    /// <param name="network">A layer-normalised network with read-in variance 1 and no read-in bias.</param>
    public static NetworkDescription PlainEquivalent(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        double scale = NormalizedScale(network.Activation, network.WeightVariance, network.BiasVariance);
        return network with { Block = HiddenBlock.Plain, WeightVariance = network.WeightVariance / scale, BiasVariance = network.BiasVariance / scale };
    }
}
