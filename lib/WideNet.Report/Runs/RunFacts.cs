using System.Text.Json.Nodes;

namespace WideNet.Report.Runs;

/// <summary>What a manifest says besides its notebooks: versions, hardware class, settings, data.</summary>
public sealed record RunFacts
{
    private static readonly (string Key, string Name)[] Known =
    [
        ("version", "WideNet"), ("revision", "Revision"), ("runtime", "Runtime"), ("system", "System"), ("processors", "Processors"),
        ("vectors", "Vector instructions"),
        ("finished", "Finished"),
    ];

    /// <summary>Versions and hardware class: name and value, in the order in which they are shown.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>Preset, data set and other settings by name; not the folder of the data, which is this machine's own affair.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; }

    /// <summary>The files that images were read from.</summary>
    public required IReadOnlyList<RecordedDataFile> Data { get; init; }

    /// <summary>The preset of the run; empty where it is not known.</summary>
    public string Preset => Settings.FirstOrDefault(setting => setting.Key == "preset").Value ?? "";

    /// <summary>Reads a manifest; what an older one lacks stays out.</summary>
    /// <param name="manifest">The manifest.</param>
    internal static RunFacts Read(JsonObject manifest) => new()
    {
        Environment = [.. Known.Where(fact => manifest[fact.Key] is not null).Select(fact => KeyValuePair.Create(fact.Name, manifest[fact.Key]!.ToString()))],
        Settings =
        [
            .. (manifest["settings"]?.AsObject() ?? []).Where(setting => setting.Key != "dataDir")
                .Select(setting => KeyValuePair.Create(setting.Key, setting.Value?.ToString() ?? "")),
        ],
        Data =
        [
            .. (manifest["data"]?.AsArray() ?? [])
                .Select(file => new RecordedDataFile((string)file!["file"]!, (long)file["bytes"]!, (string)file["sha256"]!)),
        ],
    };
}
