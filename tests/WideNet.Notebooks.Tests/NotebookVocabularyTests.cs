using System.Text.RegularExpressions;
using WideNet.Kernels;

namespace WideNet.Notebooks.Tests;

/// <summary>The types of the library that cells name are on a list, so that a notebook that asks for another one is noticed.</summary>
public sealed partial class NotebookVocabularyTests
{
    private const string List = "notebook-types.txt";

    [Fact]
    public void PublicTypes_ThatCellsName_AreThoseOfTheList()
    {
        string path = Path.Combine(RepositoryFiles.Root, "tests", "WideNet.Notebooks.Tests", List);
        string[] listed = [.. File.ReadLines(path).Where(line => !line.StartsWith('#') && line.Length > 0)], found = [.. Found()];
        Assert.True(listed.SequenceEqual(found), $"{List} must read\n{string.Join('\n', found)}");
    }

    [Fact]
    public void Names_OfACell_AreNeitherMembersNorTextNorComments() =>
        Assert.Equal(["Figure", "Row"], Names("using A.Panel;\nnew Figure { Title = \"a Panel\", X = x.Axis } // Claim\nRow row;").Where(IsCapital));

    // A line for each namespace: its name, then the types.
    private static IEnumerable<string> Found()
    {
        HashSet<string> named = [.. RepositoryFiles.Notebooks.SelectMany(path => Notebook.Read(path).Cells)
            .Where(cell => cell.Kind == NotebookCellKind.Code).SelectMany(cell => Names(cell.Source))];
        return typeof(InfiniteNetwork).Assembly.GetExportedTypes().Where(type => !type.IsNested)
            .Select(type => (Space: type.Namespace!["WideNet.".Length..], Name: type.Name.Split('`')[0])).Where(type => named.Contains(type.Name))
            .Distinct().GroupBy(type => type.Space, type => type.Name).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Order(StringComparer.Ordinal))}");
    }

    private static IEnumerable<string> Names(string source) =>
        Name().Matches(Unread().Replace(source, "")).Select(match => match.Value);

    private static bool IsCapital(string name) => char.IsUpper(name[0]) && name is not ("Title" or "X");

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|//.*|using [\\w.]+;", RegexOptions.CultureInvariant)]
    private static partial Regex Unread();

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
