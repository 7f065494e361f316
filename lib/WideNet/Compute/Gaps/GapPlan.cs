using WideNet.Activations;
using WideNet.Kernels;

namespace WideNet.Compute.Gaps;

/// <summary>The scalar recursion that all pairs share: q, p = Θ_aa and the powers of two that keep every number in range, layer by layer.</summary>
/// <remarks>
/// <para>Chaos: p ∝ χ_1^l; whenever it passes 2⁶⁰⁰ that factor is taken out of p, g and Θ_ab.</para>
/// <para>
/// Order: δ' ≤ χ_1 δ bounds every gap. Once the bound is below 2⁻⁴⁰⁰ q the recursion is homogeneous far beyond double precision (δ' ∝ δ, and Ṫ_aa - Ṫ_ab ∝ δ,
/// or √δ at a kink), so δ is multiplied by 2²⁰⁰ and g by 2²⁰⁰, or 2¹⁰⁰, which changes no digit. The plan does not depend on the inputs but for q_0.
/// </para>
/// </remarks>
internal sealed class GapPlan
{
    private const int LargeExponent = 600;
    private const int SmallExponent = 200;

    // Beyond these a product of two variances would lose digits to underflow or overflow.
    private const double SmallestVariance = 1e-100;
    private const double LargestVariance = 1e100;

    private readonly List<GapLayer> _hidden = [];
    private readonly List<GapReadout> _readouts = [];

    /// <summary>Runs the recursion.</summary>
    /// <param name="network">The network.</param>
    /// <param name="depths">Requested depths, increasing.</param>
    /// <param name="inputVariance">Common x·x/n.</param>
    public GapPlan(NetworkDescription network, IReadOnlyList<int> depths, double inputVariance)
    {
        Activation activation = network.Activation;
        double w = network.WeightVariance, b = network.BiasVariance;
        ReadInWeightVariance = network.ReadInWeightVariance ?? w;
        ReadInBiasVariance = network.ReadInBiasVariance ?? b;
        ReadInVariance = (ReadInWeightVariance * inputVariance) + ReadInBiasVariance;
        double readOutW = network.ReadOutWeightVariance ?? w, readOutB = network.ReadOutBiasVariance ?? b;
        SharesReadOut = readOutW == w && readOutB == b;

        double q = ReadInVariance, p = q, bound = 2 * q, dualVariance = double.NaN;
        int exponent = 0, nngpExponent = 0, ntkExponent = 0;
        double order = GapDual.SlopeOrder(activation);
        GapDual? dual = null;
        for (int depth = 1; depth <= depths[^1]; depth++)
        {
            RequireRange(q, depth, w * activation.DualDerivativeDiagonal(q));
            double nngpFactor = 1, ntkFactor = 1, entryFactor = 1;
            if (p > Math.ScaleB(1, LargeExponent))
            {
                (ntkFactor, entryFactor) = (Math.ScaleB(1, -LargeExponent), Math.ScaleB(1, -LargeExponent));
                p *= entryFactor;
                exponent += LargeExponent;
                ntkExponent += LargeExponent;
            }

            if (bound > 0 && bound < Math.ScaleB(q, -2 * SmallExponent))
            {
                int ntkShift = order == 1 ? SmallExponent : SmallExponent / 2;
                nngpFactor = Math.ScaleB(1, SmallExponent);
                ntkFactor = Math.ScaleB(ntkFactor, ntkShift);
                bound *= nngpFactor;
                nngpExponent -= SmallExponent;
                ntkExponent -= ntkShift;
            }

            dual = q == dualVariance ? dual! : GapDual.Create(activation, q);
            dualVariance = q;
            double t = activation.DualDiagonal(q), slope = activation.DualDerivativeDiagonal(q);
            var layer = new GapLayer
            {
                Dual = dual,
                WeightVariance = w,
                NextVariance = (w * t) + b,
                Chi1 = w * slope,
                Scale = Math.ScaleB(1, -exponent),
                NngpFactor = nngpFactor,
                NtkFactor = ntkFactor,
                EntryFactor = entryFactor,
            };
            _hidden.Add(layer);
            if (depths[_readouts.Count] == depth)
            {
                GapLayer readOut = layer with { WeightVariance = readOutW, NextVariance = (readOutW * t) + readOutB, Chi1 = readOutW * slope };
                _readouts.Add(new GapReadout
                {
                    Depth = depth,
                    Layer = readOut,
                    ScaledDiagonal = (readOut.Scale * readOut.NextVariance) + (readOut.Chi1 * p),
                    BiasVariance = readOutB,
                    Exponent = exponent,
                    NngpGapExponent = nngpExponent,
                    NtkGapExponent = ntkExponent,
                });
            }

            p = (layer.Scale * layer.NextVariance) + (layer.Chi1 * p);
            bound = nngpExponent == 0 ? Math.Min(layer.Chi1 * bound, 2 * layer.NextVariance) : layer.Chi1 * bound;
            q = layer.NextVariance;
        }
    }

    /// <summary>σ_w² of the read-in.</summary>
    public double ReadInWeightVariance { get; }

    /// <summary>σ_b² of the read-in.</summary>
    public double ReadInBiasVariance { get; }

    /// <summary>q after the read-in.</summary>
    public double ReadInVariance { get; }

    /// <summary>Whether the read-out has the hidden layers' variances, so that it is the next layer's state.</summary>
    public bool SharesReadOut { get; }

    /// <summary>Hidden layers, the first at index 0.</summary>
    public IReadOnlyList<GapLayer> Hidden => _hidden;

    /// <summary>Read-outs at the requested depths.</summary>
    public IReadOnlyList<GapReadout> Readouts => _readouts;

    /// <summary>Throws unless a variance can be squared without loss.</summary>
    /// <param name="q">The variance before a nonlinearity.</param>
    /// <param name="depth">Which nonlinearity.</param>
    /// <param name="chi1">χ_1 there.</param>
    public static void RequireRange(double q, int depth, double chi1)
    {
        if (!(q <= LargestVariance))
        {
            throw new KernelOverflowException(depth, 0, chi1);
        }

        if (!(q >= SmallestVariance))
        {
            throw new ArgumentException(
                Invariant($"The variance q is {q:G3} before nonlinearity {depth}; gaps need it to be at least {SmallestVariance:G1}: ask ")
                    + "for smaller depths or give the network a bias.");
        }
    }
}
