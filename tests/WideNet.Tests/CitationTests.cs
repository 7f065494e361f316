using System.Text.RegularExpressions;

namespace WideNet.Tests;

/// <summary>A test that a comment or a page of the library cites as evidence exists.</summary>
public sealed partial class CitationTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Classes = new(FindClasses);

    [Fact]
    public void Citations_OfTheLibrary_NameTestsThatExist()
    {
        Citation[] citations =
            [.. Sources("lib").SelectMany(file => Citations(Path.GetRelativePath(RepositoryFiles.Root, file), File.ReadAllLines(file)))];

        // About 130 today; far fewer would mean that the pattern no longer finds them.
        Assert.InRange(citations.Length, 60, int.MaxValue);
        string[] wrong = [.. citations.Where(citation => !Exists(citation)).Select(citation => $"{citation.Place}: {citation.Class} {citation.Method}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("/// Shown by ErfTests.", "ErfTests", "")]
    [InlineData("/// (<c>ErfTests</c>)", "ErfTests", "")]
    [InlineData("int x = 0; // ErfTests.Dual_At_Zero shows it", "ErfTests", "Dual_At_Zero")]
    [InlineData("/// See ErfTests, which", "ErfTests", "")]
    public void Citations_OfOneComment_AreFound(string line, string name, string method) =>
        Assert.Equal([new Citation("file.cs:1", name, method)], Citations("file.cs", [line]));

    [Theory]
    [InlineData("bool ErfTests = true;")]
    [InlineData("/// Tests: none.")]
    [InlineData("/// WideNet.Tests reads it.")]
    [InlineData("/// RequireTestTestsNothing")]
    public void Citations_OfOtherLines_AreNone(string line) => Assert.Empty(Citations("file.cs", [line]));

    [Fact]
    public void Exists_OfWrongNames_IsFalse()
    {
        Assert.True(Exists(new Citation("", nameof(CitationTests), nameof(Exists_OfWrongNames_IsFalse))));
        Assert.False(Exists(new Citation("", nameof(CitationTests), nameof(Exists_OfWrongNames_IsFalse) + "Not")));
        Assert.False(Exists(new Citation("", "NoSuch" + nameof(CitationTests), "")));
    }

    private static IEnumerable<Citation> Citations(string file, string[] lines)
    {
        bool isCode = Path.GetExtension(file) == ".cs";
        for (int i = 0; i < lines.Length; i++)
        {
            int start = isCode ? lines[i].IndexOf("//", StringComparison.Ordinal) : 0;
            if (start < 0) continue;
            foreach (Match match in Cited().Matches(lines[i][start..]))
            {
                yield return new Citation($"{file}:{i + 1}", match.Groups["class"].Value, match.Groups["method"].Value);
            }
        }
    }

    private static bool Exists(Citation citation) =>
        Classes.Value.TryGetValue(citation.Class, out string? text) && (citation.Method.Length == 0 || Regex.IsMatch(text, $@"\b{citation.Method}\("));

    private static Dictionary<string, string> FindClasses()
    {
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in Sources("tests").Select(File.ReadAllText))
        {
            foreach (Match match in Defined().Matches(text)) classes[match.Groups[1].Value] = classes.GetValueOrDefault(match.Groups[1].Value) + text;
        }

        return classes;
    }

    private static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".md")
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"));

    [GeneratedRegex(@"\b(?<class>[A-Z]\w+Tests)\b(?:\.(?<method>[A-Z]\w*_\w*))?")]
    private static partial Regex Cited();

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex Defined();

    private sealed record Citation(string Place, string Class, string Method);
}
