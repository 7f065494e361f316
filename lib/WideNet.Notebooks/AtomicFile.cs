using System.Text;
using WideNet.Data;

namespace WideNet.Notebooks;

/// <summary>Writes a file whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text as UTF-8 beside the target, then renames it over the target; a symbolic link stays one, and what it leads to is replaced.</summary>
    public static void WriteAllText(string path, string text)
    {
        string target = RealPath.Of(path);
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, Invariant($".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp"));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
