using System.CommandLine;
using WideNet.Cli.Running;
using WideNet.Notebooks;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce notebook run|lint</c>: any single notebook, inside the series or not.</summary>
internal static class NotebookVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session) => new("notebook", "Executes or checks single notebooks.") { CreateRun(session), CreateLint(session) };

    private static Command CreateRun(Session session)
    {
        Argument<string> file = new("file") { Description = "The notebook.", HelpName = "FILE" };
        Option<string?> output = new("--out") { Description = "Where the executed copy goes.", HelpName = "FILE" };
        Option<bool> update = new("--update") { Description = "Store the outputs in the notebook itself." };
        Option<string[]> parameters = RunOptions.Parameters();
        Option<double?> timeout = Options.Number("--timeout", "Seconds that one cell may run; 1800 unless given.");
        var command = new Command(
            "run", "Executes a notebook in its folder; the notebook itself stays as it is unless --update is given.")
        {
            file, output, update, parameters, timeout,
        };
        command.SetAction(parse =>
        {
            double seconds = parse.GetValue(timeout) ?? 1800;
            if (!(seconds > 0) || seconds > TimeSpan.FromDays(20).TotalSeconds)
            {
                throw new ArgumentException(Invariant($"--timeout is {seconds}; it must be a positive number of seconds, at most 20 days."));
            }

            var options = new NotebookRunOptions
            {
                NotebookPath = parse.GetRequiredValue(file),
                OutputPath = parse.GetValue(output),
                Update = parse.GetValue(update),
                Parameters = RunOptions.Split(parse.GetRequiredValue(parameters)),
                CellTimeout = TimeSpan.FromSeconds(seconds),
            };
            return Execute(session, options);
        });
        return command;
    }

    private static int Execute(Session session, NotebookRunOptions options)
    {
        NotebookRunResult result = NotebookRunner.RunAsync(options, null, session.Processes, session.Cancellation).GetAwaiter().GetResult();
        foreach (CellOutput output in result.Cells.SelectMany(cell => cell.Outputs))
        {
            session.Output.WriteLine(output.Text.TrimEnd('\n'));
        }

        if (result.Error is null)
        {
            return ExitCode.Success;
        }

        session.Error.WriteLine($"reproduce: {options.NotebookPath}: {Failure.OneLine(result.Error.Message)}");
        return NotebookOutcome.ExitCodeOf(result.Error.Name.Split('.')[^1]);
    }

    private static Command CreateLint(Session session)
    {
        Argument<string[]> files =
            new("files") { Description = "Notebooks; all of the series unless given.", HelpName = "FILE", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("lint", "Checks metadata, ids, the portable subset and stored outputs of notebooks.") { files };
        command.SetAction(parse =>
        {
            string[] paths = parse.GetValue(files) is { Length: > 0 } given
                ? given
                : [.. NotebookCatalog.Open(Repository.Find().Root).Entries.Select(entry => entry.Path)];
            int count = 0;
            foreach (string path in paths)
            {
                foreach (LintFinding finding in NotebookLint.Check(path))
                {
                    session.Output.WriteLine($"{Path.GetFileName(path)}: {finding}");
                    count++;
                }
            }

            session.Output.WriteLine(count == 0 ? $"{paths.Length} notebooks, no findings." : Invariant($"{paths.Length} notebooks, {count} findings."));
            return count == 0 ? ExitCode.Success : ExitCode.CheckFailed;
        });
        return command;
    }
}
