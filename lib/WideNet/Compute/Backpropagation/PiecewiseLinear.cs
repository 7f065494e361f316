using System.Numerics;
using System.Runtime.InteropServices;
using WideNet.Activations;

namespace WideNet.Compute.Backpropagation;

/// <summary>The ReLU family over vectors: a·min(x, 0) + b·max(x, 0).</summary>
internal sealed class PiecewiseLinear<T>(ReluFamily family) : Pointwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _below = T.CreateTruncating(family.NegativeSlope);
    private readonly T _above = T.CreateTruncating(family.PositiveSlope);
    private readonly T _kink = T.CreateTruncating(family.Derivative(0));

    public override void Apply(ReadOnlySpan<T> z, Span<T> result)
    {
        result = result[..z.Length];
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(z);
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(result);
        Vector<T> below = new(_below), above = new(_above);
        for (int i = 0; i < from.Length; i++)
        {
            Vector<T> x = from[i];
            to[i] = x * Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), above, below);
        }

        for (int i = from.Length * Vector<T>.Count; i < z.Length; i++) result[i] = z[i] * (z[i] > T.Zero ? _above : _below);
    }

    public override void Backward(Span<T> z, ReadOnlySpan<T> upstream)
    {
        upstream = upstream[..z.Length];
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(upstream);
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(z);
        Vector<T> below = new(_below), above = new(_above), kink = new(_kink);
        for (int i = 0; i < to.Length; i++)
        {
            Vector<T> x = to[i];
            Vector<T> otherwise = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), below, kink);
            to[i] = from[i] * Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), above, otherwise);
        }

        for (int i = to.Length * Vector<T>.Count; i < z.Length; i++) z[i] = upstream[i] * (z[i] > T.Zero ? _above : z[i] < T.Zero ? _below : _kink);
    }
}
