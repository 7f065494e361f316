using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WideNet.Compute.LinearAlgebra;

/// <summary>Copies strips of an operand into panels that the tile kernel reads from front to back.</summary>
internal static unsafe class ProductPacking
{
    /// <summary>
    /// panel[k * width + i] ← source[i * across + k * along] for i &lt; count, 0 for count ≤ i &lt; width, k = 0 … depth - 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(T* source, nint across, nint along, int count, int width, int depth, T* panel)
        where T : unmanaged
    {
        if (count < width) new Span<T>(panel, width * depth).Clear();
        if (across == 1)
        {
            for (int k = 0; k < depth; k++) CopyRun(source + (k * along), panel + ((nint)k * width), count);
            return;
        }

        int i = 0;
        if (along == 1 && Sse2.IsSupported)
        {
            for (; i + 4 <= count; i += 4)
            {
                if (typeof(T) == typeof(float)) Transpose4((float*)source + (i * across), across, depth, (float*)panel + i, width);
                else Transpose4((double*)source + (i * across), across, depth, (double*)panel + i, width);
            }
        }

        for (; i < count; i++)
        {
            T* row = source + (i * across);
            for (int k = 0; k < depth; k++) panel[((nint)k * width) + i] = row[k * along];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRun<T>(T* source, T* target, int count)
        where T : unmanaged
    {
        int i = 0;
        for (; i + Vector256<T>.Count <= count; i += Vector256<T>.Count) Vector256.Load(source + i).Store(target + i);
        for (; i < count; i++) target[i] = source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose4(float* source, nint stride, int depth, float* target, int width)
    {
        int k = 0;
        for (; k + 4 <= depth; k += 4, target += 4 * width)
        {
            Vector128<float> a = Vector128.Load(source + k), b = Vector128.Load(source + stride + k);
            Vector128<float> c = Vector128.Load(source + (2 * stride) + k), d = Vector128.Load(source + (3 * stride) + k);
            Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d);
            Vector128<float> abHigh = Sse.UnpackHigh(a, b), cdHigh = Sse.UnpackHigh(c, d);
            Sse.MoveLowToHigh(ab, cd).Store(target);
            Sse.MoveHighToLow(cd, ab).Store(target + width);
            Sse.MoveLowToHigh(abHigh, cdHigh).Store(target + (2 * width));
            Sse.MoveHighToLow(cdHigh, abHigh).Store(target + (3 * width));
        }

        for (; k < depth; k++, target += width)
        {
            for (int i = 0; i < 4; i++) target[i] = source[(i * stride) + k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose4(double* source, nint stride, int depth, double* target, int width)
    {
        int k = 0;
        for (; k + 2 <= depth; k += 2, target += 2 * width)
        {
            Vector128<double> a = Vector128.Load(source + k), b = Vector128.Load(source + stride + k);
            Vector128<double> c = Vector128.Load(source + (2 * stride) + k), d = Vector128.Load(source + (3 * stride) + k);
            Sse2.UnpackLow(a, b).Store(target);
            Sse2.UnpackLow(c, d).Store(target + 2);
            Sse2.UnpackHigh(a, b).Store(target + width);
            Sse2.UnpackHigh(c, d).Store(target + width + 2);
        }

        for (; k < depth; k++, target += width)
        {
            for (int i = 0; i < 4; i++) target[i] = source[(i * stride) + k];
        }
    }
}
