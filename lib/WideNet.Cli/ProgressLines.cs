using WideNet.Kernels;

namespace WideNet.Cli;

/// <summary>Progress of a long job as plain lines, for a log: at most one every half minute.</summary>
internal sealed class ProgressLines(TextWriter error, string description)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private TimeSpan _next = Interval;

    /// <summary>Prints a line if the last one is old enough.</summary>
    public void Show(KernelProgress progress)
    {
        if (progress.Elapsed < _next) return;
        _next = progress.Elapsed + Interval;
        string left = progress.Remaining is { } remaining ? $", {KernelBudget.Duration(remaining)} left" : "";
        error.WriteLine(Invariant($"{description}: {100 * progress.Fraction:F1} %{left}"));
    }
}
