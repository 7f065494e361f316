using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WideNet.Compute.Vectors;

/// <summary>The loops of dense linear algebra outside the matrix product, vectorised: inner product and scaled addition.</summary>
/// <remarks>
/// The inner product adds in a fixed order that depends on the vector width of the processor only, so it is equal to its scalar twin up to rounding:
/// length × ε × Σ|x y| (test <c>Dot_AnyLength_AgreesWithScalarTwin</c>).
/// </remarks>
internal static class DenseVectors
{
    /// <summary>Σ_i x_i y_i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        ref double px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y);
        nuint lanes = (nuint)Vector<double>.Count, length = (nuint)x.Length, i = 0;
        Vector<double> a = default, b = default, c = default, d = default;
        for (; i + (4 * lanes) <= length; i += 4 * lanes)
        {
            a = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i), a);
            b = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i + lanes), Vector.LoadUnsafe(ref py, i + lanes), b);
            c = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i + (2 * lanes)), Vector.LoadUnsafe(ref py, i + (2 * lanes)), c);
            d = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i + (3 * lanes)), Vector.LoadUnsafe(ref py, i + (3 * lanes)), d);
        }

        for (; i + lanes <= length; i += lanes) a = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i), a);
        double sum = Vector.Sum((a + b) + (c + d));
        for (int j = (int)i; j < x.Length; j++) sum = double.MultiplyAddEstimate(x[j], y[j], sum);
        return sum;
    }

    /// <summary>y ← y + alpha x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double alpha, ReadOnlySpan<double> x, Span<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        ref double px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y);
        nuint lanes = (nuint)Vector<double>.Count, length = (nuint)x.Length, i = 0;
        var factor = new Vector<double>(alpha);
        for (; i + lanes <= length; i += lanes)
        {
            Vector.MultiplyAddEstimate(factor, Vector.LoadUnsafe(ref px, i), Vector.LoadUnsafe(ref py, i)).StoreUnsafe(ref py, i);
        }

        for (int j = (int)i; j < x.Length; j++) y[j] = double.MultiplyAddEstimate(alpha, x[j], y[j]);
    }

    /// <summary>y ← y + alpha u + beta v: two additions in that order, with one pass over y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double alpha, ReadOnlySpan<double> u, double beta, ReadOnlySpan<double> v, Span<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(u.Length, y.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(v.Length, y.Length);
        ref double pu = ref MemoryMarshal.GetReference(u), pv = ref MemoryMarshal.GetReference(v), py = ref MemoryMarshal.GetReference(y);
        nuint lanes = (nuint)Vector<double>.Count, length = (nuint)y.Length, i = 0;
        Vector<double> a = new(alpha), b = new(beta);
        for (; i + lanes <= length; i += lanes)
        {
            Vector<double> sum = Vector.MultiplyAddEstimate(a, Vector.LoadUnsafe(ref pu, i), Vector.LoadUnsafe(ref py, i));
            Vector.MultiplyAddEstimate(b, Vector.LoadUnsafe(ref pv, i), sum).StoreUnsafe(ref py, i);
        }

        for (int j = (int)i; j < y.Length; j++) y[j] = double.MultiplyAddEstimate(beta, v[j], double.MultiplyAddEstimate(alpha, u[j], y[j]));
    }

    /// <summary>The definition of <see cref="Dot"/>.</summary>
    public static double DotScalar(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
