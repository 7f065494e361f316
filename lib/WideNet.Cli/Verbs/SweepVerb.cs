using System.CommandLine;
using WideNet.Cli.Running;
using WideNet.Engines;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce sweep</c>: computes the grid of a figure cell by cell, so that it may be killed and resumed, or split into shards.</summary>
internal static class SweepVerb
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(30);

    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Argument<string> figure = new("figure") { Description = $"One of {string.Join(", ", SweepCatalog.AllNames)}; the number of a notebook will do." };
        Option<string?> shard = new("--shard") { Description = "Compute every n-th cell only: part i of n.", HelpName = "i/n" };
        Option<bool> resume = new("--resume") { Description = "Go on where an earlier run in the folder ended." };
        Option<string?> output = Options.Out("Keeps a file for each finished cell; artifacts/sweeps/FIGURE-PRESET unless given.");
        Option<int?> threads = Options.Whole("--threads", "Threads used at most; the result does not depend on it.");
        Option<string[]> parameters = RunOptions.Parameters();
        var options = new RunOptions();
        var command = new Command(
            "sweep", "Computes the grid of a figure, restartable cell by cell; 'reproduce merge' puts the cells together.")
        {
            figure, shard, resume, output, threads, parameters,
        };
        options.AddTo(command);
        var slurm = new SlurmOptions();
        foreach (Option option in slurm.All) command.Options.Add(option);
        command.Subcommands.Add(SweepStatusVerb.Create(session));
        command.SetAction(parse =>
        {
            IReadOnlyDictionary<string, string> overrides = RunOptions.Split(parse.GetRequiredValue(parameters));
            SweepShard part = parse.GetValue(shard) is { } text ? SweepShard.Parse(text) : SweepShard.All;
            SlurmArray Jobs(string name, string folder, int most, IReadOnlyList<string> merge) => parse.GetValue(shard) is not null
                ? throw new ArgumentException("--slurm makes the shards itself; leave --shard out, and say how many with --tasks.")
                : new()
                {
                    Name = $"reproduce-{name}",
                    Folder = folder,
                    Tasks = slurm.Tasks(parse, most),
                    Requests = [],
                    TaskRequests = [],
                    Task = Task(name, folder),
                    Merge = merge,
                };
            IReadOnlyList<string> Task(string name, string folder) =>
                ["sweep", name, .. slurm.Given(parse, shard, resume, output, threads), "--out", folder, "--resume"];

            if (AccuracySweeps.Find(parse.GetRequiredValue(figure)) is { } grid)
            {
                options.RequireNoEngine(parse, $"the grid {grid} trains no network");
                SweepRequest kernels = options.Request(parse, EngineChoice.BuiltIn, overrides);
                string columns = parse.GetValue(output) is { } wanted ? Path.GetFullPath(wanted) : Repository.Find().SweepFolder(grid, kernels.Preset);
                var columnwise = new ColumnSweep(session, AccuracySweeps.Define(grid, kernels), columns, parse.GetValue(resume));
                return slurm.AreAsked(parse) // the job behind the array finds every column there, and says so
                    ? slurm.Submit(session, parse, Jobs(grid, columns, columnwise.Count, Task(grid, columns)), columnwise.RequireFresh)
                    : columnwise.Run(part, parse.GetValue(threads));
            }

            string name = SweepCatalog.Find(parse.GetRequiredValue(figure));
            SweepDefinition definition = SweepCatalog.Define(name, options.Request(parse, options.Engine(session, parse), overrides));
            string folder = parse.GetValue(output) is { } given ? Path.GetFullPath(given) : Repository.Find().SweepFolder(name, definition.Preset);
            if (slurm.AreAsked(parse))
            {
                SlurmArray array = Jobs(name, folder, definition.Cells().Count, ["merge", name, folder, "--out", Path.Combine(folder, $"{name}.csv")]);
                return slurm.Submit(session, parse, array, () => SweepRunner.Prepare(definition, folder, parse.GetValue(resume)));
            }

            var sweep = new SweepOptions
            {
                Folder = folder,
                Resume = parse.GetValue(resume),
                Shard = part,
                Threads = parse.GetValue(threads),
            };
            ResultTable table = session.WithProgress(name, bar => SweepRunner.Run(definition, sweep, new Listener(session, bar), session.Cancellation));
            session.Output.WriteLine(Invariant($"{name}: {table.Count} of {definition.Cells().Count} cells are in {folder}"));
            return ExitCode.Success;
        });
        return command;
    }

    // A person at a terminal sees a bar; a log gets a line now and then. Notices always appear.
    private sealed class Listener(Session session, IProgress<double>? bar) : IProgress<SweepProgress>
    {
        private TimeSpan _said;

        public void Report(SweepProgress value)
        {
            if (value.Notice is { } notice) session.Notice(notice);
            bar?.Report((double)value.Finished / value.Total);
            if (bar is null && value.Remaining is { } remaining && value.Finished < value.Total && value.Elapsed - _said >= LineInterval)
            {
                _said = value.Elapsed;
                session.Error.WriteLine(Invariant($"{value.Finished} of {value.Total} cells, about {remaining:hh\\:mm\\:ss} left"));
            }
        }
    }
}
