using System.Security.Cryptography;
using System.Text.Json.Nodes;
using WideNet.Data;

namespace WideNet.Cli.Running;

/// <summary>Names, lengths and checksums of the files that a run's images come from.</summary>
internal static class DataChecksums
{
    /// <summary>The files of a data set, in order of their names; none for synthetic images, or where the set is not on this machine.</summary>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="dataDirectory">The folder that the user named, or null.</param>
    public static JsonArray Of(string dataset, string? dataDirectory)
    {
        string folder;
        try
        {
            folder = dataset == "synthetic" ? "" : DatasetCatalog.Locate(dataset, dataDirectory).Folder;
        }
        catch (DatasetMissingException)
        {
            return [];
        }

        string[] files = folder.Length == 0 ? [] : [.. Directory.GetFiles(folder).Where(IsData).Order(StringComparer.Ordinal)];
        return [.. files.Select(Entry)];
    }

    /// <summary>Whether a file holds images or labels, and not a description.</summary>
    /// <param name="path">The file.</param>
    public static bool IsData(string path) =>
        Path.GetExtension(path) is ".bin" or ".gz" || Path.GetFileName(path).EndsWith("-ubyte", StringComparison.Ordinal);

    /// <summary>SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    /// <param name="path">The file.</param>
    public static string Sha256(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static JsonNode Entry(string path) => new JsonObject
    {
        ["file"] = Path.GetFileName(path),
        ["bytes"] = new FileInfo(path).Length,
        ["sha256"] = Sha256(path),
    };
}
