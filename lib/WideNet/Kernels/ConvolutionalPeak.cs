using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace WideNet.Kernels;

/// <summary>The rate of independent fused multiply-adds this processor shows right now: the roof of the inner loops.</summary>
internal static unsafe class ConvolutionalPeak<TLanes, T>
    where TLanes : struct, IConvolutionalLanes<TLanes, T>
    where T : unmanaged
{
    private const int Rounds = 200_000;
    private const int Chains = 12;
    private const int Trials = 12;

    /// <summary>Vector multiply-adds per second on one thread, the best of several short trials.</summary>
    public static double Measure()
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < Trials; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return (double)Rounds * Chains / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run()
    {
        T* kept = stackalloc T[TLanes.Count];
        new Span<T>(kept, TLanes.Count).Clear();
        TLanes x = TLanes.Load(kept), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < Rounds; round++)
        {
            a = TLanes.MultiplyAdd(a, x, x);
            b = TLanes.MultiplyAdd(b, x, x);
            c = TLanes.MultiplyAdd(c, x, x);
            d = TLanes.MultiplyAdd(d, x, x);
            e = TLanes.MultiplyAdd(e, x, x);
            f = TLanes.MultiplyAdd(f, x, x);
            g = TLanes.MultiplyAdd(g, x, x);
            h = TLanes.MultiplyAdd(h, x, x);
            i = TLanes.MultiplyAdd(i, x, x);
            j = TLanes.MultiplyAdd(j, x, x);
            k = TLanes.MultiplyAdd(k, x, x);
            l = TLanes.MultiplyAdd(l, x, x);
        }

        (a + b + c + d + e + f + g + h + i + j + k + l).Store(kept);
    }
}
