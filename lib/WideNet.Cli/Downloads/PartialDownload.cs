using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using WideNet.Data;

namespace WideNet.Cli.Downloads;

/// <summary>
/// The bytes of an unfinished download, <c>name.part</c>, and the server's mark of the version that they belong to, <c>name.part.version</c>.
/// Without a mark the bytes are worthless, because the rest could belong to another version.
/// </summary>
internal sealed class PartialDownload(string finalPath)
{
    private readonly string _versionPath = finalPath + ".part.version";

    public string Path { get; } = finalPath + ".part";

    /// <summary>Number of bytes that an attempt can go on from; 0 when there is none.</summary>
    public long Length => Version is null || !File.Exists(Path) ? 0 : new FileInfo(Path).Length;

    /// <summary>The mark as the condition of a range request: a strong entity tag, or the date of the last change.</summary>
    public RangeConditionHeaderValue? Version
    {
        get
        {
            string text = File.Exists(_versionPath) ? File.ReadAllText(_versionPath) : "";
            return RangeConditionHeaderValue.TryParse(text, out RangeConditionHeaderValue? version) ? version : null;
        }
    }

    /// <summary>Notes the version of a response that starts from the first byte. Weak tags do not promise equal bytes and do not count.</summary>
    public void Begin(HttpResponseMessage response)
    {
        Discard();
        EntityTagHeaderValue? tag = response.Headers.ETag;
        DateTimeOffset? changed = response.Content.Headers.LastModified;
        string? version = tag is { IsWeak: false } ? tag.Tag : changed?.ToString("r", CultureInfo.InvariantCulture);
        if (version is not null)
        {
            AtomicFile.WriteText(_versionPath, version);
        }
    }

    public void Discard()
    {
        File.Delete(_versionPath);
        File.Delete(Path);
    }

    /// <summary>Gives the bytes their final name, in one rename.</summary>
    public void Finish()
    {
        File.Move(Path, finalPath, overwrite: true);
        File.Delete(_versionPath);
    }

    public static async Task<string> Md5Async(string path, CancellationToken cancellation)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
#pragma warning disable CA5351 // The data sets are published with MD5 checksums; they guard against damage, not against an adversary.
        byte[] hash = await MD5.HashDataAsync(file, cancellation).ConfigureAwait(false);
#pragma warning restore CA5351
        return Convert.ToHexStringLower(hash);
    }
}
