using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>Duals of φ(x) = a·min(x, 0) + b·max(x, 0): the arc-cosine kernel of degree 1 (Cho and Saul 2009) for two slopes.</summary>
/// <remarks>
/// With the acute angle θ = atan2(s, |k|), s² = q_a q_b - k², f = (a-b)²/2π: Ṫ = (a²+b²)/2 - fθ for k ≥ 0 and ab + fθ for k &lt; 0;
/// T = Ṫ(θ = 0)·k + f·(s - |k|θ). The bracket comes without cancellation, so T and Ṫ keep their relative accuracy as the correlation
/// goes to 1 and to -1. Homogeneity lets variances whose product leaves the range of doubles be rescaled by powers of two.
/// </remarks>
/// <param name="negativeSlope">a, the slope below 0.</param>
/// <param name="positiveSlope">b, the slope above 0.</param>
internal readonly struct ReluFormula(double negativeSlope, double positiveSlope) : IDualFormula
{
    // Outside these bounds the products below would lose digits to underflow or overflow.
    private const double SmallestProduct = 1e-200;
    private const double LargestProduct = 1e200;

    private readonly double _same = ((negativeSlope * negativeSlope) + (positiveSlope * positiveSlope)) / 2;
    private readonly double _opposite = negativeSlope * positiveSlope;
    private readonly double _perAngle = (negativeSlope - positiveSlope) * (negativeSlope - positiveSlope) / (2 * Math.PI);
    private readonly double _independent = (negativeSlope + positiveSlope) * (negativeSlope + positiveSlope) / 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>
    {
        if (!TLanes.AllWithin(qa * qb, SmallestProduct, LargestProduct))
        {
            EvaluateRescaled(qa, qb, k, out dual, out dualDerivative);
            return;
        }

        TLanes zero = TLanes.Broadcast(0);
        TLanes s = TLanes.Sqrt(ElementaryFunctions.ClampToZero(ElementaryFunctions.DifferenceOfProducts(qa, qb, k, k)));
        TLanes angle = ElementaryFunctions.AcuteAngle(s, TLanes.Abs(k), out TLanes excess);
        TLanes perAngle = TLanes.Broadcast(_perAngle);
        TLanes limit = TLanes.SelectGreater(zero, k, TLanes.Broadcast(_opposite), TLanes.Broadcast(_same));
        TLanes slope = TLanes.SelectGreater(zero, k, perAngle, -perAngle);
        dual = TLanes.FusedMultiplyAdd(limit, k, perAngle * excess);
        dualDerivative = TLanes.FusedMultiplyAdd(slope, angle, limit);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EvaluateRescaled<TLanes>(TLanes qa, TLanes qb, TLanes k, out TLanes dual, out TLanes dualDerivative)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<double> buffer = stackalloc double[5 * TLanes.Count];
        int n = TLanes.Count;
        qa.Store(buffer);
        qb.Store(buffer[n..]);
        k.Store(buffer[(2 * n)..]);
        for (int i = 0; i < n; i++)
        {
            (buffer[(3 * n) + i], buffer[(4 * n) + i]) = EvaluateRescaled(buffer[i], buffer[n + i], buffer[(2 * n) + i]);
        }

        dual = TLanes.Load(buffer[(3 * n)..]);
        dualDerivative = TLanes.Load(buffer[(4 * n)..]);
    }

    private (double Dual, double DualDerivative) EvaluateRescaled(double qa, double qb, double k)
    {
        if (qa == 0 || qb == 0)
        {
            return (0, _independent);
        }

        if (!double.IsFinite(qa) || !double.IsFinite(qb) || !(qa > 0) || !(qb > 0))
        {
            return (double.NaN, double.NaN);
        }

        // T(4ⁱ q_a, 4ʲ q_b, 2^(i+j) k) = 2^(i+j) T(q_a, q_b, k), exactly; Ṫ does not change.
        int i = Math.ILogB(qa) >> 1;
        int j = Math.ILogB(qb) >> 1;
        Evaluate(
            new ScalarLanes(Math.ScaleB(qa, -2 * i)),
            new ScalarLanes(Math.ScaleB(qb, -2 * j)),
            new ScalarLanes(Math.ScaleB(k, -(i + j))),
            out ScalarLanes dual,
            out ScalarLanes dualDerivative);
        return (Math.ScaleB(dual.Value, i + j), dualDerivative.Value);
    }
}
