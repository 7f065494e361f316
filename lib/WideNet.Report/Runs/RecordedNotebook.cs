using System.Text.Json.Nodes;
using WideNet.Formatting;
using WideNet.Notebooks;
using WideNet.Results;

namespace WideNet.Report.Runs;

/// <summary>One executed notebook of a run, with what it made.</summary>
public sealed record RecordedNotebook
{
    /// <summary>Its name, such as <c>03-ntk-spectrum</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its first heading, which is its claim in words; the name where it has none.</summary>
    public required string Title { get; init; }

    /// <summary>How long it ran, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why it stopped, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Its figures, in order.</summary>
    public required IReadOnlyList<RecordedFigure> Figures { get; init; }

    /// <summary>File names of its tables.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Its claims.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }

    /// <summary>The executed copy.</summary>
    public required Notebook Document { get; init; }

    /// <summary>How many of its claims have a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(Verdict verdict) => Claims.Count(claim => claim.Verdict == verdict);

    /// <summary>Reads what a run's manifest says of a notebook, and the files that it names.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="entry">The manifest's entry.</param>
    /// <param name="claims">All claims of the run.</param>
    internal static RecordedNotebook Read(string folder, JsonObject entry, ClaimTable claims)
    {
        string name = (string)entry["name"]!;
        Notebook document = Notebook.Read(RecordedRun.Existing(folder, name + ".ipynb"));
        Dictionary<string, string> captions = Captions(document);
        return new RecordedNotebook
        {
            Name = name,
            Title = document.Heading?.Trim() ?? name,
            Seconds = (double)entry["seconds"]!,
            Error = (string?)entry["error"],
            Figures =
            [
                .. Names(entry, "figures").Select(file => RecordedFigure.Read(folder, file))
                    .Select(figure => figure with { Caption = captions.GetValueOrDefault(figure.Svg, "") }),
            ],
            Tables = [.. Names(entry, "tables").Select(file => Path.GetFileName(RecordedRun.Existing(folder, file)))],
            Claims = [.. claims.Claims.Where(claim => claim.Run?.Notebook == name)],
            Document = document,
        };
    }

    private static Dictionary<string, string> Captions(Notebook document) => document.Cells
        .SelectMany(cell => cell.Outputs)
        .Select(output => output["data"]?[MimeTypes.Html])
        .Select(html => html is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)html ?? "")
        .SelectMany(html => StoredPicture.Pattern().Matches(html))
        .GroupBy(StoredPicture.Svg, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => StoredPicture.Caption(group.First()), StringComparer.Ordinal);

    private static IEnumerable<string> Names(JsonObject entry, string member) => entry[member]!.AsArray().Select(name => (string)name!);
}
