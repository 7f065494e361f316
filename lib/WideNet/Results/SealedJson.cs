using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace WideNet.Results;

/// <summary>JSON files that say which schema they follow (<c>schema</c>) and end with the SHA-256 of all else (<c>sha256</c>).</summary>
/// <remarks>Files of the first schema have neither and are read as they are. Shown by SealedJsonTests.</remarks>
internal static class SealedJson
{
    /// <summary>The schema that is written.</summary>
    public const int Schema = 2;

    private const string Version = "schema", Seal = "sha256";

    /// <summary>The text of a file, indented.</summary>
    /// <param name="content">What it says; receives version and checksum.</param>
    public static string Write(JsonObject content)
    {
        content.Insert(0, Version, Schema);
        content[Seal] = ChecksumOf(JsonNode.Parse(content.ToJsonString(ResultRecordJson.Options))!.AsObject());
        return content.ToJsonString(ResultRecordJson.Options) + "\n";
    }

    /// <summary>Whether a file is of the first schema, which has no checksum.</summary>
    public static bool IsUnsealed(JsonObject root) => !root.ContainsKey(Version) && !root.ContainsKey(Seal);

    /// <summary>Refuses a file of a later schema, or one that was changed.</summary>
    /// <exception cref="FormatException">It is one of these.</exception>
    public static void Require(JsonObject root)
    {
        if (IsUnsealed(root)) return;
        if (root[Version] is not JsonValue version || !version.TryGetValue(out int schema) || schema != Schema)
        {
            throw new FormatException(
                Invariant($"it follows schema {root[Version]?.ToJsonString() ?? "null"}, and this version of the program reads 1 and {Schema}"));
        }

        var content = (JsonObject)root.DeepClone();
        content.Remove(Seal);
        if (root[Seal] is not JsonValue seal || !seal.TryGetValue(out string? checksum) || checksum != ChecksumOf(content))
            throw new FormatException("its content and its checksum disagree");
    }

    /// <summary>SHA-256 of a text, in lower-case hexadecimal digits.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string ChecksumOf(JsonObject content) => Sha256(content.ToJsonString(ResultRecordJson.Options));
}
