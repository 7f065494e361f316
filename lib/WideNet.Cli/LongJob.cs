using System.CommandLine;
using System.Diagnostics;
using WideNet.Cli.Running;
using WideNet.Data;
using WideNet.Kernels;
using WideNet.Sweeps;

namespace WideNet.Cli;

/// <summary>A kernel job that may take minutes to hours: its budget first, a checkpoint on request, a way on after Ctrl-C.</summary>
/// <param name="session">What it may talk to.</param>
/// <param name="checkpoint">Folder of <c>--checkpoint</c>, or null.</param>
/// <param name="resume">Whether <c>--resume</c> was given.</param>
/// <param name="shard">The shard of <c>--shard</c>, or null for the whole job.</param>
internal sealed class LongJob(Session session, string? checkpoint, bool resume, SweepShard? shard = null)
{
    private JobClock _clock = new(null);
    private bool _isLong;

    /// <summary>Processor time spent on the job, where <see cref="KeepsTime"/> with that of the runs it goes on from.</summary>
    public TimeSpan ProcessorTime => _clock.ProcessorTime;

    /// <summary>Whether <see cref="ProcessorTime"/> is wanted, and so noted in the folder for runs that go on from this one; not for shards, which share
    /// the folder.</summary>
    public bool KeepsTime { get; init; }

    /// <summary>The folder for finished parts, open after <see cref="Begin"/>; null without <c>--checkpoint</c>.</summary>
    public JobFolder? Folder { get; private set; }

    /// <summary><c>--checkpoint DIR</c>.</summary>
    public static Option<string?> CheckpointOption() =>
        new("--checkpoint")
        {
            Description = "Keep finished parts of a convolutional kernel in this folder, so that a job that was stopped or killed can go on.",
            HelpName = "DIR",
        };

    /// <summary><c>--shard i/n</c>.</summary>
    public static Option<string?> ShardOption() =>
        new("--shard")
        {
            Description =
                "Compute every n-th part of the kernel into the --checkpoint folder and stop; the same command with --resume puts the parts together.",
            HelpName = "i/n",
        };

    /// <summary>The shard that is computed, or null for the whole job.</summary>
    public SweepShard? Shard => shard;

    /// <summary>Which stripes of a kernel are computed: those of the shard, or null for all and the kernel.</summary>
    public Predicate<int>? Stripes => shard is null ? null : stripe => stripe % shard.Count == shard.Number - 1;

    /// <summary><c>--resume</c>.</summary>
    public static Option<bool> ResumeOption() =>
        new("--resume") { Description = "Go on with the job in the --checkpoint folder; the results have the bits of an uninterrupted run." };

    /// <summary><c>--dry-run</c>.</summary>
    public static Option<bool> DryRunOption() =>
        new("--dry-run") { Description = "Print what the job, or with --shard a shard, would take and stop; with --slurm, the scripts too." };

    /// <summary>Checks the options, before any work.</summary>
    /// <exception cref="ArgumentException">They do not go together.</exception>
    public void CheckOptions(NetworkDescription network)
    {
        if (shard is not null && checkpoint is null)
        {
            throw new ArgumentException("--shard computes parts of a checkpoint; name a folder that all shards share with --checkpoint.");
        }

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
    public void Begin(
        KernelBudget budget, Func<IReadOnlyList<KeyValuePair<string, string>>> settings, long checkpointBytes, string? output, long outputBytes,
        string? name = null)
    {
        budget.RequireMemory();
        if (output is not null) KernelRoom.RequireDisk(output, outputBytes, "--out");
        if (checkpoint is not null)
        {
            KernelRoom.RequireDisk(checkpoint, checkpointBytes, "--checkpoint");
            Folder = JobFolder.Open(checkpoint, settings(), shard is null ? resume : null);
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
        _clock = new JobClock(KeepsTime ? Folder : null);
        try
        {
            T result = session.WithProgress(
                description, progress => work(progress is null ? null : new Relay<double>(value => Watch(progress, value))), _isLong);
            _clock.Save();
            if (_isLong)
            {
                using var process = Process.GetCurrentProcess();
                session.Error.WriteLine(
                    Invariant($"{description}: done in {KernelBudget.Duration(Stopwatch.GetElapsedTime(start))}, at most ")
                        + Invariant($"{process.PeakWorkingSet64 * 1e-6:F0} MB of memory in use"));
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

    /// <summary>Computes the shard and says how the parts are put together.</summary>
    /// <param name="description">What is being done, in a few words.</param>
    /// <param name="work">Receives where to report the finished fraction, or null.</param>
    public int RunShard(string description, Action<IProgress<double>?> work)
    {
        Run($"{description}, shard {shard}", progress =>
        {
            work(progress);
            return 0;
        });
        session.Output.WriteLine(
            $"{description}: shard {shard} is done; when all are, the same command with --resume in place of --shard puts the parts in {checkpoint} together");
        return ExitCode.Success;
    }

    /// <summary>Submits the shards of a job as a Slurm array, or prints the scripts, and tells what each of them takes.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="slurm">The options of Slurm.</param>
    /// <param name="parts">Most shards that there can be.</param>
    /// <param name="budget">What one of so many shards takes.</param>
    /// <param name="whole">What the job that puts them together takes.</param>
    /// <param name="own">Options for the job that puts the shards together, and for no shard.</param>
    public int Submit(ParseResult parse, SlurmOptions slurm, int parts, Func<int, KernelBudget> budget, KernelBudget whole, params Option[] own)
    {
        if (checkpoint is null) throw new ArgumentException("--slurm keeps the parts in a checkpoint; name a folder that all nodes see with --checkpoint.");
        if (shard is not null) throw new ArgumentException("--slurm makes the shards itself; leave --shard out, and say how many with --tasks.");
        string verb = parse.CommandResult.Command.Name, folder = Path.GetFullPath(checkpoint);
        Option Named(string name) => parse.CommandResult.Command.Options.First(option => option.Name == name);
        Option[] ofArray = [Named("--checkpoint"), Named("--resume"), Named("--shard")];
        var array = new SlurmArray
        {
            Name = $"reproduce-{verb}",
            Folder = folder,
            Tasks = slurm.Tasks(parse, parts),
            Requests = [],
            TaskRequests = [],
            Task = [verb, .. slurm.Given(parse, [.. ofArray, .. own]), "--checkpoint", folder],
            TakesThreads = parse.CommandResult.Command.Options.Any(option => option.Name == "--threads"),
            Merge = [verb, .. slurm.Given(parse, ofArray), "--checkpoint", folder, "--resume"],
        };
        KernelBudget each = budget(array.Tasks);
        session.Error.WriteLine(Invariant($"each of {array.Tasks} tasks: {each}"));
        slurm.RequireMemory(parse, each, "a task");
        slurm.RequireMemory(parse, whole, "the job that puts the parts together");
        return slurm.Submit(session, parse, array, () =>
        {
            if (resume || !File.Exists(Path.Combine(folder, JobFolder.FileName))) return;
            throw new DataFormatException($"{folder} holds a job already; resume it, or give another folder.");
        });
    }

    // Passes reports on and keeps the clock's time.
    private void Watch(IProgress<double> progress, double value)
    {
        _clock.SaveNowAndThen();
        progress.Report(value);
    }
}
