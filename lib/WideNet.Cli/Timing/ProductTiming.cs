using System.Diagnostics;
using System.Numerics;
using WideNet.Compute.LinearAlgebra;
using WideNet.Numerics;

namespace WideNet.Cli.Timing;

/// <summary>How fast square matrices are multiplied, beside what the processors could do.</summary>
internal sealed record ProductTiming
{
    /// <summary>Rows and columns n of the matrices.</summary>
    public required int Size { get; init; }

    /// <summary>Threads used at most.</summary>
    public required int Threads { get; init; }

    /// <summary>Milliseconds of each repetition, ascending: the first is the best, the middle one the median.</summary>
    public required IReadOnlyList<double> Milliseconds { get; init; }

    /// <summary>Measured rate of fused multiply-adds on these threads, operations per second.</summary>
    public required double PeakOperationsPerSecond { get; init; }

    /// <summary>Operations of one product, 2n³.</summary>
    public double Operations => 2.0 * Size * Size * Size;

    /// <summary>Operations per second at the best repetition.</summary>
    public double OperationsPerSecond => Operations / (Milliseconds[0] * 1e-3);

    /// <summary>Fraction of the measured peak that the best repetition reaches.</summary>
    public double PeakFraction => OperationsPerSecond / PeakOperationsPerSecond;

    /// <summary>Times C ← A B.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="size">n, at least 1.</param>
    /// <param name="peak">Measured rate to compare with, operations per second.</param>
    /// <param name="threads">Threads used at most; null means one per processor.</param>
    /// <param name="seconds">About how long to go on, at least 20 products.</param>
    public static ProductTiming Measure<T>(int size, double peak, int? threads = null, double seconds = 0.5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int least = 20;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        int length = checked(size * size);
        T[] a = new T[length], b = new T[length], c = new T[length];
        for (int i = 0; i < length; i++)
        {
            a[i] = T.CreateTruncating(((i * 7 % 13) - 6) / 8.0);
            b[i] = T.CreateTruncating(((i * 5 % 11) - 5) / 8.0);
        }

        var times = new List<double>();
        long begin = Stopwatch.GetTimestamp();
        while (times.Count <= least || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds)
        {
            long start = Stopwatch.GetTimestamp();
            MatrixProduct.Run(
                T.One, new ReadOnlyMatrixView<T>(a, size, size, size), new ReadOnlyMatrixView<T>(b, size, size, size), T.Zero,
                new MatrixView<T>(c, size, size, size), ProductPart.Full, threads);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new ProductTiming
        {
            Size = size,
            Threads = ParallelTiles.Count(threads),
            Milliseconds = [.. times.Skip(1).Order()],
            PeakOperationsPerSecond = peak,
        };
    }
}
