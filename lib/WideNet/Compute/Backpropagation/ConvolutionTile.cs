using System.Runtime.CompilerServices;
using WideNet.Compute.Vectors;

namespace WideNet.Compute.Backpropagation;

/// <summary>The innermost loop of every convolution pass: eight rows by two vectors of sums, both factors read where they lie.</summary>
/// <remarks>
/// A convolution over channels-last images is a matrix product whose left factor is the image itself: the value of pixel p at tap
/// (row r, column s) and channel c lies at p + r·(padded row) + s·C + c, so for one filter row the sum runs over contiguous memory.
/// Nothing is unfolded. The gradient of the weights is the same loop with pixels and channels exchanged.
/// </remarks>
internal static unsafe class ConvolutionTile<T, TVector, TSimd>
    where T : unmanaged
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 8;

    /// <summary>Columns of a tile, two vectors.</summary>
    public static int Columns => 2 * TSimd.Lanes;

    /// <summary>
    /// c[i, j] ← start[i, j] + Σ_run Σ_k a[offsets[i] + run·aRun + k·aStep] · b[run·bRun + k·bStep + j], runs and k ascending.
    /// </summary>
    /// <param name="a">Base of the left factor.</param>
    /// <param name="offsets">Where each of the eight rows starts, relative to <paramref name="a"/>.</param>
    /// <param name="aStep">Distance from one k to the next on the left.</param>
    /// <param name="aRun">Distance from one run to the next on the left.</param>
    /// <param name="b">Right factor; <see cref="Columns"/> values are read at every k.</param>
    /// <param name="bStep">Distance from one k to the next on the right.</param>
    /// <param name="bRun">Distance from one run to the next on the right.</param>
    /// <param name="runs">Number of runs.</param>
    /// <param name="length">Products in a run.</param>
    /// <param name="start">Initial values [8, <see cref="Columns"/>].</param>
    /// <param name="startStride">Distance from one row of <paramref name="start"/> to the next; 0 repeats one row.</param>
    /// <param name="c">Result [8, <see cref="Columns"/>]; may be <paramref name="start"/>.</param>
    /// <param name="stride">Distance from one row of the result to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        T* a, nint* offsets, nint aStep, nint aRun, T* b, nint bStep, nint bRun, int runs, int length, T* start, nint startStride, T* c, nint stride)
    {
        if (TSimd.Lanes * sizeof(T) == 64)
        {
            Eight(a, offsets, aStep, aRun, b, bStep, bRun, runs, length, start, startStride, c, stride);
            return;
        }

        Four(a, offsets, aStep, aRun, b, bStep, bRun, runs, length, start, startStride, c, stride);
        Four(a, offsets + 4, aStep, aRun, b, bStep, bRun, runs, length, start + (4 * startStride), startStride, c + (4 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(
        T* a, nint* offsets, nint aStep, nint aRun, T* b, nint bStep, nint bRun, int runs, int length, T* start, nint startStride, T* c, nint stride)
    {
        nint lanes = TSimd.Lanes;
        T* p0 = a + offsets[0], p1 = a + offsets[1], p2 = a + offsets[2], p3 = a + offsets[3];
        T* p4 = a + offsets[4], p5 = a + offsets[5], p6 = a + offsets[6], p7 = a + offsets[7];
        TVector s0 = TSimd.Load(start), t0 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s1 = TSimd.Load(start), t1 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s2 = TSimd.Load(start), t2 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s3 = TSimd.Load(start), t3 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s4 = TSimd.Load(start), t4 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s5 = TSimd.Load(start), t5 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s6 = TSimd.Load(start), t6 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s7 = TSimd.Load(start), t7 = TSimd.Load(start + lanes);
        for (int run = 0; run < runs; run++)
        {
            T* right = b + (run * bRun);
            nint k = run * aRun;
            for (int left = length; left > 0; left--, k += aStep, right += bStep)
            {
                TVector u = TSimd.Load(right), v = TSimd.Load(right + lanes);
                TVector x = TSimd.Broadcast(p0[k]);
                s0 = TSimd.MultiplyAdd(x, u, s0);
                t0 = TSimd.MultiplyAdd(x, v, t0);
                x = TSimd.Broadcast(p1[k]);
                s1 = TSimd.MultiplyAdd(x, u, s1);
                t1 = TSimd.MultiplyAdd(x, v, t1);
                x = TSimd.Broadcast(p2[k]);
                s2 = TSimd.MultiplyAdd(x, u, s2);
                t2 = TSimd.MultiplyAdd(x, v, t2);
                x = TSimd.Broadcast(p3[k]);
                s3 = TSimd.MultiplyAdd(x, u, s3);
                t3 = TSimd.MultiplyAdd(x, v, t3);
                x = TSimd.Broadcast(p4[k]);
                s4 = TSimd.MultiplyAdd(x, u, s4);
                t4 = TSimd.MultiplyAdd(x, v, t4);
                x = TSimd.Broadcast(p5[k]);
                s5 = TSimd.MultiplyAdd(x, u, s5);
                t5 = TSimd.MultiplyAdd(x, v, t5);
                x = TSimd.Broadcast(p6[k]);
                s6 = TSimd.MultiplyAdd(x, u, s6);
                t6 = TSimd.MultiplyAdd(x, v, t6);
                x = TSimd.Broadcast(p7[k]);
                s7 = TSimd.MultiplyAdd(x, u, s7);
                t7 = TSimd.MultiplyAdd(x, v, t7);
            }
        }

        Store(c, s0, t0);
        Store(c + stride, s1, t1);
        Store(c + (2 * stride), s2, t2);
        Store(c + (3 * stride), s3, t3);
        Store(c + (4 * stride), s4, t4);
        Store(c + (5 * stride), s5, t5);
        Store(c + (6 * stride), s6, t6);
        Store(c + (7 * stride), s7, t7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(
        T* a, nint* offsets, nint aStep, nint aRun, T* b, nint bStep, nint bRun, int runs, int length, T* start, nint startStride, T* c, nint stride)
    {
        nint lanes = TSimd.Lanes;
        T* p0 = a + offsets[0], p1 = a + offsets[1], p2 = a + offsets[2], p3 = a + offsets[3];
        TVector s0 = TSimd.Load(start), t0 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s1 = TSimd.Load(start), t1 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s2 = TSimd.Load(start), t2 = TSimd.Load(start + lanes);
        start += startStride;
        TVector s3 = TSimd.Load(start), t3 = TSimd.Load(start + lanes);
        for (int run = 0; run < runs; run++)
        {
            T* right = b + (run * bRun);
            nint k = run * aRun;
            for (int left = length; left > 0; left--, k += aStep, right += bStep)
            {
                TVector u = TSimd.Load(right), v = TSimd.Load(right + lanes);
                TVector x = TSimd.Broadcast(p0[k]);
                s0 = TSimd.MultiplyAdd(x, u, s0);
                t0 = TSimd.MultiplyAdd(x, v, t0);
                x = TSimd.Broadcast(p1[k]);
                s1 = TSimd.MultiplyAdd(x, u, s1);
                t1 = TSimd.MultiplyAdd(x, v, t1);
                x = TSimd.Broadcast(p2[k]);
                s2 = TSimd.MultiplyAdd(x, u, s2);
                t2 = TSimd.MultiplyAdd(x, v, t2);
                x = TSimd.Broadcast(p3[k]);
                s3 = TSimd.MultiplyAdd(x, u, s3);
                t3 = TSimd.MultiplyAdd(x, v, t3);
            }
        }

        Store(c, s0, t0);
        Store(c + stride, s1, t1);
        Store(c + (2 * stride), s2, t2);
        Store(c + (3 * stride), s3, t3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* address, TVector left, TVector right)
    {
        TSimd.Store(address, left);
        TSimd.Store(address + TSimd.Lanes, right);
    }
}
