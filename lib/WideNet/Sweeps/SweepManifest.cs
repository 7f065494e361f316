using System.Text.Json;
using System.Text.Json.Nodes;
using WideNet.Data;
using WideNet.Results;

namespace WideNet.Sweeps;

/// <summary>What a sweep is, in the file <c>sweep.json</c> of its folder: enough to put its cells together without the program that made them.</summary>
internal sealed record SweepManifest
{
    /// <summary>File name in the sweep's folder.</summary>
    public const string FileName = "sweep.json";

    private const int Schema = 1;

    /// <summary>Where the rows come from.</summary>
    public required Provenance Run { get; init; }

    /// <summary>Settings with axes and choice of images.</summary>
    public required ResultSettings Settings { get; init; }

    /// <summary>SHA-256 of labels and pixels, or empty.</summary>
    public required string DataChecksum { get; init; }

    /// <summary>Columns of the axes.</summary>
    public required IReadOnlyList<ResultColumn> Axes { get; init; }

    /// <summary>Columns of the numbers.</summary>
    public required IReadOnlyList<ResultColumn> Outputs { get; init; }

    /// <summary>All cells in order.</summary>
    public required IReadOnlyList<SweepCell> Cells { get; init; }

    /// <summary>SHA-256 of everything above: two folders belong together exactly if theirs agree.</summary>
    public string Fingerprint { get; private init; } = "";

    /// <summary>The manifest of a sweep; loads its images.</summary>
    public static SweepManifest Of(SweepDefinition definition) => new SweepManifest
    {
        Run = definition.Run,
        Settings = definition.Identity.AllSettings(),
        DataChecksum = definition.Data?.Checksum ?? "",
        Axes = [.. definition.Axes.Select(axis => axis.Column)],
        Outputs = definition.Outputs,
        Cells = definition.Cells(),
    }.WithFingerprint();

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="DataFormatException">The file was changed or is no manifest.</exception>
    public static SweepManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            JsonObject root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            if ((int)(root["schema"] ?? Schema) is not Schema and int schema)
                throw new NotSupportedException(Invariant($"it follows schema {schema}, and this version of the program reads {Schema}"));
            JsonObject run = root["run"]!.AsObject();
            var settings = new ResultSettings();
            settings.AddRange(root["settings"]!.AsObject().Select(entry => KeyValuePair.Create(entry.Key, (string)entry.Value!)));
            string preset = (string)run["preset"]!;
            SweepManifest manifest = new SweepManifest
            {
                Run = new Provenance
                {
                    Notebook = (string)run["figure"]!,
                    Preset = Enum.GetValues<Preset>().Single(p => Provenance.PresetName(p) == preset),
                    Dataset = (string)run["dataset"]!,
                    Sizes = (string)run["sizes"]!,
                    Seeds = (string)run["seeds"]!,
                },
                Settings = settings,
                DataChecksum = (string)root["data_sha256"]!,
                Axes = Columns(root["axes"]!),
                Outputs = Columns(root["outputs"]!),
                Cells = [.. root["cells"]!.AsArray().Select((key, i) => SweepCell.Parse(i, (string)key!))],
            }.WithFingerprint();
            return manifest.Fingerprint == (string)root["fingerprint"]!
                ? manifest
                : throw new FormatException("its content and its fingerprint disagree");
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or FormatException
            or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new DataFormatException($"{path} does not describe a sweep ({e.Message}); take another folder, or delete this one.", e);
        }
    }

    /// <summary>Writes the manifest to a folder.</summary>
    public void Write(string folder)
    {
        JsonObject root = ToJson();
        root["schema"] = Schema;
        root["fingerprint"] = Fingerprint;
        AtomicFile.WriteText(Path.Combine(folder, FileName), root.ToJsonString(ResultRecordJson.Options) + "\n");
    }

    /// <summary>Why cells of another sweep do not belong here, in words; null if they do.</summary>
    public string? DifferenceFrom(SweepManifest there)
    {
        if (Fingerprint == there.Fingerprint) return null;
        if (Run.Notebook != there.Run.Notebook) return $"the figure is {there.Run.Notebook} there and {Run.Notebook} here";
        if (Run.Preset != there.Run.Preset)
            return $"the preset is {Provenance.PresetName(there.Run.Preset)} there and {Provenance.PresetName(Run.Preset)} here";
        return Settings.DifferenceFrom(there.Settings) ?? (DataChecksum != there.DataChecksum ? "the images differ" : "the columns or cells differ");
    }

    /// <summary>The table of some cells with their values.</summary>
    public ResultTable ToTable(IEnumerable<(SweepCell Cell, IReadOnlyList<double> Values)> rows)
    {
        ResultColumn[] columns = [.. Axes, .. Outputs];
        var table = new ResultTable(Run, columns);
        foreach ((SweepCell cell, IReadOnlyList<double> values) in rows)
        {
            table.Add(
                [.. cell.Coordinates.Select(entry => entry.Value).Concat(values).Select((value,
                    i) => columns[i].Kind == ColumnKind.WholeNumber ? (object)(long)value : value)]);
        }

        return table;
    }

    private SweepManifest WithFingerprint() => this with { Fingerprint = SealedJson.Sha256(ToJson().ToJsonString()) };

    private JsonObject ToJson() => new()
    {
        ["run"] = new JsonObject
        {
            ["figure"] = Run.Notebook,
            ["preset"] = Provenance.PresetName(Run.Preset),
            ["dataset"] = Run.Dataset,
            ["sizes"] = Run.Sizes,
            ["seeds"] = Run.Seeds,
        },
        ["settings"] = new JsonObject(Settings.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["data_sha256"] = DataChecksum,
        ["axes"] = Json(Axes),
        ["outputs"] = Json(Outputs),
        ["cells"] = new JsonArray([.. Cells.Select(cell => (JsonNode)cell.Key)]),
    };

    private static JsonArray Json(IEnumerable<ResultColumn> columns) => new([.. columns.Select(column => (JsonNode)new JsonObject
    {
        ["name"] = column.Name,
        ["kind"] = column.Kind.ToString(),
        ["unit"] = column.Unit,
    })]);

    private static ResultColumn[] Columns(JsonNode node) =>
    [
        .. node.AsArray().Select(
            entry => new ResultColumn { Name = (string)entry!["name"]!, Kind = Enum.Parse<ColumnKind>((string)entry["kind"]!), Unit = (string)entry["unit"]! }),
    ];
}
