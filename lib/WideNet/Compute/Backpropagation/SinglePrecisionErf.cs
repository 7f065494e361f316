using System.Numerics;
using System.Runtime.InteropServices;

namespace WideNet.Compute.Backpropagation;

/// <summary>erf in single precision over vectors; the ends of a span go through the scalar definition, which has the same bits.</summary>
internal sealed class SinglePrecisionErf : Pointwise<float>
{
    public override void Apply(ReadOnlySpan<float> z, Span<float> result)
    {
        result = result[..z.Length];
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(z);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (int i = 0; i < from.Length; i++) to[i] = FloatFunctions.Erf(from[i]);
        for (int i = from.Length * Vector<float>.Count; i < z.Length; i++) result[i] = FloatFunctions.Erf(z[i]);
    }

    public override void Backward(Span<float> z, ReadOnlySpan<float> upstream)
    {
        upstream = upstream[..z.Length];
        ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(upstream);
        Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(z);
        for (int i = 0; i < to.Length; i++) to[i] = from[i] * FloatFunctions.ErfDerivative(to[i]);
        for (int i = to.Length * Vector<float>.Count; i < z.Length; i++) z[i] = upstream[i] * FloatFunctions.ErfDerivative(z[i]);
    }
}
