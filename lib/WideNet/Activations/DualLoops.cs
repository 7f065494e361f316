using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using WideNet.Compute.Vectors;

namespace WideNet.Activations;

/// <summary>Runs a dual formula for one pair or along spans, with the widest vectors the machine has.</summary>
/// <remarks>Every width gives the same bits, so how a caller cuts its spans does not matter (tested in <c>DualLoopsTests</c>).</remarks>
internal abstract class DualLoops
{
    /// <summary>The loops of a formula.</summary>
    public static DualLoops Of<TFormula>(TFormula formula)
        where TFormula : struct, IDualFormula => new OfFormula<TFormula>(formula);

    /// <summary>T of one pair.</summary>
    public abstract double Dual(double qa, double qb, double k);

    /// <summary>Ṫ of one pair.</summary>
    public abstract double DualDerivative(double qa, double qb, double k);

    /// <summary>T and Ṫ along spans of equal length; <paramref name="dual"/> may be the memory of <paramref name="k"/>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public abstract void Evaluate(
        ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative);

    /// <summary>As many whole vectors as fit.</summary>
    /// <returns>Number of pairs done, a multiple of <c>TLanes.Count</c>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int EvaluateLanes<TFormula, TLanes>(
        TFormula formula, ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative)
        where TFormula : struct, IDualFormula
        where TLanes : struct, ILanes<TLanes>
    {
        int i = 0;
        for (; i <= k.Length - TLanes.Count; i += TLanes.Count)
        {
            formula.Evaluate(TLanes.Load(qa[i..]), TLanes.Load(qb[i..]), TLanes.Load(k[i..]), out TLanes t, out TLanes derivative);
            t.Store(dual[i..]);
            derivative.Store(dualDerivative[i..]);
        }

        return i;
    }

    private sealed class OfFormula<TFormula>(TFormula formula) : DualLoops
        where TFormula : struct, IDualFormula
    {
        private readonly TFormula _formula = formula;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override double Dual(double qa, double qb, double k)
        {
            _formula.Evaluate(new ScalarLanes(qa), new ScalarLanes(qb), new ScalarLanes(k), out ScalarLanes dual, out _);
            return dual.Value;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override double DualDerivative(double qa, double qb, double k)
        {
            _formula.Evaluate(new ScalarLanes(qa), new ScalarLanes(qb), new ScalarLanes(k), out _, out ScalarLanes derivative);
            return derivative.Value;
        }

        public override void Evaluate(
            ReadOnlySpan<double> qa, ReadOnlySpan<double> qb, ReadOnlySpan<double> k, Span<double> dual, Span<double> dualDerivative)
        {
            if (qa.Length != k.Length || qb.Length != k.Length || dual.Length != k.Length || dualDerivative.Length != k.Length)
            {
                throw new ArgumentException(
                    $"The spans must have one length, but qa has {qa.Length}, qb {qb.Length}, k {k.Length}, dual {dual.Length}, dualDerivative "
                        + $"{dualDerivative.Length}.");
            }

            int done = 0;
            if (Vector512.IsHardwareAccelerated)
            {
                done = EvaluateLanes<TFormula, Vector512Lanes>(_formula, qa, qb, k, dual, dualDerivative);
            }
            else if (Vector.IsHardwareAccelerated)
            {
                done = EvaluateLanes<TFormula, VectorLanes>(_formula, qa, qb, k, dual, dualDerivative);
            }

            EvaluateLanes<TFormula, ScalarLanes>(_formula, qa[done..], qb[done..], k[done..], dual[done..], dualDerivative[done..]);
        }
    }
}
