using System.CommandLine;
using System.Globalization;
using WideNet.Cli.Running;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce merge</c>: puts the cells of a sweep together into one table, and keeps it for the notebook if asked.</summary>
internal static class MergeVerb
{
    /// <summary>Creates the command.</summary>
    /// <param name="session">What it may talk to.</param>
    public static Command Create(Session session)
    {
        Argument<string> figure = new("figure") { Description = $"One of {string.Join(", ", SweepCatalog.AllNames)}; the number of a notebook will do." };
        Argument<string[]> folders = new("folders")
        {
            Description = "Folders of all shards, in any order; artifacts/sweeps/FIGURE-PRESET unless given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string> preset = Options.OneOf("--preset", "Which sweep, when no folder is named.", "quick", "standard", "paper");
        Option<string?> output = new("--out") { Description = "Writes the table to this CSV file.", HelpName = "FILE" };
        Option<bool> record = new("--record") { Description = "Keeps the table in data/results, where the notebook draws it with --cached." };
        var command = new Command("merge", "Puts the cells of a sweep's folders together into one table.") { figure, folders, preset, output, record };
        command.SetAction(parse =>
        {
            string[] named = [.. (parse.GetValue(folders) ?? []).Select(Path.GetFullPath)];
            Preset scale = Provenance.PresetOf(parse.GetRequiredValue(preset));
            if (AccuracySweeps.Find(parse.GetRequiredValue(figure)) is { } grid)
            {
                if (named.Length > 1 || !parse.GetValue(record) || parse.GetValue(output) is not null)
                {
                    throw new ArgumentException(
                        $"The columns of {grid} lie in one folder and become one table for each architecture; name that folder, and --record to keep them.");
                }

                var request = new SweepRequest(scale, "cifar10", "", EngineChoice.BuiltIn, new Dictionary<string, string>());
                return Columns(session, AccuracySweeps.Define(grid, request), named.FirstOrDefault() ?? Repository.Find().SweepFolder(grid, scale));
            }

            string name = SweepCatalog.Find(parse.GetRequiredValue(figure));
            MergedSweep merged = SweepMerge.Merge(named.Length > 0 ? named : [Repository.Find().SweepFolder(name, scale)]);
            if (merged.Record.Figure != name) throw new ArgumentException(
                $"The folders hold the sweep {merged.Record.Figure}, not {name}; name that figure, or other folders.");
            string? path = parse.GetValue(output);
            if (path is not null)
            {
                // Beside the table a record like those of data/results: where it comes from, and its checksum.
                string csv = merged.Table.ToCsv();
                AtomicFile.WriteText(path, csv);
                AtomicFile.WriteText(path + ".json", ResultRecordJson.Write(merged.Record, [new(Path.GetFileName(path), SealedJson.Sha256(csv))]));
            }

            if (parse.GetValue(record))
            {
                foreach (string file in ResultCache.OfRepository().Write(merged.Record, new Dictionary<string, ResultTable> { [""] = merged.Table }))
                    session.Output.WriteLine($"data/results/{file}");
            }

            session.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {merged.Table.Count} cells, {merged.Record.Duration.TotalSeconds:0.0} s of computation{(path is null ? "" : $", in {path}")}"));
            return ExitCode.Success;
        });
        return command;
    }

    private static int Columns(Session session, AccuracyGrid grid, string folder)
    {
        if (grid.MissingColumns(folder) is { Length: > 0 } missing)
        {
            throw new ArgumentException(
                Invariant($"{missing.Length} of {grid.ColumnCount} columns of {grid.Notebook} are not in {folder}; ")
                + $"finish them with 'reproduce sweep {grid.Notebook} --preset standard --resume', or name the folder that has them.");
        }

        grid.Run("record", ResultCache.OfRepository(), folder);
        session.Output.WriteLine($"{grid.Notebook}: {AccuracySweeps.Count(grid, folder)}, in data/results/{grid.Notebook}");
        return ExitCode.Success;
    }
}
