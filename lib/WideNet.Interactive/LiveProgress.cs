using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using WideNet.Kernels;
using WideNet.Training;

namespace WideNet.Interactive;

/// <summary>Progress of training and kernels as one output of a cell that changes while the cell runs.</summary>
/// <remarks>
/// <c>engine.Train(problem, options, LiveProgress.Show("training"))</c>, <c>new KernelOptions { Progress = LiveProgress.Show("kernel") }</c>.
/// Reports may come from any thread. The output changes at most ten times a second, and with the last report.
/// </remarks>
public sealed class LiveProgress : IProgress<TrainingProgress>, IProgress<double>
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(0.1);

    private readonly Lock _gate = new();
    private readonly string _title;
    private readonly DisplayedValue _output;
    private readonly TimeProvider _time;
    private readonly IProgress<double> _clock;
    private long _shown;

    private LiveProgress(string title, DisplayedValue output, TimeProvider time)
    {
        _title = title;
        _output = output;
        _time = time;
        _clock = KernelProgress.Watch(progress => Show(new ProgressView(_title, progress.Fraction, "", progress.Remaining)));
        _shown = long.MinValue;
    }

    /// <summary>Adds an output to the running cell.</summary>
    /// <param name="title">What is being computed, in a few words.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="InvalidOperationException">No cell is running: the method was called outside of .NET Interactive.</exception>
    public static LiveProgress Show(string title, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        KernelInvocationContext context = KernelInvocationContext.Current
            ?? throw new InvalidOperationException("Live progress is an output of a running cell, but no cell of .NET Interactive is running here.");
        DisplayedValue output = context.Display(new ProgressView(title, 0, "", null), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        return new LiveProgress(title, output, time ?? TimeProvider.System);
    }

    /// <summary>Shows how far a training run is.</summary>
    /// <param name="value">The report.</param>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string detail = Invariant($"step {value.Step} of {value.Steps}");
        if (value.BatchLoss is double loss) detail += Invariant($", loss {loss:G4}");
        Show(new ProgressView(_title, value.Steps == 0 ? 1 : (double)value.Step / value.Steps, detail, value.Remaining));
    }

    /// <summary>Shows the finished fraction of a kernel.</summary>
    /// <param name="value">From 0 to 1.</param>
    public void Report(double value) => _clock.Report(value);

    private void Show(ProgressView view)
    {
        lock (_gate)
        {
            bool isSoon = _shown != long.MinValue && _time.GetElapsedTime(_shown) < LeastInterval;
            if (isSoon && view.Fraction < 1) return;
            _shown = _time.GetTimestamp();
            _output.Update(view);
        }
    }
}
