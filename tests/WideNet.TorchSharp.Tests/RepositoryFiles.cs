namespace WideNet.TorchSharp.Tests;

/// <summary>Files of the repository that the tests read.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of Reproduction.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Reproduction.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("There is no Reproduction.sln above the tests.");
    }
}
