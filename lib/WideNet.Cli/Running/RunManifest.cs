using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using WideNet.Data;
using WideNet.Results;

namespace WideNet.Cli.Running;

/// <summary>What a run was: settings, versions, hardware class, checksums of the data, times and verdicts, written as run.json beside its figures.</summary>
internal static class RunManifest
{
    /// <summary>File name in the output folder.</summary>
    public const string FileName = "run.json";

    /// <summary>The manifest as JSON.</summary>
    /// <param name="settings">Preset, data set and other settings by name.</param>
    /// <param name="outcomes">What each notebook gave.</param>
    /// <param name="repository">The repository they lie in.</param>
    /// <param name="folder">The folder of the tables.</param>
    public static string Create(IReadOnlyDictionary<string, string> settings, IReadOnlyList<NotebookOutcome> outcomes, Repository repository,
        string folder) => SealedJson.Write(new JsonObject
        {
            ["version"] = typeof(ClaimTable).Assembly.GetName().Version?.ToString(3),
            ["revision"] = Revision.Of(repository),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            ["processors"] = Environment.ProcessorCount,
            ["vectors"] = VectorInstructions(),
            ["data"] = DataChecksums.Of(settings.GetValueOrDefault("dataset", "cifar10"), settings.GetValueOrDefault("dataDir")),
            ["finished"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            ["settings"] = new JsonObject(settings.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(Setting)),
            ["notebooks"] = new JsonArray([.. outcomes.Select(Entry)]),
            ["tables"] = new JsonObject(outcomes.SelectMany(outcome => outcome.Tables).Select(
                table => KeyValuePair.Create(table, (JsonNode?)DataChecksums.Sha256(Path.Combine(folder, table))))),
        });

    /// <summary>Seconds that each notebook took, from the manifest of an earlier run; empty where there is none.</summary>
    /// <exception cref="DataFormatException">The file is not a manifest.</exception>
    public static IReadOnlyDictionary<string, double> ReadTimes(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return new Dictionary<string, double>();
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(path))!["notebooks"]!.AsArray().ToDictionary(
                entry => (string)entry!["name"]!, entry => (double)entry!["seconds"]!);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException($"{path} is not the manifest of a run ({error.Message}); delete it and run again.", error);
        }
    }

    // The folders above that of the data are this machine's own affair.
    private static KeyValuePair<string, JsonNode?> Setting(KeyValuePair<string, string> setting) =>
        KeyValuePair.Create(setting.Key, (JsonNode?)(setting.Key == "dataDir" ? Path.GetFileName(setting.Value) : setting.Value));

    private static string VectorInstructions() => (Vector512.IsHardwareAccelerated, Vector256.IsHardwareAccelerated, Vector128.IsHardwareAccelerated) switch
    {
        (true, _, _) => "512 bits",
        (_, true, _) => "256 bits",
        (_, _, true) => "128 bits",
        _ => "none",
    };

    private static JsonNode Entry(NotebookOutcome outcome) => new JsonObject
    {
        ["name"] = outcome.Name,
        ["seconds"] = Math.Round(outcome.Elapsed.TotalSeconds, 2),
        ["error"] = outcome.Error,
        ["figures"] = new JsonArray([.. outcome.Figures.Select(name => (JsonNode)name)]),
        ["tables"] = new JsonArray([.. outcome.Tables.Select(name => (JsonNode)name)]),
        ["reproduced"] = outcome.Claims.Count(Verdict.Reproduced),
        ["notReproduced"] = outcome.Claims.Count(Verdict.NotReproduced),
        ["reversed"] = outcome.Claims.Count(Verdict.Reversed),
        ["notTested"] = outcome.Claims.Count(Verdict.NotTestedAtThisScale),
    };
}
