using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using WideNet.Data;

namespace WideNet.Results;

/// <summary>A <see cref="ResultRecord"/> and the checksums of its tables as <see cref="SealedJson"/>.</summary>
internal static class ResultRecordJson
{
    /// <summary>Indented, with line feeds and without escapes of letters.</summary>
    public static JsonSerializerOptions Options { get; } =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="tables">File name and SHA-256 of each table.</param>
    public static string Write(ResultRecord record, IEnumerable<KeyValuePair<string, string>> tables)
    {
        var root = new JsonObject
        {
            ["figure"] = record.Figure,
            ["preset"] = Provenance.PresetName(record.Preset),
            ["settings"] = Object(record.Settings),
            ["data_sha256"] = record.DataChecksum,
            ["version"] = record.Version,
            ["hardware"] = record.Hardware,
            ["seconds"] = Math.Round(record.Duration.TotalSeconds, 1),
        };
        if (record.ProcessorTime is { } spent) root["processor_seconds"] = Math.Round(spent.TotalSeconds, 1);
        root["tables"] = Object(tables);
        return SealedJson.Write(root);
    }

    /// <summary>Reads a record and the checksums of its tables.</summary>
    /// <exception cref="DataFormatException">The text is no such record.</exception>
    public static (ResultRecord Record, IReadOnlyDictionary<string, string> Tables) Read(string json, string place)
    {
        try
        {
            JsonObject root = JsonNode.Parse(json)!.AsObject();
            SealedJson.Require(root);
            var settings = new ResultSettings();
            settings.AddRange(Texts(root["settings"]!));
            string preset = (string)root["preset"]!;
            var record = new ResultRecord
            {
                Figure = (string)root["figure"]!,
                Preset = Enum.GetValues<Preset>().Single(p => Provenance.PresetName(p) == preset),
                Settings = settings,
                DataChecksum = (string)root["data_sha256"]!,
                Version = (string)root["version"]!,
                Hardware = (string)root["hardware"]!,
                Duration = TimeSpan.FromSeconds((double)root["seconds"]!),
                ProcessorTime = root["processor_seconds"] is { } spent ? TimeSpan.FromSeconds((double)spent) : null,
            };
            return (record, Texts(root["tables"]!).ToDictionary());
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException
            or FormatException or ArgumentException or OverflowException)
        {
            throw new DataFormatException($"{place} does not say where cached results come from ({e.Message}); compute them again.", e);
        }
    }

    private static JsonObject Object(IEnumerable<KeyValuePair<string, string>> entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    private static IEnumerable<KeyValuePair<string, string>> Texts(JsonNode node) =>
        node.AsObject().Select(entry => KeyValuePair.Create(entry.Key, (string)entry.Value!));
}
