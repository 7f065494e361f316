using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using WideNet.Compute.Vectors;
using WideNet.Kernels;

namespace WideNet.Compute.Gaps;

/// <summary>One row of pairs with unequal norms through all layers: row example a with columns 0 to <paramref name="count"/> - 1.</summary>
internal sealed class GapUnequalRow<TFormula>(
    TFormula formula, NetworkDescription network, GapPlan plan, GapUnequalExamples rows, GapUnequalExamples columns, int a, int count)
    where TFormula : struct, IGapUnequalFormula
{
    private const int Width = 8;

    // Padded to whole vectors, so that the bits of an entry do not depend on where it stands.
    private readonly int _length = (count + Width - 1) / Width * Width;
    private readonly double[][] _state = [.. Enumerable.Range(0, 6).Select(_ => new double[(count + Width - 1) / Width * Width])];
    private readonly double[][] _next = [.. Enumerable.Range(0, 6).Select(_ => new double[(count + Width - 1) / Width * Width])];

    /// <summary>D, e, E, f, H and Θ.</summary>
    private enum Part
    {
        Distance,
        Difference,
        Spread,
        NtkDifference,
        NtkDistance,
        Entry,
    }

    /// <summary>Runs the recursion and writes the row, and its mirror image if the kernel is symmetric.</summary>
    public void Compute(GapUnequalInputs inputs, GapKernel[] results)
    {
        ReadIn(inputs);
        double[] variances = new double[_length], diagonals = new double[_length];
        for (int depth = 1, next = 0; depth <= plan.Hidden.Count; depth++)
        {
            GapLayer layer = plan.Hidden[depth - 1];
            Rescale(layer);
            for (int b = 0; b < _length; b++)
            {
                int column = Math.Min(b, columns.Count - 1);
                (variances[b], diagonals[b]) = (columns.Variance(depth - 1, column), columns.Diagonal(depth - 1, column));
            }

            if (plan.Readouts[next].Depth == depth)
            {
                Advance(plan.Readouts[next].Layer, plan.Readouts[next].BiasVariance, depth - 1, variances, diagonals);
                Write(results[next++]);
            }

            Advance(layer, network.BiasVariance, depth - 1, variances, diagonals);
            for (int part = 0; part < _state.Length; part++)
            {
                _next[part].CopyTo(_state[part], 0);
            }
        }
    }

    private void ReadIn(GapUnequalInputs inputs)
    {
        double w = plan.ReadInWeightVariance, bias = plan.ReadInBiasVariance;
        for (int b = 0; b < count; b++)
        {
            (double distance, double difference, double spread) = inputs.Pair(a, b);
            _state[(int)Part.Distance][b] = w * distance;
            _state[(int)Part.Difference][b] = w * difference;
            _state[(int)Part.Spread][b] = (w * w * spread) + (4 * w * bias * distance);
            _state[(int)Part.NtkDifference][b] = w * difference;
            _state[(int)Part.NtkDistance][b] = w * distance;
            _state[(int)Part.Entry][b] = ((rows.Variance(0, a) + columns.Variance(0, b)) - (w * distance)) / 2;
        }
    }

    private void Rescale(in GapLayer layer)
    {
        if (!layer.Rescales)
        {
            return;
        }

        Multiply(Part.Distance, layer.NngpFactor);
        Multiply(Part.Difference, layer.NngpFactor);
        Multiply(Part.Spread, layer.NngpFactor);
        Multiply(Part.NtkDifference, layer.NngpFactor * layer.EntryFactor);
        Multiply(Part.NtkDistance, layer.NtkFactor);
        Multiply(Part.Entry, layer.EntryFactor);
    }

    private void Multiply(Part part, double factor)
    {
        foreach (ref double value in _state[(int)part].AsSpan())
        {
            value *= factor;
        }
    }

    private void Advance(in GapLayer layer, double bias, int index, double[] variances, double[] diagonals)
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = Lanes<Vector512Lanes>(layer, bias, index, variances, diagonals, 0);
        }
        else if (Vector.IsHardwareAccelerated)
        {
            done = Lanes<VectorLanes>(layer, bias, index, variances, diagonals, 0);
        }

        Lanes<ScalarLanes>(layer, bias, index, variances, diagonals, done);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Lanes<TLanes>(in GapLayer layer, double bias, int index, double[] variances, double[] diagonals, int i)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes w = TLanes.Broadcast(layer.WeightVariance), half = TLanes.Broadcast(0.5), scale = TLanes.Broadcast(layer.Scale);
        TLanes square = TLanes.Broadcast(layer.WeightVariance * layer.WeightVariance), cross = TLanes.Broadcast(4 * layer.WeightVariance * bias);
        TLanes q = TLanes.Broadcast(rows.Variance(index, a)), p = TLanes.Broadcast(rows.Diagonal(index, a));
        TLanes own = TLanes.Broadcast((layer.WeightVariance * network.Activation.DualDiagonal(rows.Variance(index, a))) + bias);
        for (; i <= _length - TLanes.Count; i += TLanes.Count)
        {
            TLanes right = TLanes.Load(variances.AsSpan(i)), difference = Load<TLanes>(Part.Difference, i);
            var pair = new GapUnequalPair<TLanes>
            {
                Left = q,
                Right = right,
                Distance = Load<TLanes>(Part.Distance, i),
                Difference = difference,
                Spread = Load<TLanes>(Part.Spread, i),
            };
            formula.Evaluate(pair, out GapUnequalDuals<TLanes> duals);
            TLanes both = p + TLanes.Load(diagonals.AsSpan(i)), f = Load<TLanes>(Part.NtkDifference, i);
            TLanes distance = w * duals.Distance, change = w * duals.Difference;
            TLanes tilt = half * duals.SlopeDifference;
            TLanes ntk = TLanes.FusedMultiplyAdd(duals.Slope, Load<TLanes>(Part.NtkDistance, i), TLanes.FusedMultiplyAdd(duals.SlopeGap, both, tilt * f));
            distance.Store(_next[(int)Part.Distance].AsSpan(i));
            change.Store(_next[(int)Part.Difference].AsSpan(i));
            TLanes.FusedMultiplyAdd(square, duals.Spread, cross * duals.Distance).Store(_next[(int)Part.Spread].AsSpan(i));
            TLanes.FusedMultiplyAdd(
                w, TLanes.FusedMultiplyAdd(duals.SlopeMean, f, tilt * both), scale * change).Store(_next[(int)Part.NtkDifference].AsSpan(i));
            TLanes.FusedMultiplyAdd(w, ntk, scale * distance).Store(_next[(int)Part.NtkDistance].AsSpan(i));

            // K_ab' = K_aa' - (D' + e')/2.
            TLanes covariance = own - (half * (distance + change));
            TLanes.FusedMultiplyAdd(w * duals.Slope, Load<TLanes>(Part.Entry, i), scale * covariance).Store(_next[(int)Part.Entry].AsSpan(i));
        }

        return i;
    }

    private TLanes Load<TLanes>(Part part, int i)
        where TLanes : struct, ILanes<TLanes> => TLanes.Load(_state[(int)part].AsSpan(i));

    private void Write(GapKernel result)
    {
        double[] nngp = result.ScaledNngpGaps.Storage(), ntk = result.ScaledNtkGaps.Storage(), entries = result.ScaledEntries.Storage();
        for (int b = 0; b < count; b++)
        {
            Set(nngp, b, _next[(int)Part.Distance][b] / 2, result);
            Set(ntk, b, _next[(int)Part.NtkDistance][b] / 2, result);
            Set(entries, b, _next[(int)Part.Entry][b], result);
        }

        if (result.IsTrainTrain)
        {
            result.ScaledEntries[a, a] = result.ScaledDiagonalOf(a);
        }
    }

    private void Set(double[] values, int b, double value, GapKernel result)
    {
        values[(a * columns.Count) + b] = value;
        if (result.IsTrainTrain)
        {
            values[(b * columns.Count) + a] = value;
        }
    }
}
