namespace WideNet.Kernels;

/// <summary>One part of a larger job: its fractions from 0 to 1 are passed on as fractions of the whole.</summary>
/// <param name="whole">Receives the fraction of the whole job.</param>
/// <param name="from">Fraction of the whole at which the part begins.</param>
/// <param name="to">Fraction of the whole at which it ends.</param>
internal sealed class ProgressShare(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + (value * (to - from)));

    /// <summary>A part of a job that may have nobody watching.</summary>
    /// <param name="whole">Receives the fraction of the whole job, or null.</param>
    /// <param name="from">Fraction at which the part begins.</param>
    /// <param name="to">Fraction at which it ends.</param>
    public static IProgress<double>? Of(IProgress<double>? whole, double from, double to) => whole is null ? null : new ProgressShare(whole, from, to);
}
