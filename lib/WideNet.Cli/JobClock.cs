using System.Diagnostics;
using System.Globalization;
using WideNet.Data;

namespace WideNet.Cli;

/// <summary>Processor time spent on a job over all its runs: what earlier ones noted in its folder, and this one's. Unlike time on the wall it does not count
/// what other programs took.</summary>
/// <param name="folder">The job's folder, or null: then only this run counts.</param>
internal sealed class JobClock(JobFolder? folder)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan _before = Read(folder);
    private readonly Lock _gate = new();
    private long _saved = Stopwatch.GetTimestamp();

    /// <summary>Processor time in all, of all threads.</summary>
    public TimeSpan ProcessorTime => _before + (Environment.CpuUsage.TotalTime - _start);

    /// <summary>Notes the time in the folder, if there is one.</summary>
    public void Save()
    {
        if (folder is not null) AtomicFile.WriteText(FileOf(folder), Invariant($"{ProcessorTime.TotalSeconds:F3}\n"));
    }

    /// <summary>Notes the time if it was not noted for ten seconds, so that a killed run loses no more.</summary>
    public void SaveNowAndThen()
    {
        lock (_gate)
        {
            if (Stopwatch.GetElapsedTime(_saved) < Interval) return;
            _saved = Stopwatch.GetTimestamp();
            Save();
        }
    }

    private static string FileOf(JobFolder folder) => folder.Part("processor-seconds.txt");

    private static TimeSpan Read(JobFolder? folder)
    {
        if (folder is null || !File.Exists(FileOf(folder))) return TimeSpan.Zero;
        string text = File.ReadAllText(FileOf(folder));
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && double.IsFinite(seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : throw new DataFormatException($"{FileOf(folder)} is '{text.Trim()}'; it must be the seconds spent on the job; delete it to count from now.");
    }
}
