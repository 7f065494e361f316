using System.Text.RegularExpressions;

namespace WideNet.Notebooks.Tests;

/// <summary>README's example compiles and prints what README says.</summary>
public sealed partial class ReadmeExampleTests
{
    [Fact]
    public async Task RunAsync_ExampleOfReadme_PrintsWhatReadmeSays()
    {
        string readme = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "README.md"), TestContext.Current.CancellationToken);
        Match example = Example().Match(readme);
        Assert.True(example.Success, "README has no example that prints something.");
        string library = Path.Combine(RepositoryFiles.Root, "artifacts", "notebooks", "WideNet.dll");
        string usings = string.Concat(
            example.Groups["namespaces"].Value.Split(", ").Select(name =>
                $"using {(name.Contains('.', StringComparison.Ordinal) ? "" : "WideNet.")}{name};\n"));
        using TestNotebook test = new($"#r \"{library}\"\n{usings}{example.Groups["code"].Value}");

        NotebookRunResult result = await test.RunAsync();

        Assert.Null(result.Error);
        Assert.Equal(example.Groups["output"].Value, Assert.Single(result.Cells[0].Outputs).Text.Trim());
    }

    [GeneratedRegex("```csharp\\n(?<code>.*?)```\\n+prints `(?<output>[^`]+)` \\(namespaces: (?<namespaces>[^)]+)\\)", RegexOptions.Singleline)]
    private static partial Regex Example();
}
