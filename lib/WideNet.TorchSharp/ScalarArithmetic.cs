using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace WideNet.TorchSharp;

/// <summary>Arithmetic of tensors with numbers whose native counterparts live until the operation has read them.</summary>
/// <remarks>
/// A number that is converted to a <see cref="Scalar"/> as an argument has no other owner: TorchSharp 0.107 reads its handle, and a garbage collection at that moment
/// frees it before the native operation does ("Unknown scalar type", or another number). Under memory pressure a notebook that trains a thousand networks met this.
/// </remarks>
internal static class ScalarArithmetic
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
        using Scalar scalar = s;
        return x.add(scalar);
    }

    /// <summary>x + s y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y, double s)
    {
        using Scalar scalar = s;
        return x.add(y, scalar);
    }

    /// <summary>x ← x + s.</summary>
    public static Tensor Increase(this Tensor x, double s)
    {
        using Scalar scalar = s;
        return x.add_(scalar);
    }

    /// <summary>x ← x + s y.</summary>
    public static Tensor Increase(this Tensor x, Tensor y, double s)
    {
        using Scalar scalar = s;
        return x.add_(y, scalar);
    }

    /// <summary>x ← x + s y z, entry by entry.</summary>
    public static Tensor Increase(this Tensor x, Tensor y, Tensor z, double s)
    {
        using Scalar scalar = s;
        return x.addcmul_(y, z, scalar);
    }

    /// <summary>x ← max(x, s).</summary>
    public static Tensor RaiseTo(this Tensor x, double s)
    {
        using Scalar scalar = s;
        return x.clamp_min_(scalar);
    }
}
