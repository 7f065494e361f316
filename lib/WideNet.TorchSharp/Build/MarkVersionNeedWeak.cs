#nullable enable
#pragma warning disable IDE0005 // MSBuild compiles this file without implicit usings.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
#pragma warning restore IDE0005

namespace WideNet.TorchSharp.Build;

/// <summary>Lets a shared library load where the system's copy of a library it depends on lacks one symbol version that nothing in it uses.</summary>
/// <remarks>
/// TorchSharp 0.107 is linked on a system with GCC 13, so its native part names the version GLIBCXX_3.4.32, and the loader of an older Linux (Debian 12,
/// Ubuntu 22.04, RHEL 9) refuses it, though no relocation refers to the one symbol of that version. A version need that is marked weak may be missing.
/// Compiled by MSBuild when it is used. Test: MarkVersionNeedWeakTests.
/// </remarks>
public sealed class MarkVersionNeedWeak : Microsoft.Build.Utilities.Task
{
    private static readonly string[] SystemFolders = ["/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib", "/lib"];

    /// <summary>The shared library to change: a copy, never the package's file.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The library it depends on, such as <c>libstdc++.so.6</c>.</summary>
    [Required]
    public string Library { get; set; } = "";

    /// <summary>The version of that library's symbols that may be missing, such as <c>GLIBCXX_3.4.32</c>.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        string? system = (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "").Split(':').Concat(SystemFolders)
            .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, Library)).FirstOrDefault(System.IO.File.Exists);
        if (system is null || VersionNeed.Mentions(System.IO.File.ReadAllBytes(system), Version)) return true;
        try
        {
            bool changed = VersionNeed.MarkWeak(File, Library, Version);
            if (changed) Log.LogMessage(MessageImportance.Normal, $"{system} has no {Version}; the need for it in {File} is marked weak.");
            return true;
        }
        catch (InvalidDataException e)
        {
            Log.LogError(e.Message);
            return false;
        }
    }
}

/// <summary>Version needs of a 64-bit little-endian ELF file: which versions of another library's symbols it asks the loader for.</summary>
internal static class VersionNeed
{
    private const ushort Weak = 2;
    private const uint Relocations = 4, DynamicSymbols = 11, Needs = 0x6ffffffe, SymbolVersions = 0x6fffffff;

    /// <summary>Whether the bytes hold a name, ended by a zero.</summary>
    public static bool Mentions(byte[] content, string name) => Encoding.GetEncoding("ISO-8859-1").GetString(content).Contains("\0" + name + "\0");

    /// <summary>Marks one version need weak: sets one bit and leaves everything else as it is. The file is replaced, so another name of it keeps its
    /// bytes.</summary>
    /// <param name="file">The ELF file.</param>
    /// <param name="library">The library that is needed.</param>
    /// <param name="version">The version of its symbols.</param>
    /// <returns>Whether the file was changed: false where there is no such need or it is weak already.</returns>
    /// <exception cref="InvalidDataException">The file is not such an ELF file, is cut short, or refers to a symbol of that version; it is not
    /// changed.</exception>
    public static bool MarkWeak(string file, string library, string version)
    {
        byte[] content = File.ReadAllBytes(file);
        long position;
        try
        {
            position = FindFlags(content, library, version);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"{file} is not a complete ELF file; build again, which copies it from its package.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{file} {e.Message}", e);
        }

        if (position < 0 || (content[position] & Weak) != 0) return false;
        content[position] |= (byte)Weak;
        string temporary = file + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.Delete(file);
        File.Move(temporary, file);
        return true;
    }

    // The place of vna_flags of the need, or -1 if there is none.
    private static long FindFlags(byte[] content, string library, string version)
    {
        if (content.Length < 64 || Word(content, 0) != 0x464c457f || content[4] != 2 || content[5] != 1)
        {
            throw new InvalidDataException("is not a 64-bit little-endian ELF file.");
        }

        Section[] sections = [.. Sections(content)];
        if (sections.FirstOrDefault(section => section.Type == Needs) is not { } needs) return -1;
        Section names = Linked(sections, needs);
        foreach (long need in Chain(content, needs.Offset, needs.Info, 12))
        {
            if (Text(content, names, Word(content, need + 4)) != library) continue;
            foreach (long entry in Chain(content, need + Word(content, need + 8), Half(content, need + 2), 12))
            {
                if (Text(content, names, Word(content, entry + 8)) != version) continue;
                if (IsUsed(content, sections, Half(content, entry + 6)))
                {
                    throw new InvalidDataException($"refers to a symbol of {version}, which this system's {library} lacks; it cannot be loaded here.");
                }

                return entry + 4;
            }
        }

        return -1;
    }

    // Whether a relocation refers to a symbol of a version.
    private static bool IsUsed(byte[] content, Section[] sections, ushort version)
    {
        if (sections.FirstOrDefault(section => section.Type == SymbolVersions) is not { } versions) return false;
        long symbols = versions.Size / 2;
        foreach (Section table in sections.Where(section => section.Type == Relocations && Linked(sections, section).Type == DynamicSymbols))
        {
            for (long at = table.Offset; at < table.Offset + table.Size; at += 24)
            {
                uint symbol = Word(content, at + 12);
                if (symbol < symbols && (Half(content, versions.Offset + (2 * symbol)) & 0x7fff) == version) return true;
            }
        }

        return false;
    }

    private static IEnumerable<Section> Sections(byte[] content)
    {
        long table = Long(content, 40);
        int size = Half(content, 58), count = Half(content, 60);
        for (int i = 0; i < count; i++)
        {
            long at = table + ((long)i * size);
            yield return new Section(Word(content, at + 4), Long(content, at + 24), Long(content, at + 32), Word(content, at + 40), Word(content, at + 44));
        }
    }

    // A list whose entries hold the distance to the next one; 0 ends it, and so does the count.
    private static IEnumerable<long> Chain(byte[] content, long first, long count, int next)
    {
        long at = first;
        for (long i = 0; i < count; i++)
        {
            yield return at;
            uint step = Word(content, at + next);
            if (step == 0) yield break;
            at += step;
        }
    }

    private static Section Linked(Section[] sections, Section section) =>
        section.Link < sections.Length ? sections[section.Link] : throw new InvalidDataException("names a section that it does not have.");

    private static string Text(byte[] content, Section names, uint offset)
    {
        long first = names.Offset + offset, end = first;
        while (Byte(content, end) != 0) end++;
        return Encoding.ASCII.GetString(content, (int)first, (int)(end - first));
    }

    private static byte Byte(byte[] content, long at) =>
        at >= 0 && at < content.Length ? content[at] : throw new ArgumentOutOfRangeException(nameof(at));

    private static ushort Half(byte[] content, long at) => (ushort)(Byte(content, at) | (Byte(content, at + 1) << 8));

    private static uint Word(byte[] content, long at) => Half(content, at) | ((uint)Half(content, at + 2) << 16);

    private static long Long(byte[] content, long at) => Word(content, at) | ((long)Word(content, at + 4) << 32);

    private sealed class Section(uint type, long offset, long size, uint link, uint info)
    {
        public uint Type { get; } = type;

        public long Offset { get; } = offset;

        public long Size { get; } = size;

        public uint Link { get; } = link;

        public uint Info { get; } = info;
    }
}
