using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Tests;

public sealed partial class SymbolTableTests
{
    private static readonly string Library = Path.Combine(RepositoryFiles.Root, "lib", "WideNet");

    /// <summary>Symbol, public names, files.</summary>
    public static TheoryData<string, string, string> Rows { get; } = [.. File.ReadAllLines(Path.Combine(Library, "SYMBOLS.md"))
        .Select(line => line.Split(" | "))
        .Where(cells => cells.Length == 4 && cells[3].Contains('`', StringComparison.Ordinal))
        .Select(cells => (cells[0], cells[1], cells[3]))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_NamesAndFile_ExistInTheLibrary(string symbol, string names, string files)
    {
        string path = Path.Combine(Library, Quoted().Match(files).Groups[1].Value);
        Assert.True(File.Exists(path), $"{symbol}: {path}");
        string text = File.ReadAllText(path);
        Assert.All(Quoted().Matches(names), name => Assert.Contains(name.Groups[1].Value.Split('.')[^1], text, StringComparison.Ordinal));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
