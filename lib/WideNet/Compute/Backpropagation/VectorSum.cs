using System.Numerics;
using System.Runtime.InteropServices;

namespace WideNet.Compute.Backpropagation;

/// <summary>Elementwise addition over vectors.</summary>
internal static class VectorSum
{
    /// <summary>sum[i] += values[i].</summary>
    public static void Add<T>(Span<T> sum, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        values = values[..sum.Length];
        Span<Vector<T>> to = MemoryMarshal.Cast<T, Vector<T>>(sum);
        ReadOnlySpan<Vector<T>> from = MemoryMarshal.Cast<T, Vector<T>>(values);
        for (int i = 0; i < to.Length; i++) to[i] += from[i];
        for (int i = to.Length * Vector<T>.Count; i < sum.Length; i++) sum[i] += values[i];
    }
}
