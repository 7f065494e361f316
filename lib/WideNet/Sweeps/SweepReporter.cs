using System.Diagnostics;

namespace WideNet.Sweeps;

/// <summary>Counts finished cells and tells a listener; called from several threads.</summary>
internal sealed class SweepReporter(IProgress<SweepProgress>? progress, int total)
{
    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _before;
    private int _finished;

    /// <summary>Says how many cells earlier runs have finished.</summary>
    public void Begin(int finished)
    {
        _before = _finished = finished;
        Report(null);
    }

    /// <summary>Counts a cell.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _finished++;
            Report(null);
        }
    }

    /// <summary>Passes on what a person should know.</summary>
    public void Notice(string text) => Report(text);

    private void Report(string? notice)
    {
        if (progress is null) return;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        int own = _finished - _before;
        progress.Report(new SweepProgress(_finished, total, elapsed, own == 0 ? null : elapsed * ((total - _finished) / (double)own), notice));
    }
}
