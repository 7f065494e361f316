using System.Text.Json;
using System.Text.Json.Nodes;
using WideNet.Compute.Convolution;
using WideNet.Data;
using WideNet.Measurements;
using WideNet.Results;
using WideNet.Sweeps;

namespace WideNet.Cli.Running;

/// <summary>What a folder that the program wrote holds, and what in it is damaged: cells of a sweep, parts of a kernel, tables with their records.</summary>
/// <remarks>Nothing is changed. Files of the first schema have no checksum of their own and are taken as they are. Shown by FolderCheckTests.</remarks>
internal sealed record FolderCheck
{
    /// <summary>What the folder holds, in a line.</summary>
    public required string Summary { get; init; }

    /// <summary>A line for each damaged file: which, what is wrong, what to do.</summary>
    public required IReadOnlyList<string> Damage { get; init; }

    /// <summary>Looks at a folder.</summary>
    /// <exception cref="ArgumentException">It holds nothing of the kind.</exception>
    public static FolderCheck Of(string folder)
    {
        if (File.Exists(Path.Combine(folder, SweepManifest.FileName))) return OfSweep(folder);
        if (File.Exists(Path.Combine(folder, JobFolder.FileName))) return OfJob(folder);
        string[] records = [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(NamesTables).Order(StringComparer.Ordinal)];
        return records.Length > 0
            ? OfRecords(folder, records)
            : throw new ArgumentException(
                $"The folder {folder} holds no sweep, no kernel job and no kept results; name the folder that one of them was written to.");
    }

    /// <summary>The damaged columns of a grid's folder.</summary>
    public static IEnumerable<string> OfColumns(AccuracyGrid grid, string folder)
    {
        var cache = new ResultCache(folder);
        return from architecture in grid.Architectures
               from weightVariance in grid.WeightVariances
               let figure = grid.ColumnIdentity(architecture, weightVariance).Figure
               where File.Exists(cache.RecordPath(figure, grid.Preset))
               let damage = cache.DamageOf(figure, grid.Preset)
               where damage is not null
               select $"{WithoutRemedy(damage)}; the column is computed again.";

        // The last half-sentence says what to do about kept results.
        static string WithoutRemedy(string message) => message.LastIndexOf(';') is > 0 and int end ? message[..end] : message.TrimEnd('.');
    }

    /// <summary>Prints summary and damage.</summary>
    /// <returns><see cref="ExitCode.CheckFailed"/> where something is damaged.</returns>
    public int Print(Session session)
    {
        session.Output.WriteLine(Summary);
        foreach (string line in Damage) session.Notice(line);
        return Damage.Count == 0 ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static FolderCheck OfSweep(string folder)
    {
        SweepStatus status;
        try
        {
            status = SweepStatus.Of(folder);
        }
        catch (DataFormatException damage)
        {
            string reason = Failure.OneLine((damage.InnerException ?? damage).Message), file = Path.Combine(folder, SweepManifest.FileName);
            return new FolderCheck
            {
                Summary = $"{folder}: a sweep",
                Damage = [$"{file} does not describe a sweep ({reason}); the command that wrote it, with --resume, writes it anew."],
            };
        }

        string name = status.Sweep.Run.Notebook, preset = Provenance.PresetName(status.Sweep.Run.Preset);
        string command = $"'reproduce sweep {name} --preset {preset} --out {folder} --resume' with the options it was started with";
        int cells = status.Sweep.Cells.Count, missing = status.Missing.Count;
        string summary = Invariant($"{name}, {preset} preset: {status.Finished} of {cells} cells are finished ({status.Seconds:0.0} s)");
        if (missing > 0) summary += Invariant($"; {missing} are missing, first {status.Missing[0]}: {command} computes them");
        return new FolderCheck
        {
            Summary = summary,
            Damage =
            [
                .. status.Damaged.Select(file => $"{file.File} {file.Problem}; {command} computes it again."),
                .. status.Strays.Select(file => $"{file} is no cell of this sweep; delete it."),
            ],
        };
    }

    private static FolderCheck OfJob(string folder)
    {
        string job = Path.Combine(folder, JobFolder.FileName), text = File.ReadAllText(job);
        var damage = new List<string>();
        if (JobFolder.DamageOf(text) is { } problem) damage.Add($"{job} {problem}; the command that wrote it, with --resume, writes it anew.");
        string[] parts = [.. Directory.EnumerateFiles(folder, ConvolutionalCheckpoint.FilePattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        int sound = 0;
        foreach (string part in parts)
        {
            string? broken = ConvolutionalCheckpoint.DamageOf(File.ReadAllBytes(part), out bool isForeign);
            if (broken is null) sound++;
            else damage.Add(
                $"{part} {broken}; {(isForeign ? "delete it, or take that version" : "the command that wrote it, with --resume, computes it again")}.");
        }

        return new FolderCheck { Summary = Invariant($"{text.Split('\n')[0]}: {sound} finished parts"), Damage = damage };
    }

    private static FolderCheck OfRecords(string folder, string[] records)
    {
        var damage = new List<string>();
        HashSet<string> tables = [];
        int unsealed = 0;
        foreach (string record in records)
        {
            try
            {
                JsonObject root = JsonNode.Parse(File.ReadAllText(record))!.AsObject();
                unsealed += SealedJson.IsUnsealed(root) ? 1 : 0;
                foreach ((string file, JsonNode? checksum) in root["tables"]!.AsObject())
                {
                    string table = Path.Combine(Path.GetDirectoryName(record)!, Path.GetFileName(file));
                    tables.Add(table);
                    if (!File.Exists(table)) damage.Add($"{table} is not there, but {record} names it; {Remedy}");
                    else if ((string?)checksum != DataChecksums.Sha256(table)) damage.Add($"{table} was changed since it was computed; {Remedy}");
                }

                SealedJson.Require(root);
            }
            catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or ArgumentException)
            {
                damage.Add($"{record} is damaged: {Failure.OneLine(error.Message).TrimEnd('.')}; {Remedy}");
            }
        }

        string[] strays =
            [.. Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Where(file => !tables.Contains(file)).Order(StringComparer.Ordinal)];
        damage.AddRange(strays.Select(file => $"{file} is named by no record; {Remedy}"));
        string old = unsealed > 0 ? Invariant($", {unsealed} of them of schema 1, without a checksum of the record itself") : "";
        return new FolderCheck { Summary = Invariant($"{folder}: {tables.Count} tables in {records.Length} records{old}"), Damage = damage };
    }

    private const string Remedy = "restore it from version control or compute it again.";

    // A record that cannot be read any more is told by its place: one of a preset, beside its tables.
    private static bool NamesTables(string path)
    {
        string text = File.ReadAllText(path);
        bool isOfPreset = Enum.GetValues<Preset>().Any(preset => Path.GetFileName(path) == Provenance.PresetName(preset) + ".json");
        return isOfPreset || text.Contains("\"tables\": {", StringComparison.Ordinal);
    }
}
