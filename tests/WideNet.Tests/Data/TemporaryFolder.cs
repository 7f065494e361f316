namespace WideNet.Tests.Data;

/// <summary>An empty folder that vanishes at the end of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    public TemporaryFolder(string? parent = null) =>
        _folder = parent is null
            ? Directory.CreateTempSubdirectory("widenet-")
            : Directory.CreateDirectory(Path.Combine(parent, $"widenet-{Path.GetRandomFileName()}"));

    public string FullName => _folder.FullName;

    public string this[params string[] parts] => Path.Combine([FullName, .. parts]);

    /// <summary>Names of all files below, relative and sorted.</summary>
    public string[] Files() =>
        [.. _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(FullName, f.FullName)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
