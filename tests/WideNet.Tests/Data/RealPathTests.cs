using WideNet.Data;

namespace WideNet.Tests.Data;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Of_LinksToFilesAndFolders_LeadsToWhatTheyNameAtAnyDepth()
    {
        Directory.CreateDirectory(_folder["case", "inner"]);
        File.WriteAllText(_folder["case", "a.npy"], "a");
        Directory.CreateSymbolicLink(_folder["link"], "case");
        Directory.CreateSymbolicLink(_folder["second"], _folder["link"]);
        File.CreateSymbolicLink(_folder["case", "inner", "up.npy"], "../a.npy");
        string real = RealPath.Of(_folder["case", "a.npy"]);
        Assert.EndsWith(Path.Combine("case", "a.npy"), real, StringComparison.Ordinal);
        foreach (string name in (string[])["link/a.npy", "second/a.npy", "case/./a.npy", "second/inner/up.npy", "case/../link/inner/../a.npy"])
        {
            Assert.Equal(real, RealPath.Of(_folder[name]));
            Assert.True(RealPath.AreSame(_folder[name], _folder["case", "a.npy"]), name);
        }

        Assert.False(RealPath.AreSame(_folder["case"], _folder["case", "inner"]));
        Assert.True(RealPath.AreSame(_folder["link"] + Path.DirectorySeparatorChar, _folder["case"]));
    }

    [Fact]
    public void Of_WhatIsNotThere_KeepsItsNameBehindTheLinksBeforeIt()
    {
        Directory.CreateDirectory(_folder["case"]);
        Directory.CreateSymbolicLink(_folder["link"], "case");
        File.CreateSymbolicLink(_folder["dangling"], "case/new.npy");
        Assert.True(RealPath.AreSame(_folder["link", "new.npy"], _folder["case", "new.npy"]));
        Assert.True(RealPath.AreSame(_folder["dangling"], _folder["case", "new.npy"]));
    }

    [Fact]
    public void Of_LinksInACircle_Ends()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        Assert.Equal(_folder["a"], RealPath.Of(_folder["a"]));
    }

    [Fact]
    public void Write_ThroughALink_ReplacesWhatItLeadsToAndKeepsTheLink()
    {
        Directory.CreateDirectory(_folder["real"]);
        File.WriteAllText(_folder["real", "a.txt"], "old");
        File.CreateSymbolicLink(_folder["a.txt"], "real/a.txt");
        AtomicFile.WriteText(_folder["a.txt"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["real", "a.txt"]));
        Assert.Equal("real/a.txt", new FileInfo(_folder["a.txt"]).LinkTarget);
        Assert.Equal(["a.txt", "real/a.txt"], _folder.Files());
    }

    public void Dispose() => _folder.Dispose();
}
