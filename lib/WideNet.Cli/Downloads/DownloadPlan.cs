using WideNet.Data;

namespace WideNet.Cli.Downloads;

/// <summary>What has to be fetched for one data set.</summary>
internal sealed record DownloadPlan
{
    /// <summary>Name of the data set, one of <see cref="DatasetCatalog.Names"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its folder below the download folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The files; a single one whose name ends in <c>.tar.gz</c> is an archive that holds <see cref="Folder"/>.</summary>
    public required IReadOnlyList<DownloadSource> Files { get; init; }

    /// <summary>True when the files come as an archive.</summary>
    public bool IsArchive => Files is [var only] && only.FileName.EndsWith(".tar.gz", StringComparison.Ordinal);
}

/// <summary>A file to fetch: where it lies, how it is called here, and what it must be.</summary>
internal sealed record DownloadSource
{
    /// <summary>The HTTP or HTTPS address.</summary>
    public required Uri Address { get; init; }

    /// <summary>Name of the file in the download folder; a plain name without folders.</summary>
    /// <exception cref="ArgumentException">The name has a folder in it.</exception>
    public required string FileName
    {
        get;
        init => field = value == Path.GetFileName(value) && value.Length > 0
            ? value
            : throw new ArgumentException($"{nameof(FileName)} must be a plain file name, but it is '{value}'.", nameof(value));
    }

    /// <summary>The published MD5 checksum, 32 lower-case hexadecimal digits.</summary>
    /// <exception cref="ArgumentException">The text is no such checksum.</exception>
    public required string Md5
    {
        get;
        init => field = value.Length == 32 && value.All(char.IsAsciiHexDigitLower)
            ? value
            : throw new ArgumentException($"{nameof(Md5)} must be 32 lower-case hexadecimal digits, but it is '{value}'.", nameof(value));
    }

    /// <summary>A bound on the size in bytes; whatever is longer is refused before it fills the disk.</summary>
    public required long LargestSize { get; init; }
}
