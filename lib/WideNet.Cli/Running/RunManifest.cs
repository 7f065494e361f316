using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using WideNet.Data;
using WideNet.Experiments;

namespace WideNet.Cli.Running;

/// <summary>What a run was: settings, versions, times and verdicts, written as run.json beside its figures.</summary>
internal static class RunManifest
{
    /// <summary>File name in the output folder.</summary>
    public const string FileName = "run.json";

    /// <summary>The manifest as JSON.</summary>
    /// <param name="settings">Preset, data set and other settings by name.</param>
    /// <param name="outcomes">What each notebook gave.</param>
    public static JsonObject Create(IReadOnlyDictionary<string, string> settings, IReadOnlyList<NotebookOutcome> outcomes) => new()
    {
        ["version"] = typeof(ClaimTable).Assembly.GetName().Version?.ToString(3),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        ["processors"] = Environment.ProcessorCount,
        ["settings"] = new JsonObject(settings.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["notebooks"] = new JsonArray([.. outcomes.Select(Entry)]),
    };

    /// <summary>Seconds that each notebook took, from the manifest of an earlier run; empty where there is none.</summary>
    /// <param name="folder">The earlier run's output folder.</param>
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
            return JsonNode.Parse(File.ReadAllText(path))!["notebooks"]!.AsArray().ToDictionary(entry => (string)entry!["name"]!, entry => (double)entry!["seconds"]!);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException($"{path} is not the manifest of a run ({error.Message}); delete it and run again.", error);
        }
    }

    private static JsonNode Entry(NotebookOutcome outcome) => new JsonObject
    {
        ["name"] = outcome.Name,
        ["seconds"] = Math.Round(outcome.Elapsed.TotalSeconds, 2),
        ["error"] = outcome.Error,
        ["figures"] = new JsonArray([.. outcome.Figures.Select(name => (JsonNode)name)]),
        ["tables"] = new JsonArray([.. outcome.Tables.Select(name => (JsonNode)name)]),
        ["reproduced"] = outcome.Claims.Count(Verdict.Reproduced),
        ["notReproduced"] = outcome.Claims.Count(Verdict.NotReproduced),
        ["notTested"] = outcome.Claims.Count(Verdict.NotTestedAtThisScale),
    };
}
