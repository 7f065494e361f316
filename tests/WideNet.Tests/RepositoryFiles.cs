namespace WideNet.Tests;

/// <summary>Finds files of the repository by walking up from the test program to Reproduction.sln.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder that holds Reproduction.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder under tests/reference.</summary>
    public static string Reference(params string[] parts) => Path.Combine([Root, "tests", "reference", .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Reproduction.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Reproduction.sln lies above {AppContext.BaseDirectory}.");
    }
}
