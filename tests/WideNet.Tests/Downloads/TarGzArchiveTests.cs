using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using WideNet.Cli.Downloads;
using WideNet.Data;
using WideNet.Tests.Data;

namespace WideNet.Tests.Downloads;

public sealed class TarGzArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task UnpackAsync_EveryTarFormat_GivesTheFiles(TarEntryFormat format)
    {
        using (TarWriter tar = Open(format))
        {
            tar.WriteEntry(Entry(format, TarEntryType.Directory, "set/"));
            tar.WriteEntry(Entry(format, Regular(format), "set/a.bin", "alpha"));
            tar.WriteEntry(Entry(format, Regular(format), "./set/b/empty", ""));
        }

        await UnpackAsync();
        Assert.Equal(["a.tar.gz", "out/set/a.bin", "out/set/b/empty"], _folder.Files().Select(f => f.Replace('\\', '/')));
        Assert.Equal("alpha", File.ReadAllText(_folder["out", "set", "a.bin"]));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("set/../../x")]
    [InlineData("/tmp/widenet-absolute")]
    [InlineData("set//x")]
    [InlineData("..")]
    [InlineData(@"..\x")]
    [InlineData(@"C:\x")]
    [InlineData("C:x")]
    public async Task UnpackAsync_NameThatLeadsOut_IsRefused(string name)
    {
        using (TarWriter tar = Open())
        {
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, name, "evil"));
        }

        await AssertRefusedAsync($"has the entry '{name}', a name that could lead out of the folder; it was not unpacked.");
        Assert.Equal(["a.tar.gz"], _folder.Files());
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    public async Task UnpackAsync_LinkOrDevice_IsRefused(TarEntryType type)
    {
        using (TarWriter tar = Open())
        {
            PaxTarEntry entry = (PaxTarEntry)Entry(TarEntryFormat.Pax, type, "set/link");
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = "/etc/passwd";
            }

            tar.WriteEntry(entry);
        }

        await AssertRefusedAsync($"has the entry 'set/link' of type {type}, but only files and folders are unpacked; it was not unpacked.");
    }

    [Fact]
    public async Task UnpackAsync_SameNameTwice_IsRefused()
    {
        using (TarWriter tar = Open())
        {
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, "x", "1"));
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, "x", "2"));
        }

        await AssertRefusedAsync("has the entry 'x' twice; it was not unpacked.");
    }

    [Theory]
    [InlineData("x", TarEntryType.Directory, "x/")]
    [InlineData("set/x", TarEntryType.RegularFile, "set/x/y")]
    [InlineData("set", TarEntryType.RegularFile, "set/x/y/z")]
    public async Task UnpackAsync_FileWhereAFolderIsMeant_IsRefused(string file, TarEntryType type, string later)
    {
        using (TarWriter tar = Open())
        {
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, file, "1"));
            tar.WriteEntry(Entry(TarEntryFormat.Pax, type, later));
        }

        await AssertRefusedAsync($"has the entry '{later}', where an entry before it has a file; it was not unpacked.");
    }

    [Fact]
    public async Task UnpackAsync_FolderWhereAFileIsMeant_IsRefused()
    {
        using (TarWriter tar = Open())
        {
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.Directory, "x/"));
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, "x", "1"));
        }

        await AssertRefusedAsync("has the entry 'x' twice; it was not unpacked.");
    }

    [Fact]
    public async Task UnpackAsync_EntryOfAnUnknownType_IsRefused()
    {
        using (TarWriter tar = Open(TarEntryFormat.Gnu)) tar.WriteEntry(Entry(TarEntryFormat.Gnu, TarEntryType.RegularFile, "x", "1"));
        Rewrite(header =>
        {
            const int type = 156, checksum = 148, digits = 8;
            header[type] = (byte)'S'; // a sparse file
            header.AsSpan(checksum, digits).Fill((byte)' ');
            int sum = header.AsSpan(0, 512).ToArray().Sum(value => value);
            Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header, checksum);
        });

        var error = await Assert.ThrowsAsync<DataFormatException>(UnpackAsync);
        Assert.Contains("SparseFile", error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{_folder["a.tar.gz"]} is damaged and was not unpacked (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnpackAsync_NameTooLongForAFile_IsRefused()
    {
        using (TarWriter tar = Open()) tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, new string('n', 300), "1"));
        await Assert.ThrowsAsync<DataFormatException>(UnpackAsync);
    }

    [Fact]
    public async Task UnpackAsync_MoreThanAllowed_IsRefusedBeforeItIsWritten()
    {
        using (TarWriter tar = Open())
        {
            tar.WriteEntry(Entry(TarEntryFormat.Pax, TarEntryType.RegularFile, "bomb", new string('0', 5000)));
        }

        await AssertRefusedAsync("has more than 1000 entries or 1000 bytes; it was not unpacked.");
        Assert.Equal(["a.tar.gz"], _folder.Files());
    }

    [Fact]
    public async Task UnpackAsync_TooManyEntries_IsRefused()
    {
        using (TarWriter tar = Open())
        {
            for (int i = 0; i <= 1000; i++)
            {
                tar.WriteEntry(Entry(TarEntryFormat.Ustar, TarEntryType.Directory, $"d{i}/"));
            }
        }

        await AssertRefusedAsync("has more than 1000 entries or 1000 bytes; it was not unpacked.");
    }

    [Fact]
    public async Task UnpackAsync_TruncatedArchive_IsRefusedOrHarmless()
    {
        using (TarWriter tar = Open())
        {
            tar.WriteEntry(Entry(TarEntryFormat.Ustar, TarEntryType.RegularFile, "x", "content"));
        }

        byte[] good = File.ReadAllBytes(_folder["a.tar.gz"]);
        for (int length = 0; length < good.Length; length += 3)
        {
            File.WriteAllBytes(_folder["a.tar.gz"], good[..length]);
            Exception? error = await Record.ExceptionAsync(UnpackAsync);
            Assert.True(error is null or DataFormatException, $"length {length}: {error}");
            string path = _folder["out", "x"];
            Assert.True(error is not null || !File.Exists(path) || File.ReadAllText(path) == "content", $"length {length} gave half a file without an error");
            Directory.Delete(_folder["out"], recursive: true);
        }
    }

    [Fact]
    public async Task UnpackAsync_NoArchive_IsRefused()
    {
        File.WriteAllText(_folder["a.tar.gz"], "<html>Not found</html>");
        var error = await Assert.ThrowsAsync<DataFormatException>(UnpackAsync);
        Assert.StartsWith($"{_folder["a.tar.gz"]} is damaged and was not unpacked (", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private static TarEntryType Regular(TarEntryFormat format) => format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name, string? content = null)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(type, name),
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            _ => new PaxTarEntry(type, name),
        };
        if (content is not null)
        {
            entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        }

        return entry;
    }

    private TarWriter Open(TarEntryFormat format = TarEntryFormat.Pax) =>
        new(new GZipStream(File.Create(_folder["a.tar.gz"]), CompressionLevel.Fastest), format, leaveOpen: false);

    private void Rewrite(Action<byte[]> change)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(File.OpenRead(_folder["a.tar.gz"]), CompressionMode.Decompress)) packed.CopyTo(bytes);
        byte[] archive = bytes.ToArray();
        change(archive);
        using var again = new GZipStream(File.Create(_folder["a.tar.gz"]), CompressionLevel.Fastest);
        again.Write(archive);
    }

    private Task UnpackAsync()
    {
        Directory.CreateDirectory(_folder["out"]);
        return TarGzArchive.UnpackAsync(_folder["a.tar.gz"], _folder["out"], 1000);
    }

    private async Task AssertRefusedAsync(string problem)
    {
        var error = await Assert.ThrowsAsync<DataFormatException>(UnpackAsync);
        Assert.Equal($"{_folder["a.tar.gz"]} {problem}", error.Message);
    }
}
