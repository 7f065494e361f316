using System.Diagnostics;
using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void WriteText_InMissingFolder_CreatesItAndWritesUtf8WithoutMark()
    {
        AtomicFile.WriteText(_folder["a", "b", "σ.txt"], "χ\n");
        Assert.Equal([0xCF, 0x87, 0x0A], File.ReadAllBytes(_folder["a", "b", "σ.txt"]));
        Assert.Equal([Path.Combine("a", "b", "σ.txt")], _folder.Files());
    }

    [Fact]
    public void Write_ExistingFile_IsReplacedWhole()
    {
        AtomicFile.WriteText(_folder["x"], "a longer text");
        AtomicFile.WriteText(_folder["x"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["x"]));
    }

    [Fact]
    public void Write_WriterThrows_KeepsTheOldFileAndLeavesNoTemporaryFile()
    {
        AtomicFile.WriteText(_folder["x"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["x"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(_folder["x"]));
        Assert.Equal(["x"], _folder.Files());
    }

    [Fact]
    public void Write_OntoAPipe_IsRefusedAndThePipeStays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes with names are made by mkfifo of Linux here.");
        using (Process make = Process.Start("mkfifo", [_folder["pipe"]])) make.WaitForExit();
        Assert.True(SpecialFile.Is(_folder["pipe"]));
        Assert.True(SpecialFile.Is("/dev/null"));
        AtomicFile.WriteText(_folder["x"], "text");
        Assert.False(SpecialFile.Is(_folder["x"]) || SpecialFile.Is(_folder["."]) || SpecialFile.Is(_folder["nothing"]));
        var error = Assert.Throws<IOException>(() => AtomicFile.WriteText(_folder["pipe"], "text"));
        Assert.Equal($"{_folder["pipe"]} is a device or a pipe, which would be replaced by a file; name a file.", error.Message);
        Assert.True(SpecialFile.Is(_folder["pipe"]));
    }

    [Fact]
    public void Write_WhileOpenForReading_ReaderKeepsTheOldContent()
    {
        AtomicFile.WriteText(_folder["x"], "old");
        using var reader = new StreamReader(new FileStream(_folder["x"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        AtomicFile.WriteText(_folder["x"], "new");
        Assert.Equal("old", reader.ReadToEnd());
    }

    [Fact]
    public void Write_PathIsAFolder_SaysSo()
    {
        var error = Assert.Throws<IOException>(() => AtomicFile.WriteText(_folder.FullName, "x"));
        Assert.Equal($"Cannot write the file {_folder.FullName}: a folder has that name.", error.Message);
    }

    public void Dispose() => _folder.Dispose();
}
