using System.CommandLine;
using WideNet.Cli.Running;
using WideNet.Data;
using WideNet.Results;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce verify</c>: recomputes all claims and holds their verdicts against the recorded ones.</summary>
internal static class VerifyVerb
{
    private const string Begin = "<!-- claims: begin -->", End = "<!-- claims: end -->";

    /// <summary>Creates the command.</summary>
    /// <param name="session">What it may talk to.</param>
    public static Command Create(Session session)
    {
        Argument<string[]> ids = new("ids")
        {
            Description = "Numbers or names of notebooks, or all (the default); the others' claims stay as recorded.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> update = new("--update") { Description = "Record the new claims in data/results and in the table of README.md." };
        var options = new RunOptions();
        var command = new Command("verify", "Recomputes all claims; fails when a verdict differs from the recorded one.") { ids, update };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            _ = options.Engine(session, parse);
            IReadOnlyDictionary<string, string> settings = options.Settings(parse);
            if (parse.GetValue(update) && (settings["preset"], settings["dataset"]) != ("quick", "cifar10"))
            {
                throw new ArgumentException("--update records the claims of the quick preset on cifar10; leave out --preset and --dataset, or --update.");
            }

            Repository repository = Repository.Find();
            IReadOnlyList<NotebookEntry> notebooks = NotebookCatalog.Open(repository.Root).Select(parse.GetValue(ids) ?? []);
            return Execute(session, repository, notebooks, settings, parse.GetValue(update));
        });
        return command;
    }

    private static int Execute(
        Session session, Repository repository, IReadOnlyList<NotebookEntry> notebooks, IReadOnlyDictionary<string, string> settings, bool update)
    {
        if (!update && !File.Exists(repository.ClaimsFile))
        {
            throw new ArgumentException(
                "There are no recorded claims in data/results/claims.json to compare with; record them with reproduce verify --update.");
        }

        var executor = new NotebookExecutor(session, repository.VerifyFolder) { Common = settings.Append(new("results", "compute")).ToDictionary() };
        IReadOnlyList<NotebookOutcome> outcomes = executor.Run(notebooks);
        if (outcomes.FirstOrDefault(outcome => outcome.Error is not null && !outcome.NeedsTorchSharp) is { } failed)
        {
            session.Error.WriteLine($"reproduce: {failed.Name}: {Failure.OneLine(failed.Error!)}");
            return failed.ExitCode;
        }

        foreach (NotebookOutcome outcome in outcomes.Where(outcome => outcome.NeedsTorchSharp))
            session.Output.WriteLine($"{outcome.Name} needs TorchSharp; its claims stay as recorded.");
        ClaimTable measured = ClaimTable.Join(outcomes.Select(outcome => outcome.Claims));
        session.Output.WriteLine(measured.ToString());
        string[] run = [.. outcomes.Where(outcome => !outcome.NeedsTorchSharp).Select(outcome => outcome.Name)];
        ClaimTable claims = File.Exists(repository.ClaimsFile) ? Renew(ClaimTable.Load(repository.ClaimsFile), measured, run) : measured;
        if (update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(repository.ClaimsFile)!);
            claims.Save(repository.ClaimsFile);
            AtomicFile.WriteText(Path.ChangeExtension(repository.ClaimsFile, ".md"), $"# Claims, quick preset\n\n{ClaimSummary.ToPage(claims).Trim()}\n");
            UpdateReadMe(repository.ReadMe, claims);
            session.Output.WriteLine("Recorded in data/results (claims.json and claims.md) and README.md.");
            return ExitCode.Success;
        }

        IReadOnlyList<string> differences = Differences(ClaimTable.Load(repository.ClaimsFile), claims);
        foreach (string difference in differences)
        {
            session.Error.WriteLine($"reproduce: {difference}");
        }

        session.Output.WriteLine(
            differences.Count == 0 ? "Every verdict is the recorded one." : $"{differences.Count} verdicts differ from the recorded ones.");
        return differences.Count == 0 ? ExitCode.Success : ExitCode.CheckFailed;
    }

    /// <summary>Recorded claims with those of the notebooks that ran in place of their old ones, in the order of the notebooks.</summary>
    /// <param name="recorded">The claims on record.</param>
    /// <param name="measured">The claims just computed.</param>
    /// <param name="notebooks">The notebooks that computed them.</param>
    internal static ClaimTable Renew(ClaimTable recorded, ClaimTable measured, IReadOnlyList<string> notebooks) =>
        new(
            recorded.Claims.Where(claim => claim.Run is not { } run || !notebooks.Contains(run.Notebook)).Concat(measured.Claims).OrderBy(claim =>
                claim.Run?.Notebook, StringComparer.Ordinal));

    /// <summary>One line for every claim whose verdict differs, that is new, or that is gone.</summary>
    /// <param name="recorded">The claims on record.</param>
    /// <param name="measured">The claims just computed.</param>
    internal static IReadOnlyList<string> Differences(ClaimTable recorded, ClaimTable measured)
    {
        Dictionary<string, Claim> before = recorded.Claims.ToDictionary(claim => claim.Id);
        Dictionary<string, Claim> now = measured.Claims.ToDictionary(claim => claim.Id);
        return
        [
            .. measured.Claims.Where(claim => before.TryGetValue(claim.Id, out Claim? old) && old.Verdict != claim.Verdict)
                .Select(claim => $"{claim.Id}: recorded as {Claim.VerdictText(before[claim.Id].Verdict)}, now {claim}"),
            .. measured.Claims.Where(claim => !before.ContainsKey(claim.Id)).Select(
                claim => $"{claim.Id}: not on record; record it with reproduce verify --update"),
            .. recorded.Claims.Where(claim => !now.ContainsKey(claim.Id)).Select(claim => $"{claim.Id}: on record, but no notebook makes this claim"),
        ];
    }

    /// <summary>Replaces the table between the two markers.</summary>
    /// <param name="path">The page.</param>
    /// <param name="claims">The claims it is to show.</param>
    /// <exception cref="ArgumentException">A marker is missing.</exception>
    internal static void UpdateReadMe(string path, ClaimTable claims)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new ArgumentException($"{Path.GetFileName(path)} has no table between '{Begin}' and '{End}'; put these two lines where it is to stand.");
        }

        AtomicFile.WriteText(path, $"{text[..(begin + Begin.Length)]}\n\n{ClaimSummary.ToMarkdown(claims).Trim()}\n\n{text[end..]}");
    }
}
