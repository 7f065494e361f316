using System.Text.RegularExpressions;

namespace WideNet.Tests;

/// <summary>Dependencies between the folders of lib/WideNet point one way, in the order of the table in lib/README.md.</summary>
public sealed partial class FolderOrderTests
{
    private static readonly string Library = Path.Combine(RepositoryFiles.Root, "lib", "WideNet");

    [Fact]
    public void Folders_OfTheLibrary_AreThoseOfTheTable()
    {
        string[] folders = [.. Sources().Select(Folder).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(folders, Table().SelectMany(row => row).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Usings_OfEveryFolder_NameFoldersAboveItInTheTable()
    {
        Dictionary<string, int> rank = Table().SelectMany((row, i) => row.Select(folder => (folder, i))).ToDictionary(pair => pair.folder, pair => pair.i);
        List<string> wrong = [];
        int count = 0;
        foreach (string file in Sources())
        {
            string text = File.ReadAllText(file);
            string[] usings = [.. Using().Matches(text).Select(use => use.Groups["name"].Value.Replace('.', '/'))];
            count += usings.Length;

            // A name may begin with a folder's without a using; a property of that name counts too, on the safe side.
            IEnumerable<string> qualified = Qualified().Matches(text).Select(use => use.Groups["name"].Value).Where(rank.ContainsKey);
            wrong.AddRange(usings.Concat(qualified).Distinct().Where(used => !rank.TryGetValue(used, out int other) || other > rank[Folder(file)])
                .Select(used => $"{Path.GetRelativePath(Library, file)} uses {used}"));
        }

        Assert.InRange(count, 400, int.MaxValue);
        Assert.True(wrong.Count == 0, $"lib/README.md orders the folders otherwise: {string.Join("; ", wrong)}");
    }

    private static string[][] Table() =>
    [
        .. File.ReadLines(Path.Combine(RepositoryFiles.Root, "lib", "README.md"))
            .SkipWhile(line => !line.StartsWith("| folders |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)),
    ];

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Library, "*.cs", SearchOption.AllDirectories)
        .Where(file => Folder(file) is not ("bin" or "obj" or "."));

    // Compute and Figures are ordered by their subfolders, all others as a whole.
    private static string Folder(string file)
    {
        string[] parts = Path.GetRelativePath(Library, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
        return string.Join('/', parts.Take(parts[0] is "Compute" or "Figures" ? 2 : 1));
    }

    [GeneratedRegex(@"(?:using (?:static )?(?:\w+ = )?|global::)WideNet\.(?<name>(?:(?:Compute|Figures)\.)?[A-Z]\w*)\b(?=[.;])")]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z]\w*)\.(?=[A-Z])")]
    private static partial Regex Qualified();
}
