using System.Numerics;
using WideNet.Activations;

namespace WideNet.Compute.Backpropagation;

/// <summary>Any activation, element by element in double precision.</summary>
internal sealed class ScalarPointwise<T>(Activation activation) : Pointwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Apply(ReadOnlySpan<T> z, Span<T> result)
    {
        for (int i = 0; i < z.Length; i++) result[i] = T.CreateTruncating(activation.Evaluate(double.CreateTruncating(z[i])));
    }

    public override void Backward(Span<T> z, ReadOnlySpan<T> upstream)
    {
        for (int i = 0; i < z.Length; i++) z[i] = upstream[i] * T.CreateTruncating(activation.Derivative(double.CreateTruncating(z[i])));
    }
}
