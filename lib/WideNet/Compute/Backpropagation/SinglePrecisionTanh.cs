using System.Numerics;
using System.Runtime.InteropServices;

namespace WideNet.Compute.Backpropagation;

/// <summary>tanh in single precision over vectors, with φ' = 1 - φ²; the ends of a span go through the scalar definition.</summary>
internal sealed class SinglePrecisionTanh : Pointwise<float>
{
    public override void Apply(ReadOnlySpan<float> z, Span<float> result)
    {
        result = result[..z.Length];
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(z);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (int i = 0; i < from.Length; i++) to[i] = FloatFunctions.Tanh(from[i]);
        for (int i = from.Length * Vector<float>.Count; i < z.Length; i++) result[i] = FloatFunctions.Tanh(z[i]);
    }

    public override void Backward(Span<float> z, ReadOnlySpan<float> upstream)
    {
        upstream = upstream[..z.Length];
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(upstream);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(z);
        for (int i = 0; i < to.Length; i++)
        {
            Vector<float> value = FloatFunctions.Tanh(to[i]);
            to[i] = from[i] * Vector.FusedMultiplyAdd(-value, value, Vector<float>.One);
        }

        for (int i = to.Length * Vector<float>.Count; i < z.Length; i++)
        {
            float value = FloatFunctions.Tanh(z[i]);
            z[i] = upstream[i] * MathF.FusedMultiplyAdd(-value, value, 1f);
        }
    }
}
