using System.Buffers.Binary;
using System.Text;
using WideNet.TorchSharp.Build;

namespace WideNet.TorchSharp.Tests.Build;

/// <summary>The build step on small ELF files that are written here: one version need, one symbol of that version,
/// and a relocation that may refer to it.</summary>
public sealed class MarkVersionNeedWeakTests : IDisposable
{
    private const string Library = "libstdc++.so.6", Version = "GLIBCXX_3.4.32";

    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-elf-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void MarkWeak_UnusedVersion_SetsOneBitAndNothingElse()
    {
        byte[] content = ElfSample.Create(Library, Version, isUsed: false);
        string file = Write(content);
        Assert.True(VersionNeed.MarkWeak(file, Library, Version));
        byte[] marked = File.ReadAllBytes(file);
        int[] changed = [.. Enumerable.Range(0, content.Length).Where(i => content[i] != marked[i])];
        Assert.Equal([ElfSample.Flags], changed);
        Assert.Equal((0, 2), (content[ElfSample.Flags], marked[ElfSample.Flags]));
        Assert.Equal(content.Length, marked.Length);
    }

    [Fact]
    public void MarkWeak_SecondTime_ChangesNothing()
    {
        string file = Write(ElfSample.Create(Library, Version, isUsed: false));
        Assert.True(VersionNeed.MarkWeak(file, Library, Version));
        byte[] marked = File.ReadAllBytes(file);
        Assert.False(VersionNeed.MarkWeak(file, Library, Version));
        Assert.Equal(marked, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    // A package's file may be the copy's other name.
    [Fact]
    public void MarkWeak_FileWithAnotherName_LeavesThatNameItsBytes()
    {
        byte[] content = ElfSample.Create(Library, Version, isUsed: false);
        string file = Write(content), other = Path.Combine(_folder, "package.so");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files with two names are made by ln here.");
        using (var link = System.Diagnostics.Process.Start("ln", [file, other])) link.WaitForExit();
        Assert.True(VersionNeed.MarkWeak(file, Library, Version));
        Assert.Equal(content, File.ReadAllBytes(other));
    }

    [Theory]
    [InlineData("libm.so.6", Version)]
    [InlineData(Library, "GLIBCXX_3.4.31")]
    public void MarkWeak_AnotherLibraryOrVersion_ChangesNothing(string library, string version)
    {
        byte[] content = ElfSample.Create(Library, Version, isUsed: false);
        string file = Write(content);
        Assert.False(VersionNeed.MarkWeak(file, library, version));
        Assert.Equal(content, File.ReadAllBytes(file));
    }

    [Fact]
    public void MarkWeak_VersionThatARelocationUses_IsRefused() =>
        AssertRefused(
            ElfSample.Create(Library, Version, isUsed: true),
            $"refers to a symbol of {Version}, which this system's {Library} lacks; it cannot be loaded here.");

    [Fact]
    public void MarkWeak_ForeignFile_IsRefused()
    {
        AssertRefused(Encoding.ASCII.GetBytes(new string('x', 200)), "is not a 64-bit little-endian ELF file.");
        AssertRefused([], "is not a 64-bit little-endian ELF file.");
        byte[] narrow = ElfSample.Create(Library, Version, isUsed: false);
        narrow[4] = 1;
        AssertRefused(narrow, "is not a 64-bit little-endian ELF file.");
    }

    // Cut anywhere: refused, or without such a need, but never an exception of another kind and never changed.
    [Fact]
    public void MarkWeak_TruncatedFile_IsRefused()
    {
        byte[] content = ElfSample.Create(Library, Version, isUsed: false);
        // The last fields of the last section's header are not read.
        for (int length = 64; length <= content.Length - 20; length += 4)
            AssertRefused(content[..length], "is not a complete ELF file; build again, which copies it from its package.");
    }

    [Fact]
    public void MarkWeak_AnyByteWrong_EndsInTimeWithOneKindOfError()
    {
        byte[] content = ElfSample.Create(Library, Version, isUsed: false);
        for (int i = 0; i < content.Length; i++)
        {
            byte[] wrong = [.. content];
            wrong[i] ^= 0xff;
            string file = Write(wrong);
            try
            {
                _ = VersionNeed.MarkWeak(file, Library, Version);
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(file, e.Message, StringComparison.Ordinal);
                Assert.Equal(wrong, File.ReadAllBytes(file));
            }
        }
    }

    // The genuine file beside the tests' natives: marked or not, the need is there and can be marked.
    [Fact]
    public void MarkWeak_PackagesOwnFile_HasTheNeedAndNoRelocationOfIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The file is Linux's.");
        string published = Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks", "libLibTorchSharp.so"), copy = Path.Combine(_folder, "copy.so");
        byte[] content = File.ReadAllBytes(published);
        File.WriteAllBytes(copy, content);
        bool changed = VersionNeed.MarkWeak(copy, Library, Version);
        byte[] marked = File.ReadAllBytes(copy);
        Assert.Equal(changed ? 1 : 0, Enumerable.Range(0, content.Length).Count(i => content[i] != marked[i]));
        Assert.False(VersionNeed.MarkWeak(copy, Library, Version));
    }

    [Theory]
    [InlineData("\0GLIBCXX_3.4.32\0", true)]
    [InlineData("\0GLIBCXX_3.4.3\0", false)]
    [InlineData("\0GLIBCXX_3.4.320\0", false)]
    [InlineData("", false)]
    public void Mentions_NameAmongOthers_IsFoundWhole(string content, bool expected) =>
        Assert.Equal(expected, VersionNeed.Mentions(Encoding.ASCII.GetBytes(content), Version));

    private void AssertRefused(byte[] content, string message)
    {
        string file = Write(content);
        var error = Assert.Throws<InvalidDataException>(() => VersionNeed.MarkWeak(file, Library, Version));
        Assert.Equal($"{file} {message}", error.Message);
        Assert.Equal(content, File.ReadAllBytes(file));
    }

    private string Write(byte[] content)
    {
        string file = Path.Combine(_folder, "sample.so");
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>Writes ELF files of seven sections, each table at a round place.</summary>
    private static class ElfSample
    {
        /// <summary>The place of vna_flags.</summary>
        public const int Flags = Needs + 16 + 4;

        private const int Names = 0x40, Needs = 0x80, Versions = 0xc0, Symbols = 0xe0, Relocations = 0x120, Sections = 0x140, SectionSize = 64;

        public static byte[] Create(string library, string version, bool isUsed)
        {
            var content = new byte[Sections + (6 * SectionSize)];
            Span<byte> bytes = content;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x464c457f);
            (content[4], content[5]) = (2, 1);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], Sections);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[58..], SectionSize);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[60..], 6);
            Encoding.ASCII.GetBytes($"\0{library}\0{version}\0").CopyTo(bytes[Names..]);
            Words(bytes[Needs..], 1 | (1 << 16), 1, 16, 0, 0xb3d4, 18 << 16, (uint)library.Length + 2, 0);
            Words(bytes[Versions..], 0 | (18 << 16));
            Words(bytes[Relocations..], 0, 0, 1, isUsed ? 1u : 0, 0, 0);
            Section(bytes, 1, 3, Names, 0x40, 0, 0);
            Section(bytes, 2, 0x6ffffffe, Needs, 32, 1, 1);
            Section(bytes, 3, 0x6fffffff, Versions, 4, 4, 0);
            Section(bytes, 4, 11, Symbols, 48, 1, 0);
            Section(bytes, 5, 4, Relocations, 24, 4, 0);
            return content;
        }

        private static void Section(Span<byte> bytes, int index, uint type, int offset, int size, uint link, uint info)
        {
            Span<byte> header = bytes[(Sections + (index * SectionSize))..];
            Words(header, 0, type);
            BinaryPrimitives.WriteInt64LittleEndian(header[24..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(header[32..], size);
            Words(header[40..], link, info);
        }

        private static void Words(Span<byte> bytes, params ReadOnlySpan<uint> words)
        {
            for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], words[i]);
        }
    }
}
