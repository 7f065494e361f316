using System.CommandLine;
using System.Globalization;
using WideNet.Cli.Running;
using WideNet.Experiments;
using WideNet.Experiments.Caching;
using WideNet.Experiments.Sweeps;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce merge</c>: puts the cells of a sweep together into one table, and keeps it for the notebook if asked.</summary>
internal static class MergeVerb
{
    /// <summary>Creates the command.</summary>
    /// <param name="session">What it may talk to.</param>
    public static Command Create(Session session)
    {
        Argument<string> figure = new("figure") { Description = $"One of {string.Join(", ", SweepCatalog.Names)}; its number will do." };
        Argument<string[]> folders = new("folders") { Description = "Folders of all shards, in any order; artifacts/sweeps/FIGURE-PRESET unless given.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> preset = Options.OneOf("--preset", "Which sweep, when no folder is named.", "quick", "standard", "paper");
        Option<string?> output = new("--out") { Description = "Writes the table to this CSV file.", HelpName = "FILE" };
        Option<bool> record = new("--record") { Description = "Keeps the table in data/results, where the notebook draws it with --cached." };
        var command = new Command("merge", "Puts the cells of a sweep's folders together into one table.") { figure, folders, preset, output, record };
        command.SetAction(parse =>
        {
            string name = SweepCatalog.Find(parse.GetRequiredValue(figure));
            string[] named = [.. (parse.GetValue(folders) ?? []).Select(Path.GetFullPath)];
            MergedSweep merged = SweepMerge.Merge(named.Length > 0 ? named : [Repository.Find().SweepFolder(name, Enum.Parse<Preset>(parse.GetRequiredValue(preset), ignoreCase: true))]);
            if (merged.Record.Figure != name) throw new ArgumentException($"The folders hold the sweep {merged.Record.Figure}, not {name}; name that figure, or other folders.");
            string? path = parse.GetValue(output);
            if (path is not null) merged.Table.Save(path);
            if (parse.GetValue(record))
            {
                foreach (string file in ResultCache.OfRepository().Write(merged.Record, new Dictionary<string, ResultTable> { [""] = merged.Table })) session.Output.WriteLine($"data/results/{file}");
            }

            session.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {merged.Table.Count} cells, {merged.Record.Duration.TotalSeconds:0.0} s of computation{(path is null ? "" : $", in {path}")}"));
            return ExitCode.Success;
        });
        return command;
    }
}
