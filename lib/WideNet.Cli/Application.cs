using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using WideNet.Cli.Verbs;
using WideNet.Notebooks;

namespace WideNet.Cli;

/// <summary>The <c>reproduce</c> command: verbs, help, and one place that turns errors into one line and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives diagnostics.</param>
    /// <param name="isTerminal">Whether a person watches: progress is shown then.</param>
    /// <param name="processes">What executes notebooks; null for processes that a verb starts and ends.</param>
    /// <param name="cancellation">Ends the verb with <see cref="ExitCode.Interrupted"/>.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(
        IReadOnlyList<string> args,
        TextWriter output,
        TextWriter error,
        bool isTerminal = false,
        NotebookProcesses? processes = null,
        CancellationToken cancellation = default)
    {
        var session = new Session(output, error, isTerminal, cancellation) { Processes = processes };
        try
        {
            Command root = CreateRoot(session);
            ParseResult parse = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            bool asksForHelp = parse.Action is HelpAction;
            if (!asksForHelp && UsageError(root, parse) is { } usageError)
            {
                error.WriteLine($"reproduce: {usageError}");
                return ExitCode.BadInput;
            }

            return parse.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (Failure.Describe(exception) is { } failure)
        {
            error.WriteLine($"reproduce: {failure.Line}");
            return failure.ExitCode;
        }
    }

    private static Command CreateRoot(Session session)
    {
        var root = new Command(
            "reproduce", "Reproduces 'Disentangling Trainability and Generalization in Deep Neural Networks' (Xiao, Pennington, Schoenholz, ICML 2020).")
        {
            RunVerb.Create(session),
            ListVerb.Create(session),
            VerifyVerb.Create(session),
            SweepVerb.Create(session),
            MergeVerb.Create(session),
            NotebookVerb.Create(session),
            KernelVerb.Create(session),
            SpectrumVerb.Create(session),
            PredictVerb.Create(session),
            RegressVerb.Create(session),
            MeanFieldVerb.Create(session),
            DataVerb.Create(session),
            TrainVerb.Create(session),
            BenchVerb.Create(session),
            ReportVerb.Create(session),
        };
        root.Options.Add(new HelpOption());
        root.Options.Add(new VersionOption { Action = new VersionAction(session) });
        return root;
    }

    private static string? UsageError(Command root, ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        if (command.Subcommands.Count > 0 && command.Action is null && parse.Action is not VersionAction)
        {
            string path = Path(parse.CommandResult);
            string verbs = string.Join(", ", command.Subcommands.Select(verb => verb.Name).Order(StringComparer.Ordinal));
            return parse.UnmatchedTokens.Count > 0
                ? $"'{parse.UnmatchedTokens[0]}' is not a verb of '{path}'; the verbs are {verbs}."
                : $"'{path}' needs a verb: {verbs}. See {path} --help.";
        }

        if (parse.UnmatchedTokens.Count > 0)
        {
            return $"'{parse.UnmatchedTokens[0]}' is not understood by '{Path(parse.CommandResult)}'; see {Path(parse.CommandResult)} --help.";
        }

        if (parse.Errors.Count > 0) return Failure.OneLine(parse.Errors[0].Message);

        // A script's unset variable: to pass it over would write elsewhere than was meant. An empty --case has a message of its own.
        OptionResult? empty = parse.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(
            option => option.Tokens.Any(token => token.Value.Length == 0) && option.Option.Name != "--case");
        return empty is null ? null : $"{empty.Option.Name} is empty; give it a value, or leave it out.";

        string Path(CommandResult result) => result.Command == root ? root.Name : $"{Path((CommandResult)result.Parent!)} {result.Command.Name}";
    }
}
