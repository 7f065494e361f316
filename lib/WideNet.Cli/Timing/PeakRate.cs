using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using WideNet.Compute.Vectors;
using WideNet.Numerics;

namespace WideNet.Cli.Timing;

/// <summary>The rate of independent fused multiply-adds that this machine shows right now: what "peak" means beside a measured rate.</summary>
/// <remarks>Where processors are threads of one core, or clocks fall under load, the peak of several threads is not that of one times their number.</remarks>
internal static class PeakRate
{
    private const int Rounds = 500_000;
    private const int Chains = 12;
    private const int Trials = 40;

    /// <summary>Operations per second of all threads together, a multiply-add counting two; the best of some short trials.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="threads">Threads used; null means one per processor.</param>
    public static double Measure<T>(int? threads = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = ParallelTiles.Count(threads);
        double best = double.PositiveInfinity;
        int[] lanes = new int[count];
        for (int trial = 0; trial < Trials; trial++)
        {
            long start = Stopwatch.GetTimestamp();
            ParallelTiles.For(count, count, thread =>
            {
                if (Avx512F.IsSupported) lanes[thread] = Run<T, Vector512<T>, Simd512<T>>();
                else if (Fma.IsSupported) lanes[thread] = Run<T, Vector256<T>, Simd256<T>>();
                else lanes[thread] = Run<T, Vector<T>, SimdPortable<T>>();
            });
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Rounds * Chains * lanes[0] * count / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe int Run<T, TVector, TSimd>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector x = TSimd.Broadcast(T.CreateChecked(0.5)), y = TSimd.Broadcast(T.One);
        TVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int round = 0; round < Rounds; round++)
        {
            a = TSimd.MultiplyAdd(a, x, y);
            b = TSimd.MultiplyAdd(b, x, y);
            c = TSimd.MultiplyAdd(c, x, y);
            d = TSimd.MultiplyAdd(d, x, y);
            e = TSimd.MultiplyAdd(e, x, y);
            f = TSimd.MultiplyAdd(f, x, y);
            g = TSimd.MultiplyAdd(g, x, y);
            h = TSimd.MultiplyAdd(h, x, y);
            i = TSimd.MultiplyAdd(i, x, y);
            j = TSimd.MultiplyAdd(j, x, y);
            k = TSimd.MultiplyAdd(k, x, y);
            l = TSimd.MultiplyAdd(l, x, y);
        }

        // The sum keeps all chains alive; it is positive.
        TVector sum = TSimd.MultiplyAdd(
            a, b, TSimd.MultiplyAdd(c, d, TSimd.MultiplyAdd(e, f, TSimd.MultiplyAdd(g, h, TSimd.MultiplyAdd(i, j, TSimd.Multiply(k, l))))));
        T* values = stackalloc T[TSimd.Lanes];
        TSimd.Store(values, sum);
        return values[0] > T.Zero ? TSimd.Lanes : 0;
    }
}
