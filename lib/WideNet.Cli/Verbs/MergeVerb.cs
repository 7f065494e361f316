using System.CommandLine;
using System.CommandLine.Parsing;
using WideNet.Cli.Running;
using WideNet.Data;
using WideNet.Engines;
using WideNet.Measurements;
using WideNet.Results;

namespace WideNet.Cli.Verbs;

/// <summary><c>reproduce merge</c>: puts the cells of a sweep together into one table, and keeps it for the notebook if asked.</summary>
internal static class MergeVerb
{
    /// <summary>Creates the command.</summary>
    public static Command Create(Session session)
    {
        Argument<string> figure = new("figure") { Description = $"One of {string.Join(", ", SweepCatalog.AllNames)}; the number of a notebook will do." };
        Argument<string[]> folders = new("folders")
        {
            Description = "Folders of all shards, in any order; artifacts/sweeps/FIGURE-PRESET unless given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> output = new("--out") { Description = "Writes the table to this CSV file.", HelpName = "FILE" };
        Option<bool> record = new("--record") { Description = "Keeps the table in data/results, where the notebook draws it with --cached." };
        Option<string[]> parameters = RunOptions.Parameters();
        var options = new RunOptions();
        var command = new Command(
            "merge", "Puts the cells of a sweep's folders together into one table; the columns of 05 with the options that they were computed with.")
        {
            figure, folders, output, record, parameters,
        };
        options.AddTo(command);
        command.SetAction(parse =>
        {
            string[] named = [.. (parse.GetValue(folders) ?? []).Select(Path.GetFullPath)];
            SweepRequest request = options.Request(parse, EngineChoice.BuiltIn, RunOptions.Split(parse.GetRequiredValue(parameters)));
            if (AccuracySweeps.Find(parse.GetRequiredValue(figure)) is { } grid)
            {
                if (named.Length > 1 || !parse.GetValue(record) || parse.GetValue(output) is not null)
                {
                    throw new ArgumentException(
                        $"The columns of {grid} lie in one folder and become one table for each architecture; name that folder, and --record to keep them.");
                }

                options.RequireNoEngine(parse, $"the grid {grid} trains no network");
                AccuracyGrid columns = AccuracySweeps.Define(grid, request);
                return Columns(session, columns, named.FirstOrDefault() ?? Repository.Find().SweepFolder(grid, request.Preset));
            }

            string name = SweepCatalog.Find(parse.GetRequiredValue(figure));
            IEnumerable<OptionResult> given = parse.CommandResult.Children.OfType<OptionResult>().Where(result => !result.Implicit);
            if (given.FirstOrDefault(result => result.Option.Name is not ("--preset" or "--out" or "--record")) is { } stray)
            {
                throw new ArgumentException(
                    $"{stray.Option.Name} is for the grids of 05; the cells of {name} say what they were computed with, so leave it out.");
            }

            MergedSweep merged = SweepMerge.Merge(named.Length > 0 ? named : [Repository.Find().SweepFolder(name, request.Preset)]);
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

            session.Output.WriteLine(
                Invariant($"{name}: {merged.Table.Count} cells, {merged.Record.Duration.TotalSeconds:0.0} s of computation")
                    + (path is null ? "" : $", in {path}"));
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
                + $"finish them with 'reproduce sweep {grid.Notebook} --preset standard --resume' and the options that they were started with, or name the "
                + "folder that has them.");
        }

        grid.Run("record", ResultCache.OfRepository(), folder);
        session.Output.WriteLine($"{grid.Notebook}: {AccuracySweeps.Count(grid, folder)}, in data/results/{grid.Notebook}");
        return ExitCode.Success;
    }
}
