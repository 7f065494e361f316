using WideNet.Activations;
using WideNet.Compute.Vectors;
using WideNet.Kernels;

namespace WideNet.Compute.Gaps;

/// <summary>What each example of an unequal set has by itself: q and p = Θ_aa at every layer, and at the requested depths its offsets from the reference
/// example.</summary>
/// <remarks>Offsets come from the recursion of differences e' = σ_w²(T_aa - T_bb) and f' = e' + σ_w²[(Ṫ_aa + Ṫ_bb)f/2 + (Ṫ_aa - Ṫ_bb)(p_a + p_b)/2], not from
/// differences of results.</remarks>
internal sealed class GapUnequalExamples
{
    private readonly double[] _variances, _diagonals;

    private GapUnequalExamples(int count, int layers, int readouts)
    {
        Count = count;
        _variances = new double[(long)count * layers];
        _diagonals = new double[(long)count * layers];
        Offsets = [.. Enumerable.Range(0, readouts).Select(_ => (new double[count], new double[count]))];
    }

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>K_aa - q and Θ_aa - p at each requested depth, in the units of δ and g.</summary>
    public IReadOnlyList<(double[] Nngp, double[] Ntk)> Offsets { get; }

    /// <summary>Runs the recursion of examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="plan">Scales and read-outs, set by the reference example.</param>
    /// <param name="formula">Dual differences of the network's activation.</param>
    /// <param name="squares">x·x/n.</param>
    /// <param name="differences">x·x/n less that of the reference, computed from differences.</param>
    /// <param name="reference">The reference as a set of one, or null while it is computed itself.</param>
    public static GapUnequalExamples Run<TFormula>(
        NetworkDescription network, GapPlan plan, TFormula formula, double[] squares, double[] differences, GapUnequalExamples? reference)
        where TFormula : struct, IGapUnequalFormula
    {
        var result = new GapUnequalExamples(squares.Length, plan.Hidden.Count, plan.Readouts.Count);
        for (int a = 0; a < squares.Length; a++)
        {
            result.Example(network, plan, formula, a, squares[a], differences[a], reference ?? result);
        }

        return result;
    }

    /// <summary>q before nonlinearity <paramref name="layer"/> + 1.</summary>
    public double Variance(int layer, int example) => _variances[((long)layer * Count) + example];

    /// <summary>Θ_aa before nonlinearity <paramref name="layer"/> + 1, in the unit of the layer.</summary>
    public double Diagonal(int layer, int example) => _diagonals[((long)layer * Count) + example];

    private void Example<TFormula>(
        NetworkDescription network, GapPlan plan, TFormula formula, int a, double square, double inputDifference, GapUnequalExamples reference)
        where TFormula : struct, IGapUnequalFormula
    {
        Activation activation = network.Activation;
        double q = (plan.ReadInWeightVariance * square) + plan.ReadInBiasVariance, p = q, e = plan.ReadInWeightVariance * inputDifference, f = e;
        for (int depth = 1, next = 0; depth <= plan.Hidden.Count; depth++)
        {
            GapLayer layer = plan.Hidden[depth - 1];
            GapPlan.RequireRange(q, depth, layer.WeightVariance * activation.DualDerivativeDiagonal(q));
            (e, f, p) = (e * layer.NngpFactor, f * layer.NngpFactor * layer.EntryFactor, p * layer.EntryFactor);
            _variances[((long)(depth - 1) * Count) + a] = q;
            _diagonals[((long)(depth - 1) * Count) + a] = p;
            var zero = new ScalarLanes(0);
            var pair = new GapUnequalPair<ScalarLanes>
            {
                Left = new ScalarLanes(q),
                Right = new ScalarLanes(reference.Variance(depth - 1, 0)),
                Distance = zero,
                Difference = new ScalarLanes(e),
                Spread = zero,
            };
            formula.Evaluate(pair, out GapUnequalDuals<ScalarLanes> duals);
            double slope = (duals.SlopeMean.Value * f) + (
                duals.SlopeDifference.Value * ((p + reference.Diagonal(depth - 1, 0)) / 2)), change = duals.Difference.Value;
            if (plan.Readouts[next].Depth == depth)
            {
                GapReadout readout = plan.Readouts[next];
                double w = readout.Layer.WeightVariance, unit = Math.ScaleB(1, readout.Exponent + readout.NngpGapExponent - readout.NtkGapExponent);
                Offsets[next].Nngp[a] = w * change;
                Offsets[next].Ntk[a] = unit * w * ((readout.Layer.Scale * change) + slope);
                next++;
            }

            e = layer.WeightVariance * change;
            f = layer.WeightVariance * ((layer.Scale * change) + slope);
            double chi = layer.WeightVariance * activation.DualDerivativeDiagonal(q);
            q = (layer.WeightVariance * activation.DualDiagonal(q)) + network.BiasVariance;
            p = (layer.Scale * q) + (chi * p);
        }
    }
}
