using System.CommandLine;
using WideNet.Cli.Running;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Figures;
using WideNet.Report;
using WideNet.Results;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce run</c>: executes notebooks and writes figures, tables, claims and a page that shows them.</summary>
internal static class RunVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Argument<string[]> ids = new("ids")
        {
            Description = "Numbers or names of notebooks, or all (the default); or external, the comparison with accuracies that others published.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> parameters = RunOptions.Parameters();
        Option<string?> output = Options.Out("Where executed notebooks, figures and tables go; artifacts/run unless given.");
        Option<bool> json = Options.Json();
        Option<bool> cached = new("--cached") { Description = "Draw the results kept in data/results where a notebook can, instead of computing them." };
        Option<bool> gallery = new("--gallery") { Description = "Replace the figures that README.md shows, data/results/gallery, by those of this run." };
        Option<string?> checkpoint = new("--checkpoint")
        {
            Description = "With external: keeps finished parts here; artifacts/sweeps/external-PRESET unless given, and nothing with the preset quick.",
            HelpName = "DIR",
        };
        Option<bool> resume = new("--resume") { Description = "With external: go on where an earlier run ended." };
        Option<int?> threads = Options.Whole("--threads", "With external: threads used at most; the result does not depend on it.");
        var options = new RunOptions();
        var command = new Command(
            "run", "Executes the notebooks: regenerates every figure and prints the claims.")
        {
            ids, parameters, output, cached, gallery, checkpoint, resume, threads, json,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            Repository repository = Repository.Find();
            if (parse.GetValue(ids) is [ExternalRun.Id])
            {
                options.RequireNoEngine(parse, $"'run {ExternalRun.Id}' trains no network");
                var external = new ExternalRun(
                    session, repository, options.Request(parse, EngineChoice.BuiltIn, RunOptions.Split(parse.GetRequiredValue(parameters))))
                {
                    Output = parse.GetValue(output) is { } named ? Path.GetFullPath(named) : repository.RunFolder,
                    Cached = parse.GetValue(cached),
                    Checkpoint = parse.GetValue(checkpoint),
                    Resume = parse.GetValue(resume),
                    Threads = parse.GetValue(threads),
                };
                return external.Execute(parse.GetValue(json));
            }

            RequireNotebooks(parse, ids, checkpoint, resume, threads);
            IReadOnlyList<NotebookEntry> notebooks = NotebookCatalog.Open(repository.Root).Select(parse.GetValue(ids) ?? []);
            if (parse.GetValue(cached) && parse.GetValue(ids) is null or [] or ["all"])
                notebooks = Kept(session, repository, notebooks, options.Settings(parse)["preset"]);
            IReadOnlyDictionary<string, string> overrides = RunOptions.Split(parse.GetRequiredValue(parameters));
            IReadOnlyDictionary<string, string> settings = parse.GetValue(cached)
                ? options.Settings(parse).Append(new("results", "cached")).ToDictionary()
                : options.Settings(parse);
            if (!notebooks.Any(notebook => notebook.Declares("engine"))) options.RequireNoEngine(parse, "the chosen notebooks train no network on an engine");
            else if (!parse.GetValue(cached)) _ = options.Engine(session, parse);
            if (overrides.TryGetValue("figure", out string? figure)) _ = FigureView.Open(figure);
            var executor = new NotebookExecutor(session, parse.GetValue(output) is { } folder ? Path.GetFullPath(folder) : repository.RunFolder)
            {
                Common = settings.Append(new("results", "compute")).DistinctBy(entry => entry.Key).ToDictionary(), // whatever the stored parameters say
                Parameters = overrides,
            };
            int exit = Execute(
                session, repository, executor, notebooks,
                settings.Concat(overrides).Where(entry => entry.Value.Length > 0).DistinctBy(entry => entry.Key).ToDictionary(), parse.GetValue(json));
            if (parse.GetValue(gallery) && exit == ExitCode.Success)
                StoredGallery.Update(repository.GalleryFolder, executor.OutputFolder, [.. notebooks.Select(notebook => notebook.Name)]);
            return exit;
        });
        return command;
    }

    /// <summary>Of all notebooks those that can be drawn: without a cache of their own, or with results of the preset in data/results; the others are
    /// named.</summary>
    internal static IReadOnlyList<NotebookEntry> Kept(Session session, Repository repository, IReadOnlyList<NotebookEntry> notebooks, string preset)
    {
        string kept = Path.GetDirectoryName(repository.ClaimsFile)!;
        NotebookEntry[] without =
            [.. notebooks.Where(notebook => notebook.Declares("results") && !File.Exists(Path.Combine(kept, notebook.Name, $"{preset}.json")))];
        if (without.Length > 0)
            session.Error.WriteLine($"reproduce: no {preset} results are kept of {string.Join(", ", without.Select(notebook => notebook.Name))}; left out.");
        return [.. notebooks.Except(without)];
    }

    private static void RequireNotebooks(ParseResult parse, Argument<string[]> ids, params IEnumerable<Option> others)
    {
        if (parse.GetValue(ids)!.Contains(ExternalRun.Id)) throw new ArgumentException(
            $"'{ExternalRun.Id}' is no notebook and runs alone; name the notebooks in a run of their own.");
        if (others.FirstOrDefault(option => parse.GetResult(option) is { Implicit: false }) is { } option)
            throw new ArgumentException($"{option.Name} is for 'run {ExternalRun.Id}'; leave it out.");
    }

    private static int Execute(
        Session session, Repository repository, NotebookExecutor executor, IReadOnlyList<NotebookEntry> notebooks, IReadOnlyDictionary<string, string> settings,
        bool json)
    {
        IReadOnlyList<NotebookOutcome> outcomes = executor.Run(notebooks);
        ClaimTable claims = ClaimTable.Join(outcomes.Select(outcome => outcome.Claims));
        string manifest = RunManifest.Create(settings, outcomes, repository, executor.OutputFolder);
        AtomicFile.WriteText(Path.Combine(executor.OutputFolder, "claims.json"), claims.ToJson());
        AtomicFile.WriteText(Path.Combine(executor.OutputFolder, RunManifest.FileName), manifest);
        AtomicFile.WriteText(Path.Combine(executor.OutputFolder, "index.html"), HtmlReport.SinglePage(repository.Run(executor.OutputFolder)));
        if (json)
        {
            session.Output.Write(manifest);
        }
        else
        {
            Print(session, executor.OutputFolder, outcomes, claims);
        }

        foreach (NotebookOutcome outcome in outcomes.Where(outcome => outcome.Error is not null && !outcome.NeedsTorchSharp))
        {
            session.Error.WriteLine($"reproduce: {outcome.Name}: {Failure.OneLine(outcome.Error!)}");
        }

        return outcomes.Max(outcome => outcome.ExitCode);
    }

    private static void Print(Session session, string folder, IReadOnlyList<NotebookOutcome> outcomes, ClaimTable claims)
    {
        foreach (NotebookOutcome outcome in outcomes)
        {
            string state = outcome.NeedsTorchSharp ? ", needs TorchSharp" : outcome.Error is null ? "" : ", stopped by an error";
            session.Output.WriteLine(
                Invariant($"{outcome.Name}: {outcome.Elapsed.TotalSeconds:0.0} s, {outcome.Figures.Count} figures, {outcome.Tables.Count} tables, ")
                    + Invariant($"{outcome.Claims.Claims.Count} claims{state}"));
        }

        session.Output.WriteLine();
        session.Output.WriteLine(claims.ToString());
        session.Output.WriteLine();
        session.Output.WriteLine($"Figures, tables and executed notebooks: {Path.Combine(folder, "index.html")}");
    }
}
