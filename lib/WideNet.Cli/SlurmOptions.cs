using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using WideNet.Cli.Running;
using WideNet.Kernels;

namespace WideNet.Cli;

/// <summary>The options of verbs that hand their shards to Slurm.</summary>
internal sealed class SlurmOptions
{
    private const int DefaultTasks = 16;
    private readonly Option<bool> _slurm = new("--slurm")
    {
        Description = "Submit the shards as an array of Slurm jobs over a folder that all nodes see, and a job behind them that puts them together.",
    };

    private readonly Option<int?> _tasks = Options.Whole("--tasks", $"With --slurm, tasks of the array, a shard each; {DefaultTasks} unless given.");
    private readonly Option<string?> _partition = Word("--partition", "With --slurm, the partition.", "NAME");
    private readonly Option<string?> _time = Word("--time", "With --slurm, the time limit of a job, as sbatch takes it.", "TIME");
    private readonly Option<string?> _memory = Word("--memory", "With --slurm, the memory of a job, as sbatch takes it.", "SIZE");
    private readonly Option<int?> _processors = Options.Whole("--cpus", "With --slurm, the processors of a task.");
    private readonly Option<int?> _gpus = Options.Whole("--gpus", "With --slurm, the GPUs of a task.");
    private readonly Option<int?> _limit = Options.Whole("--array-limit", "With --slurm, most tasks at once.");
    private readonly Option<bool> _dryRun;

    /// <summary>Options of a verb.</summary>
    /// <param name="dryRun">The verb's own <c>--dry-run</c>, or null to have one that prints the scripts.</param>
    public SlurmOptions(Option<bool>? dryRun = null) =>
        _dryRun = dryRun ?? new("--dry-run") { Description = "With --slurm, print the scripts and submit nothing." };

    /// <summary>All options, in the order of the help text.</summary>
    public IReadOnlyList<Option> All => [_slurm, _tasks, _partition, _time, _memory, _processors, _gpus, _limit, _dryRun];

    /// <summary>Whether the shards go to Slurm.</summary>
    /// <exception cref="ArgumentException">An option stands without <c>--slurm</c>.</exception>
    public bool AreAsked(ParseResult parse, params Option[] alone)
    {
        if (parse.GetValue(_slurm)) return true;
        return All.Except(alone).FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } stray
            ? throw new ArgumentException($"{stray.Name} is for --slurm; add that, or leave it out.")
            : false;
    }

    /// <summary>Number of tasks.</summary>
    public int Tasks(ParseResult parse, int most) => parse.GetValue(_tasks) is not int given ? Math.Min(DefaultTasks, most) : given <= most
        ? given
        : throw new ArgumentException(Invariant($"--tasks is {given}, but there are only {most} parts to share; take at most as many tasks."));

    /// <summary>Refuses a job that needs more than <c>--memory</c>; without it the partition decides, whatever this machine has.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="budget">What the job takes.</param>
    /// <param name="job">What messages call it.</param>
    /// <exception cref="ArgumentException">It needs more.</exception>
    public void RequireMemory(ParseResult parse, KernelBudget budget, string job)
    {
        if (parse.GetValue(_memory) is { } given && Bytes(given) is { } bytes && budget.TotalBytes > bytes)
        {
            throw new ArgumentException(
                $"--memory is {given}, but {job} needs {KernelBudget.Size(budget.TotalBytes)} of memory; give it more, or ask for fewer images or depths.");
        }
    }

    /// <summary>The bytes of a size as sbatch takes it: a whole number of MiB, or of the unit K, M, G or T behind it.</summary>
    /// <returns>Null for 0, which is all the memory of a node, and for what is left to sbatch to refuse.</returns>
    internal static double? Bytes(string size)
    {
        int power = size.Length == 0 ? 0 : "KMGT".IndexOf(char.ToUpperInvariant(size[^1]), StringComparison.Ordinal) + 1;
        string digits = power > 0 ? size[..^1] : size;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number * Math.Pow(1024, power > 0 ? power : 2)
            : null;
    }

    /// <summary>Submits an array, or prints its scripts.</summary>
    /// <param name="session">What it may talk to.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="array">The work; its requests are those of the options.</param>
    /// <param name="prepare">Checks and prepares the folder, before anything is submitted.</param>
    public int Submit(Session session, ParseResult parse, SlurmArray array, Action prepare)
    {
        array = array with
        {
            Requests =
                [.. Request("partition", parse.GetValue(_partition)), .. Request("time", parse.GetValue(_time)), .. Request("mem", parse.GetValue(_memory))],
            TaskRequests = [.. Request("cpus-per-task", parse.GetValue(_processors)), .. Request("gpus", parse.GetValue(_gpus))],
            Limit = parse.GetValue(_limit),
        };
        if (parse.GetValue(_dryRun))
        {
            session.Output.Write($"{array.ArrayScript()}\n{array.MergeScript()}");
            return ExitCode.Success;
        }

        prepare();
        session.Output.WriteLine(array.Submit());
        return ExitCode.Success;
    }

    /// <summary>The options that a task gets as they were given.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="except">Options that the array itself gives or has no use for.</param>
    public IEnumerable<string> Given(ParseResult parse, params Option[] except) =>
        from result in parse.CommandResult.Children.OfType<OptionResult>()
        where !result.Implicit && !All.Contains(result.Option) && !except.Contains(result.Option)
        from word in result.Tokens.Count == 0
            ? (string[])[result.Option.Name]
            : [.. result.Tokens.SelectMany(token => (string[])[result.Option.Name, token.Value])]
        select word;

    private static IEnumerable<string> Request<T>(string name, T? value) => value is null ? [] : [Invariant($"{name}={value}")];

    private static Option<string?> Word(string name, string description, string helpName)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { Length: > 0 } text }, ..]
                && !text.All(c => char.IsAsciiLetterOrDigit(c) || "-_.,:".Contains(c, StringComparison.Ordinal)))
            {
                result.AddError($"{name} is '{text}'; it must be one word of letters, digits and -_.,: as sbatch takes it.");
            }
        });
        return option;
    }
}
