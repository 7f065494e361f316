using System.Formats.Tar;
using System.IO.Compression;
using WideNet.Data;

namespace WideNet.Cli.Downloads;

/// <summary>Unpacks <c>.tar.gz</c> archives that are not trusted: plain files and folders below the target, nothing else, within bounds.</summary>
/// <remarks>Owners, modes and dates of the archive are ignored. Shown by TarGzArchiveTests with hostile archives.</remarks>
internal static class TarGzArchive
{
    private const int MostEntries = 1000;

    /// <summary>Unpacks all files of an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">An empty folder; what was unpacked before an error stays in it, so unpack to a temporary one.</param>
    /// <param name="largestSize">A bound on the sum of the sizes of all files, in bytes.</param>
    /// <param name="cancellation">Ends the unpacking.</param>
    /// <exception cref="DataFormatException">The archive is damaged, too large, or has a link, a device, a repeated name, a file in place of a folder, or a
    /// name that leads out of the folder.</exception>
    public static async Task UnpackAsync(string path, string folder, long largestSize, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            await using GZipStream plain = new(file, CompressionMode.Decompress);
            await using TarReader reader = new(plain);
            long size = 0;
            for (int entries = 0; await reader.GetNextEntryAsync(copyData: false, cancellation).ConfigureAwait(false) is TarEntry entry; entries++)
            {
                size = checked(size + entry.Length);
                if (entries >= MostEntries || size > largestSize)
                {
                    throw Refused(path, Invariant($"has more than {MostEntries} entries or {largestSize} bytes"));
                }

                await UnpackAsync(entry, path, folder, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or OverflowException
            or InvalidOperationException or ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new DataFormatException($"{path} is damaged and was not unpacked ({error.Message.TrimEnd('.')}); fetch it again.", error);
        }
    }

    private static async Task UnpackAsync(TarEntry entry, string path, string folder, CancellationToken cancellation)
    {
        if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
        {
            return;
        }

        string target = TargetOf(entry, path, folder), place = entry.EntryType == TarEntryType.Directory ? target : Path.GetDirectoryName(target)!;
        for (string? above = place; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above)) throw Refused(path, $"has the entry '{entry.Name}', where an entry before it has a file");
        }

        Directory.CreateDirectory(place);
        if (entry.EntryType == TarEntryType.Directory) return;
        if (Path.Exists(target))
        {
            throw Refused(path, $"has the entry '{entry.Name}' twice");
        }

        await using FileStream file = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (entry.DataStream is Stream data)
        {
            await data.CopyToAsync(file, cancellation).ConfigureAwait(false);
        }

        if (file.Length != entry.Length)
        {
            throw new InvalidDataException($"the entry '{entry.Name}' has {file.Length} of {entry.Length} bytes");
        }
    }

    /// <summary>The path of an entry below the folder; names are checked by their parts, on every platform alike.</summary>
    private static string TargetOf(TarEntry entry, string path, string folder)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.Directory))
        {
            throw Refused(path, $"has the entry '{entry.Name}' of type {entry.EntryType}, but only files and folders are unpacked");
        }

        string name = entry.EntryType == TarEntryType.Directory ? entry.Name.TrimEnd('/') : entry.Name;
        if (name.StartsWith("./", StringComparison.Ordinal))
        {
            name = name[2..];
        }

        string[] parts = name.Split('/');
        bool safe = (name == "." && entry.EntryType == TarEntryType.Directory)
            || parts.All(p => p is not ("" or "." or "..") && p.IndexOfAny(['\\', ':', '\0']) < 0);
        return safe
            ? Path.Combine([Path.GetFullPath(folder), .. parts])
            : throw Refused(path, $"has the entry '{entry.Name}', a name that could lead out of the folder");
    }

    private static DataFormatException Refused(string path, string problem) => new($"{path} {problem}; it was not unpacked.");
}
