using System.Diagnostics;

namespace WideNet.Kernels;

/// <summary>How far a kernel computation is.</summary>
/// <param name="Fraction">Finished fraction of the work, from 0 to 1.</param>
/// <param name="Elapsed">Time since the watch began.</param>
/// <param name="Remaining">Expected time to the end at the rate since the first report, or null before there is a rate.</param>
internal sealed record KernelProgress(double Fraction, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>A receiver for <see cref="KernelOptions.Progress"/> that adds elapsed and remaining time.</summary>
    /// <param name="receiver">Receives the progress, one report after the other, from any thread.</param>
    /// <remarks>Work taken from a checkpoint does not count towards the rate. The clock starts now.</remarks>
    public static IProgress<double> Watch(Action<KernelProgress> receiver) => new Clock(receiver);

    private sealed class Clock(Action<KernelProgress> receiver) : IProgress<double>
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly Lock _gate = new();
        private double _firstFraction = double.NaN;
        private double _fraction;
        private TimeSpan _firstElapsed;

        public void Report(double value)
        {
            lock (_gate)
            {
                TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
                if (double.IsNaN(_firstFraction)) (_firstFraction, _firstElapsed) = (value, elapsed);
                _fraction = Math.Max(_fraction, value);
                double since = _fraction - _firstFraction;
                TimeSpan? remaining = since > 0 ? (elapsed - _firstElapsed) * ((1 - _fraction) / since) : null;
                receiver(new KernelProgress(_fraction, elapsed, remaining));
            }
        }
    }
}
