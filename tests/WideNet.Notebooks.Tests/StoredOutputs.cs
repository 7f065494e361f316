using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Tests;

/// <summary>What a notebook stores.</summary>
internal static class StoredOutputs
{
    /// <summary>Whether a notebook is a companion, 15 to 19.</summary>
    /// <param name="path">The notebook, or a file named after it.</param>
    public static bool IsCompanion(string path) =>
        string.CompareOrdinal(Path.GetFileName(path), "15") >= 0 && string.CompareOrdinal(Path.GetFileName(path), "20") < 0;

    /// <summary>What came out of each claim: its identifier and its verdict.</summary>
    /// <param name="path">The notebook.</param>
    public static string[] Verdicts(string path) =>
    [
        .. Notebook.Read(path).Cells.SelectMany(cell => cell.Outputs)
            .Select(output => output["data"]?["text/plain"] is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : "")
            .SelectMany(text => Regex.Matches(text, @"^([a-z][\w.-]*) .* ((not )?reproduced|not tested at this scale)\s*$", RegexOptions.Multiline))
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"),
    ];

    /// <summary>One line a representation: cell, output, MIME type, value.</summary>
    /// <param name="path">The notebook.</param>
    public static string[] Of(string path) =>
    [
        .. JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray()
            .SelectMany(cell => (cell!["outputs"]?.AsArray() ?? []).SelectMany((output, i) => (output!["data"]?.AsObject() ?? [])
                .Select(entry => $"{cell["id"]} {i} {entry.Key}: {entry.Value!.ToJsonString()}"))).Order(StringComparer.Ordinal),
    ];
}
