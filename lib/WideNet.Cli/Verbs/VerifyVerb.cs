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
    public static Command Create(Session session)
    {
        Argument<string[]> ids = new("ids")
        {
            Description = "Numbers or names of notebooks, or all (the default); the others' claims stay as recorded.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> update = new("--update") { Description = "Record the new claims in data/results and in the table of README.md." };
        Option<bool> cached = new("--cached") { Description = "Judge the results kept in data/results where a notebook can, instead of computing them." };
        var options = new RunOptions();
        var command = new Command("verify", "Recomputes all claims; fails when a verdict differs from the recorded one.") { ids, update, cached };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            bool isCached = parse.GetValue(cached);
            IReadOnlyDictionary<string, string> settings = options.Settings(parse);
            if (parse.GetValue(update) && !(settings["dataset"] == "cifar10" && settings["preset"] == (isCached ? "standard" : "quick")))
            {
                throw new ArgumentException(
                    "--update records the claims of the quick preset, or those of --preset standard --cached, on cifar10; "
                        + "name one of these, or leave out --update.");
            }

            Repository repository = Repository.Find();
            string record = repository.ClaimsFileOf(settings["preset"]);
            if (!parse.GetValue(update) && !File.Exists(record))
                throw new ArgumentException(
                    $"There are no recorded claims in data/results/{Path.GetFileName(record)} to compare with; "
                        + "--update records those of the quick preset, or of --preset standard --cached.");
            if (!isCached) _ = options.Engine(session, parse);
            IReadOnlyList<NotebookEntry> notebooks = NotebookCatalog.Open(repository.Root).Select(parse.GetValue(ids) ?? []);
            if (isCached && parse.GetValue(ids) is null or [] or ["all"]) notebooks = RunVerb.Kept(session, repository, notebooks, settings["preset"]);
            settings = settings.Append(new("results", isCached ? "cached" : "compute")).ToDictionary();
            return Execute(session, repository, notebooks, settings, parse.GetValue(update));
        });
        return command;
    }

    private static int Execute(
        Session session, Repository repository, IReadOnlyList<NotebookEntry> notebooks, IReadOnlyDictionary<string, string> settings, bool update)
    {
        string record = repository.ClaimsFileOf(settings["preset"]);
        var executor = new NotebookExecutor(session, repository.VerifyFolder) { Common = settings };
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
        ClaimTable claims = File.Exists(record) ? Renew(ClaimTable.Load(record), measured, run) : measured;
        if (update)
        {
            RequireReasons(claims);
            claims.Save(record);
            string name = Path.GetFileNameWithoutExtension(record);
            AtomicFile.WriteText(Path.ChangeExtension(record, ".md"), $"# Claims, {settings["preset"]} preset\n\n{ClaimSummary.ToPage(claims).Trim()}\n");
            UpdateReadMe(repository.ReadMe, ClaimTable.Load(repository.ClaimsFileOf("standard")), ClaimTable.Load(repository.ClaimsFile));
            session.Output.WriteLine($"Recorded in data/results ({name}.json and {name}.md) and README.md.");
            return ExitCode.Success;
        }

        IReadOnlyList<string> differences = Differences(ClaimTable.Load(record), claims);
        foreach (string difference in differences)
        {
            session.Error.WriteLine($"reproduce: {difference}");
        }

        session.Output.WriteLine(
            differences.Count == 0 ? "Every verdict is the recorded one." : $"{differences.Count} verdicts differ from the recorded ones.");
        return differences.Count == 0 ? ExitCode.Success : ExitCode.CheckFailed;
    }

    /// <summary>Recorded claims with those of the notebooks that ran in place of their old ones, in the order of the notebooks.</summary>
    internal static ClaimTable Renew(ClaimTable recorded, ClaimTable measured, IReadOnlyList<string> notebooks) =>
        new(
            recorded.Claims.Where(claim => claim.Run is not { } run || !notebooks.Contains(run.Notebook)).Concat(measured.Claims).OrderBy(claim =>
                claim.Run?.Notebook, StringComparer.Ordinal));

    /// <summary>One line for every claim whose verdict differs, that is new, or that is gone.</summary>
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

    /// <summary>Refuses claims that are not reproduced and do not say why.</summary>
    /// <exception cref="ArgumentException">A reason is missing.</exception>
    internal static void RequireReasons(ClaimTable claims)
    {
        string[] without = [.. claims.Claims.Where(claim => claim.Verdict != Verdict.Reproduced && claim.Note.Length == 0).Select(claim => claim.Id)];
        if (without.Length > 0)
            throw new ArgumentException($"Not reproduced and without a reason: {string.Join(", ", without)}; say in its notebook why (Note).");
    }

    /// <summary>Replaces the table between the two markers.</summary>
    /// <param name="path">The page.</param>
    /// <param name="standard">The claims of the standard preset that it is to show.</param>
    /// <param name="quick">Those of the quick preset.</param>
    /// <exception cref="ArgumentException">A marker is missing.</exception>
    internal static void UpdateReadMe(string path, ClaimTable standard, ClaimTable quick)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new ArgumentException($"{Path.GetFileName(path)} has no table between '{Begin}' and '{End}'; put these two lines where it is to stand.");
        }

        AtomicFile.WriteText(path, $"{text[..(begin + Begin.Length)]}\n\n{ClaimSummary.ToMarkdown(standard, quick).Trim()}\n\n{text[end..]}");
    }
}
