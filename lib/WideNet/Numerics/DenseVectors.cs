using System.Numerics;
using System.Runtime.CompilerServices;

namespace WideNet.Numerics;

/// <summary>The two loops of dense linear algebra outside the matrix product, vectorised: inner product and scaled addition.</summary>
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
        int lanes = Vector<double>.Count, i = 0;
        Vector<double> a = default, b = default, c = default, d = default;
        for (; i + (4 * lanes) <= x.Length; i += 4 * lanes)
        {
            a = Vector.MultiplyAddEstimate(new Vector<double>(x[i..]), new Vector<double>(y[i..]), a);
            b = Vector.MultiplyAddEstimate(new Vector<double>(x[(i + lanes)..]), new Vector<double>(y[(i + lanes)..]), b);
            c = Vector.MultiplyAddEstimate(new Vector<double>(x[(i + (2 * lanes))..]), new Vector<double>(y[(i + (2 * lanes))..]), c);
            d = Vector.MultiplyAddEstimate(new Vector<double>(x[(i + (3 * lanes))..]), new Vector<double>(y[(i + (3 * lanes))..]), d);
        }

        for (; i + lanes <= x.Length; i += lanes) a = Vector.MultiplyAddEstimate(new Vector<double>(x[i..]), new Vector<double>(y[i..]), a);
        double sum = Vector.Sum((a + b) + (c + d));
        for (; i < x.Length; i++) sum = double.MultiplyAddEstimate(x[i], y[i], sum);
        return sum;
    }

    /// <summary>y ← y + alpha x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double alpha, ReadOnlySpan<double> x, Span<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        int lanes = Vector<double>.Count, i = 0;
        var factor = new Vector<double>(alpha);
        for (; i + lanes <= x.Length; i += lanes)
        {
            Vector.MultiplyAddEstimate(factor, new Vector<double>(x[i..]), new Vector<double>(y[i..])).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++) y[i] = double.MultiplyAddEstimate(alpha, x[i], y[i]);
    }

    /// <summary>The definition of <see cref="Dot"/>.</summary>
    public static double DotScalar(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
