namespace WideNet.Report.Tests;

/// <summary>Finds the files of the repository from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder whose package.json pins plotly.js.</summary>
    public static string Npm => Path.Combine(Root, "lib", "WideNet.Report", "npm");

    /// <summary>The folder whose package.json pins axe-core, which looks for barriers in pages.</summary>
    public static string NpmOfTests => Path.Combine(Root, "tests", "WideNet.Report.Tests", "npm");

    /// <summary>The project's notebooks.</summary>
    public static IReadOnlyList<string> Notebooks => [.. Directory.GetFiles(Path.Combine(Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Reproduction.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Reproduction.sln; run them from inside the repository.");
    }
}
