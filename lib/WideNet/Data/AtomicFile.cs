using System.Text;

namespace WideNet.Data;

/// <summary>Writes whole files: a reader sees the old content or all of the new, never a part.</summary>
/// <remarks>
/// The content goes to a temporary file <c>name.*.tmp</c> in the same folder, is flushed to the disk and takes the final name in one
/// rename. A symbolic link stays a link: what it leads to is replaced. When writing fails the temporary file is removed and the old file stays. Shown by
/// AtomicFileTests.
/// </remarks>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a file through a stream, creating missing folders.</summary>
    /// <param name="path">Where the file shall lie; an existing file is replaced.</param>
    /// <param name="write">Receives a stream that can seek; whatever it throws leaves the old file untouched.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The folder cannot be written, or <paramref name="path"/> is a folder, a device or a pipe.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = RealPath.Of(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"Cannot write the file {path}: a folder has that name.");
        }

        if (SpecialFile.Is(target)) throw new IOException($"{path} is a device or a pipe, which would be replaced by a file; name a file.");

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="path">Where the file shall lie; an existing file is replaced.</param>
    /// <param name="bytes">The whole content.</param>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes text as UTF-8 without a byte-order mark, line ends as given.</summary>
    /// <param name="path">Where the file shall lie; an existing file is replaced.</param>
    /// <param name="text">The whole content.</param>
    public static void WriteText(string path, string text)
    {
        WriteBytes(path, Utf8WithoutMark.GetBytes(text));
    }
}
