using System.CommandLine;
using System.Diagnostics;
using WideNet.Data;
using WideNet.Kernels;

namespace WideNet.Cli;

/// <summary>A kernel job that may take minutes to hours: its budget first, a checkpoint on request, a way on after Ctrl-C.</summary>
/// <param name="session">What it may talk to.</param>
/// <param name="checkpoint">Folder of <c>--checkpoint</c>, or null.</param>
/// <param name="resume">Whether <c>--resume</c> was given.</param>
internal sealed class LongJob(Session session, string? checkpoint, bool resume)
{
    private JobClock _clock = new(null);
    private bool _isLong;

    /// <summary>Processor time spent on the job, with that of the runs it goes on from.</summary>
    public TimeSpan ProcessorTime => _clock.ProcessorTime;

    /// <summary>The folder for finished parts, open after <see cref="Begin"/>; null without <c>--checkpoint</c>.</summary>
    public JobFolder? Folder { get; private set; }

    /// <summary><c>--checkpoint DIR</c>.</summary>
    public static Option<string?> CheckpointOption() =>
        new("--checkpoint") { Description = "Keep finished parts of a convolutional kernel in this folder, so that a job that was stopped or killed can go on.", HelpName = "DIR" };

    /// <summary><c>--resume</c>.</summary>
    public static Option<bool> ResumeOption() => new("--resume") { Description = "Go on with the job in the --checkpoint folder; the results have the bits of an uninterrupted run." };

    /// <summary>Checks the options, before any work.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="ArgumentException">They do not go together.</exception>
    public void CheckOptions(NetworkDescription network)
    {
        if (resume && checkpoint is null) throw new ArgumentException("--resume goes on with the job of a checkpoint; name its folder with --checkpoint.");
        if (checkpoint is not null && network.Architecture == Architecture.FullyConnected)
        {
            throw new ArgumentException(
                "--checkpoint is for convolutional networks; a fully-connected kernel takes seconds and keeps no parts, so leave it out.");
        }
    }

    /// <summary>Refuses a job without room, opens the checkpoint and prints the budget of a long job.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="settings">What decides the results; asked for only with a checkpoint.</param>
    /// <param name="checkpointBytes">Bytes of a whole checkpoint.</param>
    /// <param name="output">Folder of <c>--out</c>, or null.</param>
    /// <param name="outputBytes">Bytes of its files.</param>
    /// <param name="name">Name of the job where there are several, or null.</param>
    public void Begin(KernelBudget budget, Func<IReadOnlyList<KeyValuePair<string, string>>> settings, long checkpointBytes, string? output, long outputBytes, string? name = null)
    {
        budget.RequireMemory();
        if (output is not null) KernelBudget.RequireDisk(output, outputBytes, "--out");
        if (checkpoint is not null)
        {
            KernelBudget.RequireDisk(checkpoint, checkpointBytes, "--checkpoint");
            Folder = JobFolder.Open(checkpoint, settings(), resume);
        }

        _isLong = budget.IsLong || checkpoint is not null;
        if (!_isLong) return;
        session.Error.WriteLine($"{(name is null ? "" : $"{name}: ")}{budget}{(checkpoint is null ? "" : $"; finished parts are kept in {checkpoint}")}");
    }

    /// <summary>Runs the job and, if it is long, says how long it took; when it is interrupted, how to go on.</summary>
    /// <param name="description">What is being done, in a few words.</param>
    /// <param name="work">Receives where to report the finished fraction, or null.</param>
    /// <returns>What the work gives.</returns>
    public T Run<T>(string description, Func<IProgress<double>?, T> work)
    {
        long start = Stopwatch.GetTimestamp();
        _clock = new JobClock(Folder);
        try
        {
            T result = session.WithProgress(description, progress => work(progress is null ? null : new Watch(progress, _clock)), _isLong);
            _clock.Save();
            if (_isLong)
            {
                using var process = Process.GetCurrentProcess();
                session.Error.WriteLine(FormattableString.Invariant(
                    $"{description}: done in {KernelBudget.Duration(Stopwatch.GetElapsedTime(start))}, at most {process.PeakWorkingSet64 * 1e-6:F0} MB of memory in use"));
            }

            return result;
        }
        catch (OperationCanceledException) when (checkpoint is not null)
        {
            _clock.Save();
            session.Error.WriteLine($"{description}: finished parts lie in {checkpoint}; the same command with --resume goes on from there.");
            throw;
        }
    }

    // Passes reports on and keeps the clock's time.
    private sealed class Watch(IProgress<double> progress, JobClock clock) : IProgress<double>
    {
        public void Report(double value)
        {
            clock.SaveNowAndThen();
            progress.Report(value);
        }
    }
}
