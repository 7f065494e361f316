using WideNet.Cli.Running;

namespace WideNet.Notebooks.Tests.Cli;

public sealed class StoredGalleryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("widenet-gallery-").FullName;

    private string Gallery => Directory.CreateDirectory(Path.Combine(_folder, "gallery")).FullName;

    private string RunFolder => Directory.CreateDirectory(Path.Combine(_folder, "run")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Update_FiguresOfTheRun_ReplaceThoseStored()
    {
        File.WriteAllText(Path.Combine(Gallery, "01-a.svg"), "old");
        File.WriteAllText(Path.Combine(RunFolder, "01-a.svg"), "new");
        File.WriteAllText(Path.Combine(RunFolder, "01-b.svg"), "not shown");
        StoredGallery.Update(Gallery, RunFolder);
        Assert.Equal("new", File.ReadAllText(Path.Combine(Gallery, "01-a.svg")));
        Assert.Single(Directory.GetFiles(Gallery));
    }

    [Fact]
    public void Update_FigureThatNobodyDraws_ChangesNothing()
    {
        File.WriteAllText(Path.Combine(Gallery, "01-a.svg"), "old");
        File.WriteAllText(Path.Combine(Gallery, "01-b.svg"), "old");
        File.WriteAllText(Path.Combine(RunFolder, "01-a.svg"), "new");
        var error = Assert.Throws<ArgumentException>(() => StoredGallery.Update(Gallery, RunFolder));
        Assert.StartsWith("The gallery shows 01-b.svg, but no notebook draws it;", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Combine(Gallery, "01-a.svg")));
    }

    [Fact]
    public void StoredFigures_OfTheRepository_AreOneForEachNotebook()
    {
        string[] names = [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "data", "results", "gallery")).Select(file => Path.GetFileName(file))];
        IEnumerable<string> notebooks =
            RepositoryFiles.Notebooks.Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "00-conventions");
        Assert.All(notebooks, notebook => Assert.Single(names, name => name.StartsWith(notebook + "-", StringComparison.Ordinal)));
        Assert.Equal(notebooks.Count(), names.Length);
    }
}
