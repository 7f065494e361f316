using System.Security.Cryptography;
using System.Text.Json.Nodes;
using WideNet.Cli.Downloads;
using WideNet.Data;

namespace WideNet.Cli.Running;

/// <summary>Names, lengths and checksums of the files that a run's images come from.</summary>
internal static class DataChecksums
{
    private const int HexDigits = 64;

    /// <summary>The files of a data set, in order of their names; none for synthetic images, or where the set is not on this machine.</summary>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="dataDirectory">The folder that the user named, or null.</param>
    public static JsonArray Of(string dataset, string? dataDirectory)
    {
        string? folder = dataset == "synthetic" ? null : Locate(dataset, dataDirectory);
        return folder is null ? [] : [.. Directory.GetFiles(folder).Where(IsData).Order(StringComparer.Ordinal).Select(Entry)];
    }

    /// <summary>The folder of a data set, or null where it is not on this machine.</summary>
    /// <param name="dataset">Name of the data set.</param>
    /// <param name="dataDirectory">The folder that the user named, or null.</param>
    public static string? Locate(string dataset, string? dataDirectory = null)
    {
        try
        {
            return DatasetCatalog.Locate(dataset, dataDirectory).Folder;
        }
        catch (DatasetMissingException)
        {
            return null;
        }
    }

    /// <summary>Whether a file holds images or labels, and not a description.</summary>
    public static bool IsData(string path) =>
        Path.GetExtension(path) is ".bin" or ".gz" || Path.GetFileName(path).EndsWith("-ubyte", StringComparison.Ordinal);

    /// <summary>SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    public static string Sha256(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The data files of a folder, held to the checksums that are known: of <c>SHA256SUMS</c> beside them, or published for a download.</summary>
    public static IEnumerable<Verified> Verify(string folder, string dataset)
    {
        Dictionary<string, string> sums = Sums(folder), md5 = DatasetDownload.PlanFor(dataset).Files.ToDictionary(file => file.FileName, file => file.Md5);
        foreach (string path in Directory.GetFiles(folder).Where(IsData).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path), sha256 = Sha256(path);
            bool isSound = (!sums.TryGetValue(name, out string? sum) || sum == sha256)
                && (!md5.TryGetValue(name, out string? published) || published == Md5(path));
            yield return new Verified(name, sha256, isSound ? null : "was changed: it has another checksum than it should");
        }

        foreach (string name in sums.Keys.Where(name => !File.Exists(Path.Combine(folder, name)))) yield return new Verified(name, sums[name], "is not there");
    }

    // Lines of the SHA-256, two spaces and the name, as sha256sum writes them.
    private static Dictionary<string, string> Sums(string folder)
    {
        string path = Path.Combine(folder, DatasetDownload.ChecksumFile);
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines.Where(line => line.Length > HexDigits + 2).DistinctBy(line => line[(HexDigits + 2)..])
            .ToDictionary(line => line[(HexDigits + 2)..], line => line[..HexDigits]);
    }

#pragma warning disable CA5351 // The published checksums are MD5; they tell damage, not forgery.
    private static string Md5(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }
#pragma warning restore CA5351

    private static JsonNode Entry(string path) => new JsonObject
    {
        ["file"] = Path.GetFileName(path),
        ["bytes"] = new FileInfo(path).Length,
        ["sha256"] = Sha256(path),
    };

    /// <summary>A data file and what is wrong with it.</summary>
    /// <param name="Name">File name.</param>
    /// <param name="Sha256">Its checksum.</param>
    /// <param name="Problem">What is wrong, or null.</param>
    internal sealed record Verified(string Name, string Sha256, string? Problem);
}
