using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using WideNet.Cli.Running;
using WideNet.Results;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce list</c>: the notebooks with the time of the last run here and the recorded verdicts, or the engines with their devices.</summary>
internal static class ListVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Option<bool> json = Options.Json();
        var subject = new Argument<string>("what")
        {
            Description = "notebooks (the default) or engines.",
            DefaultValueFactory = _ => "notebooks",
            HelpName = "notebooks|engines",
        };
        var command = new Command(
            "list", "Lists the notebooks with the time of their last run here and their recorded verdicts, or the engines.") { subject, json };
        command.SetAction(parse =>
        {
            string what = parse.GetValue(subject)!;
            if (what == "engines") return EngineList.Print(session, parse.GetValue(json));
            if (what != "notebooks") throw new ArgumentException($"'{what}' cannot be listed; it must be notebooks or engines.");
            Repository repository = Repository.Find();
            IReadOnlyList<NotebookEntry> notebooks = NotebookCatalog.Open(repository.Root).Entries;
            IReadOnlyDictionary<string, double> times = RunManifest.ReadTimes(repository.RunFolder);
            ClaimTable claims = File.Exists(repository.ClaimsFile) ? ClaimTable.Load(repository.ClaimsFile) : new ClaimTable();
            if (parse.GetValue(json))
            {
                var rows = new JsonArray([.. notebooks.Select(notebook => Row(notebook, times, claims))]);
                session.Output.WriteLine(rows.ToJsonString(Json.Indented));
                return ExitCode.Success;
            }

            int width = notebooks.Max(notebook => notebook.Name.Length);
            foreach (NotebookEntry notebook in notebooks)
            {
                string time = times.TryGetValue(notebook.Name, out double seconds) ? seconds.ToString("0.0 s", CultureInfo.InvariantCulture) : "not run";
                session.Output.WriteLine($"{notebook.Name.PadRight(width)}  {time,8}  {Verdicts(notebook, claims)}");
                session.Output.WriteLine($"{"".PadRight(width)}  {notebook.Title()}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Claim[] Of(NotebookEntry notebook, ClaimTable claims) => [.. claims.Claims.Where(claim => claim.Run?.Notebook == notebook.Name)];

    private static int Count(Claim[] claims, Verdict verdict) => claims.Count(claim => claim.Verdict == verdict);

    private static string Verdicts(NotebookEntry notebook, ClaimTable claims)
    {
        var own = new ClaimTable(Of(notebook, claims));
        return own.Claims.Count == 0
            ? "no claims recorded"
            : string.Join(", ", own.CountedVerdicts.Select(verdict => $"{own.Count(verdict)} {Short(verdict)}"));
    }

    private static string Short(Verdict verdict) => verdict == Verdict.NotTestedAtThisScale ? "not tested" : Claim.VerdictText(verdict);

    private static JsonObject Row(NotebookEntry notebook, IReadOnlyDictionary<string, double> times, ClaimTable claims)
    {
        Claim[] own = Of(notebook, claims);
        return new JsonObject
        {
            ["name"] = notebook.Name,
            ["title"] = notebook.Title(),
            ["seconds"] = times.TryGetValue(notebook.Name, out double seconds) ? seconds : null,
            ["reproduced"] = Count(own, Verdict.Reproduced),
            ["notReproduced"] = Count(own, Verdict.NotReproduced),
            ["reversed"] = Count(own, Verdict.Reversed),
            ["notTested"] = Count(own, Verdict.NotTestedAtThisScale),
        };
    }
}
