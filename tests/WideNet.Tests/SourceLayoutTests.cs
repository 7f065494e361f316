using System.Reflection;

namespace WideNet.Tests;

/// <summary>What a reader meets stays small: no line over 160 characters, no file over 300 lines, no public type that nobody outside needs.</summary>
public sealed class SourceLayoutTests
{
    private const int LongestLine = 160, LongestFile = 300, MostPublicTypes = 140;

    [Fact]
    public void Sources_OfTheRepository_HaveNoLongLine()
    {
        string[] files = [.. Sources()];
        Assert.InRange(files.Length, 500, int.MaxValue);
        string[] tooLong = [.. files.SelectMany(file => LongLines(File.ReadAllLines(file)).Select(line => $"{Name(file)}:{line}"))];
        Assert.True(tooLong.Length == 0, $"Lines of more than {LongestLine} characters: {string.Join(", ", tooLong)}");
    }

    [Fact]
    public void Sources_OfTheRepository_HaveNoLongFile()
    {
        string[] tooLong = [.. Sources().Where(file => File.ReadLines(file).Count() > LongestFile).Select(Name)];
        Assert.True(tooLong.Length == 0, $"Files of more than {LongestFile} lines: {string.Join(", ", tooLong)}");
    }

    // What the command line, the engines and the tests alone use is internal. Whoever adds a public type takes another away, or says here why not.
    // Exceptions are not counted: callers need those that a public member names.
    [Fact]
    public void PublicTypes_OfTheLibrary_AreFew()
    {
        Assembly library = typeof(global::WideNet.Kernels.InfiniteNetwork).Assembly;
        string[] types = [.. library.GetExportedTypes().Where(type => !type.IsNested && !type.IsAssignableTo(typeof(Exception))).Select(type => type.Name)];
        Assert.True(types.Length <= MostPublicTypes, $"{types.Length} public types: {string.Join(", ", types.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void LongLines_OfSamples_AreThoseOutsideRawText()
    {
        string fits = new('x', LongestLine), over = new('x', LongestLine + 1);
        Assert.Equal([2], LongLines([fits, over, fits]));
        Assert.Equal([4], LongLines(["string text = \"\"\"", over, "\"\"\";", over]));
        Assert.Empty(LongLines([$"string text = \"\"\"{over}\"\"\";"]));
    }

    // Raw text is what a page, a script or a file of another format says; its lines are not ours to break.
    private static IEnumerable<int> LongLines(string[] lines)
    {
        bool isRaw = false;
        for (int i = 0; i < lines.Length; i++)
        {
            int marks = lines[i].Split("\"\"\"").Length - 1;
            if (!isRaw && marks == 0 && lines[i].Length > LongestLine) yield return i + 1;
            if (marks % 2 == 1) isRaw = !isRaw;
        }
    }

    private static IEnumerable<string> Sources() => ((string[])["lib", "tests"])
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
        .Order(StringComparer.Ordinal);

    private static string Name(string file) => Path.GetRelativePath(RepositoryFiles.Root, file);
}
