namespace WideNet.Data;

/// <summary>What decides where data sets are looked for, besides an explicit folder.</summary>
/// <param name="StartFolders">The repository is the nearest folder with a Reproduction.sln at or above one of these, tried in order.</param>
/// <param name="Cifar10Folder">The value of CIFAR10_DIR; null or empty when it is not set.</param>
internal sealed record DataEnvironment(IReadOnlyList<string> StartFolders, string? Cifar10Folder)
{
    private const string Solution = "Reproduction.sln";

    /// <summary>That of this process: its working folder, then the program's folder, and CIFAR10_DIR.</summary>
    public static DataEnvironment Current() =>
        new([Environment.CurrentDirectory, AppContext.BaseDirectory], Environment.GetEnvironmentVariable("CIFAR10_DIR"));

    /// <summary>The folder of the repository, or null outside of one.</summary>
    public string? RepositoryRoot => StartFolders.Select(RootAbove).FirstOrDefault(root => root is not null);

    /// <summary>The folder of the repository's data, or null outside of one.</summary>
    public string? DataFolder => RepositoryRoot is string root ? Path.Combine(root, "data") : null;

    /// <summary>Where a downloaded data set lies in the repository, or null outside of one.</summary>
    /// <param name="name">Name of the folder, such as <c>cifar-10-batches-bin</c>.</param>
    public string? DownloadFolder(string name) => DataFolder is string data ? Path.Combine(data, "raw", name) : null;

    private static string? RootAbove(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
