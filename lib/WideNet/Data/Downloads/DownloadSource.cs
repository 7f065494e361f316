namespace WideNet.Data.Downloads;

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
