using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Arithmetic of tensors with numbers whose native counterparts live until the operation has read them.</summary>
/// <remarks>
/// A number that is converted to a <see cref="Scalar"/> as an argument has no other owner: TorchSharp 0.107 reads its handle, and a garbage collection at
/// that moment frees it before the native operation does ("Unknown scalar type", or another number, or NaN). Under memory pressure a notebook that trains a
/// thousand networks met this. The package's own <c>add</c> of a tensor or a number hides such a number too: the factor 1 of the second operand.
/// </remarks>
public static class ScalarArithmetic
{
    /// <summary>s x.</summary>
    public static Tensor Times(this Tensor x, double s)
    {
        using Scalar scalar = s;
        return x.mul(scalar);
    }

    /// <summary>x ← s x.</summary>
    public static Tensor ScaleBy(this Tensor x, double s)
    {
        using Scalar scalar = s;
        return x.mul_(scalar);
    }

    /// <summary>x + s.</summary>
    public static Tensor Plus(this Tensor x, double s)
    {
        using Scalar scalar = s, one = 1;
        return x.add(scalar, one);
    }

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y)
    {
        using Scalar one = 1;
        return x.add(y, one);
    }

    /// <summary>x ← x + s y.</summary>
    public static Tensor Increase(this Tensor x, Tensor y, double s = 1)
    {
        using Scalar scalar = s;
        return x.add_(y, scalar);
    }
}
