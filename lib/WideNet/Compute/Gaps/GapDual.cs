using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using WideNet.Activations;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Gaps;

/// <summary>The duals of one activation at one variance as functions of the gap, applied to spans.</summary>
internal abstract class GapDual
{
    /// <summary>The formula of an activation at variance q: closed for Erf and the ReLU family, a Hermite series for the rest.</summary>
    public static GapDual Create(Activation activation, double q) => activation switch
    {
        Erf => new Of<GapErfFormula>(new GapErfFormula(q)),
        ReluFamily relu => new Of<GapReluFormula>(new GapReluFormula(q, relu.NegativeSlope, relu.PositiveSlope)),
        _ => Series(activation, q),
    };

    /// <summary>The Hermite series of any smooth activation, also where a closed form exists.</summary>
    public static GapDual Series(Activation activation, double q) => new Of<GapSeriesFormula>(new GapSeriesFormula(new GapSeries(activation, q)));

    /// <summary>The power of δ that Ṫ_aa - Ṫ_ab starts with: 1 for a smooth activation, 1/2 at a kink.</summary>
    public static double SlopeOrder(Activation activation) => activation is ReluFamily relu && relu.NegativeSlope != relu.PositiveSlope ? 0.5 : 1;

    /// <summary>One layer for many pairs; the spans have one length and results may be written over the inputs.</summary>
    public abstract void Advance(in GapLayer layer, GapState from, GapState to);

    /// <summary>T_aa - T_ab, Ṫ_aa - Ṫ_ab and Ṫ_ab of one pair, by the scalar twin.</summary>
    public abstract (double DualGap, double SlopeGap, double Slope) Evaluate(double gap);

    private sealed class Of<TFormula>(TFormula formula) : GapDual
        where TFormula : struct, IGapFormula
    {
        public override (double DualGap, double SlopeGap, double Slope) Evaluate(double gap)
        {
            formula.Evaluate(new ScalarLanes(gap), out ScalarLanes dualGap, out ScalarLanes slopeGap, out ScalarLanes slope);
            return (dualGap.Value, slopeGap.Value, slope.Value);
        }

        public override void Advance(in GapLayer layer, GapState from, GapState to)
        {
            int done = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                done = Lanes<Vector512Lanes>(formula, layer, from, to, 0);
            }
            else if (Vector.IsHardwareAccelerated)
            {
                done = Lanes<VectorLanes>(formula, layer, from, to, 0);
            }

            Lanes<ScalarLanes>(formula, layer, from, to, done);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Lanes<TLanes>(TFormula formula, in GapLayer layer, GapState from, GapState to, int i)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes w = TLanes.Broadcast(layer.WeightVariance), chi = TLanes.Broadcast(layer.Chi1), scale = TLanes.Broadcast(layer.Scale),
            q = TLanes.Broadcast(layer.NextVariance);
            Span<double> delta = from.Nngp, g = from.Ntk, theta = from.Entries, nextDelta = to.Nngp, nextG = to.Ntk, nextTheta = to.Entries;
            for (; i <= delta.Length - TLanes.Count; i += TLanes.Count)
            {
                formula.Evaluate(TLanes.Load(delta[i..]), out TLanes dualGap, out TLanes slopeGap, out TLanes slope);
                TLanes entry = w * TLanes.Load(theta[i..]);
                TLanes gap = w * dualGap;
                TLanes change = TLanes.FusedMultiplyAdd(slopeGap, entry, scale * gap);
                gap.Store(nextDelta[i..]);
                TLanes.FusedMultiplyAdd(chi, TLanes.Load(g[i..]), change).Store(nextG[i..]);
                TLanes.FusedMultiplyAdd(slope, entry, scale * (q - gap)).Store(nextTheta[i..]);
            }

            return i;
        }
    }
}
