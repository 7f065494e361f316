using System.Text.Json.Nodes;

namespace WideNet.Notebooks.Tests;

/// <summary>What a notebook stores.</summary>
internal static class StoredOutputs
{
    /// <summary>Whether a notebook is a companion, 15 to 19. They store the quick preset.</summary>
    /// <param name="path">The notebook, or a file named after it.</param>
    public static bool IsCompanion(string path) =>
        string.CompareOrdinal(Path.GetFileName(path), "15") >= 0 && string.CompareOrdinal(Path.GetFileName(path), "20") < 0;

    /// <summary>Whether a notebook stores the quick preset: the companions.</summary>
    /// <param name="path">The notebook.</param>
    public static bool IsQuick(string path) => IsCompanion(path);

    /// <summary>One line a representation: cell, output, MIME type, value.</summary>
    /// <param name="path">The notebook.</param>
    public static string[] Of(string path) =>
    [
        .. JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray()
            .SelectMany(cell => (cell!["outputs"]?.AsArray() ?? []).SelectMany((output, i) => (output!["data"]?.AsObject() ?? [])
                .Select(entry => $"{cell["id"]} {i} {entry.Key}: {entry.Value!.ToJsonString()}"))).Order(StringComparer.Ordinal),
    ];
}
