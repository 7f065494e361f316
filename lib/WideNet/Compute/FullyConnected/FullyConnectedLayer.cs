using System.Numerics;
using WideNet.Kernels;

namespace WideNet.Compute.FullyConnected;

/// <summary>One layer of the off-diagonal recursion for a tile of pairs, in whole vectors.</summary>
/// <remarks>Products, quotients and sums are rounded one by one, so any vector length gives the same bits. The scalar rule is in <see cref="HiddenBlock"/>;
/// FullyConnectedBlockTests compares.</remarks>
internal static class FullyConnectedLayer
{
    /// <summary>Plain: K' = w T + b, Θ' = K' + w Ṫ Θ; the layer's own K' is left out of Θ' where it is not trained.</summary>
    public static void Dense(
        ReadOnlySpan<double> dual, ReadOnlySpan<double> slope, ReadOnlySpan<double> theta, double w, double b, Span<double> nextK, Span<double> nextTheta,
        bool isTrained = true)
    {
        var bias = new Vector<double>(b);
        Vector<double> share = isTrained ? Vector<double>.One : Vector<double>.Zero;
        for (int i = 0; i < dual.Length; i += Vector<double>.Count)
        {
            Vector<double> k = (new Vector<double>(dual[i..]) * w) + bias;
            Vector<double> t = (share * k) + (new Vector<double>(slope[i..]) * w * new Vector<double>(theta[i..]));
            k.CopyTo(nextK[i..]);
            t.CopyTo(nextTheta[i..]);
        }
    }

    /// <summary>Residual: K' = K + w T + b, Θ' = Θ + w T + b + w Ṫ Θ, without w T + b in Θ' where the layer is not trained.</summary>
    public static void Residual(
        ReadOnlySpan<double> k, ReadOnlySpan<double> dual, ReadOnlySpan<double> slope, ReadOnlySpan<double> theta, double w, double b, Span<double> nextK,
        Span<double> nextTheta, bool isTrained = true)
    {
        var bias = new Vector<double>(b);
        Vector<double> share = isTrained ? Vector<double>.One : Vector<double>.Zero;
        for (int i = 0; i < dual.Length; i += Vector<double>.Count)
        {
            var old = new Vector<double>(theta[i..]);
            Vector<double> step = (new Vector<double>(dual[i..]) * w) + bias;
            Vector<double> t = old + (share * step) + (new Vector<double>(slope[i..]) * w * old);
            (new Vector<double>(k[i..]) + step).CopyTo(nextK[i..]);
            t.CopyTo(nextTheta[i..]);
        }
    }

    /// <summary>LayerNorm: K and Θ divided by √(q_a q_b), after which both variances are 1.</summary>
    public static void Normalize(Span<double> qa, Span<double> qb, Span<double> k, Span<double> theta)
    {
        for (int i = 0; i < k.Length; i += Vector<double>.Count)
        {
            Vector<double> norm = Vector.SquareRoot(new Vector<double>(qa[i..]) * new Vector<double>(qb[i..]));
            (new Vector<double>(k[i..]) / norm).CopyTo(k[i..]);
            (new Vector<double>(theta[i..]) / norm).CopyTo(theta[i..]);
        }

        qa.Fill(1);
        qb.Fill(1);
    }

    /// <summary>What φ reads behind LayerNorm while K stays: K/√(q_a q_b), the root in the place of q_a, and 1 in that of q_b.</summary>
    public static void Correlations(Span<double> qa, Span<double> qb, ReadOnlySpan<double> k, Span<double> correlations)
    {
        for (int i = 0; i < k.Length; i += Vector<double>.Count)
        {
            Vector<double> norm = Vector.SquareRoot(new Vector<double>(qa[i..]) * new Vector<double>(qb[i..]));
            (new Vector<double>(k[i..]) / norm).CopyTo(correlations[i..]);
            norm.CopyTo(qa[i..]);
        }

        qb.Fill(1);
    }

    /// <summary>Divides numbers by others of the same place.</summary>
    public static void Divide(Span<double> values, ReadOnlySpan<double> by)
    {
        for (int i = 0; i < values.Length; i += Vector<double>.Count)
        {
            (new Vector<double>(values[i..]) / new Vector<double>(by[i..])).CopyTo(values[i..]);
        }
    }
}
