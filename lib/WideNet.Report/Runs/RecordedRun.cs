using System.Text.Json;
using System.Text.Json.Nodes;
using WideNet.Data;
using WideNet.Notebooks;
using WideNet.Results;

namespace WideNet.Report.Runs;

/// <summary>A run as it lies in its folder: what <c>reproduce run</c> wrote, read back.</summary>
/// <remarks>Shown by RecordedRunTests.</remarks>
public sealed record RecordedRun
{
    /// <summary>Name of the manifest, without which a folder holds no run.</summary>
    public const string ManifestFile = "run.json";

    /// <summary>Name of the claims.</summary>
    public const string ClaimsFile = "claims.json";

    /// <summary>Name of the claims of <c>reproduce run external</c>, where that ran into the same folder.</summary>
    public const string ExternalFile = "external-claims.json";

    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Versions, hardware, settings, data.</summary>
    public required RunFacts Facts { get; init; }

    /// <summary>All claims with their verdicts.</summary>
    public required ClaimTable Claims { get; init; }

    /// <summary>The comparison with accuracies that others published, or null where it is not known.</summary>
    public ClaimTable? External { get; init; }

    /// <summary>Checks of the theory against its own asymptotics, which are tests, or null where their record is not known.</summary>
    public ClaimTable? TheoryChecks { get; init; }

    /// <summary>The notebooks in the order in which they ran.</summary>
    public required IReadOnlyList<RecordedNotebook> Notebooks { get; init; }

    /// <summary>Reads the folder of a run.</summary>
    /// <param name="folder">Where the run wrote.</param>
    /// <exception cref="ArgumentException">There is no run in the folder.</exception>
    /// <exception cref="DataFormatException">A file is missing or is not what a run writes.</exception>
    /// <exception cref="NotebookException">An executed notebook cannot be read.</exception>
    public static RecordedRun Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
        {
            throw new ArgumentException(
                $"There is no run in {folder} (no {ManifestFile}); make one with 'reproduce run all', or name the folder of another run.", nameof(folder));
        }

        ClaimTable claims = ClaimTable.Load(Existing(folder, ClaimsFile));
        try
        {
            JsonObject manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            return new RecordedRun
            {
                Folder = folder,
                Facts = RunFacts.Read(manifest),
                Claims = claims,
                External = File.Exists(Path.Combine(folder, ExternalFile)) ? ClaimTable.Load(Path.Combine(folder, ExternalFile)) : null,
                Notebooks = [.. manifest["notebooks"]!.AsArray().Select(entry => RecordedNotebook.Read(folder, entry!.AsObject(), claims))],
            };
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw new DataFormatException($"{path} is not the manifest of a run ({error.Message}); delete it and run again.", error);
        }
    }

    /// <summary>The path of a file that the manifest names.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="name">A plain file name.</param>
    internal static string Existing(string folder, string name)
    {
        if (name != Path.GetFileName(name))
        {
            throw new DataFormatException($"{Path.Combine(folder, ManifestFile)} names the file '{name}', which lies outside of its folder; run again.");
        }

        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new DataFormatException($"{path} is missing, though it belongs to the run; run again.");
    }
}
