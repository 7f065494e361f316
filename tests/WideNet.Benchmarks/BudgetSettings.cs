using System.Diagnostics;

namespace WideNet.Benchmarks;

/// <summary>How budget rows are measured: threads, repetitions and the rates they are compared with.</summary>
internal sealed record BudgetSettings
{
    /// <summary>Threads that the library may use.</summary>
    public required int Threads { get; init; }

    /// <summary>Repetitions of every measurement after one run that is not counted.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Measured rate of fused multiply-adds in single precision on these threads, operations per second.</summary>
    public required double PeakSingle { get; init; }

    /// <summary>Measured rate of fused multiply-adds in double precision on these threads, operations per second.</summary>
    public required double PeakDouble { get; init; }

    /// <summary>Times the work; <paramref name="prepare"/> restores its input before each run and is not timed.</summary>
    public double[] Time(Action work, Action? prepare = null, int? repetitions = null)
    {
        double[] times = new double[repetitions ?? Repetitions];
        for (int i = -1; i < times.Length; i++)
        {
            prepare?.Invoke();
            long start = Stopwatch.GetTimestamp();
            work();
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }
}
