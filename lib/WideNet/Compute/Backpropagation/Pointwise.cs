using System.Numerics;
using WideNet.Activations;

namespace WideNet.Compute.Backpropagation;

/// <summary>An activation as training needs it: φ and φ' over spans, in single or double precision.</summary>
/// <remarks>Each element depends on its own input only, never on its position or the length of the span.</remarks>
internal abstract class Pointwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>result[i] ← φ(z[i]).</summary>
    public abstract void Apply(ReadOnlySpan<T> z, Span<T> result);

    /// <summary>z[i] ← upstream[i] · φ'(z[i]): the chain rule, in place.</summary>
    public abstract void Backward(Span<T> z, ReadOnlySpan<T> upstream);

    /// <summary>The fast form of an activation, or the activation's own scalar members.</summary>
    public static Pointwise<T> For(Activation activation)
    {
        if (activation is ReluFamily family) return new PiecewiseLinear<T>(family);
        if (typeof(T) == typeof(float))
        {
            if (activation.Name == "erf") return (Pointwise<T>)(object)new SinglePrecisionErf();
            if (activation.Name == "tanh") return (Pointwise<T>)(object)new SinglePrecisionTanh();
        }

        return new ScalarPointwise<T>(activation);
    }
}
